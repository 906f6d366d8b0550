"""Networks and real DHCP clients for tests: dhclient and busybox udhcpc in namespaces beside a running server.

Two more programs, dhcpcd and systemd-networkd, are in ``dhcp_daemons``; all four as one kind of machine in
``every_client``.

A ``Lan`` is where they live: a router's namespace for the server, a cable to a ``Wire`` for raw clients (``raw_dhcp``),
and a namespace for each real client. Not for assertions of what a test is about.
"""

import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, Self

import pytest

from raw_dhcp import WITNESS, RawClient, Wire, mac_text, witness
from rig import PATIENCE_S, Namespaces, NoNamespaces, Server, end_process, wait_until

# ---- networks -------------------------------------------------------------------------------------------------------


@contextmanager
def network_namespaces() -> Iterator[Namespaces]:
    """Namespaces for a whole module; skips, naming what the machine lacks, where there can be none."""
    try:
        made = Namespaces()
    except NoNamespaces as reason:
        pytest.skip(str(reason))
    try:
        yield made
    finally:
        made.close()


class Lan:
    """A router's namespace with one LAN on its interface ``bridge``, and what hangs on it.

    router: full name of its namespace. hosts: full names of the clients' namespaces, each with an ``eth0`` up and
    without address. wire: for raw clients.
    """

    def __init__(self, namespaces: Namespaces, name: str, hosts: int = 0, address: str = "192.168.88.1/24") -> None:
        self.namespaces = namespaces
        self.router = namespaces.add(f"{name}-r")
        cabled = namespaces.add(f"{name}-w")
        namespaces.link(self.router, "p0", cabled, "eth0")
        self.hosts: list[str] = []
        for number in range(1, hosts + 1):
            host = namespaces.add(f"{name}-{number}")
            namespaces.link(self.router, f"p{number}", host, "eth0")
            self.hosts.append(host)
        namespaces.bridge(self.router, "bridge", [f"p{number}" for number in range(hosts + 1)])
        namespaces.address(self.router, "bridge", address)
        self.wire = Wire(cabled, "eth0")

    def close(self) -> None:
        """Close the wire; the namespaces end with the test."""
        self.wire.close()


def lan_script(
    ranges: str = "192.168.88.10-192.168.88.254",
    *,
    interface: str = "bridge",
    subnet: str = "192.168.88",
    pool: str = "dhcp",
    server: str = "dhcp1",
    more: str = "",
) -> str:
    """RouterOS lines for one pool, server and network, and a static lease outside the pool for the witness.

    more: further words of `/ip dhcp-server add`, such as ``lease-time=8s``. No address is probed, unless these say
    so, since raw clients tell that nothing was answered by the order of answers.
    """
    if "conflict-detection" not in more:
        more += " conflict-detection=no"
    return f"""
/ip pool add name={pool} ranges={ranges}
/ip dhcp-server add name={server} interface={interface} address-pool={pool} {more}
/ip dhcp-server network add address={subnet}.0/24 gateway={subnet}.1 dns-server={subnet}.1,9.9.9.9 domain=lan.example
/ip dhcp-server lease add address={subnet}.2 mac-address={mac_text(WITNESS)} server={server}
"""


# ---- real clients ---------------------------------------------------------------------------------------------------

Event = dict[str, str]
"""What a client told its script: ``event`` and the values it had (``ip``, ``router`` ... or ``new_ip_address`` ...)."""

_UDHCPC_SCRIPT = """#!/bin/sh
case $1 in
 deconfig|leasefail) ip addr flush dev $interface ;;
 bound|renew)
  ip addr replace $ip/$mask dev $interface
  for gateway in $router; do ip route replace default via $gateway dev $interface; done ;;
esac
{ echo event=$1; env | grep -E '^(ip|mask|subnet|router|dns|domain|lease|serverid|hostname)='; echo; } >> EVENTS
"""
_DHCLIENT_SCRIPT = """#!/bin/sh
case $reason in
 PREINIT) ip link set $interface up ;;
 BOUND|RENEW|REBIND|REBOOT)
  PROBE
  ip addr replace $new_ip_address/$new_subnet_mask dev $interface
  for gateway in $new_routers; do ip route replace default via $gateway dev $interface; done ;;
 EXPIRE|FAIL|RELEASE|STOP) ip addr flush dev $interface ;;
esac
{ echo event=$reason; env | grep -E '^new_'; echo; } >> EVENTS
exit 0
"""
_DHCLIENT_CONF = """
timeout 20; retry 5; initial-interval 1; backoff-cutoff 1;
request subnet-mask, routers, domain-name-servers, domain-name, dhcp-lease-time, dhcp-server-identifier;
"""


