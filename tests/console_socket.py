"""A visit to the local console's socket, as `poolkeeper console` and `import` make it, without a process each.

For tests that need hundreds of fresh sessions of a real server. Not for assertions.
"""

import json
from typing import NamedTuple

from poolkeeper.tools.console import connect
from poolkeeper.wire.console import END, ERR, EXIT, HELLO, OUT, TYPED, Frames, frame, frames
from rig import PATIENCE_S, Server


class Heard(NamedTuple):
    """What a session said: (whether it was an error, text) in the order it came; and its exit code."""

    parts: list[tuple[bool, str]]
    code: int

    @property
    def text(self) -> str:
        """Everything, each line of an error with a mark before it."""
        return "".join(
            "".join(f"! {line}" for line in part.splitlines(keepends=True)) if wrong else part
            for wrong, part in self.parts
        )


def visit(server: Server, text: bytes, imported: str = "") -> Heard:
    """A fresh session that gets a text as pasted lines, or whole as a file of a name (``imported``)."""
    wish = {"line": None, "terminal": False, "columns": 80, "rows": 24, "term": "dumb"}
    if imported:
        wish["import"] = imported
    heard: list[tuple[bool, bytes]] = []
    with connect(server.data) as sock:
        sock.settimeout(PATIENCE_S)
        sock.sendall(frame(HELLO, json.dumps(wish).encode()) + b"".join(frames(TYPED, text)) + frame(END))
        got = Frames()
        while True:
            octets = sock.recv(65536)
            assert octets, f"the console went away in the middle of {text!r}"
            for kind, payload in got.feed(octets):
                if kind == EXIT:
                    return Heard(
                        [(wrong, each.decode(errors="surrogateescape")) for wrong, each in heard], int(payload)
                    )
                if kind not in (OUT, ERR):
                    continue
                if heard and heard[-1][0] == (kind == ERR):
                    heard[-1] = (kind == ERR, heard[-1][1] + payload)
                else:
                    heard.append((kind == ERR, payload))
