"""The full-screen editor of ``edit``: Ctrl-O saves and leaves, Ctrl-C leaves the text as it was.

It uses the terminal of the session it is called in (prompt_toolkit's app session). Keys: RouterOS manual, Command Line
Interface (edit).
"""

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import BufferControl, FormattedTextControl, HSplit, Layout, Window

KEYS = "C-c quit C-o save&quit C-u undo C-k cut line C-y paste"
Editor = Application[str | None]


def _keys(buffer: Buffer) -> KeyBindings:
    keys = KeyBindings()

    @keys.add("c-o")
    def save(event: KeyPressEvent) -> None:
        event.app.exit(result=buffer.text)

    @keys.add("c-c")
    def leave(event: KeyPressEvent) -> None:
        event.app.exit(result=None)

    @keys.add("c-u")
    def undo(event: KeyPressEvent) -> None:
        buffer.undo()

    @keys.add("tab")
    def tab(event: KeyPressEvent) -> None:
        buffer.insert_text("\t")

    return keys


def _editor(title: str, text: str) -> Editor:
    buffer = Buffer(multiline=True)
    buffer.text = text
    buffer.cursor_position = 0
    head = Window(FormattedTextControl([("reverse", title)]), height=1, style="reverse")
    foot = Window(FormattedTextControl([("reverse", KEYS)]), height=1, style="reverse")
    body = Window(BufferControl(buffer), wrap_lines=True)
    return Application(Layout(HSplit([head, body, foot]), body), key_bindings=_keys(buffer), full_screen=True)


async def edited(title: str, text: str) -> str | None:
    """The text as the user leaves it; None where it is not saved. Line ends stay as they were."""
    ends = "\r\n" if "\r\n" in text else "\n"
    saved = await _editor(title, text.replace("\r\n", "\n")).run_async(handle_sigint=False)
    return None if saved is None else saved.replace("\n", ends)
