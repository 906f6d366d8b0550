"""run(Request) -> Reply: check the policy, find the items, validate, commit, publish. The one way in for every door.

A refusal changes nothing. A change is on disk when ``run`` returns. Rows of a reply are drawn lazily, so that a door
may take a long list in slices.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial

from poolkeeper.tree import (
    Command,
    Menu,
    Refusal,
    Reply,
    Request,
    Row,
    Tree,
    Values,
    id_number,
    refusal,
)
from poolkeeper.tree.house import OWN
from poolkeeper.tree.query import And, Equals, equalities, holds

from .arguments import Arguments, Seal, with_marks
from .batch import Edits
from .carry import Carry
from .core import LEASES, Core, home
from .groups import Tell as TellOf
from .history import History, Tell
from .making import Making, is_blind
from .owners import marks
from .password import USERS, Matches, own_account
from .safemode import SafeMode
from .table import HIGH_ID
from .trial import Trial
from .undo import Undo


class Engine:
    """Answers requests on a Core."""

    def __init__(
        self, core: Core, seal: Seal, free_lease: Callable[[Edits, int], None], tell: Tell, matches: Matches
    ) -> None:
        self.core = core
        self.tree: Tree = core.tree
        self.history = History(tell)
        self._undo = Undo(core, self.history, self._valid)
        self.safe = SafeMode(self.history, self._undo, core.log)
        self.making = Making(core, self.history, self.safe, partial(Trial, self))
        self.groups = self.making.groups
        self._change = self.making.make
        self._seal = seal
        self._free_lease = free_lease
        self._matches = matches
        self._carry = Carry(core)
        self._arguments = Arguments(core, seal)
        self._root: dict[str, Callable[[Request], Reply]] = {
            "undo": self._turn_back,
            "redo": self._turn_back,
            "password": self._password,
        }
        self._commands: dict[str, Callable[[Menu, Request], Reply]] = {
            "print": self._print,
            "find": self._find,
            "get": self._get,
            "add": self._add,
            "set": self._set,
            "remove": self._remove,
            "enable": lambda menu, request: self._write_items(menu, request, {"disabled": False}),
            "disable": lambda menu, request: self._write_items(menu, request, {"disabled": True}),
            "comment": self._comment,
            "unset": self._unset,
            "reset": self._reset,
            "move": self._move,
        }

    def on(self, core: Core, tell: TellOf) -> "Engine":
        """An engine with the same rules on a copy of the house. tell: hears what the history is to be told of later."""
        made = Engine(core, self._seal, core.free_lease, lambda *_: "", self._matches)
        made.making.tell = tell
        return made

    def run(self, request: Request) -> Reply:
        """Answer one request; raises Refusal."""
        trial = self.groups.trial_of(request)
        if trial is not None:
            return trial.run(request)
        menu = self.tree.menu(request.path)
        node = self.tree.node(request.path)
        if node is None:
            raise refusal.no_such_command(request.path[-1] if request.path else None)
        command = node.commands.get(request.command)
        if command is None or (menu is None and command.name not in self._root):
            raise refusal.no_such_command()
        if command.policy not in request.user.policies:
            raise refusal.not_enough_permissions()
        if not command.takes_props:
            for name in request.args:
                if name not in command.args and name != "numbers":
                    raise refusal.unknown_parameter(name)
        if menu is None:
            return self._root[command.name](request)
        if command.act is not None:
            return self._own_command(menu, command, request)
        work = self._commands.get(command.name)
        if work is None:  # export: text that the console makes of the rows
            raise refusal.no_such_command()
        return work(menu, request)

    # -- reading -------------------------------------------------------------------------------------------------

    def _print(self, menu: Menu, request: Request) -> Reply:
        if menu.shape == "single":
            return Reply(menu, [self._settings(menu, request)])
        rows: Iterable[Row] = self._matching(menu, request)
        if "count-only" in request.flags:
            return Reply(menu, ret=str(sum(1 for _ in rows)))
        return Reply(menu, rows)

    def _settings(self, menu: Menu, request: Request) -> Row:
        return Row(menu, None, self._single(menu), self.core.look).seen_by(request.user)

    def _single(self, menu: Menu) -> Values:
        values = self.core.single(menu.path) if menu.path in self.core.tables else {}
        for _, live in menu.rows(self.core) if menu.rows is not None else ():
            values = {**values, **live, OWN: values}
        return values

    def _matching(self, menu: Menu, request: Request) -> Iterator[Row]:
        if request.items is not None:
            rows: Iterable[Row] = [self._row(menu, item, request) for item in self._ids(menu, request.items)]
        else:
            rows = self._candidates(menu, request)
        if menu.guarded:  # before the filter, so that a query tells nothing either
            rows = (row.seen_by(request.user) for row in rows)
        if menu.own:
            rows = (row for row in rows if _is_for(menu, row, request))
        query = request.query
        words = [Equals(*menu.filters[word]) for word in sorted(request.flags & menu.filters.keys())]
        if words:
            query = And((*words, query)) if query is not None else And(tuple(words))
        return iter(rows) if query is None else (row for row in rows if holds(query, row))

    def _candidates(self, menu: Menu, request: Request) -> Iterable[Row]:
        """The rows worth testing: by index where the query pins an id, a name or an address, else all."""
        for prop, text in equalities(request.query):
            ids: Iterable[int] | None = None
            if prop in menu.guarded:
                continue
            if prop == ".id":
                number = id_number(text)
                ids = () if number is None else (number,)
            elif prop == menu.key and menu.rows is None:
                found = self.core.look.find(home(menu), text)
                ids = () if found is None else (found,)
            elif menu.path == LEASES:
                ids = self.core.lease_find(prop, text)
            if ids is not None:
                return [row for row in (self.core.row(menu, item) for item in ids) if row is not None]
        return self.core.rows(menu)

    def _row(self, menu: Menu, item: int, request: Request | None = None) -> Row:
        row = self.core.row(menu, item)
        if row is None or (request is not None and not _is_for(menu, row, request)):
            raise refusal.no_such_item()
        return row

    def _find(self, menu: Menu, request: Request) -> Reply:
        ids = tuple(row.id for row in self._matching(menu, request) if row.id is not None)
        return Reply(menu, ids=ids)

    def _get(self, menu: Menu, request: Request) -> Reply:
        if menu.shape == "single":
            row = self._settings(menu, request)
        else:
            ids = self._ids(menu, request.items or ())
            if len(ids) != 1:
                raise refusal.no_such_item() if not ids else Refusal("invalid internal item number")
            row = self._row(menu, ids[0], request).seen_by(request.user)
        name = request.args.get("value-name")
        if name is None:
            return Reply(menu, [row])
        prop = menu.find_prop(name)
        if prop is None or prop.write_only:
            raise refusal.no_match("value-name")
        return Reply(menu, [row], ret=row.wire(prop.name), value=row.typed(prop.name))

    # -- finding items -------------------------------------------------------------------------------------------

    def _ids(self, menu: Menu, items: Iterable[int | str]) -> list[int]:
        return [self._id(menu, item) for item in items]

    def _id(self, menu: Menu, item: int | str) -> int:
        """The id of an item named by id, name or place in the menu's order."""
        if isinstance(item, int):
            return item
        number = id_number(item)
        if number is not None:
            return number
        found = self.core.look.find(home(menu), item)
        if found is None and menu.rows is not None:
            found = next((row.id for row in self.core.rows(menu) if menu.key and row.wire(menu.key) == item), None)
        if found is None and item.isascii() and item.isdigit():
            place = int(item[:9])
            found = next((row.id for each, row in enumerate(self.core.rows(menu)) if each == place), None)
        if found is None:
            raise refusal.no_such_item()
        return found

    def _needed(self, menu: Menu, request: Request) -> list[int]:
        if request.items is None:
            raise refusal.missing("numbers")
        return self._ids(menu, request.items)

    def _targets(self, menu: Menu, request: Request, edits: Edits) -> list[int]:
        """The items a change is about; an import may speak of some that only a router has."""
        if request.importing is None or not request.absent:
            return self._needed(menu, request)
        return self._carry.targets(menu, request, lambda item: self._id(menu, item), edits)

    def _stored(self, menu: Menu, item: int) -> Values:
        values = self.core.table(menu).items.get(item)
        if values is None:
            self._row(menu, item)
            raise refusal.failure(f"can not change dynamic {menu.noun}")
        return values

    # -- writing -------------------------------------------------------------------------------------------------

    def _password(self, request: Request) -> Reply:
        """``/password``."""
        item, new = own_account(self.core, request, self._matches)
        menu = self.tree.menus[USERS]
        given: Values = {"password": self._seal(new)}

        def work(edits: Edits) -> Reply:
            self._valid(menu, {**self.core.tables[USERS].items[item], **given}, item)
            edits.set(USERS, item, given)
            return Reply()

        return self._change(menu, request, "changed", work)

    def _turn_back(self, request: Request) -> Reply:
        """``/undo`` and ``/redo``."""
        self.making.only_now()
        undo, history = request.command == "undo", self.history
        self.safe.admit(request.user, history.last_done() if undo else history.last_undone())
        made = self._undo.undo(request.user) if undo else self._undo.redo(request.user)
        self.safe.note(request.user, made)
        self.core.log("system,info", f'"{made.action}" {"redone" if made.done else "undone"} by {request.user.name}')
        return Reply()

    def _add(self, menu: Menu, request: Request) -> Reply:
        values: Values = {}
        source = request.args.get("copy-from")
        if source is not None:
            values.update(self._stored(menu, self._id(menu, source)))
            values.pop(menu.key or "", None)
        before = request.args.get("place-before")

        def work(edits: Edits) -> Reply:
            given = with_marks(
                menu, {}, self._arguments.parsed(menu, request, edits, ("copy-from", "place-before")), request
            )
            values.update({name: value for name, value in given.items() if value is not None})
            self._complete(menu, values, request)
            place = None if before is None else self._place_before(menu, self._id(menu, before), edits)
            item = edits.add(home(menu), values, position=place)
            self._carry.mirror(edits, menu, None, values)
            return Reply(menu, ids=(item,), ret=f"*{item:X}")

        return self._change(menu, request, "added", work)

    def _complete(self, menu: Menu, values: Values, request: Request) -> None:
        """Give a new item what it has without being told; Refusal where it lacks anything or breaks a rule."""
        begun = menu.begin(self.core) if menu.begin is not None else {}
        if request.importing is not None and request.importing.v6:
            begun = {**begun, **defaults_v6(menu)}
        for name, value in begun.items():
            values.setdefault(name, value)
        values.update(marks(self.core, menu, values, request.user))
        key = menu.key
        if key and values.get(key) is None and menu.invent:
            values[key] = self.core.table(menu).invent(menu.invent)
        lacking = [name for name, prop in menu.props.items() if prop.required and values.get(name) is None]
        if lacking:
            raise refusal.missing(*lacking)
        self._valid(menu, values, None)

    def _valid(self, menu: Menu, values: Values, item: int | None) -> None:
        """Uniqueness and the menu's own rules; raises Refusal."""
        table = self.core.table(menu)
        key = menu.key
        if key and values.get(key) is not None:
            holder = table.find(str(values[key]))
            if holder is not None and holder != item and menu.props[key].unique:
                raise refusal.failure(menu.taken)
        full = self.core.filled(menu, values)
        for rule in menu.checks:
            rule(full, self.core, item)

    def _set(self, menu: Menu, request: Request) -> Reply:
        if menu.shape != "single":
            return self._write_each(
                menu, request, lambda item, edits: self._arguments.parsed(menu, request, edits, ("numbers",)), once=True
            )
        table = self.core.table(menu)

        def work(edits: Edits) -> Reply:
            given = self._arguments.parsed(menu, request, edits, ("numbers",))
            given.update(marks(self.core, menu, given, request.user))
            given = with_marks(menu, table.items.get(0, {}), given, request)
            if not given:
                return Reply(menu)
            after = {name: value for name, value in {**table.items.get(0, {}), **given}.items() if value is not None}
            self._valid(menu, after, 0)
            if 0 in table.items:
                edits.set(menu.path, 0, given)
            else:
                edits.add(menu.path, after, 0)
            return Reply(menu)

        return self._change(menu, request, "changed", work)

    def _write_items(self, menu: Menu, request: Request, given: Values) -> Reply:
        return self._write_each(menu, request, lambda item, edits: given, once=True)

    def _write_each(
        self, menu: Menu, request: Request, given_to: Callable[[int, Edits], Values], once: bool = False
    ) -> Reply:
        """Write some items. once: what is given is the same for all of them."""

        def work(edits: Edits) -> Reply:
            known = given_to(0, edits) if once else None
            ids = self._targets(menu, request, edits)
            for item in ids:
                values, given = self._stored(menu, item), known if known is not None else given_to(item, edits)
                given = {**given, **marks(self.core, menu, given, request.user)}
                given = with_marks(menu, values, given, request)
                after = {name: value for name, value in {**values, **given}.items() if value is not None}
                self._valid(menu, after, item)
                if after != values or is_blind(menu, request):
                    edits.set(home(menu), item, given)
                self._carry.mirror(edits, menu, values, after)
            return Reply(menu, ids=tuple(ids))

        return self._change(menu, request, "changed", work)

    def _comment(self, menu: Menu, request: Request) -> Reply:
        return self._write_items(menu, request, {"comment": request.args.get("comment") or None})

    def _unset(self, menu: Menu, request: Request) -> Reply:
        return self._write_items(menu, request, {self._may_unset(menu, request.args.get("value-name") or ""): None})

    def _reset(self, menu: Menu, request: Request) -> Reply:
        """Defaults for the properties named, or for all but names, passwords and what an item can not do without."""
        text = request.args.get("value-name")
        names = _may_reset(menu) if not text else [self._may_unset(menu, name) for name in re.split("[,;]", text)]
        if menu.shape == "single":
            return self._set(menu, replace(request, args=dict.fromkeys(names)))

        def given(item: int, edits: Edits) -> Values:
            factory = {name: value for name, value in menu.factory.get(item, {}).items() if name != menu.key}
            return {name: factory.get(name) for name in (names if text else (*names, *factory))}

        return self._write_each(menu, request, given)

    def _may_unset(self, menu: Menu, name: str) -> str:
        prop = menu.find_prop(name.strip())
        if prop is None or prop.read_only or prop.required or prop.key:
            raise refusal.no_match("value-name")
        return prop.name

    def _remove(self, menu: Menu, request: Request) -> Reply:
        ids = self._needed(menu, request)

        def work(edits: Edits) -> Reply:
            for item in dict.fromkeys(ids):
                if item in self.core.table(menu).items:
                    for guard in menu.guards:
                        guard(self.core, item)
                    self._carry.mirror(edits, menu, self.core.table(menu).items[item], None)
                    edits.remove(home(menu), item)
                else:
                    self._row(menu, item)
                    if not menu.removable_dynamic:
                        raise refusal.failure(f"can not remove dynamic {menu.noun}")
                    self._free_lease(edits, item)
            return Reply(menu, ids=tuple(ids))

        return self._change(menu, request, "removed", work)

    def _place_before(self, menu: Menu, item: int, edits: Edits) -> float:
        """A position just before an item; where no number is left between it and the one before, all move apart."""
        table = self.core.table(menu)
        if item not in table.items:
            raise refusal.no_such_item()
        for _ in range(2):
            order = table.order()
            index = order.index(item)
            below = table.position[order[index - 1]] if index else table.position[item] - 1
            place = (below + table.position[item]) / 2
            if below < place < table.position[item]:
                return place
            for number, each in enumerate(order, 1):
                if each < HIGH_ID:
                    edits.set(home(menu), each, {}, float(number))
        raise AssertionError("no place between two whole numbers")

    def _move(self, menu: Menu, request: Request) -> Reply:
        ids = self._needed(menu, request)
        where = request.args.get("destination")
        target = None if not where else self._id(menu, where)
        if target in ids:
            raise refusal.failure("can not move object before itself")

        def work(edits: Edits) -> Reply:
            for item in ids:
                self._stored(menu, item)
                known = target is not None and target in self.core.table(menu).items
                place = self._place_before(menu, target, edits) if known and target is not None else None
                edits.set(home(menu), item, {}, place if place is not None else self.core.table(menu).end())
            return Reply(menu, ids=tuple(ids))

        return self._change(menu, request, "moved", work)

    def _own_command(self, menu: Menu, command: Command, request: Request) -> Reply:
        ids = self._needed(menu, request) if command.takes_items else []

        def work(edits: Edits) -> Reply:
            made = command.act(edits, request, ids) if command.act is not None else None
            return made if isinstance(made, Reply) else Reply(menu, ids=tuple(ids))

        return self._change(menu, request, "changed", work)


def _may_reset(menu: Menu) -> list[str]:
    """Properties that ``reset`` gives their defaults back where none is named."""
    return [
        name
        for name, prop in menu.props.items()
        if not (prop.read_only or prop.required or prop.key or prop.write_only or name == "comment")
    ]


def defaults_v6(menu: Menu) -> Values:
    """What RouterOS 6 gave a new item and we do not."""
    return {name: prop.v6 for name, prop in menu.props.items() if prop.v6 is not None}


def _is_for(menu: Menu, row: Row, request: Request) -> bool:
    """Whether a row may be seen by who asks: globals are their user's own."""
    return not menu.own or row.values.get(menu.own) == request.user.name
