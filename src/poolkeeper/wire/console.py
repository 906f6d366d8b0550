"""The local console's protocol: frames over a UNIX socket between the client (bytes, size, signals) and the session.

A frame is one letter, four bytes of length (big endian) and that many bytes. Client to server: ``H`` hello (JSON),
``D`` bytes typed, ``W`` window size (JSON), ``I`` interrupt, ``E`` end of input. Server to client: ``A`` hello
accepted, ``O`` output, ``R`` error output, ``J`` a piece of an import's report (JSON), ``X`` exit code as decimal
text, ``S`` the server is being stopped.
"""

from collections.abc import Iterator

HELLO, TYPED, WINDOW, INTERRUPT, END = b"H", b"D", b"W", b"I", b"E"
ACCEPTED, OUT, ERR, REPORT, EXIT, STOPPED = b"A", b"O", b"R", b"J", b"X", b"S"
LONGEST = 1 << 20
"""Bytes in a frame at most; longer output is several frames."""

SOCKET_NAME = "console.sock"


class FrameError(Exception):
    """The peer does not speak this protocol."""


def frame(kind: bytes, payload: bytes = b"") -> bytes:
    """One frame; ValueError when the payload is too long."""
    if len(payload) > LONGEST:
        raise ValueError("payload is longer than a frame")
    return kind + len(payload).to_bytes(4, "big") + payload


def frames(kind: bytes, payload: bytes) -> Iterator[bytes]:
    """As many frames as the payload needs."""
    for start in range(0, len(payload), LONGEST):
        yield frame(kind, payload[start : start + LONGEST])


class Frames:
    """Takes bytes as they come, gives whole frames."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, octets: bytes) -> Iterator[tuple[bytes, bytes]]:
        """(kind, payload) of each frame that is complete by now; FrameError where a length is absurd."""
        self._buffer += octets
        while len(self._buffer) >= 5:
            size = int.from_bytes(self._buffer[1:5], "big")
            if size > LONGEST:
                raise FrameError(f"a frame of {size} bytes")
            if len(self._buffer) < 5 + size:
                return
            kind, payload = bytes(self._buffer[:1]), bytes(self._buffer[5 : 5 + size])
            del self._buffer[: 5 + size]
            yield kind, payload
