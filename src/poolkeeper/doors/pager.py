"""The pager: long output stops after each screenful with RouterOS's ``-- [Q quit|D dump|down]`` until a key goes on.

Source: RouterOS manual, Command Line Interface; the text is what its clients look for.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator

from .keypresses import GONE

STOPPED = "-- [Q quit|D dump|down]"
ERASE = "\r" + " " * len(STOPPED) + "\r"


class Pager:
    """Lets lines pass to a terminal of a size.

    send: writes to the terminal. key: waits for a key press; done: no more keys are wanted.
    """

    def __init__(
        self,
        size: Callable[[], tuple[int, int]],
        send: Callable[[str], None],
        key: Callable[[], str],
        done: Callable[[], None],
    ) -> None:
        self._size, self._send, self._key, self._done = size, send, key, done

    def lines(self, lines: Iterable[str]) -> Iterator[str]:
        """The lines that the user wants to see; nothing is drawn behind the last one."""
        try:
            yield from self._wanted(lines)
        finally:
            self._done()

    def _wanted(self, lines: Iterable[str]) -> Iterator[str]:
        columns, rows = self._size()
        room: float = rows - 1
        for line in lines:
            taken = rows_of(line, columns)
            if taken > room and room < rows - 1:
                room = self._ask()
                columns, rows = self._size()
                if not room:
                    return
            yield line
            room -= taken

    def _ask(self) -> float:
        """How many rows may follow: none after Q, all of them after D."""
        self._send(STOPPED)
        try:
            while True:
                key = self._key()
                rows = self._size()[1] - 1
                wanted = {"down": 1, "enter": 1, " ": rows, "page down": rows, "d": float("inf")}
                if key in (GONE, "q", "Q"):
                    return 0
                if key.lower() in wanted:
                    return max(wanted[key.lower()], 1)
        finally:
            self._send(ERASE)


def rows_of(line: str, columns: int) -> int:
    """How many rows of a terminal a line takes."""
    width = len(line) if line.isascii() else sum(1 + (unicodedata.east_asian_width(each) in "WF") for each in line)
    return max(1, -(-width // max(columns, 1)))
