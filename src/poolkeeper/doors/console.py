"""The local console: a UNIX socket in the data folder (0600) behind which sessions run.

A client that brings a line or lines gets results and an exit code; a client with a terminal gets the interactive
session of ``doors.terminal``. Who may connect is who may open the socket: its owner and root; the peer's uid goes into
the log and into the user of every request.
"""

import asyncio
import json
import os
import socket
import struct
from codecs import getincrementaldecoder
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from poolkeeper.script.importing import import_text
from poolkeeper.script.keeping import Keeping
from poolkeeper.script.session import Outcome, Session
from poolkeeper.script.wishes import Wishes
from poolkeeper.tree import Refusal, Reply, Request, Tree, User
from poolkeeper.tree.request import ALL_POLICIES
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
    FrameError,
    Frames,
    frame,
    frames,
)

from .behind import LogFeed, SafeMode
from .pacer import Pacer
from .sealing import Sealing
from .sessions import Sessions, SettingsOf
from .slices import in_slices
from .terminal import Terminal

Run = Callable[[Request], Reply]
HIGH_WATER = 1 << 20
MOST_IMPORTED = 64 << 20


class ConsoleDoor:
    """Listens in the data folder and serves sessions."""

    def __init__(
        self,
        tree: Tree,
        run: Run,
        folder: Path,
        pacer: Pacer,
        log: LogFeed,
        sealing: Sealing,
        settings_of: SettingsOf,
        safe: SafeMode,
        keeping: Keeping,
    ) -> None:
        self.sessions = Sessions(tree, run, pacer, sealing, folder, settings_of, safe, log, keeping)
        self._folder, self._log = folder, log
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Bind the socket; one left by a killed server is replaced (the folder's lock is ours)."""
        descriptor = os.open(self._folder, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            path = f"/proc/self/fd/{descriptor}/{SOCKET_NAME}"
            with suppress(FileNotFoundError):
                os.unlink(path)
            sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC)
            before = os.umask(0o177)
            try:
                sock.bind(path)
            finally:
                os.umask(before)
        finally:
            os.close(descriptor)
        self._server = await asyncio.start_unix_server(self._connected, sock=sock)

    async def close(self, within_s: float) -> None:
        """No new sessions; running ones are told and ended."""
        if self._server is not None:
            self._server.close()
        with suppress(FileNotFoundError):
            (self._folder / SOCKET_NAME).unlink()
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=within_s)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            await _Visit(self, reader, writer).serve()
        except (ConnectionError, FrameError, ValueError):
            pass  # the client went away or is none of ours
        except asyncio.CancelledError:
            with suppress(ConnectionError):
                writer.write(frame(STOPPED))
        finally:
            self._tasks.discard(task)
            writer.close()

    def log(self, topics: str, message: str) -> None:
        """Write a log line."""
        self._log(topics, message)


