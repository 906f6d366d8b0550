"""What the fixtures hand out: a running `poolkeeper serve`, and network namespaces with links between them.

Everything started here is the real program; everything made here is removed by ``close``. Not for assertions.
"""

import ctypes
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Self

import requests
import urllib3

POOLKEEPER = Path(sys.executable).with_name("poolkeeper")
PASSWORD = "correct horse"
SERVICES = ("www-ssl", "www", "ssh", "api", "api-ssl")
PATIENCE_S = 60.0
"""After so long without the awaited thing a test fails; far above any normal wait, so it decides nothing."""

CLONE_NEWNET = 0x40000000  # linux/sched.h


def wait_until(holds: Callable[[], Any], what: str, patience_s: float = PATIENCE_S) -> Any:
    """The first true value of ``holds()``, asked every 10 ms; AssertionError naming ``what`` if it never comes."""
    end = time.monotonic() + patience_s
    while not (value := holds()):
        assert time.monotonic() < end, f"waited {patience_s:.0f} s in vain until {what}"
        time.sleep(0.01)
    return value


def inside(netns: str | None, call: Callable[[], Any]) -> Any:
    """The result of ``call()`` made in a network namespace (None: this one); its sockets stay in that namespace."""
    if netns is None:
        return call()
    result: list[Any] = []
    failure: list[BaseException] = []

    def enter_and_call() -> None:
        try:
            with open(f"/run/netns/{netns}") as handle:
                libc = ctypes.CDLL(None, use_errno=True)
                if libc.setns(handle.fileno(), CLONE_NEWNET):  # setns(2) moves this thread only
                    raise OSError(ctypes.get_errno(), f"setns {netns}")
            result.append(call())
        except BaseException as error:  # noqa: BLE001 - raised again in the thread that asked
            failure.append(error)

    thread = threading.Thread(target=enter_and_call)
    thread.start()
    thread.join()
    if failure:
        raise failure[0]
    return result[0]


def end_process(process: "subprocess.Popen[Any]", first: int = signal.SIGTERM) -> int:
    """Exit status of a process we started, after ``first`` and, 10 s later, SIGKILL."""
    if process.poll() is None:
        process.send_signal(first)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
    return process.wait()


class NoNamespaces(Exception):
    """This machine does not let us make network namespaces; the text says what it lacks."""


