"""What menus may ask of the living system. The engine satisfies it; menus and tests see only these words."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from poolkeeper.domain.usage import Usage

from .kinds import Look

Values = dict[str, Any]
"""Property name (kebab-case) to value; an absent or None entry is unset."""


ADDRESSED = "\0as"
"""Key under which a carried item that is only set keeps how an export names it: ``[ find default-name=ether1 ]``."""
UNSETS = "\0unset"
"""Key under which an item keeps the carried properties that a script said ``!name`` of, comma separated."""
BARES = "\0bare"
"""Key under which an item keeps the carried properties that were given without a value (``fib``), comma separated."""
MAKER = "\0of"
"""Key under which an interface keeps the menu that made it (``/interface/vlan``)."""
OWN = "\0own"
"""Key under which a row tells its stored values, where live ones are laid over them."""
KEPT_MARKS = (ADDRESSED, UNSETS, BARES, MAKER)


class House(Protocol):
    """The engine as a menu sees it: read only. Changes go through requests."""

    look: Look

    def items(self, menu: str) -> Mapping[int, Mapping[str, Any]]:
        """The stored items of a menu in their order: id to explicitly set values."""

    def holders(self, menu: str, prop: str, value: object) -> Iterable[int]:
        """Ids of the stored items with this value of an ``indexed`` property."""

    def single(self, menu: str) -> Mapping[str, Any]:
        """The values of a settings menu, defaults filled in."""

    def usage(self, pool: int) -> Usage:
        """The one arithmetic of a pool's addresses."""

    def used(self) -> Iterator[tuple[int, int, str, str]]:
        """(pool id, address, owner, its information) of every address held, by pool and address."""

    def lease_rows(self) -> Iterator[tuple[int, Values]]:
        """(id, values) of every dynamic lease by address."""

    def lease_row(self, item: int) -> Values | None:
        """What is live about one lease, static or dynamic: status, active-address ...; None if nothing."""

    def lease_find(self, prop: str, text: str) -> Iterable[int] | None:
        """Ids of leases with this property by index, None where there is no index for it."""

    def live(self, menu: str) -> Iterable[tuple[int, Values]]:
        """Rows that another part of the house provides: interfaces, kernel addresses, log lines, files."""

    def owner(self, menu: str, item: int, prop: str) -> str:
        """The name of the user whom a piece of inline code belongs to; ``*1F`` where the user is gone, else empty."""

    def beside(self, work: str, *args: Any) -> Any:
        """A Reply that is still to be done by another part of the house; Refusal where no server runs."""

    def state(self, menu: str, item: int) -> Values:
        """Live values laid over a stored item: invalid and its reason, running ..."""
