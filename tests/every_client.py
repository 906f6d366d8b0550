"""Every real client as one kind of machine, so that a test can say what all of them do.

A ``Machine`` is a host on a LAN with one of the programs on it and an ear on its cable.
"""

from pathlib import Path

from dhcp_clients import Dhclient, RealClient, Udhcpc
from dhcp_daemons import Dhcpcd, Networkd
from dhcp_ear import Ear
from poolkeeper.wire.dhcp4 import Message
from raw_dhcp import Heard
from rig import Namespaces, wait_until

PROGRAMS: dict[str, type[RealClient]] = {
    "dhclient": Dhclient,
    "udhcpc": Udhcpc,
    "dhcpcd": Dhcpcd,
    "networkd": Networkd,
}
DUID = bytes.fromhex("ff00000001" + "00030001020000001234")
"""Option 61 with IAID 1 and a DUID of the link-layer kind (RFC 4361 section 6.1), for who does not make its own."""

IDENTIFIERS: dict[tuple[str, str], str] = {
    ("dhclient", "none"): "",
    ("dhclient", "mac"): "send dhcp-client-identifier = hardware;\n",
    ("dhclient", "duid"): "-i",
    ("dhclient", "text"): 'send dhcp-client-identifier "desk-dhclient";\n',
    ("udhcpc", "none"): "-C",
    ("udhcpc", "mac"): "",
    ("udhcpc", "duid"): f"-C -x 0x3d:{DUID.hex()}",
    ("udhcpc", "text"): f"-C -x 0x3d:00{b'desk-udhcpc'.hex()}",
    ("dhcpcd", "mac"): "clientid\n",
    ("dhcpcd", "duid"): "duid ll\n",
    ("dhcpcd", "text"): "clientid desk-dhcpcd\n",
    ("networkd", "mac"): "ClientIdentifier=mac\n",
    ("networkd", "duid"): "ClientIdentifier=duid\n",
    ("networkd", "duid-only"): "ClientIdentifier=duid-only\n",
}
"""(program, what it calls itself in option 61) -> how it is told to."""

_NAMES: dict[str, tuple[str, str]] = {
    "dhclient": (
        'send host-name "{}";\n',
        'send fqdn.fqdn "{}"; send fqdn.encoded on; send fqdn.server-update off;\n',
    ),
    "udhcpc": ("-x hostname:{}", "-F {}"),
    "dhcpcd": ("hostname {}\nfqdn disable\n", "hostname {}\nfqdn both\n"),
    "networkd": ("Hostname={}\n", "Hostname={}\n"),
}
"""Program -> how it is told a host name (option 12) and a full name (option 81)."""


class Machine:
    """One client program on a host, and what passes on its cable.

    identifier: what it calls itself, a second key of IDENTIFIERS. host_name, full_name: one of them it tells the
    server. probe: it looks whether its address is taken. ``client`` is the program, ``ear`` hears its cable.
    """

    def __init__(
        self,
        namespaces: Namespaces,
        host: str,
        folder: Path,
        program: str,
        identifier: str = "mac",
        *,
        host_name: str = "",
        full_name: str = "",
        probe: bool = False,
    ) -> None:
        self.namespaces, self.host, self.program = namespaces, host, program
        self.marked = 0
        told = [IDENTIFIERS[program, identifier]]
        if program == "networkd" and not host_name + full_name:
            told.append("SendHostname=no\n")
        told += [form.format(name) for form, name in zip(_NAMES[program], (host_name, full_name), strict=True) if name]
        self._words = [word for each in told if each.startswith("-") for word in each.split()]
        conf = "".join(each for each in told if not each.startswith("-"))
        if program == "udhcpc":
            self._words += ["-a500"] if probe else []
            self.client: RealClient = Udhcpc(namespaces, host, folder)
        else:
            self.client = PROGRAMS[program](namespaces, host, folder, conf, probe=probe)
        self.mac = self._of_interface("address").upper()
        self.chaddr = bytes.fromhex(self.mac.replace(":", ""))
        self.ear = Ear(host, chaddr=self.chaddr)

    def start(self, *options: str) -> "Machine":
        """Begin. options: further words of its command line."""
        self.client.start(*self._words, *options)
        return self

    def mark(self) -> None:
        """Remember how many messages have passed: ``marked`` is for ``after``."""
        self.marked = len(self.ear.messages)

    @property
    def address(self) -> str:
        """What it uses now, empty if nothing."""
        shown = [each.partition("/")[0] for each in self.client.addresses()]
        return shown[0] if shown else ""

    @property
    def is_connected(self) -> bool:
        """Whether the kernel has told its programs that the cable is in."""
        return self._of_interface("operstate") == "up"

    def wait_until_bound(self, after: int = 0) -> Heard:
        """The ACK after the first ``after`` messages whose address the machine uses."""
        heard: list[Heard] = []

        def uses_it() -> bool:
            heard[:] = self.ear.of(Message.ACK, after=after)[-1:]
            return bool(heard) and heard[0].address == self.address

        wait_until(uses_it, f"{self.program} uses an address: {self.ear.talk()}")
        return heard[0]

    def release(self) -> None:
        """Give the address back."""
        self.client.release()

    def power_off(self) -> None:
        """Whatever runs there ends at once; a machine that is off has no address. It has one before."""
        wait_until(lambda: self.client.remembers(self.address), f"{self.program} has written down what it has")
        self.namespaces.kill_inside(self.host)
        if self.client.process is not None:
            self.client.process.wait()
        self.namespaces.run(self.host, "ip", "addr", "flush", "dev", "eth0")

    def _of_interface(self, name: str) -> str:
        return self.namespaces.run(self.host, "cat", f"/sys/class/net/eth0/{name}").stdout.strip()

    def close(self) -> None:
        """Unplug the ear; the namespaces end the program."""
        self.ear.close()
