"""The language does what tests/language says, at a real console and both ways a script may run; so does its page."""

import pytest

from console_socket import visit
from language_cases import PAGE, Rule, counted, every_rule, page
from poolkeeper.script.frames import Limits
from poolkeeper.script.session import ScriptError, Session
from poolkeeper.script.values import to_source
from poolkeeper.tree import Reply, Request, Tree, User

RULES = [rule for rule in every_rule() if not rule.not_run]
MARK = "\x1e"
EMPTIED = b"/ip pool remove [find]; /ip dhcp-server lease remove [find]; /environment remove [find]\n"


def heard(server, rule: Rule) -> list[str]:
    """What each example of a rule prints at the console of a server, in one session."""
    if rule.as_script:
        whole = "".join(example.text for example in rule.examples)
        return [visit(server, whole.encode(), imported="script").text.replace("! script:", "! ")]
    text = ':put "\\1E"\n'.join(example.text for example in rule.examples)
    return visit(server, text.encode()).text.split(f"{MARK}\n")


def test_every_example_prints_what_the_page_says(serve):
    server = serve()
    wrong = []
    for rule in RULES:
        printed = heard(server, rule)
        expected = [example.expected for example in rule.examples]
        if rule.as_script:
            expected = ["".join(expected)]
        for example, have, want in zip(rule.examples, printed, expected, strict=False):
            if have != want:
                wrong.append(f"{rule.name} {rule.sentence}\n{example.text}expected:\n{want}printed:\n{have}")
        if len(printed) != len(expected):
            wrong.append(f"{rule.name} {rule.sentence}: {len(expected)} examples, {len(printed)} answers")
        assert visit(server, EMPTIED).parts == [], rule.name
    rules, run, shown = counted(every_rule())
    print(f"{rules} rules, {run} examples run, {shown} not run")
    assert not wrong, "\n".join(wrong)
    assert run > 300


def played(text: str, generate: bool) -> tuple[str, str, dict[str, str]]:
    """(output, error, globals) of a program at a session without menus."""
    out: list[str] = []

    def run(request: Request) -> Reply:
        return Reply()

    session = Session(
        Tree(()),
        run,
        User("admin", frozenset(["read", "write"]), "local"),
        write=out.append,
        limits=Limits(generate=generate),
        sleep=lambda seconds: None,
    )
    try:
        session.run_script(text)
        error = ""
    except ScriptError as refused:
        error = refused.message
    return "".join(out), error, {name: to_source(value) for name, value in session.environment.items()}


@pytest.mark.parametrize("wrapper", [":for once from=1 to=1 do={\n%s\n}", ":local f do={\n%s\n}; $f; $f"])
def test_examples_within_loops_and_functions_do_the_same_as_python_functions_and_as_closures(wrapper):
    same = 0
    for rule in RULES:
        text = wrapper % "".join(example.text for example in rule.examples)
        if "/ip" in text or ":time" in text or ":rnd" in text:
            continue  # without menus, and with the same result each time
        assert played(text, True) == played(text, False), rule.name
        same += 1
    assert same > 80


def test_the_language_page_is_written_from_the_cases(request):
    if request.config.getoption("--regenerate"):
        PAGE.write_text(page())
    assert PAGE.read_text() == page(), "docs/language.md differs; `make docs` writes it anew"
