"""One run of the lab from the first namespace to the last; the exit code is the command line's."""

import asyncio
import contextlib
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from .clients import BOUND, LabClient, Own, Program, Relayed, installed
from .folder import RunFolder, sweep
from .forward import Forward
from .network import Network, choose_way
from .screen import Lively, Plain, Scene, Screen
from .server import ON_LOOPBACK, ON_NAMESPACES, NotUp, Router, command, free_ports

ONCE_WITHIN_S = 60.0
TICK_S = 0.2
ASK_S = 0.6
"""How often the server is asked; it answers over its own console."""
WEB_PORT = 8443
MOST_CLIENTS = 200


def run_lab(clients: int, data: Path | None, once: bool) -> int:
    """Run until Ctrl-C, or with ``once`` until all clients are bound: 0, or 1 after 60 s or where it cannot start."""
    if not 0 <= clients <= MOST_CLIENTS:
        return _complain(f"--clients is a number from 0 to {MOST_CLIENTS}; type: poolkeeper lab --clients 3")
    live = sys.stdout.isatty() and not once
    screen: Screen = Lively() if live else Plain()
    for name in sweep():
        screen.say(f"removed what a killed run left: {name}")
    on_namespaces, way = choose_way(os.geteuid() == 0)
    screen.say(f"lab: {way}")
    folder = RunFolder()
    try:
        return asyncio.run(_Lab(clients, data, once, folder, screen, on_namespaces, way).run())
    except NotUp as error:
        return _complain(f"{error}; name another folder with --data, or leave --data away")
    except OSError as error:
        return _complain(f"the lab can not be built: {error}; see docs/lab.md")
    finally:
        folder.close()


def _look_around() -> str:
    """Something to try inside a client's namespace with what is installed here, empty for nothing."""
    if not shutil.which("nsenter"):
        return ""
    return "ping -c 1 203.0.113.1" if shutil.which("ping") else "ip address" if shutil.which("ip") else ""


def _complain(message: str) -> int:
    print(f"poolkeeper: {message}", file=sys.stderr)
    return 1


class _Lab:
    def __init__(
        self,
        count: int,
        data: Path | None,
        once: bool,
        folder: RunFolder,
        screen: Screen,
        on_namespaces: bool,
        way: str,
    ) -> None:
        self._count, self._once, self._folder, self._screen = count, once, folder, screen
        self._on_namespaces, self._way = on_namespaces, way
        self._router = Router(folder, (data or folder.path / "data").absolute())
        self._network: Network | None = None
        self._clients: list[LabClient] = []
        self._try: list[tuple[str, str]] = []
        self._ended = asyncio.Event()

    async def run(self) -> int:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._ended.set)
        with contextlib.ExitStack() as stack:
            stack.callback(self._screen.close)
            await self._start(stack)
            return await self._watch()

    async def _start(self, stack: contextlib.ExitStack) -> None:
        """Network, router, clients; each is taken away again in the opposite order, also when the next one fails."""
        router, folder = self._router, self._folder
        if not self._on_namespaces:
            dhcp, web = free_ports(2)
            stack.callback(router.stop)
            router.start(ON_LOOPBACK.replace("DHCP", str(dhcp)).replace("WEB", str(web)), None)
            port = int((router.ask(":put [/ip dhcp-server config get port]") or [str(dhcp)])[0])
            self._hint(router.port("www-ssl") or web)
            for number in range(1, self._count + 1):
                self._add(stack, lambda number=number: Relayed(number, port))  # type: ignore[misc]
            return
        network = self._network = Network(self._count)
        stack.callback(network.close)
        stack.callback(router.stop)
        router.start(ON_NAMESPACES, network.router)
        forward = Forward(network.router, router.port("www-ssl") or WEB_PORT)
        stack.callback(forward.close)
        await forward.open(WEB_PORT)
        self._hint(forward.port)
        programs = installed()
        for number, namespace in enumerate(network.clients, 1):
            if self._ended.is_set():
                return
            if programs:
                program = programs[(number - 1) % len(programs)]
                self._add(stack, lambda n=number, ns=namespace, p=program: Program(n, ns, folder, p))  # type: ignore[misc]
            else:
                self._add(stack, lambda n=number, ns=namespace: Own(n, ns))  # type: ignore[misc]

    def _add(self, stack: contextlib.ExitStack, make: Callable[[], LabClient]) -> None:
        client = make()
        self._clients.append(client)
        stack.callback(client.stop)

    def _hint(self, web: int) -> None:
        """The lines that work from here."""
        console = f"{command()} console --data {self._router.data}"
        user = f"admin:{self._router.password}" if self._router.password else "admin"
        self._try = [
            ("console", console),
            ("one line", f"{console} /ip dhcp-server lease print"),
            ("REST", f"curl -k -u {user} https://127.0.0.1:{web}/rest/ip/pool"),
        ]
        look = _look_around()
        if self._network is not None and self._network.clients and look and self._way.endswith("as root"):
            self._try.append(("as client1", f"nsenter --net={self._network.clients[0].path} {look}"))

    async def _watch(self) -> int:
        """Show what happens until it is over; the exit code."""
        began, asked = time.monotonic(), 0.0
        scene = Scene(self._way, self._on_namespaces, self._clients, (), (), self._try)
        while not self._ended.is_set():
            self._router.check()
            for client in self._clients:
                client.look()
            now = time.monotonic()
            done = self._once and all(client.state == BOUND for client in self._clients)
            if done or now - asked >= ASK_S:
                asked = now
                fills = await asyncio.to_thread(self._router.fills)
                leases = await asyncio.to_thread(self._router.leases)
                scene = Scene(self._way, self._on_namespaces, self._clients, fills, leases, self._try)
            self._screen.show(scene)
            if done:
                self._screen.say(f"all {self._count} clients are bound")
                return 0
            if self._once and now - began > ONCE_WITHIN_S:
                self._tell_why()
                return 1
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._ended.wait(), TICK_S)
        return 1 if self._once else 0

    def _tell_why(self) -> None:
        asking = [client.name for client in self._clients if client.state != BOUND]
        self._screen.say(f"not bound after {ONCE_WITHIN_S:.0f} s: {', '.join(asking)}; the server's last words:")
        log = self._folder.path / "server.log"
        for line in log.read_text(errors="replace").splitlines()[-10:]:
            self._screen.say(f"  {line}")
