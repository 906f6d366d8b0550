"""Put, Delete and LeaseRecord: the only words in which durable state is changed.

A change names a table of the store, the key of one row and, for a Put, the whole new row. Domain code and the
engine speak in changes; the store makes a batch of them durable or none. Nothing else belongs here.

Tables, keys and rows:

======  ==========================  ================================================================================
table   key                         row
======  ==========================  ================================================================================
meta    (name,)                     (value,): text. Counters, the server's own marks, Class of leases.
item    (menu, id)                  (position, body): position orders the menu; body is a JSON object, property name
                                    to stored text (see ``tree.kinds``), references as ``*1F``, sensitive values
                                    encrypted (see ``engine.vault``)
lease   (address,)                  LeaseRow without its address, see ``domain.lease``
======  ==========================  ================================================================================
"""

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

Cell: TypeAlias = "str | int | float | bytes | None"


class Put(NamedTuple):
    """Write one row, replacing what stood at its key."""

    table: str
    key: tuple[Cell, ...]
    row: tuple[Cell, ...]


class Delete(NamedTuple):
    """Remove one row; removing a row that is not there is no error."""

    table: str
    key: tuple[Cell, ...]


Change: TypeAlias = "Put | Delete"
Changes: TypeAlias = Sequence[Change]

LeaseRecord: TypeAlias = "tuple[Cell, ...]"
"""A lease as a plain tuple, which is what the path of packets can afford: the cells of ``domain.lease.LeaseRow`` for
"it stands so now", or (address,) for "there is no lease at this address any more"."""