class RealClient:
    """A client program in a namespace of its own and the events its script wrote down."""

    program = ""
    package = ""

    def __init__(self, namespaces: Namespaces, host: str, folder: Path, script: str) -> None:
        if shutil.which(self.program) is None:
            pytest.skip(f"this machine lacks the program {self.program} (Debian package {self.package})")
        self.namespaces, self.host = namespaces, host
        self.folder = folder / host
        self.folder.mkdir(exist_ok=True)
        self._events = self.folder / "events"
        self._events.write_text("")
        self.script = self.folder / "script.sh"
        self.script.write_text(script.replace("EVENTS", str(self._events)))
        self.script.chmod(0o755)
        self.process: subprocess.Popen[str] | None = None

    @property
    def events(self) -> list[Event]:
        """Everything told so far; an event still being written is not among it."""
        blocks = self._events.read_text().split("\n\n")[:-1]
        return [dict(line.split("=", 1) for line in block.strip().splitlines()) for block in blocks]

    def wait_for(self, *names: str, after: int = 0) -> Event:
        """The first event of these names, of those after the first ``after``."""

        def found() -> Event | None:
            return next((event for event in self.events[after:] if event["event"] in names), None)

        event: Event = wait_until(found, f"{self.program} in {self.host} says {' or '.join(names)}: {self.events}")
        return event

    def start(self, *options: str) -> Self:
        """Begin to ask for an address. options: further words of the program's command line."""
        raise NotImplementedError

    def release(self) -> None:
        """Give the address back."""
        raise NotImplementedError

    def remembers(self, address: str) -> bool:
        """Whether it would know this address again after a power cut, where it is a program that writes such things."""
        return True

    def addresses(self) -> list[str]:
        """What stands on its interface now."""
        shown = self.namespaces.run(self.host, "ip", "-4", "-o", "addr", "show", "dev", "eth0").stdout
        return [line.split()[3] for line in shown.splitlines()]

    def stop(self) -> int:
        """End it without a RELEASE."""
        assert self.process is not None
        return end_process(self.process)


class Udhcpc(RealClient):
    """busybox udhcpc that stays until stopped. Events: deconfig, bound, renew, nak, leasefail."""

    program = "busybox"
    package = "busybox"

    def __init__(self, namespaces: Namespaces, host: str, folder: Path) -> None:
        super().__init__(namespaces, host, folder, _UDHCPC_SCRIPT)

    def start(self, *options: str) -> Self:
        """Begin to ask, once a second and for ever. options: of udhcpc."""
        words = ("busybox", "udhcpc", "-i", "eth0", "-f", "-t", "3", "-T", "1", "-A", "1", "-s", self.script)
        with open(self.folder / "log", "a") as log:
            self.process = self.namespaces.spawn(self.host, *words, *options, stdout=log, stderr=log)
        return self

    def renew(self) -> None:
        """Renew now."""
        self._signal(signal.SIGUSR1)

    def release(self) -> None:
        """RELEASE."""
        self._signal(signal.SIGUSR2)

    def _signal(self, number: int) -> None:
        assert self.process is not None
        self.process.send_signal(number)


