"""Scripts run as Python functions do what the same scripts do as closures: output, errors, variables, step limit."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from poolkeeper.script.frames import Limits
from poolkeeper.script.session import ScriptError, Session
from poolkeeper.script.values import Value, to_source, type_name
from poolkeeper.tree import Reply, Request, Tree, User

NAMES = st.sampled_from(["a", "b", "c", "g", "h"])
NUMBERS = st.sampled_from(["0", "1", "2", "-3", "7", "100", "9223372036854775807", "-9223372036854775808", "0x10"])
WORDS = st.sampled_from(['"x"', '"12"', '""', "true", "false", "1d", "00:00:05", "10.0.0.1", "10.0.0.0/8", "*1F"])
OPERATORS = st.sampled_from(
    [
        "+",
        "-",
        "*",
        "/",
        "%",
        "=",
        "!=",
        "<",
        ">",
        "<=",
        ">=",
        ".",
        ",",
        "&",
        "|",
        "^",
        "<<",
        ">>",
        "and",
        "or",
        "in",
        "~",
    ]
)
PURE = st.sampled_from(["len", "typeof", "tostr", "tonum", "tobool", "toarray", "totime", "toip"])


def expressions() -> st.SearchStrategy[str]:
    leaf = (
        NUMBERS
        | WORDS
        | NAMES.map("${}".format)
        | st.sampled_from(
            [
                '"v=$a w=$(1 + 2) $[:len $b]"',
                "{1;2;x=3}",
                "({})",
                '"$a_b"',
                "$a-$b",
                "[:if ($a) do={ :return $b } else={ :return 7 }]",
                "(>[:return $c])",
                "[$k g=$a]",
            ]
        )
    )

    def more(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return (
            st.builds("({} {} {})".format, inner, OPERATORS, inner)
            | st.builds("(!{})".format, inner)
            | st.builds("(-{})".format, inner)
            | st.builds("({}->{})".format, NAMES.map("${}".format), st.sampled_from(["0", '"k"', "$c"]))
            | st.builds("[:{} {}]".format, PURE, inner)
            | st.builds("[:pick {} {} {}]".format, inner, st.sampled_from(["0", "1"]), st.sampled_from(["1", "3"]))
            | st.builds("[$f {} x={}]".format, inner, inner)
        )

    return st.recursive(leaf, more, max_leaves=5)


def statements() -> st.SearchStrategy[str]:
    value = expressions()
    leaf = (
        st.builds(":set {} {}".format, NAMES, value)
        | st.builds(":local {} {}".format, NAMES, value)
        | st.builds(":local {}".format, NAMES)
        | st.builds(":global {}".format, NAMES)
        | st.builds(":global {} {}".format, NAMES, value)
        | st.builds(":set {}".format, NAMES)
        | st.builds(':set (${}->"k") {}'.format, NAMES, value)
        | st.builds(":set (${}->0) {}".format, NAMES, value)
        | st.builds(":put {}".format, value)
        | st.builds(":set ${} {}".format, NAMES, value)
        | st.builds(":return {}".format, value)
        | st.builds(":error {}".format, value)
        | st.builds("$f {}".format, value)
        | st.sampled_from([':set d [:parse ":put \\$a"]', "$d", ":put [:len [/ip pool find where name=$a]]", ":break"])
    )

    def blocks(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        body = st.lists(inner, min_size=1, max_size=3).map("; ".join)
        return (
            st.builds(":if ({}) do={{ {} }} else={{ {} }}".format, value, body, body)
            | st.builds(":for i from=1 to={} do={{ {} ; :set c $i }}".format, st.sampled_from(["3", "$c"]), body)
            | st.builds(':foreach k,v in={} do={{ {} ; :put "$k:$v" }}'.format, value, body)
            | st.builds(":local n 0; :while ($n < 3) do={{ :set n ($n + 1); {} }}".format, body)
            | st.builds(":do {{ {} }} on-error={{ {} }}".format, body, body)
            | st.builds(":for i from=1 to=2 do={{ {} }} on-error={{ {} }}".format, body, body)
            | st.builds("{{ {} }}".format, body)
            | st.builds(":onerror e in={{ {} }} do={{ :put $e; {} }}".format, body, body)
            | st.builds(":local m 0; :do {{ :set m ($m + 1); {} }} while=($m < 3)".format, body)
            | st.builds(":foreach v in={} do={{ :if ({}) do={{ :continue }}; {} }}".format, value, value, body)
            | st.builds(":local q do={{ {} }}; $q {}; $q {} g=7".format, body, value, value)
            | st.builds(":retry command={{ {} }} max=2 delay=0 on-error={{ {} }}".format, body, body)
        )

    return st.recursive(leaf, blocks, max_leaves=6)


PROGRAMS = st.lists(statements(), min_size=1, max_size=5).map("\n".join)
SETUP = """
:global h 5
:local a 1; :local b "text"; :local c 2; :local d ""
:local f do={ :local t $x; :for j from=1 to=2 do={ :set t ($t . $j . $1) }; :return $t }
:local k do={ :global g; :for j from=1 to=2 do={ :global h; :set g "$g$j$h" }; :global c 3; :return $g }
"""


def shown(value: Value) -> str:
    """A value with its type."""
    return f"{type_name(value)} {to_source(value)}"


def played(program: str, generate: bool, steps: int = 20_000) -> tuple[str, str, dict[str, str]]:
    """(output, error, global variables) of a program at a session that has no menu of its own."""
    out: list[str] = []

    def run(request: Request) -> Reply:
        return Reply()

    user = User("admin", frozenset(["read", "write"]), "local")
    limits = Limits(steps=steps, depth=20, generate=generate)
    session = Session(Tree(()), run, user, write=out.append, limits=limits)
    try:
        session.run_script(SETUP + program)
        error = ""
    except ScriptError as refused:
        error = refused.reason
    return "".join(out), error, {name: shown(value) for name, value in session.environment.items() if name not in "df"}


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PROGRAMS)
def test_any_program_gives_the_same_either_way(program: str) -> None:
    quick, slow = played(program, True), played(program, False)
    if "script stopped" in slow[1]:  # how far it came depends on when somebody looked
        assert quick[1] == slow[1]
    else:
        assert quick == slow


def test_a_number_wraps_at_64_bits_either_way() -> None:
    program = ":local x 9223372036854775800; :for i from=1 to=10 do={ :set x ($x + 1) }; :put $x"
    assert played(program, True) == played(program, False) == ("-9223372036854775806\n", "", {"h": "num 5"})


def test_an_endless_loop_ends_at_the_step_limit_either_way() -> None:
    for generate in (True, False):
        out, error, _ = played(":local x 0; :while (true) do={ :set x ($x + 1) }", generate)
        assert (out, error) == ("", "script stopped: too many steps")


def test_a_function_called_again_is_still_the_same_function() -> None:
    program = ":for i from=1 to=4 do={ :put [$f $i x=a] }"
    assert played(program, True) == played(program, False)
    assert played(program, True)[0] == "a1121\na1222\na1323\na1424\n"
