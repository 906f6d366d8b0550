"""Undo and redo: a change of the history taken back, or made again, in one transaction and under the menus' rules.

What somebody changed since is never overwritten: a change on which a later one builds is refused, and the refusal names
the later one. An item that comes back keeps its id, so that references to it hold again. Leases are no configuration
and stay as they are.
"""

from collections.abc import Callable, Iterator

from poolkeeper.domain.change import Put
from poolkeeper.store.base import StoreError
from poolkeeper.tree import EitherKind, Kind, ListKind, Menu, RefKind, Refusal, User, Values, refusal

from .batch import Edits, Step
from .core import Core
from .history import History, Made
from .owners import MARK

Valid = Callable[[Menu, Values, int | None], None]
"""The rules of a menu for values an item would have; raises Refusal."""


class Undo:
    """Takes changes back and makes them again."""

    def __init__(self, core: Core, history: History, valid: Valid) -> None:
        self.core, self.history, self._valid = core, history, valid
        self._holders: dict[tuple[str, int], Made] = {}

    def undo(self, user: User) -> Made:
        """Take back the change that took effect last, whoever made it; raises Refusal."""
        made = self.history.last_done()
        if made is None:
            raise refusal.failure("nothing to undo")
        self._may(user, made)
        self.turn(made)
        return made

    def redo(self, user: User) -> Made:
        """Make the change again that was taken back last; raises Refusal."""
        made = self.history.last_undone()
        if made is None:
            raise refusal.failure("nothing to redo")
        self._may(user, made)
        self.turn(made)
        return made

    def _may(self, user: User, made: Made) -> None:
        if made.policy not in user.policies:
            raise refusal.not_enough_permissions()

    def turn(self, made: Made) -> None:
        """Take a change back that stands, or make one again that does not; raises Refusal with nothing changed."""
        forward = not made.done
        edits = Edits(self.core)
        self._holders = self._referrers(made)
        try:
            for step in made.steps if forward else reversed(made.steps):
                self._carry(edits, made, step if forward else _reversed(step))
        except Refusal as reason:
            edits.undo()
            word = "redo" if forward else "undo"
            why = reason.message.removeprefix("failure: ")
            raise refusal.failure(f'can not {word} "{made.action}": {why}') from None
        except BaseException:
            edits.undo()
            raise
        clock = self.core.clock
        edits.changes.append(Put("meta", ("clock",), (str(clock.wall(clock.now())),)))
        try:
            edits.commit()
        except StoreError as error:
            self.core.log("system,error,critical", f"configuration change not kept: {error}")
            raise refusal.failure("configuration could not be written to disk") from None
        made.done = forward
        self.history.turned(made)

    # -- one item ------------------------------------------------------------------------------------------------

    def _carry(self, edits: Edits, made: Made, step: Step) -> None:
        """Give one item the values it had."""
        table = self.core.tables[step.path]
        now = table.items.get(step.item)
        if step.before is None:
            if now is not None:
                raise self._built_on(made, step, "it is there again")
            self._bring(edits, made, step)
        elif now is None:
            raise self._built_on(made, step, "it is not there any more")
        elif step.after is None:
            self._take(edits, made, step, now)
        else:
            self._set(edits, made, step, now)

    def _bring(self, edits: Edits, made: Made, step: Step) -> None:
        """An item that is to be there (again): what it refers to must be there too."""
        assert step.after is not None
        menu = self.core.tree.menus[step.path]
        self._referred(made, menu, step.after)
        self._valid(menu, step.after, step.item)
        edits.add(step.path, step.after, step.item, step.moved)

    def _take(self, edits: Edits, made: Made, step: Step, now: Values) -> None:
        """An item that is not to be there: nothing may have changed it since, nor refer to it."""
        if now != step.before:
            raise self._built_on(made, step, "it was changed")
        if (step.path, step.item) in self._holders:
            raise _because(self._holders[step.path, step.item])
        for guard in self.core.tree.menus[step.path].guards:
            guard(self.core, step.item)
        edits.remove(step.path, step.item)

    def _set(self, edits: Edits, made: Made, step: Step, now: Values) -> None:
        """Properties that are to have other values: those of now must be the ones that the change gave them."""
        assert step.before is not None
        assert step.after is not None
        menu, place = self.core.tree.menus[step.path], self.core.tables[step.path].position[step.item]
        names = [name for name in {**step.before, **step.after} if step.before.get(name) != step.after.get(name)]
        names += [
            MARK + name for name in names if name in menu.props and menu.props[name].code
        ]  # no code changes hands
        moved = step.place != step.moved
        if any(now.get(name) != step.before.get(name) for name in names) or (moved and place != step.place):
            raise self._built_on(made, step, "it was changed")
        given = {name: step.after.get(name) for name in names}
        self._referred(made, menu, given)
        self._valid(menu, {name: value for name, value in {**now, **given}.items() if value is not None}, step.item)
        edits.set(step.path, step.item, given, step.moved if moved else None)

    def _referrers(self, made: Made) -> dict[tuple[str, int], Made]:
        """(menu, id) of what items refer to today that later changes touched, and the first such change."""
        found: dict[tuple[str, int], Made] = {}
        for later in self.history.after(made.turn):
            for step in later.steps if later is not made else ():
                values = self.core.tables[step.path].items.get(step.item, {})
                props = self.core.tree.menus[step.path].props
                for name, value in values.items():
                    for target in targets(props[name].kind, value) if name in props else ():
                        if target != (step.path, step.item):
                            found.setdefault(target, later)
        return found

    def _referred(self, made: Made, menu: Menu, values: Values) -> None:
        """Refuse values that name items which a later change removed."""
        for name, value in values.items():
            if name not in menu.props or value is None:
                continue
            for path, item in targets(menu.props[name].kind, value):
                if item not in self.core.tables[path].items:
                    later = self._last_touch(path, item)
                    if later is not None and later.turn > made.turn:
                        raise _because(later)

    def _last_touch(self, path: str, item: int) -> Made | None:
        """The change that stands and touched an item last."""
        found = None
        for later in self.history.after(0):
            if any((step.path, step.item) == (path, item) for step in later.steps):
                found = later
        return found

    def _built_on(self, made: Made, step: Step, otherwise: str) -> Refusal:
        later = self._last_touch(step.path, step.item)
        return _because(later) if later is not None and later is not made else Refusal(otherwise)


def _because(later: Made) -> Refusal:
    return Refusal(f'"{later.action}" by {later.user.name} builds on it')


def _reversed(step: Step) -> Step:
    return Step(step.path, step.item, step.after, step.before, step.moved, step.place)


def targets(kind: Kind, value: object) -> Iterator[tuple[str, int]]:
    """(menu, id) of every item a property's value names."""
    if isinstance(kind, RefKind) and isinstance(value, int):
        yield kind.menu, value
    elif isinstance(kind, ListKind) and isinstance(value, tuple):
        for part in value:
            yield from targets(kind.of, part)
    elif isinstance(kind, EitherKind) and isinstance(value, tuple):
        yield from targets(kind.second if value[0] else kind.first, value[1])