class Dhclient(RealClient):
    """ISC dhclient. Events: PREINIT, BOUND, RENEW, REBIND, REBOOT, EXPIRE, FAIL, RELEASE, STOP.

    probe: its script asks by ARP whether an address is taken, as Debian's does; dhclient then declines it.
    """

    program = "dhclient"
    package = "isc-dhcp-client"

    def __init__(self, namespaces: Namespaces, host: str, folder: Path, conf: str = "", *, probe: bool = False) -> None:
        check = "busybox arping -q -D -I $interface -c 1 -w 1 $new_ip_address || exit 1" if probe else ":"
        super().__init__(namespaces, host, folder, _DHCLIENT_SCRIPT.replace("PROBE", check))
        (self.folder / "dhclient.conf").write_text(_DHCLIENT_CONF + conf)

    @property
    def _files(self) -> Sequence[str | Path]:
        at = self.folder
        return ("-cf", at / "dhclient.conf", "-lf", at / "leases", "-pf", at / "pid", "-sf", self.script, "eth0")

    def start(self, *options: str) -> Self:
        """Begin; where it had a lease before, with INIT-REBOOT. options: of dhclient."""
        with open(self.folder / "log", "a") as log:
            words = ("dhclient", "-4", "-d", "-v", *options)
            self.process = self.namespaces.spawn(self.host, *words, *self._files, stdout=log, stderr=log)
        return self

    def release(self) -> None:
        """RELEASE and end; returns when it is sent."""
        self.namespaces.run(self.host, "dhclient", "-4", "-r", *self._files)
        assert self.process is not None
        self.process.wait(PATIENCE_S)

    def remembers(self, address: str) -> bool:
        """Whether its lease file names the address; dhclient writes it a moment after its script has run."""
        memory = self.folder / "leases"
        return memory.exists() and f"fixed-address {address};" in memory.read_text()

    def forget(self) -> None:
        """Lose its memory of leases."""
        (self.folder / "leases").unlink(missing_ok=True)

    def stop(self) -> int:
        """End it as a power cut would: no RELEASE."""
        assert self.process is not None
        return end_process(self.process, signal.SIGKILL)


# ---- what the server shows ------------------------------------------------------------------------------------------


def leases(server: Server, **where: str) -> list[dict[str, Any]]:
    """Leases as REST shows them, with these properties; the witness's is left out."""
    rows = server.rest("GET", "/ip/dhcp-server/lease").json()
    return [
        row
        for row in rows
        if row.get("mac-address") != mac_text(WITNESS) and all(row.get(name) == text for name, text in where.items())
    ]


def used(server: Server, pool: str = "dhcp") -> dict[str, str]:
    """Address to MAC of /ip/pool/used for a pool, as REST shows it."""
    rows = server.rest("GET", "/ip/pool/used").json()
    return {row["address"]: row["info"] for row in rows if row["pool"] == pool}


def fill(server: Server, pool: str = "dhcp") -> tuple[int, int, int]:
    """(total, used, available) of a pool; console and REST must tell the same, so both are asked."""
    rows = server.rest("GET", "/ip/pool").json()
    row = next(row for row in rows if row["name"] == pool)
    wire = tuple(int(row[name]) for name in ("total", "used", "available"))
    said = server.console(*(f":put [/ip pool get {pool} {name}]" for name in ("total", "used", "available")))
    assert said.rc == 0, said.err
    typed = tuple(int(line) for line in said.out.split())
    assert typed == wire, f"console says {typed}, REST says {wire}"
    return wire[0], wire[1], wire[2]


def counters(server: Server) -> dict[str, int]:
    """Packets that got no answer, by reason."""
    rows = server.rest("GET", "/ip/dhcp-server/counters").json()
    return {row["name"]: int(row["packets"]) for row in rows}


def wait_until_logged(server: Server, text: str) -> None:
    """Return when the server's log holds this text; lines are written a moment after what they tell of."""
    wait_until(lambda: text in server.log, f"the log says: {text}")


class Site(NamedTuple):
    """A LAN with a server on it. witness: see RawClient; None of its own where the script has no lease for it."""

    lan: Lan
    server: Server
    witness: RawClient

    @property
    def wire(self) -> Wire:
        """The cable for raw clients."""
        return self.lan.wire


@contextmanager
def site(
    free_port: Callable[[], int], init: str, *, hosts: int = 0, address: str = "192.168.88.1/24", **options: Any
) -> Iterator[Site]:
    """A LAN of its own and a running server in its router. init: see ``lan_script``; options: of rig.Server."""
    with network_namespaces() as namespaces:
        lan = Lan(namespaces, "a", hosts, address)
        server = Server(free_port=free_port, netns=lan.router, init=init, **options)
        try:
            yield Site(lan, server.start(), witness(lan.wire))
        finally:
            server.close()
            lan.close()
