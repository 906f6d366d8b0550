"""The line to write instead: a line of the file with all the edits that belong to it."""

from poolkeeper.script.lexer import Lines

from .finding import Edit, Finding, Report


def lines_of(text: str) -> list[str]:
    """The physical lines of a text, as a console counts them."""
    starts = Lines(text).starts
    return [text[start:end].rstrip("\r\n") for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def remedies(report: Report) -> list[str | None]:
    """What to write instead for each finding: its line with every edit of that line, or words of its own."""
    lines = Lines(report.text)
    edits: dict[int, list[Edit]] = {}
    for finding in report.findings:
        for edit in finding.edits:
            edits.setdefault(lines.span(edit.start, edit.end).line, []).append(edit)
    mended: dict[int, str | None] = {}
    found = []
    for finding in report.findings:
        if finding.instead is not None or not finding.edits:
            found.append(finding.instead)
            continue
        row = lines.span(finding.edits[0].start, finding.edits[0].end).line
        if row not in mended:
            mended[row] = _mended(report.text, lines.starts, row, edits[row])
        found.append(mended[row])
    return found


def _mended(text: str, starts: list[int], row: int, edits: list[Edit]) -> str | None:
    """A line with its edits; None where one of them goes beyond the line."""
    start = starts[row - 1]
    end = starts[row] if row < len(starts) else len(text)
    line = text[start:end]
    last = len(line) + 1
    for edit in sorted(set(edits), key=lambda each: (each.start, each.end), reverse=True):
        low, high = edit.start - start, edit.end - start
        if high > len(line.rstrip("\r\n")):
            return None
        if high > last:
            continue  # an edit of another finding mends this already
        line, last = line[:low] + edit.text + line[high:], low
    return line.strip()


def ordered(findings: list[Finding]) -> tuple[Finding, ...]:
    """Findings in the order of the file."""
    return tuple(sorted(findings, key=lambda each: (each.line, each.column, each.id)))
