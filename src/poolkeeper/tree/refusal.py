"""Every refusal a user can meet: its category and RouterOS's wording. Each door renders it from one small table.

    Exception
      Refusal            the caller asked for what we will not do; a change that is refused changes nothing

Wording: RouterOS manual and what routers answer; the categories are those of the binary API (RouterOS manual, API).
"""

from enum import IntEnum


class Category(IntEnum):
    """What kind of refusal it is; the number is the binary API's ``=category=``."""

    MISSING = 0  # the item or the command is not there
    ARGUMENT = 1  # a value cannot be accepted
    INTERRUPTED = 2
    SCRIPT = 3
    GENERAL = 4  # the subsystem refuses; the API sends no category
    API = 5
    TTY = 6
    RETURN = 7


class Refusal(Exception):
    """The caller asked for what we will not do.

    message: RouterOS's own words, without position. prop: the property at fault, kebab-case, or None.
    """

    def __init__(self, message: str, category: Category = Category.GENERAL, prop: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.category = category
        self.prop = prop


def no_such_item() -> Refusal:
    """A number, name or id that names nothing."""
    return Refusal("no such item", Category.MISSING)


def no_such_command(word: str | None = None) -> Refusal:
    """A path or command that does not exist, as REST and API say it."""
    if word is None:
        return Refusal("no such command")
    return Refusal(f"no such command or directory ({word})")


def unknown_parameter(name: str) -> Refusal:
    """An argument the command does not take, as REST and API say it."""
    return Refusal(f"unknown parameter {name}", Category.ARGUMENT, name)


def no_match(prop: str) -> Refusal:
    """A reference or enumeration value that names nothing."""
    return Refusal(f"input does not match any value of {prop}", Category.ARGUMENT, prop)


def ambiguous(prop: str) -> Refusal:
    """A prefix that fits more than one word."""
    return Refusal(f"ambiguous value of {prop}, more than one possible value matches input", Category.ARGUMENT, prop)


def invalid(prop: str, why: str = "") -> Refusal:
    """A text that is not of the property's type; ``why`` follows after a comma."""
    text = f"invalid value for argument {prop}" if not why else f"invalid value of {prop}, {why}"
    return Refusal(text, Category.ARGUMENT, prop)


def out_of_range(prop: str, low: object, high: object) -> Refusal:
    """A number or time outside its bounds."""
    return Refusal(f"value of {prop} out of range ({low}..{high})", Category.ARGUMENT, prop)


def missing(*props: str) -> Refusal:
    """Required arguments that were left out, in schema order."""
    return Refusal(f"missing value(s) of argument(s) {' '.join(props)}", Category.ARGUMENT, props[0] if props else None)


def failure(text: str) -> Refusal:
    """A semantic refusal of the subsystem; ``failure: `` is put in front."""
    return Refusal(f"failure: {text}")


def not_enough_permissions() -> Refusal:
    """The user's group lacks the policy."""
    return Refusal("not enough permissions (9)")
