"""The vocabulary of declarations: menu, prop, check, live, command; and Menu, what a declaration becomes.

A menu is declared once, as a class whose annotations are kinds. Parsing, validation, completion, tables, detail,
export, REST, forms and the reference page derive from it. Nothing here knows a menu by name.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from .house import House, Values
from .kinds import Flag, FlagKind, Kind, Text, TextKind
from .sensitive import is_sensitive


@dataclass(frozen=True)
class Prop:
    """One property of a menu.

    default: value a new item has without being told, None for unset. always: shown with its default when unset.
    unique: no two items share it; ``clash`` words the refusal. key: the item's name, by which others refer to it.
    read_only: told by the house. write_only: taken, never shown (passwords). secret: needs policy ``sensitive``
    to be seen, and is encrypted on disk; ``tree.sensitive`` says which properties are.
    v7_only: in v7's layout and on REST, not in v6's tables. apart: v6 and v7 differ in the default, so an export
    always writes it. title: column title where it is not the name in capitals.
    v6: where apart, what RouterOS 6 gives a new item instead of default; a file that it wrote gets it.
    indexed: items are found by it without walking the menu, though no two need to differ in it.
    sealed: the text passes through the server's seal (a password hash) before it is kept; no reader gets it back.
    code: script text or a script's name; whoever sets it last owns it, which the engine keeps beside it.
    told: read-only, but a value in an add or set is taken without effect, since exports of routers carry it.
    carried: kept as it was written, not acted on; it has no default. learned: carried, and known by name only.
    """

    name: str
    kind: Kind
    default: Any = None
    required: bool = False
    unique: bool = False
    key: bool = False
    read_only: bool = False
    write_only: bool = False
    indexed: bool = False
    sealed: bool = False
    code: bool = False
    told: bool = False
    carried: bool = False
    learned: bool = False
    v6: Any = None
    secret: bool = False
    always: bool = False
    v7_only: bool = False
    apart: bool = False
    exported: bool = True
    quoted: bool | None = None
    title: str = ""
    aliases: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True)
class _Declared:
    options: dict[str, Any]


def prop(**options: Any) -> Any:
    """Declare one property; the annotation gives the kind, the options are those of ``Prop``."""
    return _Declared(options)


@dataclass(frozen=True)
class FlagLetter:
    """One letter of the flags column: ``X`` for the property ``disabled``."""

    letter: str
    name: str

    @property
    def prop(self) -> str:
        """The flag's property; ``default`` and the like may be no declared property."""
        return self.name


@dataclass(frozen=True)
class Command:
    """A command of a menu beyond its values: name, arguments it takes, what it does.

    args: argument name to kind. positional: unnamed arguments in order. flags: words without a value. act: called by
    the engine for commands of the menu's own (``make-static``); the common ones (add, set ...) are the engine's.
    policy: what the user needs: ``read`` or ``write`` or another policy's name.
    """

    name: str
    args: Mapping[str, Kind] = field(default_factory=dict)
    positional: tuple[str, ...] = ()
    takes_items: bool = False
    takes_props: bool = False
    policy: str = "write"
    about: str = ""
    act: Callable[..., Any] | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Instead:
    """What the lenient dialect takes a word for that is no command on a router.

    command: the one it stands for. renamed: names of its arguments to those of that command. given: what it implies.
    """

    command: str
    renamed: Mapping[str, str]
    given: Mapping[str, str]


Check = Callable[[Values, House, int | None], None]
Guard = Callable[[House, int], None]
Overlay = Callable[[House, int, Values], Values]
Rows = Callable[[House], Iterable[tuple[int, Values]]]
Begin = Callable[[House], Values]


