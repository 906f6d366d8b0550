"""Datagrams: many UDP packets in one system call, with the interface each came by (recvmmsg(2), sendmmsg(2), ip(7)).

Linux only, through ctypes. Nothing here knows DHCP. Packets arrive in slots of one memory, where they may be read and
written; an ``Outbox`` sends them from there, ``send`` sends packets from elsewhere. A message that cannot be sent is
skipped and counted, since the peer will ask again.
"""

import ctypes
import errno
import mmap
import os
import socket
import struct
from array import array
from collections.abc import Iterable
from typing import NamedTuple

MOST = 256
"""Packets a call takes or sends."""
SLOT = 2048
"""Bytes of a packet that are looked at; a DHCP message is far smaller."""
RECEIVE_BUFFER = 8 << 20
IP_PKTINFO, SO_RCVBUFFORCE = 8, 33  # ip(7), socket(7): Python has no names for them before 3.14
UDP_SEGMENT = 103  # udp(7)
MOST_TOGETHER = 64
"""Packets that leave in one piece: UDP_MAX_SEGMENTS of older kernels."""
NOT_TOGETHER = (errno.EINVAL, errno.EIO, errno.EOPNOTSUPP, errno.EMSGSIZE)
"""What a kernel or a way says that cannot take several packets in one piece."""
MOST_REFUSALS = 8
"""Pieces that are tried again packet by packet; then no more are made."""
LARGEST, FRAME = 65_000, 1400
"""Bytes of a piece, and of a packet that may be part of one."""
_TOGETHER = 56  # and CMSG_SPACE(sizeof(uint16_t))
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


_SIZE = ctypes.sizeof(_Message)
_WORDS = _SIZE // 4
_LENGTH_AT = _Message.length.offset // 4
_PEER = struct.Struct("!2xHI8x")
_FAMILY = struct.pack("=H", socket.AF_INET)
_WORD = struct.Struct("=Q")
_WAY = struct.Struct("=I4s")
_CONTROL_HEAD = struct.Struct("=Qii")
_SEGMENT = struct.Struct("=QiiH")


class _Frames:
    """Addresses, control messages and message headers of one direction, seen as arrays of numbers."""

    def __init__(self, bases: Iterable[int]) -> None:
        self._names = bytearray(MOST * _NAME)
        self._control = bytearray(_CONTROL_HEAD.pack(28, socket.IPPROTO_IP, IP_PKTINFO).ljust(_CONTROL, b"\0") * MOST)
        self.control = memoryview(self._control)
        names, control = (ctypes.addressof(ctypes.c_char.from_buffer(each)) for each in (self._names, self._control))
        self._vectors = (_Vector * MOST)()
        self.messages = (_Message * MOST)()
        for slot, base in enumerate(bases):
            self._vectors[slot].base = base
            self._vectors[slot].length = SLOT
            header = self.messages[slot].header
            header.name = names + slot * _NAME
            header.name_length = _NAME
            header.vectors = ctypes.pointer(self._vectors[slot])
            header.vector_count = 1
            header.control = control + slot * _CONTROL
            header.control_length = _CONTROL
        self.names_at, self.vectors_at = names, ctypes.addressof(self._vectors)
        self.names = memoryview(self._names)
        self.peers = self.names.cast("Q")  # two a packet, the first with family, port and address
        self.ways = memoryview(self._control).cast("Q")  # four a packet, the third with interface and own address
        self.links = memoryview(self._control).cast("I")  # eight a packet, the fifth is the interface
        self.vectors = memoryview(self._vectors).cast("B").cast("Q")  # two a packet: address in memory and length
        raw = memoryview((ctypes.c_char * ctypes.sizeof(self.messages)).from_buffer(self.messages))
        self.view = raw.cast("B")
        self.lengths = self.view.cast("I")
        self.fresh = bytes(self.view)


class _Bundles:
    """Message headers over several packets each, which the kernel cuts apart again (udp(7), UDP_SEGMENT)."""

    def __init__(self) -> None:
        self.messages = (_Message * MOST)()
        self._control = bytearray(_TOGETHER * MOST)
        self._base = ctypes.addressof(ctypes.c_char.from_buffer(self._control))

    def lay(self, place: int, frames: _Frames, first: int, count: int) -> None:
        """One header for ``count`` packets of the frames, which have peer, way and length of the first."""
        at, length = place * _TOGETHER, frames.vectors[2 * first + 1]
        self._control[at : at + _CONTROL] = frames.control[first * _CONTROL : (first + 1) * _CONTROL]
        _SEGMENT.pack_into(self._control, at + _CONTROL, 18, socket.IPPROTO_UDP, UDP_SEGMENT, length)
        header = self.messages[place].header
        header.name = frames.names_at + first * _NAME
        header.name_length = _NAME
        header.vectors = ctypes.cast(frames.vectors_at + first * 16, ctypes.POINTER(_Vector))
        header.vector_count = count
        header.control = self._base + at
        header.control_length = _TOGETHER if count > 1 else _CONTROL


