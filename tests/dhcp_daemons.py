"""Two more real clients for ``dhcp_clients``: dhcpcd and systemd-networkd, both made to configure a whole machine.

They keep their files at fixed places, so each gets mounts of its own over them; nothing of this machine is touched.
"""

import signal
from pathlib import Path
from typing import Self

from dhcp_clients import RealClient
from rig import PATIENCE_S, Namespaces

_DHCPCD_HOOK = """#!/bin/sh
{ echo event=$reason; env | grep -E '^new_'; echo; } >> EVENTS
"""
_DHCPCD_CONF = """
noipv4ll
noipv6
option subnet_mask, routers, domain_name_servers, domain_name
"""
_NETWORKD_CONF = """
[Match]
Name=eth0
[Network]
DHCP=ipv4
LinkLocalAddressing=no
IPv6AcceptRA=no
LLDP=no
[DHCPv4]
UseDNS=no
UseNTP=no
UseHostname=no
DUIDType=link-layer
"""


class _Daemon(RealClient):
    """A client that sets addresses and routes by itself."""

    release_signal = signal.SIGTERM

    def _begin(self, mounts: str, *words: str) -> None:
        """Run it after commands of the shell that give it mounts of its own; it keeps the pid."""
        command = f'set -e; {mounts}; exec "$@"'
        wrapper = ("unshare", "--mount", "--propagation", "private", "sh", "-c", command, "sh")
        with open(self.folder / "log", "a") as log:
            self.process = self.namespaces.spawn(self.host, *wrapper, *words, stdout=log, stderr=log)

    def _signal(self, number: int) -> None:
        assert self.process is not None
        self.process.send_signal(number)

    def release(self) -> None:
        """RELEASE and end; returns when it has ended."""
        self._signal(self.release_signal)
        assert self.process is not None
        self.process.wait(PATIENCE_S)


class Dhcpcd(_Daemon):
    """dhcpcd. Events: PREINIT, CARRIER, NOCARRIER, BOUND, RENEW, REBIND, REBOOT, INFORM, NAK, EXPIRE, STOPPED ...

    conf: lines of dhcpcd.conf. probe: it asks by ARP whether an address is taken before it uses it, which takes it
    five seconds, and declines one that is.
    """

    program = "dhcpcd"
    package = "dhcpcd-base"
    release_signal = signal.SIGALRM

    def __init__(self, namespaces: Namespaces, host: str, folder: Path, conf: str = "", *, probe: bool = False) -> None:
        super().__init__(namespaces, host, folder, _DHCPCD_HOOK)
        (self.folder / "dhcpcd.conf").write_text(_DHCPCD_CONF + ("" if probe else "noarp\n") + conf)
        for name in ("lib", "run"):
            (self.folder / name).mkdir(exist_ok=True)

    def start(self, *options: str) -> Self:
        """Begin; where it had a lease before, with INIT-REBOOT. options: of dhcpcd."""
        at = self.folder
        mounts = (
            "mkdir -p /var/lib/dhcpcd /run/dhcpcd; "
            f"mount --bind {at}/lib /var/lib/dhcpcd; mount --bind {at}/run /run/dhcpcd"
        )
        files = ("-f", str(at / "dhcpcd.conf"), "-c", str(self.script))
        self._begin(mounts, "dhcpcd", "-4", "-B", "-d", *files, *options, "eth0")
        return self

    def renew(self) -> None:
        """Renew now."""
        self._signal(signal.SIGUSR1)


class Networkd(_Daemon):
    """systemd-networkd without the rest of systemd; it tells no events. It forgets its lease when it ends.

    conf: lines of the [DHCPv4] section of its .network file. probe: it asks by ARP whether the address is taken while
    it uses it, and declines one that is.
    """

    program = "/lib/systemd/systemd-networkd"
    package = "systemd"

    def __init__(self, namespaces: Namespaces, host: str, folder: Path, conf: str = "", *, probe: bool = False) -> None:
        super().__init__(namespaces, host, folder, "")
        decline = "SendDecline=yes\n" if probe else ""
        (self.folder / "10-eth0.network").write_text(_NETWORKD_CONF + decline + conf)

    def start(self, *options: str) -> Self:
        """Begin. options: it has none."""
        # It takes its files from /run/systemd, writes there as the user systemd-network, and waits for udev unless /sys
        # is read-only, as in a container.
        mounts = (
            "mkdir -p /run/systemd; mount -t tmpfs tmpfs /run/systemd; cd /run/systemd; "
            "mkdir -p network netif/links netif/leases netif/lldp; "
            f"cp {self.folder}/10-eth0.network network; "
            "chown -R systemd-network: netif; mount -o remount,ro /sys; export SYSTEMD_LOG_TARGET=console"
        )
        self._begin(mounts, self.program, *options)
        return self
