"""The running server: sockets, timers and doors around the parts of ``app.build``, until a signal ends it."""

import asyncio
import os
import signal
import socket
import ssl
import sys
import time
import traceback
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from functools import partial
from pathlib import Path

from poolkeeper import __version__
from poolkeeper.app import Parts, console_settings, matches, seal
from poolkeeper.around import Around
from poolkeeper.domain.interfaces import Interface
from poolkeeper.doors.auth import Account, Authenticator
from poolkeeper.doors.console import ConsoleDoor
from poolkeeper.doors.http1 import HttpDoor
from poolkeeper.doors.listeners import Listeners, Service, Take
from poolkeeper.doors.pacer import Pacer
from poolkeeper.doors.rest import Rest
from poolkeeper.doors.sealing import Sealing
from poolkeeper.doors.tls import CERTIFICATE, KEY, ensure_certificate, server_context
from poolkeeper.doors.warm import warm
from poolkeeper.engine.owners import policies
from poolkeeper.providers import provide
from poolkeeper.scripting import Scripting
from poolkeeper.servers.dhcp4 import DhcpServer
from poolkeeper.servers.netlink import Watch, read_links, set_address
from poolkeeper.services.checkpoint import Checkpointer
from poolkeeper.services.fold import Folder
from poolkeeper.services.hostaddresses import HostAddresses
from poolkeeper.services.logsink import StderrSink
from poolkeeper.services.trouble import Trouble
from poolkeeper.store.base import StoreError
from poolkeeper.store.sqlite import SqliteStore
from poolkeeper.tree import Sealed

SERVICES = "/ip/service"
END_WITHIN_S = 3.0
SLICE = 128
"""Leases ended in one go before the loop belongs to others."""