class Namespaces:
    """Network namespaces named PREFIX-NAME, with PREFIX random; interfaces live inside them only.

    Raises NoNamespaces where root, the program ``ip``, or the kernel's consent is missing.
    """

    def __init__(self) -> None:
        if os.geteuid() != 0:
            raise NoNamespaces("network namespaces need root")
        if shutil.which("ip") is None:
            raise NoNamespaces("network namespaces need the program ip (Debian package iproute2)")
        self.prefix = f"pkt{secrets.token_hex(3)}"
        self._names: list[str] = []
        self._processes: list[subprocess.Popen[str]] = []
        trial = subprocess.run(["ip", "netns", "add", f"{self.prefix}-trial"], capture_output=True, text=True)
        subprocess.run(["ip", "netns", "del", f"{self.prefix}-trial"], capture_output=True)
        if trial.returncode:
            raise NoNamespaces(f"this machine forbids network namespaces: {trial.stderr.strip()}")

    def add(self, name: str) -> str:
        """A new namespace with loopback up; returns its full name, as `ip netns exec` wants it."""
        full = f"{self.prefix}-{name}"
        self._ip("netns", "add", full)
        self._names.append(full)
        self._ip("-n", full, "link", "set", "dev", "lo", "up")
        return full

    def link(self, left: str, left_interface: str, right: str, right_interface: str) -> None:
        """A cable (veth pair) between two namespaces given by full name, both ends up."""
        peer = ("peer", "name", right_interface, "netns", right)
        self._ip("link", "add", "name", left_interface, "netns", left, "type", "veth", *peer)
        for namespace, interface in ((left, left_interface), (right, right_interface)):
            self._ip("-n", namespace, "link", "set", "dev", interface, "up")

    def bridge(self, namespace: str, name: str, ports: Sequence[str]) -> None:
        """A switch in one namespace that joins interfaces there, up."""
        self._ip("-n", namespace, "link", "add", "name", name, "type", "bridge", "forward_delay", "0")
        for port in ports:
            self._ip("-n", namespace, "link", "set", "dev", port, "master", name)
        self._ip("-n", namespace, "link", "set", "dev", name, "up")

    def address(self, namespace: str, interface: str, prefix: str) -> None:
        """Put an address such as 192.168.88.1/24 on an interface."""
        self._ip("-n", namespace, "address", "add", prefix, "dev", interface)

    def run(self, namespace: str, *argv: str | Path, timeout_s: float = PATIENCE_S) -> subprocess.CompletedProcess[str]:
        """A program that ran to its end in a namespace; its exit status is the test's to judge."""
        return subprocess.run(
            ["ip", "netns", "exec", namespace, *argv],
            capture_output=True,
            text=True,
            timeout=timeout_s,
            stdin=subprocess.DEVNULL,
        )

    def spawn(self, namespace: str, *argv: str | Path, **options: Any) -> "subprocess.Popen[str]":
        """A program that goes on running in a namespace (same pid: `ip netns exec` becomes it); ended by close."""
        process = subprocess.Popen(["ip", "netns", "exec", namespace, *argv], text=True, **options)
        self._processes.append(process)
        return process

    def route(self, namespace: str, to: str, via: str) -> None:
        """A route to a network (or ``default``) over a neighbour."""
        self._ip("-n", namespace, "route", "add", to, "via", via)

    def forward(self, namespace: str) -> None:
        """Make a router of a namespace."""
        done = self.run(namespace, "sh", "-c", "echo 1 >/proc/sys/net/ipv4/ip_forward")
        assert done.returncode == 0, done.stderr

    def plug(self, namespace: str, interface: str, *, into: str = "", up: bool = True) -> None:
        """Pull a port's cable, or put it in; into: the bridge that the port belongs to from now on."""
        master = ("master", into) if into else ()
        self._ip("-n", namespace, "link", "set", "dev", interface, "up" if up else "down", *master)

    def kill_inside(self, namespace: str) -> None:
        """SIGKILL for whatever runs in a namespace, as a power cut of the machine that it stands for."""
        pids = subprocess.run(["ip", "netns", "pids", namespace], capture_output=True, text=True).stdout.split()
        for pid in map(int, pids):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue

    def close(self) -> None:
        """End what was spawned and whatever else still lives in the namespaces, then remove them."""
        for process in self._processes:
            end_process(process)
        for name in reversed(self._names):
            self.kill_inside(name)
            subprocess.run(["ip", "netns", "del", name], capture_output=True)

    def _ip(self, *words: str) -> None:
        done = subprocess.run(["ip", *words], capture_output=True, text=True)
        assert done.returncode == 0, f"ip {' '.join(words)}: {done.stderr.strip()}"


class Said(NamedTuple):
    """What a program answered: exit status, standard output, standard error."""

    rc: int
    out: str
    err: str


