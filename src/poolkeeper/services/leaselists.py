"""address-lists of DHCP servers and leases: while a lease is bound its address stands in each of them, as dynamic rows
of ``/ip/firewall/address-list``.

The rows are told from the leases whenever somebody looks, so that they are right at any moment and cost packets
nothing; looking costs a walk over the leases (about a microsecond each).
"""

from collections.abc import Iterator

from poolkeeper.domain.addresses import show_ipv4
from poolkeeper.domain.lease import State
from poolkeeper.engine.core import LEASES, Core
from poolkeeper.engine.leasework import SERVERS
from poolkeeper.tree import Values

ADDRESS_LISTS = "/ip/firewall/address-list"


def listed(core: Core) -> Iterator[tuple[int, Values]]:
    """(id, values) of the dynamic entries, by address."""
    of_server = {item: lists for item, values in core.items(SERVERS).items() if (lists := values.get("address-lists"))}
    of_lease = {item: lists for item, values in core.items(LEASES).items() if (lists := values.get("address-lists"))}
    book = core.book
    for row in book.rows() if of_server or of_lease else ():
        if book.state[row] != State.BOUND:
            continue
        lists = (*of_server.get(book.server[row], ()), *of_lease.get(book.id[row], ()))
        for name in dict.fromkeys(lists):
            address = show_ipv4(book.address[row])
            item = core.live_id(ADDRESS_LISTS, (name, address))
            yield item, {"list": name, "address": address, "dynamic": True}