class Slots:
    """Memory of packets as they arrive, at ``slot * SLOT`` each. lengths, ways: bytes and interface of each packet."""

    def __init__(self) -> None:
        self.memory = mmap.mmap(-1, MOST * SLOT)
        self.view = memoryview(self.memory)
        self.base = ctypes.addressof(ctypes.c_char.from_buffer(self.memory))
        self.frames = _Frames(range(self.base, self.base + MOST * SLOT, SLOT))
        self.lengths: list[int] = []
        self.ways: list[int] = []

    def fill(self, descriptor: int) -> int:
        """Take what is there, at most 256 packets; how many there were. OSError where the socket is broken."""
        frames = self.frames
        count: int = _libc.recvmmsg(descriptor, frames.messages, MOST, socket.MSG_DONTWAIT, None)
        if count < 0:
            number = ctypes.get_errno()
            if number in (errno.EAGAIN, errno.EINTR, errno.ECONNREFUSED, errno.EHOSTUNREACH, errno.ENETUNREACH):
                return 0
            raise OSError(number, os.strerror(number))
        self.lengths = frames.lengths[_LENGTH_AT : count * _WORDS : _WORDS].tolist()
        self.ways = frames.links[4 : count * 8 : 8].tolist()
        frames.view[: count * _SIZE] = frames.fresh[: count * _SIZE]
        return count

    def load(self, arrivals: Iterable[Arrival]) -> int:
        """The same from packets at hand; how many there were, at most 256."""
        self.lengths, self.ways = [], []
        for slot, arrival in enumerate(arrivals):
            payload = arrival.payload[:SLOT]
            self.memory[slot * SLOT : slot * SLOT + len(payload)] = payload
            name = _PEER.pack(arrival.port, arrival.address)
            self.frames.names[slot * _NAME : slot * _NAME + _NAME] = _FAMILY + name[2:]
            self.lengths.append(len(payload))
            self.ways.append(arrival.interface)
        return len(self.lengths)

    def arrival(self, slot: int) -> Arrival:
        """The packet of a slot as it came, unless somebody wrote there."""
        at = slot * SLOT
        port, address = _PEER.unpack_from(self.frames.names, slot * _NAME)
        return Arrival(self.memory[at : at + self.lengths[slot]], address, port, self.ways[slot])


def peer_word(port: int, address: bytes) -> int:
    """Where an ``Outbox`` sends a packet, as one number."""
    word: int = _WORD.unpack(_FAMILY + port.to_bytes(2, "big") + address)[0]
    return word


def way_word(interface: int, source: int) -> int:
    """By which interface and from which own address, as one number; 0 lets routing choose."""
    word: int = _WORD.unpack(_WAY.pack(interface, source.to_bytes(4, "big")))[0]
    return word


class Outbox:
    """Packets that lie in memory and wait to be sent; four numbers each (see ``peer_word``, ``way_word``)."""

    __slots__ = ("bases", "lengths", "peers", "ways")

    def __init__(self) -> None:
        self.bases: list[int] = []
        self.lengths: list[int] = []
        self.peers: list[int] = []
        self.ways: list[int] = []

    def split(self, count: int) -> "Outbox":
        """The first packets in an outbox of their own; the rest stays."""
        first = Outbox()
        first.bases, first.lengths = self.bases[:count], self.lengths[:count]
        first.peers, first.ways = self.peers[:count], self.ways[:count]
        for each in (self.bases, self.lengths, self.peers, self.ways):
            del each[:count]
        return first

    def clear(self) -> None:
        """Forget what waits."""
        for each in (self.bases, self.lengths, self.peers, self.ways):
            each.clear()