class _Visit:
    """One connection."""

    def __init__(self, door: ConsoleDoor, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._door, self._reader, self._writer = door, reader, writer
        self._frames = Frames()
        self._waiting: list[tuple[bytes, bytes]] = []
        self._decoder = getincrementaldecoder("utf-8")("surrogateescape")
        sock = writer.get_extra_info("socket")
        peer = sock.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
        self._uid = struct.unpack("3i", peer)[1]

    async def _next(self) -> tuple[bytes, bytes] | None:
        """The next frame, None when the client is gone."""
        while not self._waiting:
            octets = await self._reader.read(65536)
            if not octets:
                return None
            self._waiting.extend(self._frames.feed(octets))
        return self._waiting.pop(0)

    async def serve(self) -> None:
        """One session, from hello to exit."""
        hello = await self._next()
        if hello is None or hello[0] != HELLO:
            return
        wish = json.loads(hello[1])
        user = User("admin", frozenset(ALL_POLICIES), "local", "", self._uid)
        self._writer.write(frame(ACCEPTED))
        if wish.get("terminal"):
            self._door.log("system,info,account", f"user {user.name} logged in via local (uid {self._uid})")
            try:
                code = await self._interactive(user, wish)
            finally:
                self._door.log("system,info,account", f"user {user.name} logged out via local (uid {self._uid})")
        else:
            code = await self._lines(user, wish)
        self._writer.write(frame(EXIT, str(code).encode()))
        await self._writer.drain()

    def _send(self, kind: bytes, text: str) -> None:
        for each in frames(kind, text.encode("utf-8", "surrogateescape")):
            self._writer.write(each)

    # -- lines ---------------------------------------------------------------------------------------------------

    async def _lines(self, user: User, wish: dict[str, object]) -> int:
        """Run the one line given, or the lines that come, to their end or ``/quit``; 1 if any of them failed.

        Ctrl-C ends what runs and all that was still to come.
        """
        session = self._door.sessions.open(
            user, lambda text: self._send(OUT, text), lambda text: self._send(ERR, text), self._flush
        )
        line, file = wish.get("line"), wish.get("import")
        dry, whole, stop = (wish.get(name) is True for name in ("dry", "whole", "stop"))
        how = Wishes(dry, whole, stop, quiet=wish.get("quiet") is not False)
        if isinstance(line, str):
            return int((await self._run_beside(session, line)).failed)
        if isinstance(file, str):
            return await self._import(session, file, how)
        failed = False
        text = ""
        ended = False
        while not ended:
            got = await self._next()
            if got is None or got[0] == INTERRUPT:
                return 1
            ended = got[0] == END
            text += self._decode(got[1]) if got[0] == TYPED else ""
            ready, text = (text, "") if ended else session.split_ready(text)
            if ready:
                outcome = await self._run_beside(session, ready)
                failed |= outcome.failed
                ended |= outcome.left
        return int(failed)

    def _decode(self, octets: bytes) -> str:
        """Text of bytes that may end within a letter; the rest of it comes with the next ones."""
        return self._decoder.decode(octets)

    async def _import(self, session: Session, name: str, how: Wishes) -> int:
        """Take a whole file, then run it statement by statement; 0, 1 if some were refused, 2 if it was not begun."""
        pieces: list[bytes] = []
        while (got := await self._next()) is not None and got[0] != END:
            pieces.append(got[1])
            if sum(map(len, pieces)) > MOST_IMPORTED:
                self._send(ERR, f"{name}: longer than {MOST_IMPORTED >> 20} MiB\n")
                return 2
        text = b"".join(pieces).decode("utf-8", "surrogateescape")

        refused: list[bool] = []

        def work() -> Outcome:
            try:
                report = import_text(session, text, name, how, lambda line: self._send(ERR, line))
            except Refusal as refusal:
                self._send(ERR, f"poolkeeper: {refusal.message}\n")
                refused.append(True)
                return Outcome(True)
            for each in frames(REPORT, report.as_json().encode("ascii")):
                self._writer.write(each)
            return Outcome(bool(report.refused))

        outcome = await self._beside(work)
        return 2 if refused else int(outcome.failed)

    async def _run_beside(self, session: Session, text: str) -> Outcome:
        """Run a text, with an eye on the client."""
        return await self._beside(lambda: session.execute(text))

    async def _beside(self, run: Callable[[], Outcome]) -> Outcome:
        """Run work while watching for Ctrl-C and for a client that goes away; these count as leaving."""
        work = asyncio.ensure_future(in_slices(run))
        watch = asyncio.ensure_future(self._interrupted())
        try:
            await asyncio.wait((work, watch), return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                work.cancel()
                with suppress(asyncio.CancelledError):
                    await work
                self._send(ERR, "interrupted\n")
                return Outcome(failed=True, left=True)
            return work.result()
        finally:
            work.cancel()
            watch.cancel()
            with suppress(asyncio.CancelledError):
                await watch
            await self._writer.drain()

    async def _interrupted(self) -> None:
        """Ends when the client interrupts or is gone; other frames wait for their turn."""
        while True:
            octets = await self._reader.read(65536)
            if not octets:
                return
            for each in self._frames.feed(octets):
                if each[0] == INTERRUPT:
                    return
                self._waiting.append(each)

    async def _flush(self) -> None:
        if self._writer.transport.get_write_buffer_size() > HIGH_WATER:
            await self._writer.drain()

    # -- terminal --------------------------------------------------------------------------------------------------

    async def _interactive(self, user: User, wish: dict[str, object]) -> int:
        terminal = Terminal(
            self._door.sessions,
            user,
            lambda text: self._send(OUT, text),
            self._flush,
            (_number(wish.get("columns"), 80), _number(wish.get("rows"), 24)),
            str(wish.get("term") or "dumb"),
        )
        feeding = asyncio.ensure_future(self._feed(terminal))
        try:
            return await terminal.run()
        finally:
            feeding.cancel()
            with suppress(asyncio.CancelledError):
                await feeding

    async def _feed(self, terminal: Terminal) -> None:
        """Carry what comes to the terminal; however the client goes (also with output unread), it hangs up."""
        with suppress(ConnectionError, FrameError, ValueError):
            await self._carry(terminal)
        terminal.hang_up()

    async def _carry(self, terminal: Terminal) -> None:
        while (got := await self._next()) is not None:
            kind, payload = got
            if kind == TYPED:
                terminal.typed(payload)
            elif kind == WINDOW:
                size = json.loads(payload)
                terminal.resize(_number(size.get("columns"), 80), _number(size.get("rows"), 24))
            elif kind == INTERRUPT:
                terminal.interrupt()
            elif kind == END:
                break


def _number(value: object, otherwise: int) -> int:
    return min(max(value, 1), 4096) if isinstance(value, int) else otherwise
