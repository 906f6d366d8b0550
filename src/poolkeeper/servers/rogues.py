"""Looks for DHCP servers on a link: asks who is there and hears every answer that comes by, with its hardware address.

One packet socket a link. The kernel filters: only UDP from port 67 to 68 that others send wakes the loop, so that our
own server's answers cost nothing here.
"""

import asyncio
import ctypes
import os
import socket
import struct
from collections.abc import Callable
from typing import NamedTuple

from poolkeeper.domain.interfaces import Interface
from poolkeeper.wire.dhcp4 import BOOTREPLY, BOOTREQUEST, BROADCAST_FLAG, Message, Packet, decode, encode
from poolkeeper.wire.frames import frame, parse_frame
from poolkeeper.wire.options4 import WireError

CLIENT_PORT, SERVER_PORT = 68, 67
ETH_P_IP = 0x0800
SO_ATTACH_FILTER = 26  # asm-generic/socket.h
SOL_PACKET, PACKET_IGNORE_OUTGOING = 263, 23  # linux/if_packet.h
EVERYONE, ANYBODY = b"\xff" * 6, 0xFFFFFFFF

_FILTER = (
    (0x30, 0, 0, 23),  # load the protocol byte
    (0x15, 0, 8, 17),  # UDP, else drop
    (0x28, 0, 0, 20),  # load the fragment field
    (0x45, 6, 0, 0x1FFF),  # a later fragment: drop
    (0xB1, 0, 0, 14),  # x = length of the IP header
    (0x48, 0, 0, 14),  # load the source port
    (0x15, 0, 3, SERVER_PORT),
    (0x48, 0, 0, 16),  # load the destination port
    (0x15, 0, 1, CLIENT_PORT),
    (0x06, 0, 0, 0xFFFF),  # take it
    (0x06, 0, 0, 0),  # drop it
)
"""Classic BPF over an Ethernet frame: code, jump if true, jump if false, operand."""


class Answer(NamedTuple):
    """A server's answer: who sent it, and the address it goes by."""

    mac: bytes
    address: int


class Lookout:
    """Listens on one link until it is closed; OSError where the kernel does not let it."""

    def __init__(self, link: Interface, heard: Callable[[Answer], None]) -> None:
        self.link, self._heard = link, heard
        self._socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW | socket.SOCK_CLOEXEC | socket.SOCK_NONBLOCK, 0)
        try:
            self._filter()
            self._socket.bind((link.name, ETH_P_IP))
            asyncio.get_running_loop().add_reader(self._socket, self._readable)
        except OSError:
            self._socket.close()
            raise

    def _filter(self) -> None:
        """Before the socket is bound, so that nothing unfiltered ever waits in it."""
        lines = b"".join(struct.pack("=HBBI", *line) for line in _FILTER)
        buffer = ctypes.create_string_buffer(lines)
        program = struct.pack("HL", len(_FILTER), ctypes.addressof(buffer))
        self._socket.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, program)
        self._socket.setsockopt(SOL_PACKET, PACKET_IGNORE_OUTGOING, 1)

    def ask(self) -> None:
        """Ask on the link who gives out addresses; the answers come to ``heard``."""
        discover = Packet(
            BOOTREQUEST, 1, 6, 0, int.from_bytes(os.urandom(4), "big"), 0, BROADCAST_FLAG, 0, 0, 0, 0,
            self.link.mac, b"", b"", {53: bytes((Message.DISCOVER,)), 55: bytes((1, 3))},
        )  # fmt: skip
        octets = frame(self.link.mac, EVERYONE, 0, ANYBODY, CLIENT_PORT, SERVER_PORT, encode(discover))
        self._socket.send(octets)

    def _readable(self) -> None:
        for _ in range(64):  # the rest wakes the loop again
            try:
                octets = self._socket.recv(4096)
            except BlockingIOError:
                return
            except OSError:
                return  # the link went down or away; whoever opened this hears of it by netlink
            answer = answer_in(octets)
            if answer is not None:
                self._heard(answer)

    def close(self) -> None:
        """Stop listening."""
        asyncio.get_running_loop().remove_reader(self._socket)
        self._socket.close()


def answer_in(octets: bytes) -> Answer | None:
    """The answer of a DHCP server in a frame, None where it carries none."""
    try:
        found = parse_frame(octets)
        packet = decode(found.payload)
    except WireError:
        return None
    kind = packet.options.get(53, b"")
    if packet.op != BOOTREPLY or kind not in (bytes((Message.OFFER,)), bytes((Message.ACK,)), bytes((Message.NAK,))):
        return None
    named = packet.options.get(54, b"")
    return Answer(found.src_mac, int.from_bytes(named, "big") if len(named) == 4 else found.src_ip)
