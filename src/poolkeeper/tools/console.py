"""``poolkeeper console``: the client of the local console. It passes bytes, window size and signals, nothing else.

Results go to standard output, errors to standard error; the exit code is 1 if any line failed, if there is no server,
or if the server went away before it answered.
"""

import contextlib
import json
import os
import selectors
import shutil
import signal
import socket
import sys
import termios
import tty
from collections.abc import Iterator, Sequence
from pathlib import Path

from poolkeeper.wire.console import (
    ACCEPTED,
    END,
    ERR,
    EXIT,
    HELLO,
    INTERRUPT,
    OUT,
    SOCKET_NAME,
    TYPED,
    WINDOW,
    Frames,
    frame,
    frames,
)

ANSWER_WITHIN_S = 2.0


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
        return _Client(sock, " ".join(words) if words else None).run()


def run_import_over(folder: Path, name: str, text: str, not_started: int) -> int:
    """Run a script through the server of a folder, statement by statement; the exit code of ``poolkeeper import``."""
    try:
        sock = connect(folder)
    except OSError as error:
        _no_server(folder, error)
        return not_started
    with sock:
        client = _Client(sock, None, {"import": name})
        return client.run(text.encode("utf-8", "surrogateescape"))


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
        why = f"{folder} belongs to another user; run this as the user of the server"
    elif folder.is_dir():
        why = f"no server runs on {folder}; start one: poolkeeper serve --data {folder}"
    else:
        why = f"there is no folder {folder}; start a server: poolkeeper serve --data {folder}"
    print(f"poolkeeper: {why}", file=sys.stderr)
    return 1


class _Client:
    def __init__(self, sock: socket.socket, line: str | None, extra: dict[str, str] | None = None) -> None:
        self._sock = sock
        self._line = line
        self._extra = extra or {}
        self._terminal = line is None and not extra and sys.stdin.isatty() and sys.stdout.isatty()
        self._frames = Frames()
        self._code: int | None = None
        self._accepted = False

    def run(self, typed: bytes | None = None) -> int:
        """Until the server tells the exit code or goes away. typed: what is sent instead of standard input."""
        size = shutil.get_terminal_size()
        hello = {
            "line": self._line,
            "terminal": self._terminal,
            "columns": size.columns if self._terminal else 80,
            "rows": size.lines,
            "term": os.environ.get("TERM", "dumb"),
            **self._extra,
        }
        try:
            self._sock.sendall(frame(HELLO, json.dumps(hello).encode()))
            while not self._accepted and self._code is None:
                if not self._receive():
                    return self._gone()
            self._sock.settimeout(None)
            if typed is not None:
                for each in frames(TYPED, typed):
                    self._sock.sendall(each)
                self._sock.sendall(frame(END))
            with _raw_terminal() if self._terminal else contextlib.nullcontext():
                self._pump(self._line is None and typed is None)
        except TimeoutError:
            print(
                "poolkeeper: the server does not answer; look at its log, or stop it and start again", file=sys.stderr
            )
            return 1
        except (BrokenPipeError, ConnectionResetError):
            return self._gone()
        return self._gone() if self._code is None else self._code

    def _gone(self) -> int:
        print("poolkeeper: the server ended before it answered; start it again and look at its log", file=sys.stderr)
        return 1

    def _receive(self) -> bool:
        """Take what the server sent; False when it is gone."""
        octets = self._sock.recv(65536)
        for kind, payload in self._frames.feed(octets):
            if kind == ACCEPTED:
                self._accepted = True
            elif kind == OUT:
                _write(1, payload)
            elif kind == ERR:
                _write(2, payload)
            elif kind == EXIT:
                self._code = int(payload)
        return bool(octets)

    def _pump(self, reading: bool) -> None:
        """Carry bytes both ways; from standard input only while ``reading``."""
        with selectors.DefaultSelector() as selector, self._signals():
            selector.register(self._sock, selectors.EVENT_READ)
            if reading:
                try:
                    selector.register(0, selectors.EVENT_READ)
                except PermissionError:  # a plain file is always readable and cannot be waited for
                    self._send_file()
            while self._code is None:
                for key, _ in selector.select():
                    if key.fileobj is self._sock:
                        if not self._receive():
                            return
                    else:
                        octets = os.read(0, 65536)
                        self._sock.sendall(frame(TYPED, octets) if octets else frame(END))
                        if not octets:
                            selector.unregister(0)

    def _send_file(self) -> None:
        while octets := os.read(0, 65536):
            self._sock.sendall(frame(TYPED, octets))
        self._sock.sendall(frame(END))

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        def resized(*_: object) -> None:
            size = shutil.get_terminal_size()
            self._sock.sendall(frame(WINDOW, json.dumps({"columns": size.columns, "rows": size.lines}).encode()))

        def interrupted(*_: object) -> None:
            self._sock.sendall(frame(INTERRUPT))

        before = signal.signal(signal.SIGINT, interrupted)
        if self._terminal:
            signal.signal(signal.SIGWINCH, resized)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)


@contextlib.contextmanager
def _raw_terminal() -> Iterator[None]:
    before = termios.tcgetattr(0)
    tty.setraw(0)
    try:
        yield
    finally:
        termios.tcsetattr(0, termios.TCSADRAIN, before)


def _write(descriptor: int, octets: bytes) -> None:
    while octets:
        octets = octets[os.write(descriptor, octets) :]
