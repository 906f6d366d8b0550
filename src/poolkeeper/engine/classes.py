"""Class of RADIUS on disk, for the end of a session that outlives the process (RFC 2865 section 5.25).

Grants are in memory. Their Class is committed with the lease that it came for, in one transaction, and stands under the
lease's address. It is not taken away when the lease ends, which would be a write more: the next Class at the address
replaces it, it counts for no other lease, and a start removes what belongs to none.
"""

from contextlib import suppress

from poolkeeper.domain.addresses import parse_ipv4, show_ipv4
from poolkeeper.domain.change import Delete, Put
from poolkeeper.domain.lease import State
from poolkeeper.store.base import StoreError

from .core import Core

PREFIX = "class "


def kept_classes(address: int, item: int, classes: tuple[bytes, ...]) -> Put:
    """The change that keeps the Class of a lease."""
    return Put("meta", (PREFIX + show_ipv4(address),), (" ".join((f"{item:X}", *(each.hex() for each in classes))),))


def recalled_classes(core: Core) -> dict[int, tuple[bytes, ...]]:
    """Class by address, of the leases that stand; for once, after they were read."""
    book, found, ended = core.book, dict[int, tuple[bytes, ...]](), list[Delete]()
    for name in [each for each in core.meta if each.startswith(PREFIX)]:
        address = parse_ipv4(name.removeprefix(PREFIX))
        item, *classes = core.meta.pop(name).split(" ")
        row = book.row_at(address)
        if row >= 0 and book.state[row] == State.BOUND and book.id[row] == int(item, 16):
            found[address] = tuple(map(bytes.fromhex, classes))
        else:
            ended.append(Delete("meta", (name,)))
    if ended:
        with suppress(StoreError):  # the next start tries it again
            core.store.commit(ended)
    return found
