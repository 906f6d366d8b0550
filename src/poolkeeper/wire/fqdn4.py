"""Option 81, the client's full name: what a server answers to it (RFC 4702). The server changes no DNS itself."""

LONGEST_NAME = 255
"""RFC 1035 section 2.3.4."""
SERVER_UPDATES, OVERRIDDEN, ENCODED, NO_UPDATES = 1, 2, 4, 8
"""Flags S, O, E and N (RFC 4702 section 2.1)."""
_RCODES = b"\xff\xff"
"""RFC 4702 section 2.2: a server sends 255 in both."""


def fqdn_answer(asked: bytes, domain: bytes) -> bytes | None:
    """The value to answer with, None where what the client sent is no such option.

    Nobody updates DNS for the client, so N is set and S is not; O says so to one that wanted S (section 4). A name
    without its domain is completed with that of the network (section 4, "the server SHOULD send the full name").
    """
    if len(asked) < 3:
        return None
    flags = asked[0] & ENCODED | NO_UPDATES | (OVERRIDDEN if asked[0] & SERVER_UPDATES else 0)
    full = _encoded if flags & ENCODED else _plain
    return bytes((flags,)) + _RCODES + full(asked[3:], domain)


def _plain(name: bytes, domain: bytes) -> bytes:
    """A name in the old ASCII form, completed where it has no dot."""
    if not name or b"." in name or not domain or len(name) + 1 + len(domain) > LONGEST_NAME:
        return name
    return name + b"." + domain


def _encoded(name: bytes, domain: bytes) -> bytes:
    """A name in DNS form; a partial one has no empty label at its end (section 2.3.1).

    A single label counts as partial with one too: no host is called so, and dhclient sends ``kvm`` in that form.
    """
    lone = name.endswith(b"\0") and len(name) == name[0] + 2
    partial = name[:-1] if lone else name
    labels = domain.rstrip(b".").split(b".")
    if not partial or partial.endswith(b"\0") or not all(0 < len(label) < 64 for label in labels):
        return name
    full = partial + b"".join(bytes((len(label),)) + label for label in labels) + b"\0"
    return full if len(full) <= LONGEST_NAME else name
