"""Hot-lock: words complete themselves as soon as what is typed of them fits only one (Ctrl-V at the prompt).

Letters of the word that are typed although they are there already are passed over. Source: RouterOS manual, Command
Line Interface (HotLock).
"""

from collections.abc import Callable

from prompt_toolkit.buffer import Buffer

from poolkeeper.script.completion import Choice

Choices = Callable[[str], tuple[int, list[Choice]]]


class HotLock:
    """One terminal's. choices: what may stand at the end of a text, and where the word begins."""

    def __init__(self, choices: Choices) -> None:
        self._choices = choices
        self.on = False
        self._made = ""
        self._rest = ""

    def toggle(self) -> None:
        """On, or off again."""
        self.on = not self.on
        self._rest = ""

    def typed(self, buffer: Buffer, letters: str) -> None:
        """A key that writes: into the buffer, with the rest of the word if it is the only one."""
        if self._is_there(buffer, letters):
            return
        self._rest = ""
        buffer.insert_text(letters)
        if not buffer.document.is_cursor_at_the_end or letters.isspace():
            return
        text = buffer.text
        start, choices = self._choices(text)
        so_far = text[start:]
        if len(choices) == 1 and so_far and choices[0].word.startswith(so_far):
            self._rest = choices[0].word[len(so_far) :] + ("" if choices[0].open else " ")
            buffer.insert_text(self._rest)
            self._made = buffer.text

    def _is_there(self, buffer: Buffer, letters: str) -> bool:
        """Whether the key is the next letter of a word that was completed, or the ``=`` or blank that ends it."""
        if not self._rest or buffer.text != self._made or not buffer.document.is_cursor_at_the_end:
            return False
        if letters == self._rest[0]:
            self._rest = self._rest[1:]
            return True
        if letters == self._rest[-1]:
            self._rest = ""
            return True
        return False