@dataclass
class Menu:
    """What a declaration becomes. ``path`` is ``/ip/pool``; ``words`` the same as a tuple.

    shape: ``list`` (items), ``single`` (settings), ``live`` (rows that the house reports), ``commands`` (no rows).
    letters: the flags legend in order; slots: which letters share a place in the flags column.
    columns: names in v6's plain table; columns_v7 in v7's. detail: plain print is the detail form already.
    numbered: rows have numbers. fixed: items can neither be added nor removed. order: place in a full export (lower
    first; None: not exported). noun: what a log line calls an item. rows: live rows (all of a ``live`` menu, the
    dynamic ones of a ``list``). taken: the refusal when ``key`` is used already. invent: prefix of an invented name.
    export_find: how a fixed item is named in an export. running: what print says of a service
    that does not run. factory: values an item has from the start, which a compact
    export leaves out. guards: rules before an item is removed. overlay: lays live
    values over a stored item. builtin: ids of items there from the first start, which an export only sets.
    of: the menu whose stored items these rows are another view of, with the same
    ids; what is set here is kept there. headless: v6's plain print has no titles and no widths; joint: what stands
    between its texts, anything but a blank in v7 too. own: the property that names the only user who sees a row.
    begin: what a new item has where nothing was said. lenient: arguments by command, and instead: words for commands,
    that a router refuses and the lenient dialect understands.
    carried: its items are kept, printed and exported, but nothing acts on them. makes: the menu in which an item of the
    same name stands as long as one stands here (``/interface`` for ``/interface/vlan``). adopts: an import may set an
    item that is not here, since every router has it from the factory; it is kept as a carried one.
    access: what a change here does to those who manage the server, in words for the notices of an import; of a menu
    that anybody with ``write`` may change, a new item takes nothing from them and is not told of.
    beside: path of the carried list that a router has where the settings here are ours; written: the path under which
    that list stands in exports, empty for its own.
    filters: words of print that stand for a filter (``active``): property and the wire text it must have. The names of
    flags are such words without being declared.
    """

    path: str
    about: str
    props: dict[str, Prop]
    shape: str = "list"
    letters: tuple[FlagLetter, ...] = ()
    slots: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    columns_v7: tuple[str, ...] = ()
    detail: bool = False
    numbered: bool = True
    fixed: bool = False
    ordered: bool = False
    order: float | None = None
    noun: str = "item"
    taken: str = "item with this name already exists"
    invent: str = ""
    export_find: str = "name"
    exported: bool = True
    read: str = "read"
    write: str = "write"
    removable_dynamic: bool = False
    running: str = ""
    rows: Rows | None = None
    checks: list[Check] = field(default_factory=list)
    commands: dict[str, Command] = field(default_factory=dict)
    first_id: int = 1
    uses: dict[str, str] = field(default_factory=dict)
    guards: list[Guard] = field(default_factory=list)
    overlay: Overlay | None = None
    builtin: tuple[int, ...] = ()
    factory: dict[int, Values] = field(default_factory=dict)
    of: str = ""
    headless: bool = False
    filters: dict[str, tuple[str, str]] = field(default_factory=dict)
    joint: str = " "
    own: str = ""
    begin: Begin | None = None
    carried: bool = False
    makes: str = ""
    adopts: bool = False
    lenient: dict[str, tuple[str, ...]] = field(default_factory=dict)
    instead: dict[str, Instead] = field(default_factory=dict)
    access: str = ""
    beside: str = ""
    written: str = ""
    _guarded: tuple[int, frozenset[str]] | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(self.path.strip("/").split("/"))

    @property
    def key(self) -> str | None:
        """The property that names items, None where they have no name."""
        return next((name for name, each in self.props.items() if each.key), None)

    @property
    def guarded(self) -> frozenset[str]:
        """Properties whose values are not for every reader: sensitive and write-only ones. Asked for each row."""
        if self._guarded is None or self._guarded[0] != len(self.props):  # a menu may come to know more properties
            names = frozenset(name for name, each in self.props.items() if each.secret or each.write_only)
            self._guarded = len(self.props), names
        return self._guarded[1]

    def find_prop(self, name: str) -> Prop | None:
        """The property of this exact name or alias."""
        found = self.props.get(name)
        return found or next((each for each in self.props.values() if name in each.aliases), None)


_HOLDER = "__poolkeeper_menu__"


def _kind_of(annotation: Any, where: str) -> Kind:
    if get_origin(annotation) is Annotated:
        for extra in get_args(annotation)[1:]:
            if isinstance(extra, Kind):
                return extra
    raise TypeError(f"{where}: the annotation carries no kind")


def _flags(legend: str) -> tuple[FlagLetter, ...]:
    """``X - disabled, D - dynamic`` as letters; empty text is no flags."""
    pairs = (part.strip().split(" - ") for part in legend.split(",") if part.strip())
    return tuple(FlagLetter(letter, name) for letter, name in pairs)


_FLAG_ABOUT = {
    "disabled": "whether it is out of use",
    "dynamic": "made by the system, not by hand",
    "invalid": "it can not work; print says why in the line above it",
    "running": "the link is up",
    "slave": "it is a port of a bridge; addresses and servers belong on the bridge",
    "radius": "granted by RADIUS",
    "blocked": "the client gets nothing",
    "undoable": "/undo can take it back",
    "redoable": "it was taken back; /redo can make it again",
    "floating-undo": "made in a safe mode that has not been released: its end takes it back",
    "default": "there from the start: it can be changed, but not removed",
}


