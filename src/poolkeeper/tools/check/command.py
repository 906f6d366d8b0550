"""``poolkeeper check FILE.rsc ...``: reads the files, prints what was found, gives the exit code."""

import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path

from poolkeeper import __version__

from .finding import Report
from .judge import judged
from .known import Menus
from .sarif import as_sarif
from .told import as_json, as_text

NOTHING, FOUND, UNREADABLE = 0, 1, 2
TARGETS = {"6.49": 6, "7.22": 7}
FORMATS = ("text", "json", "sarif")


def run_check(files: Sequence[Path], target: str | None, form: str) -> int:
    """Check every file; 0 nothing found, 1 something found, 2 a file that cannot be read (the others are checked)."""
    menus = Menus()
    reports, unreadable = [], False
    for file in files:
        try:
            text = file.read_bytes().decode("latin-1")
        except OSError as error:
            unreadable = True
            print(f"poolkeeper: {file}: {error.strerror}; type the name of a file you may read", file=sys.stderr)
            reports.append(Report(str(file), "", True, 0))
            continue
        reports.append(judged(str(file), text, menus, TARGETS[target] if target else None))
    _print(reports, form)
    if unreadable:
        return UNREADABLE
    return FOUND if any(report.findings for report in reports) else NOTHING


def _print(reports: list[Report], form: str) -> None:
    if form == "text":
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")  # a terminal may lack letters that the file has
        for line in as_text(reports):
            print(line)
    else:
        print(as_json(reports) if form == "json" else as_sarif(reports, __version__))
