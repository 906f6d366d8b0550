"""A RADIUS server for tests, a process of its own: what it answers stands in a file, what it is sent goes to another.

    radius_server.py FOLDER AUTHENTICATION_PORT ACCOUNTING_PORT SECRET

FOLDER/users.json: user name (or ``*``) to ``{"code": 2, "attributes": [[type, hex], ...], "delay_s": 0, "sign": true,
"spoil": ""}``; a user who is not there is not answered. FOLDER/heard: one JSON line a request. It shares no code with
the client, so that the two check each other.
"""

import hashlib
import hmac
import json
import selectors
import socket
import sys
import threading
from pathlib import Path
from typing import Any

MESSAGE_AUTHENTICATOR = 80


def attributes_of(octets: bytes) -> list[tuple[int, bytes]]:
    """(type, value) in order."""
    found, at = [], 20
    while at < len(octets):
        found.append((octets[at], octets[at + 2 : at + octets[at + 1]]))
        at += octets[at + 1]
    return found


def faults(octets: bytes, secret: bytes) -> str:
    """What is wrong with a request; empty where nothing is."""
    size = int.from_bytes(octets[2:4], "big")
    if size != len(octets):
        return "length"
    if octets[0] == 4:
        proof = hashlib.md5(octets[:4] + bytes(16) + octets[20:] + secret).digest()
        return "" if proof == octets[4:20] else "authenticator"
    found = dict(attributes_of(octets))
    if octets[20] != MESSAGE_AUTHENTICATOR:
        return "Message-Authenticator is not first"
    blank = octets[:22] + bytes(16) + octets[38:]
    if hmac.new(secret, blank, "md5").digest() != found[MESSAGE_AUTHENTICATOR]:
        return "Message-Authenticator"
    stream = hashlib.md5(secret + octets[4:20]).digest()
    password = bytes(a ^ b for a, b in zip(stream, found[2], strict=True))
    return "" if not password.strip(b"\0") else "password"


def answer(octets: bytes, told: dict[str, Any], secret: bytes) -> bytes:
    """The answer to a request, signed as told; spoil: ``authenticator``, ``signature`` or ``secret``."""
    spoil = told.get("spoil", "")
    secret = b"another" if spoil == "secret" else secret
    listed = [(kind, bytes.fromhex(value)) for kind, value in told.get("attributes", ())]
    if told.get("sign", True):
        listed.insert(0, (MESSAGE_AUTHENTICATOR, bytes(16)))
    body = b"".join(bytes((kind, len(value) + 2)) + value for kind, value in listed)
    code = told.get("code", 5 if octets[0] == 4 else 2)
    head = bytes((code, octets[1])) + (20 + len(body)).to_bytes(2, "big")
    if told.get("sign", True):
        proof = hmac.new(secret, head + octets[4:20] + body, "md5").digest()
        proof = bytes(16) if spoil == "signature" else proof
        body = body[:2] + proof + body[18:]
    seal = hashlib.md5(head + octets[4:20] + body + secret).digest()
    seal = bytes(16) if spoil == "authenticator" else seal
    return head + seal + body


def serve(sock: socket.socket, folder: Path, secret: bytes) -> None:
    """One request."""
    octets, sender = sock.recvfrom(4096)
    listed = attributes_of(octets)
    user = dict(listed)[1].decode()
    heard = {
        "code": octets[0],
        "user": user,
        "wrong": faults(octets, secret),
        "attributes": [[kind, value.hex()] for kind, value in listed],
    }
    with (folder / "heard").open("a") as file:
        file.write(json.dumps(heard) + "\n")
    users = json.loads((folder / "users.json").read_text())
    told = users.get(user, users.get("*"))
    if told is not None:
        spoilt = answer(octets, told, secret)
        threading.Timer(told.get("delay_s", 0), lambda: sock.sendto(spoilt, sender)).start()


def main(folder: str, authentication: str, accounting: str, secret: str) -> None:
    """Serve until killed."""
    selector = selectors.DefaultSelector()
    for port in (authentication, accounting):
        sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        sock.bind(("127.0.0.1", int(port)))
        selector.register(sock, selectors.EVENT_READ)
    print("ready", flush=True)
    while True:
        for key, _ in selector.select():
            assert isinstance(key.fileobj, socket.socket)
            serve(key.fileobj, Path(folder), secret.encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
