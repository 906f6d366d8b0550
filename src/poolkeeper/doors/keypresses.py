"""KeyPresses: single keys that running work asks for (a pager's ``Q``, the answer to a question), beside the prompt.

While nobody asks, keys belong to the prompt's editor; what came behind an asked-for key waits for the next question or
goes to the prompt afterwards.
"""

import asyncio
import re

KEY = re.compile(rb"\x1b(?:\[[0-9;]*[A-Za-z~]|O[A-Za-z])|[\xc2-\xf4][\x80-\xbf]*|.", re.DOTALL)
"""One key press as a terminal sends it: a control sequence, one UTF-8 letter, or one byte."""
NAMES = {b"\x1b[B": "down", b"\x1bOB": "down", b"\r": "enter", b"\n": "enter", b"\x1b[6~": "page down"}
GONE = ""
"""What an asker gets where the peer has hung up."""


class KeyPresses:
    """Whoever asks gets the next key; nobody asks, ``take`` gives everything back."""

    def __init__(self) -> None:
        self._asked: asyncio.Future[str] | None = None
        self._ahead = b""
        self._gone = False

    @property
    def wanted(self) -> bool:
        """Whether somebody waits for a key."""
        return self._asked is not None and not self._asked.done()

    def take(self, octets: bytes) -> bytes:
        """Bytes from the keyboard; what nobody asked for comes back and is the prompt's."""
        if not self.wanted:
            return octets
        self._ahead += octets
        self._answer()
        return b""

    def _answer(self) -> None:
        found = KEY.match(self._ahead)
        if found is not None and self._asked is not None and not self._asked.done():
            self._ahead = self._ahead[found.end() :]
            self._asked.set_result(NAMES.get(found[0]) or found[0].decode("utf-8", "replace"))

    async def key(self) -> str:
        """The next key: a letter, or ``down``, ``enter``, ``page down``; GONE where nobody will press one any more."""
        if self._gone:
            return GONE
        self._asked = asyncio.get_running_loop().create_future()
        self._answer()
        return await self._asked

    def rest(self) -> bytes:
        """What was typed beyond the keys asked for; it is not told twice. Nothing once the peer has hung up."""
        ahead, self._ahead = self._ahead, b""
        return b"" if self._gone else ahead

    def hang_up(self) -> None:
        """Nobody presses keys any more."""
        self._gone = True
        if self._asked is not None and not self._asked.done():
            self._asked.set_result(GONE)