class Server:
    """A `poolkeeper serve` process over a folder of its own.

    init: lines of the --init script, run after those that give every service a free port. netns: full name of the
    namespace it lives in, from which ``rest`` calls it too. data: its folder (default: a new one under /tmp, removed
    by close). defaults: with the factory configuration. args: further words of the command line. env: added to the
    environment. wrap: words before the command, such as strace's.
    """

    def __init__(
        self,
        *,
        free_port: Callable[[], int],
        init: str = "",
        netns: str | None = None,
        data: Path | None = None,
        defaults: bool = False,
        args: Sequence[str] = (),
        env: dict[str, str] | None = None,
        wrap: Sequence[str | Path] = (),
    ) -> None:
        self.parent = Path(tempfile.mkdtemp(prefix="pk-"))
        self.data = data or self.parent / "data"
        self.netns = netns
        self.password = PASSWORD
        self.ports = {service: free_port() for service in SERVICES}
        self.process: subprocess.Popen[bytes] | None = None
        self._env = {**os.environ, **(env or {})}
        script = "".join(f"/ip service set {name} port={port}\n" for name, port in self.ports.items())
        (self.parent / "init.rsc").write_text(script + init + "\n")
        (self.parent / "password").write_text(f"{PASSWORD}\n")
        files: list[str | Path] = [
            "--init",
            self.parent / "init.rsc",
            "--admin-password-file",
            self.parent / "password",
        ]
        self._command: list[str | Path] = [*wrap, POOLKEEPER, "serve", "--data", self.data, *files, *args]
        if not defaults:
            self._command.append("--no-defaults")

    @property
    def log(self) -> str:
        """Standard error of all runs so far."""
        return (self.parent / "err").read_text(errors="replace")

    @property
    def out(self) -> str:
        """Standard output of all runs so far."""
        return (self.parent / "out").read_text(errors="replace")

    @property
    def pid(self) -> int:
        """Process id of the running server (of the wrapper, where there is one)."""
        assert self.process is not None
        return self.process.pid

    def start(self) -> Self:
        """Run it until it prints its ready line; a server that ends before that fails the test with its log."""
        before = self._launch()

        def is_ready() -> bool:
            assert self.process is not None
            status = self.process.poll()
            assert status is None, f"poolkeeper serve ended with {status} before it was ready:\n{self.log[-4000:]}"
            with open(self.parent / "out", "rb") as file:
                file.seek(before)
                return any(line.startswith(b"ready") and line.endswith(b"\n") for line in file)

        wait_until(is_ready, "poolkeeper serve prints its ready line")
        return self

    def _launch(self) -> int:
        """Run it; where in its standard output this run begins."""
        where = [] if self.netns is None else ["ip", "netns", "exec", self.netns]
        with open(self.parent / "out", "ab") as out, open(self.parent / "err", "ab") as err:
            before = out.tell()
            self.process = subprocess.Popen(
                [*where, *self._command], stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=self._env
            )
        return before

    def start_and_kill9(self, after_s: float) -> None:
        """Run it and pull the plug so many seconds later, ready or not."""
        self._launch()
        time.sleep(after_s)
        self.kill9()

    def console(self, *lines: str) -> Said:
        """Lines given to `poolkeeper console` on standard input, as if pasted at the prompt."""
        done = subprocess.run(
            [POOLKEEPER, "console", "--data", self.data],
            input="".join(f"{line}\n" for line in lines),
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
        )
        return Said(done.returncode, done.stdout, done.stderr)

    def rest(
        self,
        method: str,
        path: str,
        json: Any = None,
        *,
        auth: tuple[str, str] | None = None,
        **options: Any,
    ) -> requests.Response:
        """A call of https://127.0.0.1:PORT/rest + path (``/ip/pool``) as admin, or as the user and password given.

        The certificate is self-signed and not checked here. options: further ones of requests.request.
        """
        url = f"https://127.0.0.1:{self.ports['www-ssl']}/rest{path}"

        def call() -> requests.Response:
            urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)
            with requests.Session() as session:
                session.trust_env = False  # no proxy, no certificate bundle of the machine's
                return session.request(
                    method,
                    url,
                    json=json,
                    auth=auth or ("admin", self.password),
                    verify=False,
                    timeout=PATIENCE_S,
                    **options,
                )

        answer: requests.Response = inside(self.netns, call)
        return answer

    def stop(self) -> int:
        """SIGTERM; returns the exit status (0 when it ended in order)."""
        assert self.process is not None
        return end_process(self.process)

    def kill9(self) -> None:
        """SIGKILL, as a pulled plug."""
        assert self.process is not None
        end_process(self.process, signal.SIGKILL)

    def restart(self) -> Self:
        """Stop it if it still runs, then start it again over the same folder."""
        self.stop()
        return self.start()

    def close(self) -> None:
        """End it and remove its folder."""
        if self.process is not None:
            end_process(self.process, signal.SIGKILL)
        shutil.rmtree(self.parent, ignore_errors=True)