def _runs(keys: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """(start, end) of neighbours that are equal."""
    borders = [at for at in range(1, len(keys)) if keys[at] != keys[at - 1]]
    return list(zip([0, *borders], [*borders, len(keys)], strict=True))


def _together(length: int) -> int:
    """How many packets of a length may leave in one piece: together one datagram to the kernel, each within a frame."""
    return min(MOST_TOGETHER, LARGEST // length) if 0 < length <= FRAME else 1


def _cuts(sock: socket.socket) -> bool:
    """Whether the kernel knows how to cut pieces; an older one would send them whole."""
    try:
        sock.setsockopt(socket.IPPROTO_UDP, UDP_SEGMENT, 0)
    except OSError:
        return False
    return True


class Datagrams:
    """A UDP socket, drained and served in batches. The socket stays the caller's to close.

    together: whether packets alike leave in one piece. unsent: packets that the kernel refused or that fit no slot.
    """

    def __init__(self, sock: socket.socket) -> None:
        sock.setblocking(False)
        sock.setsockopt(socket.IPPROTO_IP, IP_PKTINFO, 1)
        try:
            sock.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, RECEIVE_BUFFER)
        except PermissionError:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER)
        self._descriptor = sock.fileno()
        self._payload = bytearray(MOST * SLOT)
        self._base = ctypes.addressof(ctypes.c_char.from_buffer(self._payload))
        self._out = _Frames(range(self._base, self._base + MOST * SLOT, SLOT))
        self._runs = _Bundles()
        self.together = _cuts(sock)
        self._refusals = 0
        self.unsent = 0

    def fill(self, slots: Slots) -> int:
        """Take what is there now, at most 256 packets; how many there were. OSError where the socket is broken."""
        return slots.fill(self._descriptor)

    def post(self, outbox: Outbox) -> None:
        """Send all of an outbox and empty it; what the kernel refuses is counted in ``unsent``.

        Packets of one length to one peer leave together, others in any order.
        """
        while len(outbox.bases) > MOST:
            self.post(outbox.split(MOST))
        count = len(outbox.bases)
        if not count:
            return
        out, bases, lengths, peers, ways = self._out, outbox.bases, outbox.lengths, outbox.peers, outbox.ways
        alike = peers.count(peers[0]) == lengths.count(lengths[0]) == ways.count(ways[0]) == count
        if not alike and self.together:
            peers, ways, lengths, bases = map(
                list, zip(*sorted(zip(peers, ways, lengths, bases, strict=True)), strict=True)
            )
        out.vectors[0 : 2 * count : 2] = memoryview(array("Q", bases))
        out.vectors[1 : 2 * count : 2] = memoryview(array("Q", lengths))
        out.peers[0 : 2 * count : 2] = memoryview(array("Q", peers))
        out.ways[2 : 4 * count : 4] = memoryview(array("Q", ways))
        if self.together and count > 1:
            runs = [(0, count)] if alike else _runs(list(zip(peers, ways, lengths, strict=True)))
            pieces: list[tuple[int, int]] = []
            for start, end in runs:
                most = _together(lengths[start])
                pieces += [(at, min(most, end - at)) for at in range(start, end, most)]
            self._transmit_runs(pieces)
        else:
            self._transmit(0, count)
        outbox.clear()

    def send(self, parcels: Iterable[Parcel]) -> None:
        """Send all; what the kernel refuses is counted in ``unsent``."""
        waiting = list(parcels)
        for start in range(0, len(waiting), MOST):
            self._send(waiting[start : start + MOST])

    def _send(self, parcels: list[Parcel]) -> None:
        box = Outbox()
        fitting = [parcel for parcel in parcels if len(parcel.payload) <= SLOT]
        self.unsent += len(parcels) - len(fitting)
        for slot, parcel in enumerate(fitting):
            size = len(parcel.payload)
            self._payload[slot * SLOT : slot * SLOT + size] = parcel.payload
            box.bases.append(self._base + slot * SLOT)
            box.lengths.append(size)
            box.peers.append(peer_word(parcel.port, parcel.address.to_bytes(4, "big")))
            box.ways.append(way_word(parcel.interface, parcel.source))
        self.post(box)

    def _transmit(self, first: int, count: int) -> None:
        """Send messages of the frames, one packet each."""
        done = 0
        while done < count:
            place = ctypes.byref(self._out.messages, (first + done) * _SIZE)
            sent = _libc.sendmmsg(self._descriptor, place, count - done, socket.MSG_DONTWAIT)
            if sent < 0:
                self.unsent += 1
                sent = 1
            done += sent

    def _transmit_runs(self, runs: list[tuple[int, int]]) -> None:
        """Send runs (first message of the frames, how many) of packets alike, each in a piece that the kernel cuts."""
        bundles = self._runs
        for number, (first, count) in enumerate(runs):
            bundles.lay(number, self._out, first, count)
        done = 0
        while done < len(runs):
            place = ctypes.byref(bundles.messages, done * _SIZE)
            sent = _libc.sendmmsg(self._descriptor, place, len(runs) - done, socket.MSG_DONTWAIT)
            if sent < 0:
                first, count = runs[done]
                self._refusals += ctypes.get_errno() in NOT_TOGETHER
                self.together = self._refusals < MOST_REFUSALS
                self._transmit(first, count)
                sent = 1
            done += sent
