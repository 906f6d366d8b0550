"""Variables by scope, as a reader of the text can know them: what is declared where, and constants among them."""

from dataclasses import dataclass, field

from poolkeeper.script.syntax import Text

from .reading import Source


@dataclass(frozen=True, slots=True)
class Constant:
    """The text a variable holds and the literal it came from."""

    text: Text
    source: Source


@dataclass(slots=True)
class Scope:
    """A pair of braces. function: the body of a function, which sees nothing from outside but by declaration.

    known: whether every name is known that may be in use; not so in code that the system hands variables to.
    """

    parent: "Scope | None" = None
    function: bool = False
    known: bool = True
    names: dict[str, Constant | None] = field(default_factory=dict)

    def declare(self, name: str, value: Constant | None = None) -> None:
        """A variable is there from here on."""
        self.names[name] = value

    def holder(self, name: str) -> "Scope | None":
        """The scope that a name belongs to, None where nothing has declared it."""
        scope: Scope | None = self
        while scope is not None and name not in scope.names:
            scope = None if scope.function else scope.parent
        return scope

    def constant(self, name: str) -> Constant | None:
        """What a variable surely holds."""
        holder = self.holder(name)
        return holder.names[name] if holder is not None else None

    def forget(self, name: str) -> None:
        """A variable no longer surely holds what it held."""
        holder = self.holder(name)
        if holder is not None:
            holder.names[name] = None

    @property
    def outermost(self) -> "Scope":
        """The scope of the whole text."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope

    @property
    def guesses(self) -> bool:
        """Whether a name that nothing declares may be a function's argument or the system's."""
        scope: Scope | None = self
        while scope is not None:
            if scope.function or not scope.known:
                return True
            scope = scope.parent
        return False

    @property
    def in_function(self) -> bool:
        """Whether this is within the body of a function."""
        scope: Scope | None = self
        while scope is not None and not scope.function:
            scope = scope.parent
        return scope is not None
