"""Ethernet frames that carry one UDP datagram over IPv4: what a packet socket sends and receives.

A server needs them to reach a client that has no address yet and so cannot answer ARP (RFC 2131 section 4.1). No
sockets, no fragments, no IPv6 and no VLAN tags here.
"""

import struct
from typing import NamedTuple

from poolkeeper.wire.options4 import WireError

ETHERTYPE_IPV4 = 0x0800
PROTOCOL_UDP = 17
TIME_TO_LIVE = 64
ANY_FRAGMENT = 0x3FFF
"""More-fragments flag and fragment offset: any bit set means a part of a datagram (RFC 791 section 3.1)."""

_ETHERNET = struct.Struct("!6s6sH")
_IPV4 = struct.Struct("!BBHHHBBHII")
_UDP = struct.Struct("!HHHH")
_PSEUDO = struct.Struct("!IIBBH")
_ETHERNET_SIZE, _IPV4_SIZE, _UDP_SIZE = _ETHERNET.size, _IPV4.size, _UDP.size


class Frame(NamedTuple):
    """One datagram with its link addresses (6 bytes each) and IPv4 addresses (integers)."""

    src_mac: bytes
    dst_mac: bytes
    src_ip: int
    dst_ip: int
    sport: int
    dport: int
    payload: bytes


def checksum(octets: bytes) -> int:
    """The Internet checksum (RFC 1071): 0 over a header that carries its own correct checksum.

    The sum of 16-bit words in one's complement is the number itself modulo 65535, which Python takes in one step.
    """
    number = int.from_bytes(octets + b"\0" if len(octets) % 2 else octets, "big")
    if number == 0:
        return 0xFFFF
    return 0xFFFF - (number % 0xFFFF or 0xFFFF)


def frame(src_mac: bytes, dst_mac: bytes, src_ip: int, dst_ip: int, sport: int, dport: int, payload: bytes) -> bytes:
    """The bytes for a packet socket, both checksums set (RFC 791, RFC 768); ValueError on a wrong or too long part."""
    size = _UDP_SIZE + len(payload)
    if len(src_mac) != 6 or len(dst_mac) != 6:
        raise ValueError("a link address has 6 bytes")
    if _IPV4_SIZE + size > 0xFFFF:
        raise ValueError("payload does not fit one IPv4 datagram")
    ethernet = _ETHERNET.pack(dst_mac, src_mac, ETHERTYPE_IPV4)
    udp = _UDP.pack(sport, dport, size, _udp_checksum(src_ip, dst_ip, sport, dport, payload))
    return ethernet + _ip_header(src_ip, dst_ip, size) + udp + payload


def _ip_header(src_ip: int, dst_ip: int, size: int) -> bytes:
    words = (0x45, 0, _IPV4_SIZE + size, 0, 0, TIME_TO_LIVE, PROTOCOL_UDP)
    return _IPV4.pack(*words, checksum(_IPV4.pack(*words, 0, src_ip, dst_ip)), src_ip, dst_ip)


def _udp_checksum(src_ip: int, dst_ip: int, sport: int, dport: int, payload: bytes) -> int:
    """Never 0, which would mean "not computed" (RFC 768)."""
    size = _UDP_SIZE + len(payload)
    pseudo = _PSEUDO.pack(src_ip, dst_ip, 0, PROTOCOL_UDP, size)
    return checksum(pseudo + _UDP.pack(sport, dport, size, 0) + payload) or 0xFFFF


def parse_frame(octets: bytes | memoryview) -> Frame:
    """The datagram in a received frame; WireError for anything but a whole UDP datagram over IPv4.

    Padding behind the datagram is dropped. The UDP checksum is not verified: a frame that was sent on this machine
    (virtual links, offload) reaches a packet socket before its checksum is completed.
    """
    octets = bytes(octets)
    if len(octets) < _ETHERNET_SIZE + _IPV4_SIZE + _UDP_SIZE:
        raise WireError("frame is too short")
    dst_mac, src_mac, ethertype = _ETHERNET.unpack_from(octets)
    if ethertype != ETHERTYPE_IPV4:
        raise WireError("not IPv4")
    src_ip, dst_ip, datagram = _parse_ip(octets[_ETHERNET_SIZE:])
    sport, dport, size, _ = _UDP.unpack_from(datagram)
    if not _UDP_SIZE <= size <= len(datagram):
        raise WireError("UDP length does not fit the packet")
    return Frame(src_mac, dst_mac, src_ip, dst_ip, sport, dport, datagram[_UDP_SIZE:size])


def _parse_ip(packet: bytes) -> tuple[int, int, bytes]:
    """(source, destination, UDP datagram) of an IPv4 packet that may have padding behind it."""
    first, _, total, _, fragment, _, protocol, _, src_ip, dst_ip = _IPV4.unpack_from(packet)
    header = (first & 0x0F) * 4
    if first >> 4 != 4 or header < _IPV4_SIZE:
        raise WireError("bad IPv4 header")
    if not header + _UDP_SIZE <= total <= len(packet):
        raise WireError("IPv4 length does not fit the frame")
    if fragment & ANY_FRAGMENT:
        raise WireError("a fragment")
    if protocol != PROTOCOL_UDP:
        raise WireError("not UDP")
    if checksum(packet[:header]) != 0:
        raise WireError("bad IPv4 header checksum")
    return src_ip, dst_ip, packet[header:total]