def _flag_prop(name: str, settable: bool) -> Prop:
    about = _FLAG_ABOUT.get(name, name)
    return Prop(name, FlagKind(), default=False, always=True, read_only=not settable, exported=settable, about=about)


def menu(path: str, *, flags: str = "", comment: bool = True, **options: Any) -> Callable[[type], type]:
    """Declare a menu: the class's annotated attributes are its properties, its docstring the menu's description.

    flags: the legend as v6 prints it (``X - disabled, I - invalid``). A ``disabled`` letter brings the property
    ``disabled`` (settable) where the class does not declare it; the other letters bring read-only flags.
    comment: whether items carry a comment (never on ``single`` and ``live`` menus).
    """

    def declare(cls: type) -> type:
        hints = get_type_hints(cls, include_extras=True)
        props: dict[str, Prop] = {}
        for attribute, annotation in hints.items():
            name = attribute.rstrip("_").replace("_", "-")
            declared = cls.__dict__.get(attribute)
            given = dict(declared.options) if isinstance(declared, _Declared) else {}
            given.setdefault("secret", is_sensitive(path, name))
            props[name] = Prop(name=name, kind=_kind_of(annotation, f"{cls.__name__}.{attribute}"), **given)
        letters = _flags(flags)
        shape = options.get("shape", "list")
        if shape == "list" and comment:
            props.setdefault("comment", Prop("comment", TextKind(), about="free text"))
        for letter in letters:
            props.setdefault(letter.name, _flag_prop(letter.name, letter.name == "disabled" and shape == "list"))
        made = Menu(path=path, about=(cls.__doc__ or "").strip(), props=props, letters=letters, **options)
        if not made.slots:
            made.slots = tuple(letter.letter for letter in letters)
        made.filters.update({letter.name: (letter.name, "true") for letter in letters})
        add_common_commands(made)
        setattr(cls, _HOLDER, made)
        return cls

    return declare


def menu_of(cls: type) -> Menu:
    """The Menu a declared class became."""
    made = cls.__dict__.get(_HOLDER)
    if not isinstance(made, Menu):
        raise TypeError(f"{cls.__name__} is not declared as a menu")
    return made


def check(cls: type) -> Callable[[Check], Check]:
    """Declare a rule of a menu: called with the values an item would have, the house and its id (None for a new one).

    It raises Refusal, or returns None. It changes nothing.
    """

    def declare(rule: Check) -> Check:
        menu_of(cls).checks.append(rule)
        return rule

    return declare


def guard(cls: type) -> Callable[[Guard], Guard]:
    """Declare a rule asked before an item is removed: called with the house and the item's id; may raise Refusal."""

    def declare(rule: Guard) -> Guard:
        menu_of(cls).guards.append(rule)
        return rule

    return declare


def overlay(cls: type) -> Callable[[Overlay], Overlay]:
    """Declare what is live about a stored item: a function of the house, the id (0 where ``single``) and its values.

    It returns the values with the live ones laid over; it changes nothing, the dict it was given included.
    """

    def declare(lay: Overlay) -> Overlay:
        menu_of(cls).overlay = lay
        return lay

    return declare


def live(cls: type) -> Callable[[Rows], Rows]:
    """Declare where a menu's live rows come from: a function of the house that yields (id, values)."""

    def declare(rows: Rows) -> Rows:
        menu_of(cls).rows = rows
        return rows

    return declare


def begin(cls: type) -> Callable[[Begin], Begin]:
    """Declare what a new item has besides what is said of it, where that is not the same every day."""

    def declare(make: Begin) -> Begin:
        menu_of(cls).begin = make
        return make

    return declare


def lenient(cls: type, command: str, *arguments: str) -> None:
    """Declare arguments of a command that only the lenient dialect takes; the script layer gives them their meaning."""
    made = menu_of(cls)
    made.lenient[command] = (*made.lenient.get(command, ()), *arguments)


