"""``print``: its parameters, and the prints that go on (``follow``, ``interval``). Rows become lines in ``layout``.

A print that goes on ends with its session or with Ctrl-C; while it waits, the loop belongs to others. Source: RouterOS
manual, Command Line Interface (print parameters).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

from poolkeeper.tree import Menu, Request, Row
from poolkeeper.tree.kinds import duration_us
from poolkeeper.tree.refusal import failure, invalid, missing, no_match, out_of_range

from .bind import prop_named
from .frames import Frame
from .layout import Drawing, Form
from .syntax import All, Expr, ScriptError, Span, Where, Word
from .values import NOTHING, Array, Value

if TYPE_CHECKING:
    from .lines import Line
    from .session import Session

FORMS = {"detail": Form.DETAIL, "brief": Form.BRIEF, "terse": Form.TERSE, "value-list": Form.VALUES}
FOLLOW_S = 0.5
"""Between two looks for new rows."""
LEAST_US, MOST_US = 200_000, (2**32 - 1) * 1_000_000
HOW_TO_END = "-- Ctrl-C to quit."
_RANGE = re.compile(r"\d+-\d+")


def print_(line: "Line", session: "Session", frame: Frame, args: dict[str, str | None]) -> Value:
    """Run a print line; what it gives inside of ``[ ]``: an array for ``as-value``, a number for ``count-only``."""
    return _Print.of(line, session, frame, args).run()


@dataclass(frozen=True)
class _Print:
    """One print: what to read and how to show it."""

    session: "Session"
    frame: Frame
    menu: Menu
    request: Request
    flags: frozenset[str]
    file: str | None
    interval_s: float | None
    group: str | None

    @classmethod
    def of(cls, line: "Line", session: "Session", frame: Frame, args: dict[str, str | None]) -> "_Print":
        """The print that a line asks for; Refusal for parameters that make no sense."""
        menu = line.bound.node.menu
        assert menu is not None
        where, words = _words_behind(line.given.where, menu)
        flags = frozenset(line.given.flags | words)
        items = _from(line, session, frame, menu)
        query = line.query_with(where, frame)
        proplist = _proplist(menu, args.get("proplist"))
        wanted = frozenset(flags & set(menu.filters))
        request = Request(session.user, line.path, "print", {}, items, query, proplist, wanted, session.importing)
        file = args.get("file")
        if "append" in flags and not file:
            raise missing("file")
        going_on = flags & {"follow", "follow-only"} or args.get("interval") is not None
        if file and going_on:
            raise failure("file can not be combined with follow and interval")
        return cls(session, frame, menu, request, flags, file, _interval(args), _grouped(menu, args.get("group-by")))

    # -- what is read --------------------------------------------------------------------------------------------------

    def rows(self) -> Iterable[Row]:
        """The rows at this moment, drawn as they are asked for; the loop gets its turns between them."""
        rows = self.session.paced(self.session.run(self.request).rows)
        return rows if self.group is None else _in_groups(rows, self.group)

    # -- what is shown -------------------------------------------------------------------------------------------------

    def run(self) -> Value:
        """Print, once or until the user has seen enough."""
        if "as-value" in self.flags:
            return self._as_value()
        once = bool(self.session.nested)
        if self.interval_s is not None and not once:
            return self._again_and_again(self.interval_s)
        if "count-only" in self.flags:
            return self._count()
        if self.flags & {"follow", "follow-only"} and not once:
            return self._follow()
        lines = self._drawing().lines(self._checked(self.rows()))
        if self.file:
            name = f"{self.file.removesuffix('.txt')}.txt"
            self.session.keep_lines(name, lines, append="append" in self.flags)
        else:
            self.session.say_lines(lines, self.menu, paged="without-paging" not in self.flags)
        return NOTHING

    def _drawing(self) -> Drawing:
        form = next((FORMS[flag] for flag in FORMS if flag in self.flags), Form.PLAIN)
        ids = "show-ids" in self.flags or ".id" in (self.request.proplist or ())
        return Drawing(self.menu, self.session.page(form, self.request.proplist, ids))

    def _checked(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows, numbered for the commands that follow; a filter that fails does so before anything is printed."""
        walk = iter(rows)
        begun = list(islice(walk, 1))
        return self.session.numbering(self.menu, chain(begun, walk))

    def _count(self) -> Value:
        total, lines = self._counts()
        if not self.session.nested:
            self.session.say_lines(lines)
        return total

    def _counts(self) -> tuple[int, list[str]]:
        """(how many rows, what to print of it): one number, or one for each group."""
        if self.group is None:
            total = sum(1 for _ in self.rows())
            return total, [str(total)]
        counts: dict[str, int] = {}
        for row in self.session.paced(self.session.run(self.request).rows):
            name = row.text(self.group, self.session.style) or ""
            counts[name] = counts.get(name, 0) + 1
        return sum(counts.values()), [f"{name}: {count}" for name, count in counts.items()]

    def _as_value(self) -> Value:
        from .lines import row_array

        names = self.request.proplist
        menu, style = self.menu, self.session.style
        if names is None and "detail" not in self.flags and menu.columns and menu.shape != "single":
            names = (*(letter.name for letter in menu.letters), *menu.columns)
        made = [row_array(row, _open(menu, row.present() if names is None else names), style) for row in self.rows()]
        if menu.shape == "single":
            return made[0] if made else Array()
        return Array(list(made))

    # -- prints that go on ---------------------------------------------------------------------------------------------

    def _again_and_again(self, interval_s: float) -> Value:
        """Print anew each interval; at a terminal in the place of the last one, as much as fits there."""
        while True:
            if "count-only" in self.flags:
                lines = self._counts()[1]
            else:
                lines = list(self._drawing().lines(self._checked(self.rows())))
            if self.session.height:
                lines = [*lines[: max(1, self.session.height - 2)], HOW_TO_END]
            self.session.say_lines(lines)
            self._wait(interval_s)
            if self.session.height:
                self.session.erase(sum(map(self._screen_lines, lines)))

    def _follow(self) -> Value:
        """Print what is there, unless only news are wanted, then what is new as it comes."""
        drawing = self._drawing()
        seen: set[object] = set()
        first = self._noted(self.rows(), seen)
        if "follow-only" in self.flags:
            for _ in first:
                pass
            first = iter(())
        self.session.say_lines(drawing.lines(self._checked(first)), self.menu)
        self.session.say_lines([HOW_TO_END])
        while True:
            self._wait(FOLLOW_S)
            now: set[object] = set()
            news = [row for row in self._noted(self.rows(), now) if _same(row) not in seen]
            seen = now
            lines = list(drawing.lines(self.session.numbering(self.menu, news, more=True))) if news else []
            if lines and self.session.height:
                self.session.erase(1)
                lines.append(HOW_TO_END)
            self.session.say_lines(lines)

    def _noted(self, rows: Iterable[Row], seen: set[object]) -> Iterator[Row]:
        for row in rows:
            seen.add(_same(row))
            yield row

    def _screen_lines(self, line: str) -> int:
        return max(1, -(-len(line) // self.session.width))

    def _wait(self, seconds: float) -> None:
        """Give the loop back for so long; in a script it counts against its limits."""
        if not self.session.strict:
            self.frame.clock.step()
        self.session.sleep(seconds)


def _same(row: Row) -> object:
    """What makes a row the same one: its id; rows of a menu that is told by the house, what they tell, too."""
    return row.id if row.menu.shape == "list" else (row.id, tuple(row.wires()))


def _in_groups(rows: Iterable[Row], name: str) -> list[Row]:
    """The rows with the same value of a property together, groups in the order in which they begin."""
    groups: dict[str | None, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.wire(name), []).append(row)
    return [row for group in groups.values() for row in group]


def _open(menu: Menu, names: Iterable[str]) -> list[str]:
    """The names without those of sensitive properties, which ``as-value`` leaves out whoever asks, as routers do."""
    return [name for name in names if name not in menu.guarded]


# -- parameters -------------------------------------------------------------------------------------------------------


def _words_behind(where: Where | None, menu: Menu) -> tuple[Where | None, set[str]]:
    """The filter without the words of print at its end (``where name=a detail``), and these words.

    A word that is also a property's name is a term of the filter.
    """
    words: set[str] = set()
    terms = where.terms if where is not None else None
    while where is not None and isinstance(terms, All) and _is_form(terms.terms[-1], menu):
        last = terms.terms[-1]
        assert isinstance(last, Word)
        words.add(last.text)
        rest = terms.terms[:-1]
        terms = rest[0] if len(rest) == 1 else All(rest)
        where = Where(terms, where.keyword, where.at)
    return where, words


def _is_form(node: Expr, menu: Menu) -> bool:
    if not isinstance(node, Word) or node.text not in menu.commands["print"].flags:
        return False
    return menu.find_prop(node.text) is None


def _from(line: "Line", session: "Session", frame: Frame, menu: Menu) -> tuple[int | str, ...] | None:
    """The items of ``from=``, in the order given; None where it is not given."""
    from .lines import items_of

    if "from" not in line.given.named:
        return None
    source = line.given.named["from"]
    if isinstance(source, Word):
        _no_range(source)
    items = [] if source is None else items_of(source)(frame)
    if not items:
        raise invalid("from")
    return tuple(line.resolve(session, each) for each in items)


def _no_range(node: Word) -> None:
    """RouterOS stops reading at the dash of ``0-4``."""
    offset = 0
    for part in node.text.split(","):
        if _RANGE.fullmatch(part):
            shift = offset + part.index("-")
            at = node.at
            raise ScriptError("expected end of command", Span(at.line, at.column + shift, at.start + shift, at.end))
        offset += len(part) + 1


def _proplist(menu: Menu, text: str | None) -> tuple[str, ...] | None:
    if text is None:
        return None
    names = [part for part in text.replace(";", ",").split(",") if part]
    return tuple(name if name == ".id" else prop_named(menu, name, "value-name").name for name in names)


def _grouped(menu: Menu, name: str | None) -> str | None:
    if name is None:
        return None
    prop = prop_named(menu, name, "group-by")
    if prop.write_only:
        raise no_match("group-by")
    return prop.name


def _interval(args: dict[str, str | None]) -> float | None:
    text = args.get("interval")
    if text is None:
        return None
    us = duration_us(text)
    if us is None:
        raise invalid("interval")
    if not LEAST_US <= us <= MOST_US:
        raise out_of_range("interval", "200ms", "7101w3d6h28m15s")
    return us / 1_000_000
