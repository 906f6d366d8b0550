"""A terminal as a person has it: the program runs in a pseudo terminal, and its screen is lines of text.

``Screen`` is what the bytes look like (the control sequences that prompt_toolkit and our programs use; an unknown one
fails the test). ``Person`` is who types and looks. Not for assertions.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Self

from rig import end_process, wait_until

CONTROL = re.compile(r"\x1b\[(\??)([0-9;]*)([A-Za-z])|\x1b([78=>])|([\r\n\b\a])")
UNFINISHED = re.compile(r"\x1b(\[\??[0-9;]*)?\Z")
SILENT_MODES = {"1", "7", "12", "25", "2004"}
"""Cursor keys, wrapping, blinking and visible cursor, bracketed paste: they change no text."""
OTHER_PAGE = "1049"
FRESH_MODES = frozenset({"7", "25"})
"""Those that are on in a terminal nobody has changed yet: lines wrap and the cursor is seen."""


class Screen:
    """Text as the terminal shows it, with everything that scrolled off above."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self.lines = [""]
        self.row = self.column = 0
        self.modes = set(FRESH_MODES)
        self._rest = ""
        self._page: tuple[list[str], int, int] | None = None

    def feed(self, text: str) -> None:
        """More output of the program."""
        text = self._rest + text
        cut = UNFINISHED.search(text)
        self._rest = cut[0] if cut else ""
        text = text[: len(text) - len(self._rest)]
        place = 0
        for found in CONTROL.finditer(text):
            self._put(text[place : found.start()])
            place = found.end()
            if found[5]:
                self._move(found[5])
            elif found[3]:
                self._control(found[1], found[2], found[3])
        self._put(text[place:])

    def _put(self, text: str) -> None:
        for letter in text:
            if self.column >= self.columns:
                self.column = 0
                self._down()
            line = self.lines[self.row].ljust(self.column)
            self.lines[self.row] = line[: self.column] + letter + line[self.column + 1 :]
            self.column += 1

    def _down(self) -> None:
        self.row += 1
        if self.row == len(self.lines):
            self.lines.append("")

    def _move(self, letter: str) -> None:
        if letter == "\n":
            self._down()
        elif letter == "\r":
            self.column = 0
        elif letter == "\b":
            self.column = max(0, self.column - 1)

    def _turn_over(self, other: bool) -> None:
        """A page of its own for a program that fills the screen; the first one comes back as it was."""
        if other and self._page is None:
            self._page = (self.lines, self.row, self.column)
            self.lines, self.row, self.column = [""], 0, 0
        elif not other and self._page is not None:
            self.lines, self.row, self.column = self._page
            self._page = None

    def _control(self, private: str, numbers: str, letter: str) -> None:
        count = int(numbers.split(";")[0] or 1) if numbers else 1
        if private or letter == "m":
            modes = set(numbers.split(";")) if private else set()
            assert modes <= SILENT_MODES | {OTHER_PAGE}, f"the screen does not know the modes {numbers}"
            if OTHER_PAGE in modes:
                self._turn_over(letter == "h")
            self.modes = self.modes | modes if letter == "h" else self.modes - modes
        elif letter == "A":
            self.row = max(0, self.row - count)
        elif letter == "B":
            for _ in range(count):
                self._down()
        elif letter == "C":
            self.column = min(self.columns - 1, self.column + count)
        elif letter == "D":
            self.column = max(0, min(self.column, self.columns - 1) - count)
        elif letter == "K" and not numbers:
            self.lines[self.row] = self.lines[self.row][: self.column]
        elif letter == "J" and numbers in ("", "0"):
            self.lines[self.row] = self.lines[self.row][: self.column]
            del self.lines[self.row + 1 :]
        elif letter == "H" and self._page is not None:
            places = [int(place or 1) - 1 for place in f"{numbers};".split(";")[:2]]
            self.lines += [""] * (places[0] + 1 - len(self.lines))
            self.row, self.column = places
        elif (letter == "J" and numbers == "2") or letter == "H":
            self.lines.append("")
            self.row, self.column = len(self.lines) - 1, 0
        else:
            raise AssertionError(f"the screen does not know ESC [ {private}{numbers}{letter}")


class Person:
    """Somebody at a terminal of their own in which a program runs."""

    def __init__(self, argv: Sequence[str | Path], columns: int = 80, rows: int = 24, **options: Any) -> None:
        self.master, slave = pty.openpty()
        self.screen = Screen(columns, rows)
        self._size(columns, rows)
        self.before = termios.tcgetattr(slave)
        self.slave = slave
        self._open = [self.master, slave]
        env = {**os.environ, "TERM": "xterm"}
        for name in ("COLUMNS", "LINES"):
            env.pop(name, None)
        self.process = subprocess.Popen(
            argv, stdin=slave, stdout=slave, stderr=slave, env=env, start_new_session=True, **options
        )

    def _size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def resize(self, columns: int, rows: int = 24) -> None:
        """Give the window another size."""
        self.screen.columns, self.screen.rows = columns, rows
        self._size(columns, rows)
        self.process.send_signal(signal.SIGWINCH)

    def type(self, text: str) -> None:
        """Press keys; Enter is ``\\r``, Tab ``\\t``, Ctrl-C ``\\x03``."""
        os.write(self.master, text.encode())

    def look(self) -> str:
        """The whole text so far, blanks at line ends left out."""
        while select.select([self.master], [], [], 0)[0]:
            self.screen.feed(os.read(self.master, 65536).decode(errors="replace"))
        return "\n".join(line.rstrip() for line in self.screen.lines)

    def last(self) -> str:
        """The line the cursor is in, as far as the cursor."""
        self.look()
        return self.screen.lines[self.screen.row].ljust(self.screen.column)[: self.screen.column]

    def sees(self, text: str) -> str:
        """Wait until the text is on the screen; the whole screen."""
        return self.until(lambda: text in self.look(), f"the screen shows {text!r}")

    def is_asked(self, prompt: str) -> str:
        """Wait until the cursor stands behind this prompt, or this prompt and text; the whole screen."""
        return self.until(lambda: self.last() == prompt, f"the cursor is behind {prompt!r}")

    def until(self, holds: Callable[[], object], what: str) -> str:
        """Wait until this holds; the whole screen, which is also told where it never does."""
        try:
            wait_until(lambda: (self.look(), holds())[1], what)
        except AssertionError as late:
            raise AssertionError(f"{late}\n{self.look()}") from None
        return self.look()

    def enter(self, line: str, prompt: str) -> str:
        """Type a line and wait until it has run and this prompt stands below its answer; the whole screen."""
        before = self.look().count(f"\n{prompt.rstrip()}")
        self.type(f"{line}\r")
        self.until(lambda: self.look().count(f"\n{prompt.rstrip()}") > before, f"{line!r} has run")
        return self.is_asked(prompt)

    def leaves(self) -> int:
        """Wait until the program ends; its exit status."""
        status: int = wait_until(lambda: (self.look(), self.process.poll())[1] is not None, "the program ends") and (
            self.process.wait()
        )
        self.look()
        return status

    def hang_up(self) -> None:
        """Close the terminal under the program, as a window that is closed or a line that breaks."""
        for descriptor in self._open:
            os.close(descriptor)
        self._open = []

    def terminal_is_as_before(self) -> bool:
        """Whether the terminal is as the program found it: its settings, and that pasting, wrapping and cursor are."""
        self.look()
        settled = self.screen.modes & {"7", "25", "2004"} == FRESH_MODES
        return settled and termios.tcgetattr(self.slave) == self.before

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        end_process(self.process)
        self.hang_up()
