"""Reports as text for people, and as JSON: one entry a file, ASCII."""

import json
from collections.abc import Iterator

from poolkeeper.script.lexer import widen

from .finding import Report
from .remedy import lines_of, remedies


def as_text(reports: list[Report]) -> Iterator[str]:
    """Lines for people: place and message, the line with a caret below, what to write instead."""
    for report in reports:
        rows = lines_of(report.text)
        for finding, instead in zip(report.findings, remedies(report), strict=True):
            place = f"{report.file}:{finding.line}:{finding.column}"
            yield f"{place}: {finding.severity}: {widen(finding.message)} [{finding.id}]"
            if finding.line <= len(rows):
                yield from _pointed(rows[finding.line - 1], finding.column)
            if instead is not None:
                yield f"  write instead: {_printable(widen(instead))}"


def _pointed(row: str, column: int) -> Iterator[str]:
    """A line and a caret below its column, counted in bytes as routers do."""
    before = _printable(widen(row[: column - 1]))
    yield f"    {_printable(widen(row))}"
    yield f"    {' ' * len(before)}^"


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)


def as_json(reports: list[Report]) -> str:
    """The report for programs."""
    files = [
        {
            "file": report.file,
            "parsed": report.parsed,
            "statements": report.statements,
            "findings": [
                {
                    "line": finding.line,
                    "column": finding.column,
                    "id": finding.id,
                    "severity": finding.severity,
                    "message": widen(finding.message),
                    "instead": None if instead is None else widen(instead),
                }
                for finding, instead in zip(report.findings, remedies(report), strict=True)
            ],
        }
        for report in reports
    ]
    return json.dumps({"files": files}, ensure_ascii=True, indent=2)
