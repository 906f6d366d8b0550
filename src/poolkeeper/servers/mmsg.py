"""Datagrams: many UDP packets in one system call, with the interface each came by (recvmmsg(2), sendmmsg(2), ip(7)).

Linux only, through ctypes. Nothing here knows DHCP. A message that cannot be sent is skipped and counted, since the
peer will ask again.
"""

import ctypes
import errno
import os
import socket
import struct
from collections.abc import Iterable
from typing import NamedTuple

MOST = 256
"""Packets a call takes or sends."""
SLOT = 2048
"""Bytes of a packet that are looked at; a DHCP message is far smaller."""
RECEIVE_BUFFER = 8 << 20
IP_PKTINFO, SO_RCVBUFFORCE = 8, 33  # ip(7), socket(7): Python has no names for them before 3.14
_CONTROL = 32  # CMSG_SPACE(sizeof(struct in_pktinfo)) on 64-bit Linux
_NAME = 16  # sizeof(struct sockaddr_in)

_libc = ctypes.CDLL(None, use_errno=True)


class _Vector(ctypes.Structure):
    _fields_ = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))


class _Header(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_void_p),
        ("name_length", ctypes.c_uint32),
        ("vectors", ctypes.POINTER(_Vector)),
        ("vector_count", ctypes.c_size_t),
        ("control", ctypes.c_void_p),
        ("control_length", ctypes.c_size_t),
        ("flags", ctypes.c_int),
    )


class _Message(ctypes.Structure):
    _fields_ = (("header", _Header), ("length", ctypes.c_uint))


class Arrival(NamedTuple):
    """A packet received. address, port: of the sender; interface: kernel index it came by."""

    payload: bytes
    address: int
    port: int
    interface: int


class Parcel(NamedTuple):
    """A packet to send. interface: kernel index to leave by, 0 as routing says; source: own address, 0 for any."""

    payload: bytes
    address: int
    port: int
    interface: int = 0
    source: int = 0


class _Slots:
    """Memory of one direction: payloads, peer addresses, control messages and the message headers over them."""

    def __init__(self) -> None:
        self.payload = bytearray(MOST * SLOT)
        self.names = bytearray(MOST * _NAME)
        self.control = bytearray(MOST * _CONTROL)
        bases = [ctypes.addressof(ctypes.c_char.from_buffer(each)) for each in (self.payload, self.names, self.control)]
        self.vectors = (_Vector * MOST)()
        self.messages = (_Message * MOST)()
        for slot in range(MOST):
            self.vectors[slot].base = bases[0] + slot * SLOT
            self.vectors[slot].length = SLOT
            header = self.messages[slot].header
            header.name = bases[1] + slot * _NAME
            header.name_length = _NAME
            header.vectors = ctypes.pointer(self.vectors[slot])
            header.vector_count = 1
            header.control = bases[2] + slot * _CONTROL
            header.control_length = _CONTROL
        self.raw = (ctypes.c_char * ctypes.sizeof(self.messages)).from_buffer(self.messages)
        self.view = memoryview(self.raw).cast("B")
        self.fresh = bytes(self.view)


_SIZE = ctypes.sizeof(_Message)
_LENGTH = struct.Struct(f"={_Message.length.offset}xI{_SIZE - _Message.length.offset - 4}x")
_PEER = struct.Struct("!2xHI8x")
_ARRIVED_BY = struct.Struct("=QiiI12x")
_TO = struct.Struct("!HI8x")
_LEAVE_BY = struct.Struct("=QiiI")
_VECTOR_LENGTH = struct.Struct("=Q")


class Datagrams:
    """A UDP socket, drained and served in batches. The socket stays the caller's to close."""

    def __init__(self, sock: socket.socket) -> None:
        sock.setblocking(False)
        sock.setsockopt(socket.IPPROTO_IP, IP_PKTINFO, 1)
        try:
            sock.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, RECEIVE_BUFFER)
        except PermissionError:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER)
        self._descriptor = sock.fileno()
        self._in = _Slots()
        self._out = _Slots()
        self.unsent = 0

    def receive(self) -> list[Arrival]:
        """What is there now, at most 256 packets; OSError where the socket is broken."""
        slots = self._in
        count = _libc.recvmmsg(self._descriptor, slots.messages, MOST, socket.MSG_DONTWAIT, None)
        if count < 0:
            number = ctypes.get_errno()
            if number in (errno.EAGAIN, errno.EINTR, errno.ECONNREFUSED, errno.EHOSTUNREACH, errno.ENETUNREACH):
                return []
            raise OSError(number, os.strerror(number))
        payload = slots.payload
        lengths = _LENGTH.iter_unpack(slots.view[: count * _SIZE])
        peers = _PEER.iter_unpack(memoryview(slots.names)[: count * _NAME])
        ways = _ARRIVED_BY.iter_unpack(memoryview(slots.control)[: count * _CONTROL])
        found = [
            Arrival(bytes(payload[at : at + length]), address, port, index if kind == IP_PKTINFO else 0)
            for at, (length,), (port, address), (_, _, kind, index) in zip(
                range(0, count * SLOT, SLOT), lengths, peers, ways, strict=True
            )
        ]
        slots.view[: count * _SIZE] = slots.fresh[: count * _SIZE]
        return found

    def send(self, parcels: Iterable[Parcel]) -> None:
        """Send all; what the kernel refuses is counted in ``unsent``."""
        waiting = list(parcels)
        for start in range(0, len(waiting), MOST):
            self._send(waiting[start : start + MOST])

    def _send(self, parcels: list[Parcel]) -> None:
        slots = self._out
        vectors = memoryview(slots.vectors).cast("B")
        for slot, parcel in enumerate(parcels):
            size = len(parcel.payload)
            if size > SLOT:
                raise ValueError("a packet is larger than its slot")
            slots.payload[slot * SLOT : slot * SLOT + size] = parcel.payload
            _VECTOR_LENGTH.pack_into(vectors, slot * 16 + 8, size)
            name = slot * _NAME
            slots.names[name : name + 2] = _FAMILY
            _TO.pack_into(slots.names, name + 2, parcel.port, parcel.address)
            control = slot * _CONTROL
            _LEAVE_BY.pack_into(slots.control, control, 28, socket.IPPROTO_IP, IP_PKTINFO, parcel.interface)
            slots.control[control + 20 : control + 24] = parcel.source.to_bytes(4, "big")
        done = 0
        while done < len(parcels):
            place = ctypes.byref(slots.messages, done * _SIZE)
            sent = _libc.sendmmsg(self._descriptor, place, len(parcels) - done, socket.MSG_DONTWAIT)
            if sent < 0:
                self.unsent += 1
                sent = 1
            done += sent


_FAMILY = struct.pack("=H", socket.AF_INET)
