"""Reports in SARIF 2.1.0, for the code scanning of CI systems.

Source: OASIS, Static Analysis Results Interchange Format 2.1.0, sections 3.13 to 3.30.
"""

import json
from pathlib import PurePath
from urllib.parse import quote

from poolkeeper.script.lexer import Lines, widen

from .finding import FINDINGS, Edit, Finding, Report
from .remedy import lines_of, remedies

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_PAGE = "docs/findings.md"
_RULES = list(FINDINGS)


def as_sarif(reports: list[Report], version: str) -> str:
    """One run over all files; columns count characters from 1."""
    driver = {"name": "poolkeeper check", "semanticVersion": version, "rules": [_rule(id_) for id_ in _RULES]}
    results = [result for report in reports for result in _results(report)]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=True, indent=2)


def _rule(id_: str) -> dict[str, object]:
    help_ = f"{FINDINGS[id_]}; see {_PAGE}#{id_}"
    return {"id": id_, "shortDescription": {"text": FINDINGS[id_]}, "help": {"text": help_}}


def _results(report: Report) -> list[dict[str, object]]:
    rows, lines = lines_of(report.text), Lines(report.text)
    return [
        _result(report, finding, instead, rows, lines)
        for finding, instead in zip(report.findings, remedies(report), strict=True)
    ]


def _result(report: Report, finding: Finding, instead: str | None, rows: list[str], lines: Lines) -> dict[str, object]:
    row = rows[finding.line - 1] if finding.line <= len(rows) else ""
    column = len(widen(row[: finding.column - 1])) + 1
    text = widen(finding.message) + ("" if instead is None else f"; write instead: {widen(instead)}")
    artifact = {"uri": _uri(report.file)}
    region = {"startLine": finding.line, "startColumn": column}
    result: dict[str, object] = {
        "ruleId": finding.id,
        "ruleIndex": _RULES.index(finding.id),
        "level": finding.severity,
        "message": {"text": text},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
    }
    if finding.edits:
        changes = [
            {"artifactLocation": artifact, "replacements": [_replacement(report.text, e, lines) for e in finding.edits]}
        ]
        result["fixes"] = [{"description": {"text": "write it as RouterOS takes it"}, "artifactChanges": changes}]
    return result


def _replacement(text: str, edit: Edit, lines: Lines) -> dict[str, object]:
    first, last = lines.span(edit.start, edit.start), lines.span(edit.end, edit.end)
    region = {
        "startLine": first.line, "startColumn": _column(text, edit.start, first.column),
        "endLine": last.line, "endColumn": _column(text, edit.end, last.column),
    }  # fmt: skip
    return {"deletedRegion": region, "insertedContent": {"text": widen(edit.text)}}


def _column(text: str, offset: int, column: int) -> int:
    return len(widen(text[offset - column + 1 : offset])) + 1


def _uri(name: str) -> str:
    path = PurePath(name)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
