"""The questions whether anybody uses an address, and their answers: ARP on the wire, ICMP echo behind a relay.

Bytes only: who asks, and how long it waits, is in ``servers.probes``.
"""

import struct
from typing import NamedTuple

from poolkeeper.wire.frames import checksum
from poolkeeper.wire.options4 import WireError

ETHERTYPE_ARP = 0x0806
ECHO_REPLY, ECHO_REQUEST = 0, 8
_EVERYONE = b"\xff" * 6
_ETHERNET = struct.Struct("!6s6sH")
_ARP = struct.Struct("!HHBBH6sI6sI")
_ICMP = struct.Struct("!BBHHH")


class Claim(NamedTuple):
    """Who says of itself in an ARP packet that it has an address."""

    address: int
    mac: bytes


def arp_probe(mac: bytes, address: int) -> bytes:
    """A frame that asks who has an address, from nobody: no ARP cache learns from it (RFC 5227 section 2.1.1)."""
    question = _ARP.pack(1, 0x0800, 6, 4, 1, mac, 0, bytes(6), address)
    return (_ETHERNET.pack(_EVERYONE, mac, ETHERTYPE_ARP) + question).ljust(60, b"\0")


def arp_claim(octets: bytes) -> Claim:
    """The claim in an ARP frame, question or answer; address 0 where it makes none. WireError for anything else."""
    if len(octets) < _ETHERNET.size + _ARP.size:
        raise WireError("frame is too short")
    hardware, protocol, *_, mac, address, _, _ = _ARP.unpack_from(octets, _ETHERNET.size)
    if (hardware, protocol) != (1, 0x0800):
        raise WireError("not ARP for IPv4 over Ethernet")
    return Claim(address, mac)


def echo_request(identifier: int, number: int) -> bytes:
    """An ICMP echo request without the IPv4 header (RFC 792)."""
    bare = _ICMP.pack(ECHO_REQUEST, 0, 0, identifier, number)
    return _ICMP.pack(ECHO_REQUEST, 0, checksum(bare), identifier, number)


def echo_reply_from(packet: bytes, identifier: int) -> int:
    """The sender of an IPv4 packet that is an echo reply to us; WireError for anything else."""
    header = (packet[0] & 0x0F) * 4 if packet else 0
    if header < 20 or len(packet) < header + _ICMP.size:
        raise WireError("packet is too short")
    kind, _, _, of, _ = _ICMP.unpack_from(packet, header)
    if kind != ECHO_REPLY or of != identifier:
        raise WireError("no echo reply to us")
    return int.from_bytes(packet[12:16], "big")
