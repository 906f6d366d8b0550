"""Request, Reply and Row: what every door puts in and gets back. Doors render them, the engine answers them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .house import Values
from .kinds import Look, Style
from .menu import Menu
from .query import Query
from .ref_kinds import id_text
from .sensitive import HIDDEN, MASK, may_see

ALL_POLICIES = (
    "local", "telnet", "ssh", "ftp", "reboot", "read", "write", "policy", "test", "winbox", "password", "web",
    "sniff", "sensitive", "api", "romon", "dude", "tikapp", "rest-api",
)  # fmt: skip


class Sealed(str):
    """A secret that went through the seal already (a password hash): the engine keeps it as it is."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class User:
    """Who asks, and through which door. policies: what the group grants now. address: where from, empty for local.

    session: number of the terminal session, by which safe mode knows whose changes are whose; 0 for everybody else.
    """

    name: str
    policies: frozenset[str]
    door: str
    address: str = ""
    uid: int | None = None
    session: int = 0


@dataclass(frozen=True, slots=True)
class Importing:
    """A script or an export that is read: whose defaults count, and who hears what was made of a statement.

    v6: defaults of RouterOS 6. exported: its header says that a router wrote it, so every menu and property in it
    was one. note: hears in a sentence what was kept but not acted on, or made so that the statement could be kept.
    carry: called for a statement whose menu is not acted on at all.
    """

    v6: bool
    exported: bool
    note: Callable[[str], None]
    carry: Callable[[], None]


class Unkept(Exception):
    """What a file did since its statements were last made durable could not be kept: it is undone, the import ends.

    message: why, in the words a refused change has.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class Absent:
    """The item that a command of an import is about, where there is none: it is made, as a router has it already.

    target: how an export names it: ``[ find default-name=ether1 ]``, ``0``, ``*0``, ``telnet``, empty for a menu that
    is a set of values elsewhere. values: what that says of it.
    """

    target: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Request:
    """One command on one menu.

    path: words of the menu (``("ip", "pool")``). args: property or argument name to text; None unsets (``!name``).
    items: what the command is about: ids as int, names or ``*1F`` as text; None where the command takes no items.
    query: filter of print, find and count. proplist: only these properties, None for all. flags: words without value.
    importing: the file the command stands in, None where somebody gives it; absent: what its items are where they are
    not there.
    """

    user: User
    path: tuple[str, ...]
    command: str
    args: Mapping[str, str | None] = field(default_factory=dict)
    items: tuple[int | str, ...] | None = None
    query: Query | None = None
    proplist: tuple[str, ...] | None = None
    flags: frozenset[str] = frozenset()
    importing: Importing | None = None
    absent: tuple[Absent, ...] = ()


@dataclass(frozen=True, slots=True)
class Caller:
    """Whoever waits for a command that takes time. say: shows a text at once; depth: of scripts that run scripts."""

    say: Callable[[str], None]
    depth: int = 0


class Row:
    """One item as a reader sees it: values with defaults filled in, references resolved when shown.

    A value may be ``HIDDEN``: its reader may not see it, and is shown a mask in every form.
    """

    __slots__ = ("id", "look", "menu", "values")

    def __init__(self, menu: Menu, item: int | None, values: Values, look: Look) -> None:
        self.menu = menu
        self.id = item
        self.values = values
        self.look = look

    def seen_by(self, user: User) -> "Row":
        """The row for this reader: write-only values are for nobody, sensitive ones for whoever has the policy.

        A sensitive value that is as by default is shown: nobody has set any, and the documentation tells it.
        """
        if not self.menu.guarded:
            return self
        return Row(self.menu, self.id, self._veiled(self.values, may_see(user.policies)), self.look)

    def _veiled(self, values: Values, sees: bool) -> Values:
        guarded, found = self.menu.guarded, {}
        for name, value in values.items():
            prop = self.menu.props[name] if name in guarded else None
            if prop is None:  # beside the properties a row may tell values again, under a mark
                found[name] = self._veiled(value, sees) if name[0] == "\0" and isinstance(value, dict) else value
            elif not prop.write_only:
                found[name] = value if sees or value is None or value == prop.default else HIDDEN
        return found

    def present(self) -> list[str]:
        """Names of the properties this row has, in declared order, write-only ones left out."""
        return [
            name for name, prop in self.menu.props.items() if not prop.write_only and self.values.get(name) is not None
        ]

    def text(self, prop: str, style: Style = Style.V6) -> str | None:
        """The shown text of a property, None where it is unset."""
        value = self.values.get(prop)
        if value is None or prop not in self.menu.props:
            return None
        return MASK if value is HIDDEN else self.menu.props[prop].kind.show(value, self.look, style)

    def wire(self, prop: str) -> str | None:
        """The wire text of a property (``.id`` too), None where it is unset."""
        if prop == ".id":
            return None if self.id is None else id_text(self.id)
        value = self.values.get(prop)
        if value is None or prop not in self.menu.props:
            return None
        return MASK if value is HIDDEN else self.menu.props[prop].kind.wire(value, self.look)

    def typed(self, prop: str, style: Style = Style.V6) -> Any:
        """The value as scripts see it (see ``Kind.typed``), None where it is unset."""
        value = self.values.get(prop)
        if value is None or prop not in self.menu.props:
            return None
        return MASK if value is HIDDEN else self.menu.props[prop].kind.typed(value, self.look, style)

    def cells(self, prop: str, style: Style = Style.V6) -> list[str]:
        """The lines of the property's table cell."""
        value = self.values.get(prop)
        if value is None or prop not in self.menu.props:
            return [""]
        return [MASK] if value is HIDDEN else self.menu.props[prop].kind.cells(value, self.look, style)

    @property
    def letters(self) -> str:
        """Letters of the flags that are set, in the legend's order."""
        return "".join(flag.letter for flag in self.menu.letters if self.values.get(flag.name))

    @property
    def comment(self) -> str:
        """The comment, empty where there is none."""
        return str(self.values.get("comment") or "")

    @property
    def warning(self) -> str:
        """What the house has to say about the item (why it is invalid), empty where nothing."""
        return str(self.values.get("about") or "")

    def wires(self, proplist: Iterable[str] | None = None) -> Iterator[tuple[str, str]]:
        """(name, wire text) of the properties asked for, those the row lacks skipped."""
        for name in self.present() if proplist is None else proplist:
            text = self.wire(name)
            if text is not None:
                yield name, text


@dataclass(slots=True)
class Reply:
    """What a command gave: rows (may be many: draw them in slices), or a text (``ret``: id of an add, value of a get).

    menu: the menu the rows belong to, None for commands without rows. ids: items touched or found.
    beside: what is still to be done, beside the loop (``doors.slices``); its reply then is the command's.
    """

    menu: Menu | None = None
    rows: Iterable[Row] = ()
    ret: str | None = None
    ids: tuple[int, ...] = ()
    value: Any = None
    beside: "Callable[[Caller], Reply] | None" = None
