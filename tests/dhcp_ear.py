"""An ear on a cable: every DHCP message that a machine sends and gets, whatever program speaks there.

It hears what passes and changes nothing. Raw clients, which speak themselves, are in ``raw_dhcp``.
"""

import socket
import struct
from collections.abc import Callable

from poolkeeper.wire.dhcp4 import Message, decode
from poolkeeper.wire.frames import parse_frame
from poolkeeper.wire.options4 import WireError
from raw_dhcp import ETH_P_ALL, Heard
from rig import inside, wait_until

_DHCP_PORTS = {67, 68}
_SO_RCVBUFFORCE = 33  # socket(7), asm-generic/socket.h
_SOL_PACKET, _PACKET_STATISTICS = 263, 6  # packet(7), linux/socket.h
_PATIENT = 16 * 1024 * 1024
"""Bytes that wait to be listened to: a whole LAN's broadcasts for minutes."""


class Ear:
    """The DHCP messages of an interface in a namespace, both ways, in order, from now on.

    chaddr: only those of the client with this hardware address, not what a switch passes on of others.
    """

    def __init__(self, namespace: str, interface: str = "eth0", chaddr: bytes | None = None) -> None:
        def open_socket() -> socket.socket:
            made = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
            made.bind((interface, ETH_P_ALL))
            made.setblocking(False)
            made.setsockopt(socket.SOL_SOCKET, _SO_RCVBUFFORCE, _PATIENT)
            return made

        self._socket: socket.socket = inside(namespace, open_socket)
        self._chaddr = chaddr
        self._place = f"{interface} of {namespace}"
        self._heard: list[Heard] = []

    @property
    def messages(self) -> list[Heard]:
        """All so far."""
        while True:
            try:
                octets = self._socket.recv(4096)
            except BlockingIOError:
                self._check()
                return self._heard
            try:
                received = parse_frame(octets)
                if not {received.sport, received.dport} <= _DHCP_PORTS:
                    continue
                packet = decode(received.payload)
            except WireError:
                continue  # ARP, IPv6 and the like
            if self._chaddr in (None, packet.chaddr):
                self._heard.append(Heard(packet, received))

    def _check(self) -> None:
        _, missed = struct.unpack("II", self._socket.getsockopt(_SOL_PACKET, _PACKET_STATISTICS, 8))
        assert not missed, f"{missed} frames went past the ear at {self._place}"

    def of(self, *kinds: Message, after: int = 0) -> list[Heard]:
        """Those of some kinds, of what came after the first ``after`` messages."""
        return [each for each in self.messages[after:] if each.kind in kinds]

    def wait(self, *kinds: Message, after: int = 0, where: Callable[[Heard], bool] = lambda _: True) -> Heard:
        """The first message of these kinds that is so; AssertionError with all that was heard when it never comes."""

        def found() -> Heard | None:
            return next(filter(where, self.of(*kinds, after=after)), None)

        what = f"{' or '.join(each.name for each in kinds)} at {self._place}"
        try:
            heard: Heard = wait_until(found, what)
        except AssertionError as reason:
            raise AssertionError(f"{reason}; heard were {self.talk()}") from None
        return heard

    def talk(self, after: int = 0) -> list[str]:
        """The names of all messages after the first ``after``."""
        return [each.kind.name for each in self.messages[after:]]

    def close(self) -> None:
        """Unplug."""
        self._socket.close()
