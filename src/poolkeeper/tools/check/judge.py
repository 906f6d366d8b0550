"""From a text to its report: the walk, then what the whole file tells."""

from . import pools, references, variables
from .finding import NOTE, Finding, Report
from .known import Menus
from .reading import File
from .remedy import ordered
from .scopes import Scope
from .visit import Visit

DEFAULT_TARGET = 7


def judged(name: str, text: str, menus: Menus, target: int | None = None) -> Report:
    """What there is to say of a narrow text. target: 6 or 7, None for what its header says, else 7."""
    file = File(text)
    visit = Visit(file, menus, target or file.version or DEFAULT_TARGET, target is not None)
    visit.text(file.source, (), Scope())
    variables.judge(visit)
    references.judge(visit)
    pools.judge(visit)
    findings = [*_other_version(file, visit.target), *visit.findings]
    return Report(name, text, visit.parsed, visit.statements, ordered(_once(findings)))


def _other_version(file: File, target: int) -> list[Finding]:
    if file.version is None or file.version == target:
        return []
    message = f"the file was written by RouterOS {file.version} and is checked for RouterOS {target}"
    return [Finding(0, 1, 1, "other-version", NOTE, message)]


def _once(findings: list[Finding]) -> list[Finding]:
    """Each finding once, though a place may be walked twice."""
    seen: dict[tuple[int, str, str], Finding] = {}
    for each in findings:
        seen.setdefault((each.offset, each.id, each.message), each)
    return list(seen.values())
