"""What is told of a file: findings with their place, and the list of every kind there is."""

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

ERROR, WARNING, NOTE = "error", "warning", "note"


class Edit(NamedTuple):
    """What to write in place of the characters from ``start`` to ``end`` of the file."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong. offset: where in the file's text; line and column follow from it.

    edits: the changes that mend it, told as the whole line; instead: a remedy in words of its own, where the line
    cannot be mended in its place.
    """

    offset: int
    line: int
    column: int
    id: str
    severity: str
    message: str
    edits: tuple[Edit, ...] = ()
    instead: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in one file. text: narrow, as it was read; statements: how many, those in blocks included."""

    file: str
    text: str
    parsed: bool
    statements: int
    findings: tuple[Finding, ...] = field(default=())


FINDINGS = MappingProxyType(
    {
        "syntax": "the text is no script: a router stops reading here",
        "unknown-command": "no menu or command of that name",
        "unknown-argument": "the command takes no such argument",
        "unknown-property": "the menu has no such property",
        "wrong-value": "the property does not take the value",
        "stray-word": "a word that belongs to nothing",
        "only-in-7": "RouterOS 6 has no such menu, command, property or form",
        "only-in-6": "RouterOS 7 has no such menu, command or property any more",
        "other-version": "the file was written by another version than the one it is checked for",
        "created-disabled": "RouterOS 6 leaves what is added out of use unless it is told otherwise",
        "colon-path": "a colon before a menu's path",
        "assignment": "a value given to a variable with an equals sign",
        "name-needs-quotes": "a variable's name with other characters than letters and digits, without quotes",
        "date-format": "date and time cannot be asked for in a format",
        "print-code": "print runs no code",
        "file-create": "files and directories have no command create",
        "leading-slash": "names of files begin without a slash",
        "unset-variable": "a variable is used that nothing has declared",
        "undeclared-global": "a function uses a global variable that it does not declare",
        "missing-reference": "a name is used that the file does not define",
        "missing-script": "a script is run that the file does not define",
        "range-order": "a range ends before it begins",
        "pool-overlap": "an address is in two ranges",
        "pool-prefix": "a prefix as a pool gives out its network and broadcast address too",
        "pool-outside-network": "a DHCP server gives out addresses that no network describes",
        "gateway-in-pool": "the gateway's address can be given to a client",
        "gateway-outside-network": "the gateway is not in its network",
        "pool-loop": "pools fall back on each other in a circle",
        "network-without-server": "no DHCP server gives out addresses of the network",
    }
)
"""Every finding there is: its id and what it says in general. docs/findings.md has a section for each."""
