"""Texts of scripts on their way into a console line. Not for assertions."""


def quoted(text: str) -> str:
    """A text as the console's double quotes hold it, on one line."""
    for letter, written in (("\\", "\\\\"), ('"', '\\"'), ("$", "\\$"), ("?", "\\?"), ("\n", "\\n")):
        text = text.replace(letter, written)
    return f'"{text}"'
