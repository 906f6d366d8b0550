"""The cases of tests/language: rules of the console language, each with examples and what they print; and their page.

A file is a chapter. ``# `` begins its title, ``## `` a rule in one sentence. Lines behind ``> `` are typed, several in
a row as one input, what follows is printed for it, ``! `` in front of what goes to standard error. In lines behind
``~ `` a name in angle brackets is one of TOKENS. ``- as a script``: a rule's inputs are one imported file.
``- not run: why``: the examples are only shown. A line that is only ``.`` is an empty line of output.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent / "language"
PAGE = Path(__file__).parents[1] / "docs" / "language.md"
TOKENS = {
    "<CR>": "\r",
    "<TAB>": "\t",
    "<BLANK>": " ",
    "<BOM>": "\ufeff",
    "<END>\n": "",
}
NOT_RUN, AS_SCRIPT = "- not run: ", "- as a script"


@dataclass
class Example:
    """One input as it is written in the file (with its marks), and what it prints."""

    lines: list[str] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What is typed."""
        return "".join(map(_typed, self.lines))

    @property
    def expected(self) -> str:
        """What is printed; lines of an error begin with ``! ``."""
        return "".join(f"{line}\n" for line in self.printed)


def _typed(line: str) -> str:
    text = line[2:] + "\n"
    if line.startswith("~"):
        for name, letter in TOKENS.items():
            text = text.replace(name, letter)
    return text


@dataclass
class Rule:
    """A sentence and its examples. chapter, number: where it stands."""

    chapter: str
    number: int
    sentence: str
    examples: list[Example] = field(default_factory=list)
    not_run: str = ""
    as_script: bool = False

    @property
    def name(self) -> str:
        """What a test calls it."""
        return f"{self.chapter}-{self.number:02}"


@dataclass
class Chapter:
    """A file."""

    name: str
    title: str
    rules: list[Rule] = field(default_factory=list)


def chapters() -> Iterator[Chapter]:
    """Every file of tests/language, in order."""
    for path in sorted(FOLDER.glob("*.txt")):
        yield chapter(path.stem, path.read_text().splitlines())


def chapter(name: str, lines: list[str]) -> Chapter:
    """One file."""
    made = Chapter(name, lines[0].removeprefix("# "))
    for line in lines[1:]:
        if line.startswith("## "):
            made.rules.append(Rule(name, len(made.rules) + 1, line.removeprefix("## ")))
        elif line.startswith(NOT_RUN):
            made.rules[-1].not_run = line.removeprefix(NOT_RUN)
        elif line == AS_SCRIPT:
            made.rules[-1].as_script = True
        elif made.rules:
            _example_line(made.rules[-1], line)
    for rule in made.rules:
        for example in rule.examples:
            while example.printed and not example.printed[-1]:
                example.printed.pop()  # blank lines between two rules; one that is printed is written as "."
            example.printed = ["" if line == "." else line for line in example.printed]
    return made


def _example_line(rule: Rule, line: str) -> None:
    if line.startswith(("> ", "~ ")):
        if not rule.examples or rule.examples[-1].printed:
            rule.examples.append(Example())
        rule.examples[-1].lines.append(line)
    elif rule.examples:
        rule.examples[-1].printed.append(line)


def counted(rules: Iterator[Rule] | list[Rule]) -> tuple[int, int, int]:
    """(rules, examples that are run, examples that are only shown)."""
    rules = list(rules)
    run = sum(len(rule.examples) for rule in rules if not rule.not_run)
    return len(rules), run, sum(len(rule.examples) for rule in rules) - run


def every_rule() -> list[Rule]:
    """All rules of all chapters."""
    return [rule for each in chapters() for rule in each.rules]


HEAD = """# The language, form by form

The console and its scripts speak RouterOS's language. Each form stands here with examples: what is typed behind `>`,
below it what is printed, behind `!` what goes to standard error. This page is written by `make docs` from the cases in
[tests/language](../tests/language), and every example is run by `make test` at the console of a real server.

What is taken here that a router refuses stands in [dialect.md](dialect.md), with the setting that refuses it.

A line behind `~` holds letters that a page cannot show: `<CR>`, `<TAB>`, `<BLANK>` (at a line's end), `<BOM>`, and
`<END>` where the text ends without a newline. Examples of a rule share one session; each rule begins with a new one.
"""


def page() -> str:
    """docs/language.md."""
    rules, run, shown = counted(every_rule())
    parts = [HEAD, f"{rules} rules, {run} examples run, {shown} shown with the reason why they are not run.\n"]
    parts += [f"- [{each.title}](#{_anchor(each.title)})" for each in chapters()]
    for each in chapters():
        parts.append(f"\n## {each.title}\n")
        for rule in each.rules:
            parts.extend(_shown(rule))
    return "\n".join(parts) + "\n"


def _anchor(title: str) -> str:
    kept = "".join(letter for letter in title.lower() if letter.isalnum() or letter in " -")
    return kept.replace(" ", "-")


def _shown(rule: Rule) -> Iterator[str]:
    yield rule.sentence + (f" *Not run: {rule.not_run}*" if rule.not_run else "")
    yield "\n```text" + ("" if not rule.as_script else "\n(a script file)")
    for example in rule.examples:
        yield from example.lines
        yield from example.printed
    yield "```\n"
