"""``poolkeeper console``: the client of the local console. It passes bytes, window size and signals, nothing else.

Results go to standard output, errors to standard error; the exit code is 1 if any line failed, if there is no server,
or if the server went away before it answered.
"""

import contextlib
import json
import os
import pwd
import select
import shlex
import signal
import socket
import sys
import termios
import tty
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from poolkeeper.script.wishes import Wishes
from poolkeeper.wire.console import (
    ACCEPTED,
    END,
    ERR,
    EXIT,
    HELLO,
    INTERRUPT,
    OUT,
    REPORT,
    SOCKET_NAME,
    STOPPED,
    TYPED,
    WINDOW,
    Frames,
    frame,
    frames,
)

ANSWER_WITHIN_S = 2.0
CHUNK = 65536
SANE = b"\x1b[?2004l\x1b[?7h\x1b[?25h\x1b[0m\r\n"
"""No bracketed paste, lines wrap, the cursor shows, no colours, a new line: for a terminal left in mid-word."""


def run_console(folder: Path, words: Sequence[str]) -> int:
    """Run one line (words joined with blanks), the lines of standard input, or an interactive session; exit code."""
    words = list(words)
    if words[:1] == ["--"]:
        words = words[1:]
    try:
        sock = connect(folder)
    except OSError as error:
        return _no_server(folder, error)
    with sock:
        return _Client(sock, folder, " ".join(words) if words else None).run()


def run_import_over(
    folder: Path, name: str, text: str, wishes: Wishes, keep: Callable[[str], object], not_started: int
) -> int:
    """Run a script through the server of a folder, statement by statement; the exit code of ``poolkeeper import``.

    keep: takes the report, once there is one.
    """
    try:
        sock = connect(folder)
    except OSError as error:
        _no_server(folder, error)
        return not_started
    with sock:
        client = _Client(sock, folder, None, {"import": name, **asdict(wishes)})
        code = client.run(text.encode("utf-8", "surrogateescape"))
        if client.report:
            keep(client.report.decode("ascii"))
        return code


def connect(folder: Path) -> socket.socket:
    """A connection to the console of the server of a folder, however long the folder's name; OSError otherwise."""
    descriptor = os.open(folder, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC)
    try:
        sock.settimeout(ANSWER_WITHIN_S)
        sock.connect(f"/proc/self/fd/{descriptor}/{SOCKET_NAME}")
    except BaseException:
        sock.close()
        raise
    finally:
        os.close(descriptor)
    return sock


def _no_server(folder: Path, error: OSError) -> int:
    if isinstance(error, PermissionError):
        return _complain(
            f"{folder} is not yours; type: sudo -u {_owner(folder)} poolkeeper console --data {typed(folder)}"
        )
    why = f"no server runs on {folder}" if folder.is_dir() else f"there is no folder {folder}"
    return _complain(f"{why}; type: poolkeeper serve --data {typed(folder)}")


def typed(folder: Path) -> str:
    """The folder's name as a shell wants it."""
    return shlex.quote(str(folder))


def _owner(folder: Path) -> str:
    try:
        return pwd.getpwuid(folder.stat().st_uid).pw_name
    except (OSError, KeyError):
        return "root"


def _complain(message: str) -> int:
    print(f"poolkeeper: {message}", file=sys.stderr, flush=True)
    return 1


