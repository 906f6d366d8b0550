"""``:serialize`` and ``:deserialize``: values as JSON and as lines of separated fields (DSV), and back.

Source: RouterOS manual, Scripting (global commands). Times become dates since 1970 in JSON, as routers write them.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from . import convert
from .lexer import narrow, widen
from .syntax import RunError
from .values import HIGH, LOW, MAX_ITEMS, NIL, NOTHING, Array, Code, Nil, Nothing, Op, Time, Value, to_text

DEEPEST = 100
"""Arrays within arrays."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _options(value: Value | None) -> frozenset[str]:
    if value is None:
        return frozenset()
    return frozenset(part for part in to_text(value).replace(";", ",").split(",") if part)


def _known(options: frozenset[str], words: Iterable[str]) -> None:
    if not options <= set(words):
        raise RunError("input does not match any value of options")


# -- JSON -------------------------------------------------------------------------------------------------------------


def _plain(value: Value, as_typed: bool, depth: int = 0) -> object:
    """A value as Python's json knows it. as_typed: texts that read as numbers or truths become these."""
    if depth > DEEPEST:
        raise RunError("maximum nesting depth exceeded")
    if isinstance(value, Array):
        if value.keyed:
            return {widen(str(key)): _plain(each, as_typed, depth + 1) for key, each in value.pairs()}
        return [_plain(each, as_typed, depth + 1) for each in value.items]
    if isinstance(value, bool | int):
        return value
    if isinstance(value, Nil | Nothing):
        return None
    if isinstance(value, Time):
        return (_EPOCH + timedelta(microseconds=value.ns // 1000)).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, Code | Op):
        return "(code)"
    if isinstance(value, str) and as_typed:
        read = convert.number(value)
        if read is not None:
            return read
    return widen(to_text(value))


def _to_json(value: Value, options: frozenset[str], delimiter: Value | None = None, order: Value | None = None) -> str:
    _known(options, ("json.pretty", "json.no-string-conversion"))
    plain = _plain(value, "json.no-string-conversion" not in options)
    pretty = "json.pretty" in options
    text = json.dumps(
        plain, ensure_ascii=False, indent=4 if pretty else None, separators=(",", ": " if pretty else ":")
    )
    return narrow(text)


def _from_json(text: str, options: frozenset[str], delimiter: Value | None = None) -> Value:
    _known(options, ("json.no-string-conversion",))
    try:
        read = json.loads(widen(text), parse_float=str)
    except (ValueError, RecursionError) as error:
        raise RunError(f"failure: invalid JSON: {getattr(error, 'msg', 'too deep')}") from None
    return _value(read, "json.no-string-conversion" not in options)


def _value(read: object, typed: bool, depth: int = 0) -> Value:
    if depth > DEEPEST:
        raise RunError("maximum nesting depth exceeded")
    if isinstance(read, dict):
        return Array([], {narrow(key): _value(each, typed, depth + 1) for key, each in read.items()})
    if isinstance(read, list):
        return Array([_value(each, typed, depth + 1) for each in read])
    if isinstance(read, str):
        return convert.typed(narrow(read)) if typed else narrow(read)
    if isinstance(read, bool):
        return read
    if isinstance(read, int):
        return read if LOW <= read <= HIGH else str(read)
    return NIL


# -- separated fields -------------------------------------------------------------------------------------------------


def _separator(delimiter: Value | None) -> str:
    mark = "," if delimiter is None else to_text(delimiter)
    if len(mark) != 1:
        raise RunError("invalid value for argument delimiter")
    return mark


def _field(value: Value, mark: str) -> str:
    text = to_text(value)
    if mark in text or '"' in text or "\n" in text or "\r" in text:
        return '"' + text.replace('"', '""') + '"'
    return text


def _to_dsv(value: Value, options: frozenset[str], delimiter: Value | None = None, order: Value | None = None) -> str:
    _known(options, ("dsv.remap",))
    mark = _separator(delimiter)
    rows: list[Value] = [*value.values()] if isinstance(value, Array) else [value]
    if rows and not any(isinstance(row, Array) for row in rows):
        rows = [Array(rows)]
    lines: list[list[Value]]
    if "dsv.remap" in options:
        keyed = [row.keyed if isinstance(row, Array) else {} for row in rows]
        wanted = order.values() if isinstance(order, Array) else to_text(order or "").split(",") if order else ()
        names = [to_text(name) for name in wanted] or sorted({name for row in keyed for name in row})
        lines = [[*names], *([row.get(name, "") for name in names] for row in keyed)]
    else:
        lines = [[*row.values()] if isinstance(row, Array) else [row] for row in rows]
    return "\n".join(mark.join(_field(each, mark) for each in line) for line in lines)


def _from_dsv(text: str, options: frozenset[str], delimiter: Value | None = None) -> Value:
    _known(options, ("dsv.array", "dsv.plain"))
    rows = list(_rows(text, _separator(delimiter)))
    if len(rows) > MAX_ITEMS:
        raise RunError("array too long")
    if "dsv.array" in options and rows:
        head, *rest = rows
        return Array([Array([], dict(zip(head, map(_typed, row), strict=False))) for row in rest])
    return Array([Array([_typed(each) for each in row]) for row in rows])


def _typed(text: str) -> Value:
    return convert.typed(text)


def _rows(text: str, mark: str) -> Iterable[list[str]]:
    """Fields of each line; a field in quotes may hold the mark, line ends and doubled quotes (RFC 4180)."""
    row: list[str] = []
    field: list[str] = []
    quoted = False
    position, size = 0, len(text)
    while position < size:
        letter = text[position]
        position += 1
        if quoted:
            if letter == '"' and text[position : position + 1] == '"':
                field.append('"')
                position += 1
            elif letter == '"':
                quoted = False
            else:
                field.append(letter)
        elif letter == '"' and not field:
            quoted = True
        elif letter == mark:
            row.append("".join(field))
            field = []
        elif letter in "\r\n":
            if letter == "\r" and text[position : position + 1] == "\n":
                position += 1
            yield [*row, "".join(field)]
            row, field = [], []
        else:
            field.append(letter)
    if row or field:
        yield [*row, "".join(field)]


_WRITE: Mapping[str, Callable[..., str]] = MappingProxyType({"json": _to_json, "dsv": _to_dsv})
_READ: Mapping[str, Callable[..., Value]] = MappingProxyType({"json": _from_json, "dsv": _from_dsv})


def _form(value: Value | None, forms: Mapping[str, object], argument: str) -> str:
    text = "" if value is None else to_text(value)
    fits = [word for word in forms if text and word.startswith(text)]
    if len(fits) != 1:
        raise RunError(f"input does not match any value of {argument}")
    return fits[0]


def serialized(
    value: Value = NOTHING,
    to: Value | None = None,
    options: Value | None = None,
    delimiter: Value | None = None,
    order: Value | None = None,
) -> Value:
    """``:serialize to=json|dsv value=... [options=] [delimiter=] [order=]``."""
    return _WRITE[_form(to, _WRITE, "to")](value, _options(options), delimiter=delimiter, order=order)


def deserialized(
    value: Value = NOTHING, from_: Value | None = None, options: Value | None = None, delimiter: Value | None = None
) -> Value:
    """``:deserialize from=json|dsv value=... [options=] [delimiter=]``."""
    return _READ[_form(from_, _READ, "from")](to_text(value), _options(options), delimiter=delimiter)
