"""Any program of the language, shown as text, reads back as the same program: trees made from the grammar itself."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from poolkeeper.script.parser import parse
from poolkeeper.script.show import show
from poolkeeper.script.syntax import (
    All,
    Arg,
    ArrayLit,
    Block,
    Call,
    Chain,
    Command,
    Expr,
    Item,
    Join,
    Link,
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
from poolkeeper.script.terms import PRECEDENCE

WORDS = st.sampled_from(
    ["a", "ether1", "10.0.0.1", "10.0.0.0/8", "yes", "5", "0x1F", "1d2h", "*1F", "2001:db8::1", "x-y"]
)
NAMES = st.sampled_from(["a", "b", "name", "x1"])
TEXTS = st.text(st.characters(min_codepoint=0, max_codepoint=0xFF), max_size=8)
LEVELS = sorted({*PRECEDENCE.values()})


def variables() -> st.SearchStrategy[Var]:
    return NAMES.map(Var) | st.sampled_from(["my-var", "a b", "1"]).map(Var)


def joins(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    """Strings with substitutions: no two texts side by side, and at least one that is none."""
    held = NAMES.map(Var) | st.just(Var("my-var")) | inner.map(Paren) | commands(inner).map(Sub)

    def made(parts: list[tuple[str, Expr]], last: str) -> Expr:
        out: list[Expr] = []
        for text, part in parts:
            out += [Text(text), part] if text else [part]
        return Join(tuple([*out, Text(last)] if last else out))

    return st.builds(made, st.lists(st.tuples(TEXTS, held), min_size=1, max_size=3), TEXTS)


def chains(level: int, floor: int, inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    """Operators of one level between operands in brackets, so that no other level may steal them."""
    operators = st.sampled_from([op for op, at in PRECEDENCE.items() if at == level])
    closed = inner.map(Paren) | variables()
    links = st.lists(st.builds(Link, operators, closed), min_size=1, max_size=3).map(tuple)
    return st.builds(Chain, closed, links)


def mixed(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    """A chain whose operands are chains of the next tighter level, without any bracket."""

    def above(level: int) -> st.SearchStrategy[Expr]:
        tighter = [at for at in LEVELS if at > level]
        return st.sampled_from(tighter).flatmap(lambda at: chains(at, level, inner)) if tighter else variables()

    def made(level: int) -> st.SearchStrategy[Expr]:
        operators = st.sampled_from([op for op, at in PRECEDENCE.items() if at == level])
        operand = above(level) | variables()
        links = st.lists(st.builds(Link, operators, operand), min_size=1, max_size=2).map(tuple)
        return st.builds(Chain, operand, links)

    return st.sampled_from(LEVELS).flatmap(made)


def commands(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Statement]:
    """Global commands, menu lines with filters, and calls."""
    value = inner.map(Paren) | variables() | WORDS.map(Word) | TEXTS.map(Text)
    argument: st.SearchStrategy[Arg] = value.map(Plain) | st.builds(Named, NAMES, value) | NAMES.map(Unset)

    def line(root: str, head: list[str], args: list[Arg]) -> Statement:
        return Command(root, (*(Plain(Word(each)) for each in head), *args))

    puts = st.builds(line, st.just(":"), st.just(["put"]), st.lists(value.map(Plain), min_size=1, max_size=2))
    sets = st.builds(line, st.just("/"), st.just(["ip", "pool", "set"]), st.lists(argument, max_size=3))
    test = st.builds(Link, st.sampled_from(["=", "!=", "~", "<"]), variables()).map(lambda link: (link,))
    term = inner.map(Paren) | st.builds(Chain, NAMES.map(Word), test)
    filters = term | st.lists(term, min_size=2, max_size=3).map(lambda terms: All(tuple(terms)))
    finds = filters.map(lambda terms: line("", ["find"], [Where(terms, True)]))
    calls = st.builds(Call, variables() | inner.map(Paren), st.lists(value.map(Plain), max_size=2).map(tuple))
    return puts | sets | finds | calls


def expressions() -> st.SearchStrategy[Expr]:
    leaf = WORDS.map(Word) | TEXTS.map(Text) | variables()

    def more(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
        item = st.builds(Item, st.none() | WORDS.map(Word) | TEXTS.map(Text), inner.map(Paren) | leaf)
        return (
            joins(inner)
            | mixed(inner)
            | inner.map(Paren)
            | inner.map(Paren).map(Quote)
            | st.builds(Unary, st.sampled_from("!-~"), inner.map(Paren) | variables())
            | st.lists(item, max_size=3).map(lambda items: Paren(ArrayLit(tuple(items))))
            | commands(inner).map(Sub)
        )

    return st.recursive(leaf, more, max_leaves=8)


def statements() -> st.SearchStrategy[Statement]:
    leaf = commands(expressions())

    def more(inner: st.SearchStrategy[Statement]) -> st.SearchStrategy[Statement]:
        body = st.lists(inner, max_size=3).map(lambda each: Block(Program(tuple(each))))

        def loop(name: str, source: Expr, block: Block) -> Statement:
            words = (Plain(Word("foreach")), Plain(Word(name)), Named("in", Paren(source)), Named("do", block))
            return Command(":", words)

        return body | st.builds(loop, NAMES, expressions(), body)

    return st.recursive(leaf, more, max_leaves=5)


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(statements(), max_size=4).map(lambda each: Program(tuple(each))))
def test_what_is_shown_reads_back_as_the_same_program(program: Program) -> None:
    assert parse(show(program)) == program