class _Client:
    """One connection, until the server tells the exit code or goes away.

    line: the one line to run, None for standard input. extra: more words of the hello.
    """

    def __init__(
        self, sock: socket.socket, folder: Path, line: str | None, extra: dict[str, object] | None = None
    ) -> None:
        self._sock, self._folder = sock, folder
        self._line = line
        self._extra = extra or {}
        self._terminal = line is None and not extra and os.isatty(0) and os.isatty(1)
        self._frames = Frames()
        self._to_send = bytearray()
        self._gone = self._stopped = self._accepted = self._told = False
        self._code: int | None = None
        self.report = bytearray()

    def run(self, given: bytes | None = None) -> int:
        """The exit code. given: what is sent instead of standard input."""
        columns, rows = _window() if self._terminal else (80, 24)
        term = os.environ.get("TERM", "dumb")
        hello = {"line": self._line, "terminal": self._terminal, "columns": columns, "rows": rows, "term": term}
        self._to_send += frame(HELLO, json.dumps({**hello, **self._extra}).encode())
        if not self._is_accepted():
            return self._farewell()
        for each in frames(TYPED, given or b""):
            self._to_send += each
        if given is not None:
            self._to_send += frame(END)
        with _raw_terminal() if self._terminal else contextlib.nullcontext():
            self._pump(self._line is None and given is None)
            if self._terminal and not self._told:
                _write(1, SANE)
        return self._farewell()

    def _is_accepted(self) -> bool:
        """Whether the server takes the session; it must say so within ANSWER_WITHIN_S."""
        try:
            self._sock.sendall(self._to_send)
        except (BrokenPipeError, ConnectionResetError, TimeoutError):
            self._gone = True
        self._to_send.clear()
        try:
            while not (self._accepted or self._gone or self._stopped or self._code is not None):
                self._receive()
        except TimeoutError:
            self._code = _complain(f"the server does not answer; look at its log, then type: {self._restart()}")
        return self._accepted

    def _restart(self) -> str:
        return f"poolkeeper serve --data {typed(self._folder)}"

    def _farewell(self) -> int:
        if self._code is not None:
            return self._code
        if self._stopped:
            return _complain(f"the server was stopped; type: {self._restart()}")
        return _complain(f"the server ended before it answered; look at its log, then type: {self._restart()}")

    # -- both ways -------------------------------------------------------------------------------------------------

    def _receive(self) -> None:
        """Take what the server sent."""
        try:
            octets = self._sock.recv(CHUNK)
        except BlockingIOError:
            return
        except ConnectionResetError:
            octets = b""
        self._gone = not octets
        for kind, payload in self._frames.feed(octets):
            if kind == ACCEPTED:
                self._accepted = True
            elif kind in (OUT, ERR):
                _write(1 if kind == OUT else 2, payload)
            elif kind == REPORT:
                self.report += payload
            elif kind == EXIT:
                self._code, self._told = int(payload), True
            elif kind == STOPPED:
                self._stopped = True

    def _send(self) -> None:
        """Give the server what it takes now; what it will never take is forgotten, it may still have said why."""
        try:
            while self._to_send:
                del self._to_send[: self._sock.send(self._to_send)]
        except BlockingIOError:
            return
        except (BrokenPipeError, ConnectionResetError):
            self._to_send.clear()

    def _pump(self, reading: bool) -> None:
        """Carry bytes both ways, neither waiting for the other; from standard input only while ``reading``."""
        self._sock.setblocking(False)
        if reading and sys.stdin is None:  # closed by whoever started us
            reading = False
            self._to_send += frame(END)
        with self._signals() as signalled:
            while self._code is None and not self._gone:
                self._send()
                sources: list[socket.socket | int] = [self._sock, signalled]
                if reading and len(self._to_send) < CHUNK:
                    sources.append(0)
                ready = select.select(sources, [self._sock] if self._to_send else [], [])[0]
                if signalled in ready:
                    signalled.recv(CHUNK)
                if self._sock in ready:
                    self._receive()
                if 0 in ready:
                    reading = self._read_input()

    def _read_input(self) -> bool:
        """Take what was typed; False when there is no more, also because the terminal is gone (EIO)."""
        try:
            octets = os.read(0, CHUNK)
        except OSError:
            octets = b""
        self._to_send += frame(TYPED, octets) if octets else frame(END)
        return bool(octets)

    @contextlib.contextmanager
    def _signals(self) -> Iterator[socket.socket]:
        """Window size and Ctrl-C go to the server while this is open; readable whenever a signal came.

        A terminal is not left raw by SIGTERM and SIGHUP: they end the session first.
        """

        def resized(*_: object) -> None:
            columns, rows = _window()
            self._to_send.extend(frame(WINDOW, json.dumps({"columns": columns, "rows": rows}).encode()))

        def interrupted(*_: object) -> None:
            self._to_send.extend(frame(INTERRUPT))

        def ended(number: int, _: object) -> None:
            self._code = 128 + number

        handlers = {signal.SIGINT: interrupted}
        if self._terminal:
            handlers |= {signal.SIGWINCH: resized, signal.SIGTERM: ended, signal.SIGHUP: ended}  # type: ignore[dict-item]
        ours, pythons = socket.socketpair()
        with ours, pythons:
            pythons.setblocking(False)
            woken = signal.set_wakeup_fd(pythons.fileno(), warn_on_full_buffer=False)
            before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
            try:
                yield ours
            finally:
                for number, handler in before.items():
                    signal.signal(number, handler)
                signal.set_wakeup_fd(woken)


def _window() -> tuple[int, int]:
    """Columns and rows of the terminal, 80 and 24 where it does not say."""
    try:
        size = os.get_terminal_size(1)
    except OSError:
        return 80, 24
    return size.columns or 80, size.lines or 24


@contextlib.contextmanager
def _raw_terminal() -> Iterator[None]:
    before = termios.tcgetattr(0)
    tty.setraw(0)
    try:
        yield
    finally:
        with contextlib.suppress(termios.error):  # the terminal may be gone
            termios.tcsetattr(0, termios.TCSADRAIN, before)


def _write(descriptor: int, octets: bytes) -> None:
    """All of it, also to a terminal that somebody made non-blocking."""
    while octets:
        try:
            octets = octets[os.write(descriptor, octets) :]
        except BlockingIOError:
            select.select([], [descriptor], [])
        except OSError as error:
            raise BrokenPipeError(*error.args) from None  # EIO: the terminal is gone