class Server:
    """One running server. ``run`` returns the exit code."""

    def __init__(self, parts: Parts, store: SqliteStore, folder: Path, sink: StderrSink) -> None:
        self.parts, self.store, self.folder, self.sink = parts, store, folder, sink
        self.pacer = Pacer()
        self.ended = asyncio.Event()
        self.code = 0
        self.tasks: set[asyncio.Task[None]] = set()
        self.began = time.monotonic()
        self.no_tls = ""

    async def run(self) -> int:
        """Open everything, say ready, serve until told to stop."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.ended.set)
        loop.set_exception_handler(self._uncaught)
        self.parts.log("system,info", "router rebooted")  # RouterOS's words for a start
        provide(self.parts, self.folder, self.began, self._service_state)
        log = self.parts.log
        checkpointer = Checkpointer(self.store, loop.call_soon_threadsafe, Trouble(log, "checkpoint"))
        outgrown = Trouble(log, "journal of leases", topics="system,warning", over="short again")
        folder = Folder(self.store, self._fold, self.pacer.turn, Trouble(log, "fold of leases"), outgrown)
        await self._open_doors()
        self._links_changed(await read_links())
        watch = Watch(self._links_changed, lambda why: self.parts.log("interface,error", why))
        if await self.host.settle():
            self._links_changed(await read_links())
        self.dhcp.follow_now()
        self.around.start(self._watch_over)
        checkpointer.start()
        self._watch_over("lease timer", self._lease_timer)
        self._watch_over("fold", folder.work)
        self._watch_over("script counts", self.scripting.keep_runs)
        self._say_ready()
        await self.ended.wait()
        self.parts.log("system,info", "shutting down")
        watch.close()
        self.dhcp.close()
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(
            self.listeners.close(END_WITHIN_S), self.console.close(END_WITHIN_S), self.around.finish(END_WITHIN_S)
        )
        self.around.close()
        self.scripting.close()
        checkpointer.stop()
        self.sink.flush()
        return self.code

    # -- doors ---------------------------------------------------------------------------------------------------

    async def _open_doors(self) -> None:
        parts = self.parts
        auth = Authenticator(self._account, parts.log)
        sealing = Sealing(parts.tree, seal, self._prove)
        application = Rest(parts.tree, parts.engine.run, auth, sealing, self.pacer, parts.log)
        rest = HttpDoor(application)
        context = self._tls()
        await warm(rest, context)
        takes: dict[str, Take] = {"www": lambda service, peer, accepted: rest.take(service, peer, accepted, None)}
        if context is not None:
            takes["www-ssl"] = lambda service, peer, accepted: rest.take(service, peer, accepted, context)
        self.listeners = Listeners(takes, self._say_service)
        self.dhcp = DhcpServer(parts.desk, parts.board, parts.log, parts.core.counters)
        self.host = HostAddresses(parts.core, parts.links, set_address, self._spawn)
        settings = partial(console_settings, parts.core)
        engine = parts.engine
        self.console = ConsoleDoor(
            parts.tree, engine.run, self.folder, self.pacer, parts.log, sealing, settings, engine.safe, engine.groups
        )
        self.scripting = Scripting(parts, self.console.sessions, self.store.snapshot)
        self.around = Around(parts, self.dhcp, self.scripting, self.pacer, self._spawn)
        await self.console.open()
        parts.core.on_change[SERVICES].append(lambda *_: self._follow_services())
        for path in ("/ip/dhcp-server", "/interface"):
            parts.core.on_change[path].append(lambda *_: self.dhcp.follow())
        self._follow_services()

    def _tls(self) -> ssl.SSLContext | None:
        """What TLS doors need; None after a log line where the certificate is no use, since DHCP needs no TLS."""
        try:
            return server_context(*ensure_certificate(self.folder, [socket.gethostname()]))
        except OSError as error:
            self.no_tls = f"{CERTIFICATE} and {KEY} can not be used: {error}"
            self._say_service("www-ssl", self.no_tls)
            return None

    def _account(self, name: str) -> Account | None:
        core = self.parts.core
        item = core.look.find("/user", name)
        if item is None:
            return None
        values = core.tables["/user"].items[item]
        allowed = tuple(values.get("address") or ())
        password, disabled = str(values.get("password") or ""), bool(values.get("disabled"))
        return Account(name, password, policies(core, values), allowed, disabled)

    async def _prove(self, name: str, password: str) -> Sealed:
        """Sealed, the hash of a user's password if this is it, else what no hash is; judged beside the loop."""
        account = self._account(name)
        right = account is not None and await asyncio.to_thread(matches, account.hash, password)
        return Sealed(account.hash if account is not None and right else "-")

    def _follow_services(self) -> None:
        rows = self.parts.core.items(SERVICES).values()
        self.listeners.apply(
            Service(
                str(values["name"]),
                int(values["port"]),
                bool(values.get("disabled")),
                tuple(values.get("address") or ()),
            )
            for values in rows
        )

    def _service_state(self, name: str) -> str | None:
        """Why a service does not run, None where it does or is disabled."""
        if name not in self.listeners.takes:
            return self.no_tls if name == "www-ssl" else "not running: this door is not built yet"
        return self.listeners.invalid.get(name)

    def _say_service(self, name: str, reason: str | None) -> None:
        if reason is None:
            self.parts.log("system,info", f"service {name} is listening again")
        else:
            self.parts.log("system,error", f"service {name} is invalid: {reason}")

    # -- what acts by itself -----------------------------------------------------------------------------------------

    def _links_changed(self, links: list[Interface]) -> None:
        try:
            self.parts.links.update(links)
        except StoreError as error:
            self.parts.log("interface,error,critical", f"interfaces can not be kept: {error}")
            self.parts.board.links_changed(self.parts.links.links)
        self.dhcp.follow()
        self.host.follow()
        self.around.links_changed()

    async def _lease_timer(self) -> None:
        """End leases whose time has come, and notice a wall clock that was moved."""
        desk, clock, log = self.parts.desk, self.parts.core.clock, self.parts.log
        while True:
            started = time.perf_counter()
            while desk.expire(SLICE):
                await self.pacer.turn(time.perf_counter() - started)
                started = time.perf_counter()
            step = clock.stepped()
            if step:
                log("system,info", f"the clock was moved by {step} s; running leases keep their time")
            await asyncio.sleep(0.5)

    def _fold(self, most: int) -> tuple[int, str]:
        try:
            return self.store.fold(most), ""
        except StoreError as error:
            return 0, str(error)

    def _spawn(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def _watch_over(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        """Run a service task; one that dies is logged and restarted, one that dies again and again ends the server."""

        async def run() -> None:
            deaths: list[float] = []
            while True:
                try:
                    await work()
                except Exception as error:  # noqa: BLE001 - a bug of ours must not spin the loop nor kill it silently
                    self._say_bug(name, error)
                    deaths = [*(each for each in deaths if time.monotonic() - each < 60), time.monotonic()]
                    if len(deaths) >= 5:
                        self.parts.log("system,error,critical", f"{name} died five times in a minute: stopping")
                        self.code = 1
                        self.ended.set()
                        return
                await asyncio.sleep(1)

        self._spawn(run())

    def _uncaught(self, loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
        error = context.get("exception")
        self._say_bug(str(context.get("message") or "loop"), error if isinstance(error, BaseException) else None)

    def _say_bug(self, where: str, error: BaseException | None) -> None:
        self.parts.log("system,error,critical", f"internal error in {where}: {type(error).__name__}: {error}")
        self.sink.flush()
        if error is not None:
            traceback.print_exception(error, file=sys.stderr)

    # -- ready -------------------------------------------------------------------------------------------------------

    def _say_ready(self) -> None:
        doors = [f"console {self.folder}/console.sock"]
        core = self.parts.core
        for values in core.items(SERVICES).values():
            if values["name"] in self.listeners.open():
                doors.append(f"{values['name']} {values['port']}")
        doors.append(self.dhcp.summary())
        self.sink.flush()
        print(f"ready: poolkeeper {__version__}, {', '.join(doors)}", flush=True)
        notify_systemd("READY=1")


def notify_systemd(state: str) -> None:
    """Tell systemd's notify socket, where there is one (sd_notify(3))."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as sock:
        sock.connect("\0" + address[1:] if address.startswith("@") else address)
        sock.sendall(state.encode())
