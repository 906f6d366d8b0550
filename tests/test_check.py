"""`poolkeeper check`: what it finds in broken files and in the guide's script, how it tells it, and its exit codes.

broken/NAME.txt is what is found in broken/NAME.rsc; `make transcripts` writes those files anew. A first line
`# check --target 6.49` in the script names the target.
"""

import json
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from poolkeeper.tools.check.finding import FINDINGS, Report
from poolkeeper.tools.check.judge import judged
from poolkeeper.tools.check.known import Menus
from poolkeeper.tools.check.sarif import as_sarif
from poolkeeper.tools.check.told import as_json, as_text
from rig import POOLKEEPER

HERE = Path(__file__).parent
BROKEN = sorted((HERE / "broken").glob("*.rsc"))
DOCS = HERE.parent / "docs"
SECTION = re.compile(r"^## (\S+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
EXAMPLE = re.compile(r"^```routeros ?(6\.49|7\.22)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TARGET = re.compile(r"# check --target ([67])")


@pytest.fixture(scope="module")
def menus() -> Menus:
    return Menus()


def report_of(path: Path, menus: Menus) -> Report:
    text = path.read_bytes().decode("latin-1")
    asked = TARGET.match(text)
    return judged(path.name, text, menus, int(asked[1]) if asked else None)


def check(*words: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([POOLKEEPER, "check", *map(str, words)], capture_output=True, text=True, check=False)


# ---- broken files ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", BROKEN, ids=[path.stem for path in BROKEN])
def test_a_broken_files_transcript(path: Path, menus: Menus, golden: Callable[[str, str], None]) -> None:
    told = "\n".join(as_text([report_of(path, menus)]))
    golden(f"../broken/{path.stem}.txt", told + "\n")


def test_there_are_thirty_broken_files_and_each_has_findings(menus: Menus) -> None:
    assert len(BROKEN) >= 30
    assert [path.name for path in BROKEN if not report_of(path, menus).findings] == []


def test_each_remedy_of_a_whole_line_is_found_right(menus: Menus) -> None:
    """What is written instead no longer gives the finding it was written for."""
    for path in BROKEN:
        report = report_of(path, menus)
        mended = report.text
        edits = {edit for finding in report.findings for edit in finding.edits}
        for edit in sorted(edits, reverse=True):
            mended = mended[: edit.start] + edit.text + mended[edit.end :]
        again = judged(path.name, mended, menus, 6 if TARGET.match(report.text) else None)
        healed = {(each.line, each.id) for each in report.findings if each.edits}
        left = {(each.line, each.id) for each in again.findings if each.edits} & healed
        assert left <= {(each.line, each.id) for each in report.findings if not each.edits}, path.name


# ---- the guide's script ---------------------------------------------------------------------------------------------

REFUSED = [
    (4, "name-needs-quotes"), (4, "colon-path"), (4, "date-format"), (4, "colon-path"), (4, "date-format"),
    (5, "name-needs-quotes"), (5, "leading-slash"), (8, "name-needs-quotes"), (8, "print-code"),
    (10, "file-create"), (10, "name-needs-quotes"), (11, "name-needs-quotes"), (15, "name-needs-quotes"),
    (15, "name-needs-quotes"), (16, "name-needs-quotes"), (16, "name-needs-quotes"), (24, "missing-script"),
]  # fmt: skip
WRITTEN_INSTEAD = {
    4: ':local "backup_filename" ("backup_" . [/system clock get date] . "_" . [/system clock get time] . ".backup")',
    5: ':local "backup_path" "disk1/backups/" # Adjust backup path as needed',
    8: ':local file [/file find name=$"backup_path"]; {',
    10: '/file add name=$"backup_path" type=directory',
    11: ':log info "Backup directory created: $"backup_path""',
    15: '/system backup save name=($"backup_path" . $"backup_filename") dont-encrypt=yes',
    16: ':log info "Configuration backup saved to: $"backup_path"$"backup_filename""',
    24: "/system script add name=auto_config_backup source={...}",
}


def test_the_guides_script_is_told_what_a_router_refuses_and_what_to_write_instead(menus: Menus) -> None:
    report = report_of(HERE / "seed" / "auto_config_backup.rsc", menus)
    assert report.parsed
    assert [(each.line, each.id) for each in report.findings] == REFUSED
    (entry,) = json.loads(as_json([report]))["files"]
    assert {each["line"]: each["instead"] for each in entry["findings"]} == WRITTEN_INSTEAD


def test_the_guides_script_for_version_6_has_a_remedy_on_every_line(menus: Menus) -> None:
    text = (HERE / "seed" / "auto_config_backup.rsc").read_text()
    (entry,) = json.loads(as_json([judged("guide.rsc", text, menus, 6)]))["files"]
    assert [(each["line"], each["id"]) for each in entry["findings"]] == REFUSED
    assert all(each["instead"] for each in entry["findings"])


def test_the_mended_script_of_the_guide_is_right(menus: Menus) -> None:
    rows = (HERE / "seed" / "auto_config_backup.rsc").read_text().splitlines()
    for line, row in WRITTEN_INSTEAD.items():
        if line != 24:
            rows[line - 1] = row
    report = judged("mended.rsc", "\n".join(rows), menus)
    assert [(each.line, each.id) for each in report.findings] == [(24, "missing-script")]


def test_the_guides_other_blocks_are_right(menus: Menus) -> None:
    for name in ("pools.rsc", "dhcp_server.rsc", "vpn_clients.rsc"):
        assert report_of(HERE / "seed" / name, menus).findings == (), name


# ---- documentation --------------------------------------------------------------------------------------------------


def test_every_finding_has_its_section_with_an_example_that_gives_it(menus: Menus) -> None:
    sections = dict(SECTION.findall((DOCS / "findings.md").read_text()))
    assert list(sections) == list(FINDINGS)
    for id_, body in sections.items():
        examples = EXAMPLE.findall(body)
        assert examples, id_
        for target, text in examples:
            found = judged(id_, text, menus, int(target[0]) if target else None).findings
            assert id_ in {each.id for each in found}, (id_, found)


def test_every_finding_of_the_broken_files_has_a_section(menus: Menus) -> None:
    assert {each.id for path in BROKEN for each in report_of(path, menus).findings} <= set(FINDINGS)


# ---- forms ----------------------------------------------------------------------------------------------------------


def test_json_has_one_entry_a_file_in_their_order(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.rsc", tmp_path / "bad.rsc"
    good.write_text("/ip pool\nadd name=lan ranges=10.0.0.10-10.0.0.99\n")
    bad.write_text('/ip pool\nadd name="lan\n')
    told = check("--format", "json", bad, good, bad)
    assert (told.returncode, told.stderr, told.stdout.isascii()) == (1, "", True)
    files = json.loads(told.stdout)["files"]
    assert [each["file"] for each in files] == [str(bad), str(good), str(bad)]
    assert [each["parsed"] for each in files] == [False, True, False]
    assert [each["statements"] for each in files] == [1, 2, 1]
    assert files[1]["findings"] == []
    assert files[0]["findings"] == [
        {
            "line": 3, "column": 1, "id": "syntax", "severity": "error", "instead": None,
            "message": "missing closing quote; it was opened at line 2 column 10",
        }
    ]  # fmt: skip


def test_sarif_has_what_its_readers_need(menus: Menus) -> None:
    reports = [report_of(path, menus) for path in BROKEN]
    text = as_sarif(reports, "1.0")
    assert text.isascii()
    log = json.loads(text)
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == list(FINDINGS)
    assert len(run["results"]) == sum(len(report.findings) for report in reports)
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        (place,) = result["locations"]
        region = place["physicalLocation"]["region"]
        assert region["startLine"] >= 1
        assert region["startColumn"] >= 1
        for fix in result.get("fixes", []):
            (change,) = fix["artifactChanges"]
            for each in change["replacements"]:
                deleted = each["deletedRegion"]
                assert (deleted["startLine"], deleted["startColumn"]) <= (deleted["endLine"], deleted["endColumn"])


def test_a_caret_stands_below_letters_of_several_bytes(menus: Menus) -> None:
    text = '/ip pool\nadd comment="größer" rangs=10.0.0.1\n'
    lines = list(as_text([judged("a.rsc", text.encode().decode("latin-1"), menus)]))
    assert lines[0].startswith("a.rsc:2:24: error:")
    assert lines[1].index("rangs") == lines[2].index("^")


# ---- exit codes -----------------------------------------------------------------------------------------------------


def test_exit_codes(tmp_path: Path) -> None:
    good = tmp_path / "good.rsc"
    good.write_text("/ip pool\nadd name=lan ranges=10.0.0.10-10.0.0.99\n")
    told = check(good)
    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")
    assert check(HERE / "broken" / "17-ranges.rsc", good).returncode == 1
    told = check(good, tmp_path / "none.rsc", HERE / "broken" / "17-ranges.rsc")
    assert told.returncode == 2
    assert "none.rsc: No such file or directory; type" in told.stderr
    assert "17-ranges.rsc:2:27: error:" in told.stdout
    assert check("--target", "5.0", good).returncode == 2


def test_letters_that_the_terminal_lacks_are_told_all_the_same() -> None:
    words = [POOLKEEPER, "check", HERE / "broken" / "30-beyond-ascii.rsc"]
    told = subprocess.run(words, capture_output=True, env={**os.environ, "PYTHONIOENCODING": "ascii"}, check=False)
    assert (told.returncode, told.stderr) == (1, b"")
    assert rb"f\xfcr die G\xe4ste" in told.stdout


def test_the_target_is_the_headers_unless_somebody_names_one(tmp_path: Path) -> None:
    file = tmp_path / "router.rsc"
    file.write_text("# jan/02/2024 10:00:00 by RouterOS 6.49.10\n/ip route rule\nadd action=lookup table=main\n")
    assert check(file).returncode == 0
    assert "[only-in-6]" in check("--target", "7.22", file).stdout
    assert check("--target", "6.49", file).returncode == 0


# ---- files that are right -------------------------------------------------------------------------------------------

RIGHT = sorted((HERE / "scripts").glob("*.rsc"))
TOLD_RIGHTLY = {"031-onerror-v7": "wrong-value", "041-mixed-paths": "colon-path"}
"""Scripts of the language's tests that try something a router refuses."""


def test_scripts_that_run_have_no_errors(menus: Menus) -> None:
    told = {
        path.stem: each.id for path in RIGHT for each in report_of(path, menus).findings if each.severity == "error"
    }
    assert told == TOLD_RIGHTLY


EXPORTS = sorted((HERE / "exports").glob("*.rsc"))


@pytest.mark.parametrize("path", EXPORTS, ids=[path.stem for path in EXPORTS])
def test_an_export_has_no_errors(path: Path, menus: Menus) -> None:
    report = report_of(path, menus)
    assert report.parsed
    wrong = [(each.line, each.id, each.message) for each in report.findings if each.severity == "error"]
    assert [each for each in wrong if each[1] != "colon-path"] == []


@pytest.mark.skipif(not EXPORTS, reason="tests/exports is not there")
def test_the_exports_transcript(menus: Menus, golden: Callable[[str, str], None]) -> None:
    golden(
        "../exports/check.txt", "".join(f"{line}\n" for line in as_text([report_of(path, menus) for path in EXPORTS]))
    )