def command(cls: type, name: str, **options: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare a command of a menu's own; the function gets (edits, request, ids), see ``engine.apply``."""

    def declare(act: Callable[..., Any]) -> Callable[..., Any]:
        about = (act.__doc__ or "").strip()
        menu_of(cls).commands[name] = Command(name, about=about, act=act, **options)
        return act

    return declare


PRINT_FLAGS = (
    "append", "as-value", "brief", "count-only", "detail", "follow", "follow-only", "show-ids", "terse", "value-list",
    "without-paging",
)  # fmt: skip
PRINT_ARGS = ("file", "from", "group-by", "interval", "proplist", "where")
ONE_PRINT_FLAGS = ("append", "as-value", "without-paging")
ONE_PRINT_ARGS = ("file", "interval", "proplist")
"""What print takes where there is one set of values."""
EXPORT_FLAGS = ("compact", "verbose", "terse", "hide-sensitive", "show-sensitive")


def export_of(policy: str) -> Command:
    """The command ``export`` of a menu or a folder of menus."""
    return Command(
        "export",
        {"file": TextKind(), "where": TextKind()},
        policy=policy,
        about="Print or save an export script",
        flags=EXPORT_FLAGS,
    )


def _printing(made: Menu) -> Command:
    one = made.shape == "single"
    words, flags = (ONE_PRINT_ARGS, ONE_PRINT_FLAGS) if one else (PRINT_ARGS, (*PRINT_FLAGS, *made.filters))
    about = "Print values of item properties"
    return Command("print", dict.fromkeys(words, TextKind()), policy=made.read, about=about, flags=flags)


RESET = "Give properties their defaults back, all or those named"


def _by_name(made: Menu, name: str, about: str, *items: str) -> Command:
    """A command on properties that are named, of items where the menu has any."""
    names = (*items, "value-name")
    return Command(name, dict.fromkeys(names, TextKind()), names, bool(items), policy=made.write, about=about)


def _getting(made: Menu, *items: str) -> Command:
    found = _by_name(made, "get", "Gets value of property", *items)
    return replace(found, policy=made.read, flags=("as-string", "as-string-value"))


def add_common_commands(made: Menu) -> None:
    """Give a menu the commands that its shape and properties bring, those it declares itself left as they are."""
    text = TextKind()
    add = made.commands.setdefault
    if made.shape == "commands":
        return
    add("print", _printing(made))
    exporting = export_of(made.read)
    if made.shape == "live":
        add("find", Command("find", {"where": text}, ("where",), policy=made.read, about="Find items by value"))
        add("get", _getting(made, "number"))
        return
    if made.shape == "single":
        if any(not each.read_only for each in made.props.values()):
            add("set", Command("set", takes_props=True, policy=made.write, about="Change settings"))
            add("edit", _by_name(made, "edit", "Change a value in an editor"))
            add("reset", _by_name(made, "reset", RESET))
            add("export", exporting)
        add("get", _getting(made))
        return
    numbers = {"numbers": text}
    if not made.fixed:
        extra = {"copy-from": text, **({"place-before": text} if made.ordered else {})}
        add("add", Command("add", extra, takes_props=True, policy=made.write, about="Create a new item"))
        add("remove", Command("remove", numbers, ("numbers",), True, policy=made.write, about="Remove item"))
    add("set", Command("set", numbers, ("numbers",), True, True, made.write, "Change item properties"))
    add("find", Command("find", {"where": text}, ("where",), policy=made.read, about="Find items by value"))
    add("get", _getting(made, "number"))
    add("edit", _by_name(made, "edit", "Change a value in an editor", "number"))
    add("export", exporting)
    add("unset", _by_name(made, "unset", "Unset value of property", "numbers"))
    add("reset", _by_name(made, "reset", RESET, "numbers"))
    if "disabled" in made.props:
        for name in ("enable", "disable"):
            add(name, Command(name, numbers, ("numbers",), True, policy=made.write, about=f"{name.title()} items"))
    if "comment" in made.props:
        both = {"numbers": text, "comment": text}
        add("comment", Command("comment", both, tuple(both), True, policy=made.write, about="Set comment for items"))
    if made.ordered:
        both = {"numbers": text, "destination": text}
        add("move", Command("move", both, tuple(both), True, policy=made.write, about="Change order of items"))


__all__ = [
    "EXPORT_FLAGS",
    "PRINT_ARGS",
    "PRINT_FLAGS",
    "Command",
    "Flag",
    "FlagLetter",
    "Instead",
    "Menu",
    "Prop",
    "Text",
    "add_common_commands",
    "begin",
    "check",
    "command",
    "export_of",
    "guard",
    "lenient",
    "live",
    "menu",
    "menu_of",
    "overlay",
    "prop",
]
