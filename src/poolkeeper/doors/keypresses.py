"""KeyPresses: single keys that running work asks for (a pager's ``Q``, the answer to a question), beside the prompt.

Until somebody asks, keys belong to the prompt's editor. From then on they are kept for the next question, and what is
left when the work has ended (``rest``) goes to the prompt.
"""

import asyncio
import re

KEY = re.compile(rb"\x1b(?:\[[0-9;]*[A-Za-z~]|O[A-Za-z])|[\xc2-\xf4][\x80-\xbf]*|.", re.DOTALL)
"""One key press as a terminal sends it: a control sequence, one UTF-8 letter, or one byte."""
NAMES = {b"\x1b[B": "down", b"\x1bOB": "down", b"\r": "enter", b"\n": "enter", b"\x1b[6~": "page down"}
GONE = ""
"""What an asker gets where the peer has hung up."""


class KeyPresses:
    """Whoever asks gets the next key; while nobody has asked, ``take`` gives everything back."""

    def __init__(self) -> None:
        self._asked: asyncio.Future[str] | None = None
        self._asking = False
        self._ahead = b""
        self._gone = False

    def take(self, octets: bytes) -> bytes:
        """Bytes from the keyboard; what nobody asked for comes back and is the prompt's."""
        if not self._asking:
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
        self._asking = True
        self._asked = asyncio.get_running_loop().create_future()
        self._answer()
        return await self._asked

    def rest(self) -> bytes:
        """The work has ended: what was typed beyond the keys it asked for; nothing once the peer has hung up."""
        ahead, self._ahead, self._asking = self._ahead, b"", False
        return b"" if self._gone else ahead

    def hang_up(self) -> None:
        """Nobody presses keys any more."""
        self._gone = True
        if self._asked is not None and not self._asked.done():
            self._asked.set_result(GONE)
