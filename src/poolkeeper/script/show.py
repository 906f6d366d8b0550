"""Syntax tree to text: ``parse(show(tree)) == tree``. Comments and layout are not kept; nothing is evaluated here."""

from .lexer import BARE_NAME
from .syntax import (
    All,
    Arg,
    ArrayLit,
    Block,
    Call,
    Chain,
    Command,
    Expr,
    Hole,
    Item,
    Join,
    Named,
    Paren,
    Plain,
    Program,
    Quote,
    Statement,
    Sub,
    Text,
    Unary,
    Unset,
    Var,
    Where,
    Word,
)

_NAMED_ESCAPES = {'"': '\\"', "\\": "\\\\", "$": "\\$", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_TIGHT = frozenset({"=", "!=", "<", ">", "<=", ">=", "~"})


def _letter(letter: str) -> str:
    code = ord(letter)
    if letter in _NAMED_ESCAPES:
        return _NAMED_ESCAPES[letter]
    return letter if 0x20 <= code < 0x7F or code > 0xFF else f"\\{code:02X}"


def quote(text: str) -> str:
    """A narrow text as a string literal, bytes from 0x80 as hex escapes, as exports write them."""
    return '"' + "".join(map(_letter, text)) + '"'


def _variable(node: Var) -> str:
    if BARE_NAME.fullmatch(node.name):
        return f"${node.name}{node.rest}"
    return f"${quote(node.name)}"


def _join(node: Join) -> str:
    out: list[str] = []
    for part in node.parts:
        if not isinstance(part, Text):
            out.append(expression(part) if isinstance(part, Var) else "$" + expression(part))
            continue
        shown = "".join(map(_letter, part.text))
        if out and isinstance(node.parts[len(out) - 1], Var) and (shown[0].isalnum() or shown[0] == "_"):
            shown = f"\\{ord(shown[0]):02X}{shown[1:]}"  # else it would read on as part of the name
        out.append(shown)
    return '"' + "".join(out) + '"'


def _chain(node: Chain) -> str:
    out = [expression(node.first)]
    for link in node.rest:
        gap = "" if link.op in _TIGHT else " "
        out.append(f"{gap}{link.op}{gap}{expression(link.operand)}")
    return "".join(out)


def _item(item: Item) -> str:
    value = expression(item.value)
    return value if item.key is None else f"{expression(item.key)}={value}"


def expression(node: Expr) -> str:
    """The text of an expression."""
    match node:
        case Word(text):
            return text
        case Text(text):
            return quote(text)
        case Join():
            return _join(node)
        case Var():
            return _variable(node)
        case Sub(inner):
            return f"[{statement(inner)}]"
        case Paren(inner):
            return f"({expression(inner)})"
        case Quote(inner):
            return f"(>{expression(inner)})"
        case Unary(op, operand):
            return op + expression(operand)
        case Chain():
            return _chain(node)
        case All(terms):
            return " ".join(expression(term) for term in terms)
        case ArrayLit(items):
            return "{" + "; ".join(map(_item, items)) + "}"
        case Block(body):
            return "{" + program(body) + "}"
        case Hole(so_far):
            return so_far


def _value(node: Expr) -> str:
    """A value in an argument's place: lists hold no blanks there."""
    if isinstance(node, Chain):
        return ",".join(expression(part) for part in (node.first, *(link.operand for link in node.rest)))
    return expression(node)


def argument(node: Arg) -> str:
    """The text of one argument."""
    match node:
        case Plain(value):
            return _value(value)
        case Named(name, value):
            return f"{name}=" if value is None else f"{name}={_value(value)}"
        case Unset(name):
            return f"!{name}"
        case Where(terms, keyword):
            shown = "" if terms is None else expression(terms)
            return f"where {shown}".rstrip() if keyword else shown


def statement(node: Statement) -> str:
    """The text of one statement, on one line."""
    match node:
        case Command(root, words):
            return root + " ".join(map(argument, words))
        case Call(head, words):
            return " ".join([expression(head), *map(argument, words)])
        case Block():
            return expression(node)


def program(node: Program) -> str:
    """Statements joined with semicolons."""
    return "; ".join(map(statement, node.statements))


def show(node: Program) -> str:
    """The text of a whole program, a statement a line."""
    return "\n".join(map(statement, node.statements))
