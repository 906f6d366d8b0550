"""The report of an import: what became of each statement, in numbers, and in words where it did not come in whole.

A statement is live (it does what it says), carried (kept, but nothing acts on it) or refused. Notices say what else
somebody ought to know of an accepted one. No secret is in a report: statements are masked before they are kept.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from poolkeeper.tree import MASK

from .steps import Step

Mask = Callable[[str, tuple[str, ...]], str]
"""A statement without the sensitive values in it. The path is that of the menu it stands in."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A statement that was refused, and why."""

    line: int
    column: int
    reason: str
    text: str


@dataclass(slots=True)
class _Done:
    """A statement that was accepted, as long as it is not durable."""

    step: Step
    counts: bool
    carried: bool
    notices: list[str]


@dataclass(slots=True)
class Report:
    """What became of a file so far."""

    mask: Mask
    statements: int = 0
    live: int = 0
    carried: int = 0
    refused: list[Refused] = field(default_factory=list)
    notices: list[tuple[int, str]] = field(default_factory=list)
    _said: list[str] = field(default_factory=list)
    _is_carried: bool = False
    _unsettled: list[_Done] = field(default_factory=list)

    # -- what is told of the statement that runs ---------------------------------------------------------------------

    def note(self, text: str) -> None:
        """Say something of the running statement, once."""
        if text not in self._said:
            self._said.append(text)

    def carry(self) -> None:
        """The running statement is kept, but not acted on."""
        self._is_carried = True

    def accept(self, step: Step, counts: bool) -> None:
        """The statement was done. counts: whether it did anything but name a menu."""
        self._unsettled.append(_Done(step, counts, self._is_carried, self._said))
        self._said, self._is_carried = [], False

    def refuse(self, step: Step, line: int, column: int, reason: str) -> Refused:
        """The statement was refused; what was said of it is forgotten."""
        self._said, self._is_carried = [], False
        self.statements += 1
        text = self.mask(step.text, step.path)
        self.refused.append(Refused(line, column, self._without_secrets(reason, step, text), text))
        return self.refused[-1]

    def _without_secrets(self, reason: str, step: Step, text: str) -> str:
        """The reason, unless it repeats something that the statement's mask hides."""
        hidden = text != step.text and any(
            word not in text and word in reason for word in re.findall(r"[^\s\"=]{4,}", step.text)
        )
        return MASK if hidden else reason

    # -- what becomes of all of them -----------------------------------------------------------------------------------

    def settle(self) -> list[str]:
        """What was accepted so far is durable; the notices of it."""
        done, self._unsettled = self._unsettled, []
        counted = [each for each in done if each.counts]
        carried = sum(each.carried for each in counted)
        self.statements += len(counted)
        self.carried += carried
        self.live += len(counted) - carried
        self.notices += [(each.step.line, text) for each in done for text in each.notices]
        return [text for each in done for text in each.notices]

    def note_at(self, line: int, text: str) -> None:
        """Say something of a line."""
        self.notices.append((line, text))

    def lose(self, reason: str) -> list[Refused]:
        """What was accepted since the last ``settle`` is undone: those statements are refused after all."""
        done, self._unsettled = self._unsettled, []
        return [self.refuse(each.step, each.step.line, each.step.column, reason) for each in done if each.counts]

    # -- how it is told ------------------------------------------------------------------------------------------------

    def total(self) -> str:
        """The numbers in one line."""
        counted = f"{self.live} live, {self.carried} carried, {len(self.refused)} refused"
        return f"{self.statements} statement{'s' * (self.statements != 1)}: {counted}"

    def as_json(self) -> str:
        """All of it as JSON in ASCII, refused statements in the order of their lines."""
        refused = sorted(self.refused, key=lambda each: (each.line, each.column))
        whole = {
            "statements": self.statements,
            "live": self.live,
            "carried": self.carried,
            "refused": [
                {"line": each.line, "column": each.column, "reason": each.reason, "text": each.text} for each in refused
            ],
            "notices": [{"line": line, "text": text} for line, text in self.notices],
        }
        return json.dumps(whole, indent=1) + "\n"
