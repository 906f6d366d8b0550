"""What the characters of a line being typed are: path, command, argument, value, variable or error, for colours.

The same parser and binder as for running it; nothing is looked up in the configuration, so that every key may ask.
"""

from collections.abc import Sequence

from poolkeeper.tree import Tree, fits

from .bind import Enter, GlobalLine, MenuLine, Path, argument_names, arguments, bind
from .commands import GLOBAL_NAMES, named_arguments
from .completion import entered
from .lexer import Lines
from .parser import parse, parse_unfinished
from .syntax import (
    Arg,
    Block,
    Call,
    Command,
    Hole,
    Incomplete,
    Join,
    Named,
    Plain,
    Program,
    ScriptError,
    Span,
    Statement,
    Sub,
    SyntaxNode,
    Text,
    Unset,
    Var,
    Where,
    Word,
    children,
)

PATH, COMMAND, ARGUMENT, VALUE, VARIABLE, ERROR = "path", "command", "argument", "value", "variable", "error"


def marks(text: str, path: Path, tree: Tree) -> list[str]:
    """A role for each character of a narrow text typed in the menu ``path``; empty for what is nothing special."""
    painter = _Painter(text, tree)
    painter.paint(path)
    return painter.roles


def _read(text: str) -> Program:
    try:
        return parse(text)
    except Incomplete:
        return parse_unfinished(text)


class _Painter:
    def __init__(self, text: str, tree: Tree) -> None:
        self.text, self.tree = text, tree
        self.roles = [""] * len(text)
        self.lines = Lines(text)

    def paint(self, path: Path) -> None:
        """Everything; behind the first thing that cannot be read all is in error."""
        try:
            self._program(_read(self.text), path)
        except ScriptError as error:
            begun = self._offset(error)
            if 0 < begun < len(self.text):
                before = _Painter(self.text[:begun], self.tree)
                before.paint(path)
                self.roles[:begun] = before.roles
            self._fill(begun, len(self.text), ERROR)

    def _offset(self, error: ScriptError) -> int:
        row = min(max(error.line, 1), len(self.lines.starts)) - 1
        return min(self.lines.starts[row] + max(error.column, 1) - 1, len(self.text))

    def _fill(self, start: int, end: int, role: str) -> None:
        end = min(end, len(self.text))
        if start < end:
            self.roles[start:end] = [role] * (end - start)

    def _span(self, at: Span, role: str) -> None:
        self._fill(at.start, at.end, role)

    # -- statements

    def _program(self, program: Program, path: Path) -> None:
        for statement in program.statements:
            self._statement(statement, path)
            try:
                path = entered(statement, path, self.tree)
            except ScriptError:
                continue

    def _statement(self, node: Statement, path: Path) -> None:
        if isinstance(node, Block):
            self._program(node.body, path)
        elif isinstance(node, Call):
            self._inside(node, path)
        else:
            self._command(node, path)

    def _command(self, line: Command, path: Path) -> None:
        line = Command(line.root, tuple(filter(None, map(_word_of, line.words))), line.at)
        try:
            bound = bind(line, path, self.tree, GLOBAL_NAMES)
        except ScriptError as error:
            self._unbound(line, error)
            return
        self._fill(line.at.start, line.at.start + len(line.root), PATH)
        if isinstance(bound, Enter):
            for word in line.words:
                self._span(word.at, PATH)
            if bound.block is not None:
                self._clear(bound.block.at)
                self._program(bound.block.body, bound.path)
        elif isinstance(bound, GlobalLine):
            self._global(line, bound, path)
        else:
            self._menu_line(line, bound)

    def _clear(self, at: Span) -> None:
        self._span(at, "")

    def _unbound(self, line: Command, error: ScriptError) -> None:
        """Words that name nothing; one that is still being typed and may become something is no error."""
        begun = self._offset(error)
        for word in line.words:
            if word.at.end <= begun:
                self._span(word.at, PATH)
            elif word.at.start <= begun or self.text[begun : begun + 1] == "/":
                typing = word.at.end == len(self.text) and error.reason.startswith("ambiguous")
                self._fill(word.at.start, begun, PATH)
                self._fill(begun, word.at.end, "" if typing else ERROR)
                return

    def _global(self, line: Command, bound: GlobalLine, path: Path) -> None:
        self._fill(line.at.start, bound.at.end, COMMAND)
        try:
            named_arguments(bound.name, bound.args)
            bad = len(self.text)
        except ScriptError as error:
            bad = self._offset(error)
        self._arguments(bound.args, path, bad, ())

    def _menu_line(self, line: Command, bound: MenuLine) -> None:
        ways = line.words[: len(line.words) - len(bound.args)]
        for word in ways:
            self._span(word.at, PATH)
        last = ways[-1].at
        self._fill(self.text.rfind("/", last.start, last.end) + 1 or last.start, last.end, COMMAND)
        names = argument_names(bound)
        try:
            arguments(bound)
            bad = len(self.text)
        except ScriptError as error:
            bad = self._offset(error)
        self._arguments(bound.args, bound.node.path, bad, names)

    def _arguments(self, args: tuple[Arg, ...], path: Path, bad: int, names: Sequence[str]) -> None:
        """Arguments up to the one that fits nowhere."""
        for arg in args:
            at = arg.at
            if at.start <= bad < at.end or at.start > bad:
                typing = at.end == len(self.text) and isinstance(arg, Plain) and isinstance(arg.value, Word)
                if not (typing and fits(self.text[at.start :], names)):
                    self._span(at, ERROR)
                return
            self._argument(arg, path, names)

    def _argument(self, arg: Arg, path: Path, names: Sequence[str]) -> None:
        if isinstance(arg, Named):
            self._fill(arg.at.start, arg.equals.end if arg.equals.end > arg.at.start else arg.at.end, ARGUMENT)
            if isinstance(arg.value, Block) and arg.equals == arg.at:  # ``do { }``
                self._fill(arg.at.start, arg.value.at.start, ARGUMENT)
            if arg.value is not None:
                self._node(arg.value, path)
        elif isinstance(arg, Unset):
            self._span(arg.at, ARGUMENT)
        elif isinstance(arg, Where):
            self._fill(arg.at.start, arg.at.start + 5 * arg.keyword, ARGUMENT)
            self._inside(arg, path)
        elif isinstance(arg, Plain):
            word = arg.value.text if isinstance(arg.value, Word) else None
            if word is not None and word in names:
                self._span(arg.at, ARGUMENT)
            else:
                self._node(arg.value, path)

    # -- values

    def _node(self, node: SyntaxNode, path: Path) -> None:
        match node:
            case Block():
                self._clear(node.at)
                self._program(node.body, path)
            case Sub():
                self._clear(node.at)
                self._statement(node.statement, path)
            case Var():
                self._span(node.at, VARIABLE)
            case Word() | Text() | Join() | Hole():
                self._span(node.at, VALUE)
                self._inside(node, path)
            case _:
                self._inside(node, path)

    def _inside(self, node: SyntaxNode, path: Path) -> None:
        for child in children(node):
            self._node(child, path)


def _word_of(arg: Arg) -> Arg | None:
    """The argument as if it were finished: a place to complete is what has been typed there, or nothing."""
    value = getattr(arg, "value", None)
    if not isinstance(value, Hole):
        return arg
    word = Word(value.so_far, value.at) if value.so_far else None
    if isinstance(arg, Named):
        return Named(arg.name, word, arg.at, arg.equals)
    return None if word is None else Plain(word, value.at)
