"""The walk through a file: statement by statement, with the menu that stands and the variables that are there.

Here: order and scope. Each judgement is made in a file of its own (``menu_lines``, ``global_lines``, ``lenient`` ...);
what only the whole file can tell is gathered in ``facts`` and judged at the end.
"""

from dataclasses import dataclass, field

from poolkeeper.script.commands import GLOBAL_NAMES
from poolkeeper.script.dialect import names as loose_names
from poolkeeper.script.syntax import (
    Arg,
    Block,
    Call,
    Command,
    Expr,
    Join,
    Named,
    Plain,
    Program,
    Quote,
    Statement,
    Sub,
    SyntaxNode,
    Text,
    Var,
    Where,
    Word,
    children,
)

from . import global_lines, lenient, menu_lines, unread, variables
from .embedded import unfolded
from .facts import Facts
from .finding import ERROR, NOTE, WARNING, Edit, Finding
from .known import Menus, Path
from .reading import File, Source, pieces
from .scopes import Scope
from .words import Enter, GlobalLine, MenuLine, Unknown, meaning


@dataclass
class Visit:
    """One file's walk. target: 6 or 7; asked: whether somebody named it; exported: whether a router wrote the file.

    maybe: in how many blocks we are that may not run. doubtful: variables in functions that nothing there declares.
    """

    file: File
    menus: Menus
    target: int
    asked: bool
    findings: list[Finding] = field(default_factory=list)
    facts: Facts = field(default_factory=Facts)
    globals: set[str] = field(default_factory=set)
    call_names: set[str] = field(default_factory=set)
    doubtful: list[tuple[str, Source, Var]] = field(default_factory=list)
    statements: int = 0
    maybe: int = 0
    parsed: bool = True

    @property
    def exported(self) -> bool:
        return self.file.version is not None

    def doubt(self, near: str | None) -> str:
        """How sure a word is wrong that the catalog lacks; what a router wrote is, unless it nearly is a known one."""
        return ERROR if not self.exported else WARNING if near else NOTE

    @property
    def of_version(self) -> str:
        """How bad a form of the other version is: what it is checked for may be only a guess."""
        return ERROR if self.asked else WARNING

    @property
    def of_its_version(self) -> bool:
        """Whether a router of the very version wrote the file: then every word in it was of that version."""
        return self.file.version == self.target

    def find(
        self, source: Source, at: int, id_: str, severity: str, message: str, edits: tuple[Edit, ...] = (),
        instead: str | None = None,
    ) -> None:  # fmt: skip
        """Note a finding at an offset of a source; the edits' offsets are of the same source."""
        place = source.place(at)
        moved = tuple(
            Edit(source.offset(each.start), source.offset(each.end), source.written(each.text)) for each in edits
        )
        self.findings.append(Finding(place.start, place.line, place.column, id_, severity, message, moved, instead))

    # -- texts

    def text(self, source: Source, path: Path | None, scope: Scope) -> None:
        """Everything in a text: the file, or a script in one of its properties."""
        broken = False
        for piece in pieces(source):
            if piece.error is not None and not (broken and unread.is_rest(piece)):
                unread.tell(self, piece, piece.error)
            broken = piece.program is None
            if piece.program is None:
                self.parsed = False
                scope.known = False
                continue
            for taken in loose_names(piece.program, GLOBAL_NAMES) if "_" in piece.source.text else ():
                lenient.name(self, piece.source, taken)
            for each in piece.program.statements:
                path = self.statement(piece.source, each, path, scope)

    def embedded(self, source: Source, node: Text, plain: bool) -> None:
        """A script in a property. plain: the system hands it no variables."""
        found = unfolded(source.text, node)
        if found is not None:
            self.text(source.inner(*found), (), Scope(known=plain))

    # -- statements

    def program(self, source: Source, program: Program, path: Path | None, scope: Scope) -> None:
        for each in program.statements:
            path = self.statement(source, each, path, scope)

    def statement(self, source: Source, node: Statement, path: Path | None, scope: Scope) -> Path | None:
        """One statement; the menu that stands behind it."""
        if isinstance(node, Block):
            self.program(source, node.body, path, Scope(scope))
            return path
        self.statements += 1
        if isinstance(node, Call):
            self.call(source, node, path, scope)
            return path
        found = meaning(node, path, self.menus)
        if isinstance(found, Enter):
            return self.enter(source, found, node, path, scope)
        if isinstance(found, GlobalLine):
            global_lines.check(self, source, found, path, scope)
        elif isinstance(found, MenuLine):
            menu_lines.check(self, source, found, path, scope)
        else:
            if isinstance(found, Unknown):
                menu_lines.unknown(self, source, found, node)
            self.args(source, node.words, path, scope)
            return None if isinstance(found, Unknown) and found.last and node.root == "/" else path
        return path

    def enter(self, source: Source, found: Enter, node: Command, path: Path | None, scope: Scope) -> Path | None:
        menu_lines.menu(self, source, found.path, node)
        if found.block is None:
            return found.path
        self.program(source, found.block.body, found.path, Scope(scope))
        return path

    def call(self, source: Source, node: Call, path: Path | None, scope: Scope) -> None:
        self.call_names |= {arg.name for arg in node.words if isinstance(arg, Named)}
        self.expression(source, node.head, path, scope)
        self.args(source, node.words, path, scope)

    # -- arguments and expressions

    def args(self, source: Source, args: tuple[Arg, ...], path: Path | None, scope: Scope) -> None:
        """The values of arguments of which nothing more is known; braces are code of their own scope."""
        for arg in args:
            if isinstance(arg, Where):
                if arg.terms is not None:
                    self.expression(source, arg.terms, path, scope)
            elif isinstance(arg, Plain | Named) and arg.value is not None:
                self.value(source, arg.value, path, scope)

    def value(self, source: Source, node: Expr, path: Path | None, scope: Scope) -> None:
        if isinstance(node, Block):
            self.program(source, node.body, path, Scope(scope))
        else:
            self.expression(source, node, path, scope)

    def expression(self, source: Source, node: SyntaxNode, path: Path | None, scope: Scope) -> None:
        """Variables and commands within a value."""
        if isinstance(node, Word | Text):
            return
        if isinstance(node, Var):
            variables.use(self, source, node, scope)
        elif isinstance(node, Sub):
            self.statement(source, node.statement, path, scope)
        elif isinstance(node, Block):
            self.program(source, node.body, path, Scope(scope))
        else:
            if isinstance(node, Quote) and self.target == 6:
                self.only7(source, node.at.start, "the value (> ...)")
            if isinstance(node, Join):
                lenient.joined(self, source, node, scope)
            for each in children(node):
                self.expression(source, each, path, scope)

    def only7(
        self, source: Source, at: int, what: str, instead: str | None = None, edits: tuple[Edit, ...] = ()
    ) -> None:
        """A form that RouterOS 6 has not."""
        if not self.of_its_version:
            message = f"{what} is of RouterOS 7; RouterOS 6 has none"
            self.find(source, at, "only-in-7", self.of_version, message, edits, instead)

    def only6(
        self, source: Source, at: int, what: str, instead: str | None = None, edits: tuple[Edit, ...] = ()
    ) -> None:
        """A form that RouterOS 7 has no more."""
        if not self.of_its_version:
            message = f"{what} was of RouterOS 6; RouterOS 7 has none"
            self.find(source, at, "only-in-6", self.of_version, message, edits, instead)
