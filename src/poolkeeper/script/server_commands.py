"""Global commands that need the server around the session: jobs, imports, names, the terminal.

Source: RouterOS manual, Scripting (global commands), and Configuration Management (import).
"""

from collections.abc import Mapping
from types import MappingProxyType

from . import convert
from .frames import Frame
from .functions import whole_number
from .given import Given, Spec
from .host import job_text
from .importing import import_file
from .run import Run
from .syntax import RunError
from .values import NOTHING, Id, Ip, Ip6, Time, Value, to_text

DNS_PORT = 53
VERBOSE = MappingProxyType({"yes": "yes", "true": "yes", "no": "no", "false": "no", "progress": "progress"})
TERMINAL_WORDS = ("ask", "cuu", "el", "inkey", "style")


def _execute(given: Given) -> Run:
    """``:execute``: a job of its own, whose id is the value; ``as-string`` waits for what it prints."""
    script, file = given.needed("script"), given.value("file", "")
    waits = "as-string" in given.nodes

    def run(frame: Frame) -> Value:
        host, text, name = frame.session.host, job_text(script(frame)), to_text(file(frame))
        return host.captured(text, name) if waits else Id(host.start(text, name))

    return run


def _resolve(given: Given) -> Run:
    name, server = given.needed("domain-name"), given.value("server", "")
    port, kind = given.value("server-port", DNS_PORT), given.value("type", "ipv4")

    def run(frame: Frame) -> Value:
        wanted = to_text(kind(frame))
        if wanted not in ("ipv4", "ipv6"):
            raise RunError("input does not match any value of type")
        text = to_text(name(frame))
        known = convert.typed(text)
        if isinstance(known, Ip | Ip6):
            return known
        number = whole_number(port(frame))
        if not 0 < number < 1 << 16:
            raise RunError("value of server-port out of range (1..65535)")
        found = frame.session.host.resolve(text, to_text(server(frame)), number, wanted == "ipv6")
        return convert.typed(found)

    return run


def _terminal(given: Given) -> Run:
    """``:terminal``: styles and cursor are for screens; ``inkey`` waits for a key and gives its code."""
    word = given.needed("command")
    timeout = given.value("timeout") if "timeout" in given.nodes else None

    def run(frame: Frame) -> Value:
        what = to_text(word(frame))
        if what not in TERMINAL_WORDS:
            raise RunError(f"bad command name {what}")
        if what == "ask":
            raise RunError("nobody is there to ask")
        if what != "inkey":
            return NOTHING
        span = None if timeout is None else convert.to_time(timeout(frame))
        left_s = frame.clock.left_s()
        bounded = isinstance(span, Time)
        return frame.session.press(min(span.ns / 10**9, left_s) if isinstance(span, Time) else left_s, bounded)

    return run


def _beep(given: Given) -> Run:
    """``:beep``: there is no speaker; the arguments are looked at all the same."""
    values = [given.value(name) for name in given.nodes]

    def run(frame: Frame) -> Value:
        for each in values:
            each(frame)
        return NOTHING

    return run


def _jobname(given: Given) -> Run:
    return lambda frame: frame.session.name


def _import(given: Given) -> Run:
    name, first = given.needed("file-name"), given.value("from-line", 1)
    verbose, dry = given.value("verbose", False), "dry-run" in given.nodes

    def run(frame: Frame) -> Value:
        how = VERBOSE.get(to_text(verbose(frame)))
        if how is None:
            raise RunError("input does not match any value of verbose")
        import_file(frame.session, to_text(name(frame)), how, whole_number(first(frame)), dry, given.at)
        return NOTHING

    return run


SERVER_COMMANDS: Mapping[str, Spec] = MappingProxyType(
    {
        "execute": Spec(("script",), _execute, ("file",), ("as-string",)),
        "resolve": Spec(("domain-name",), _resolve, ("server", "server-port", "type")),
        "terminal": Spec(("command", "style"), _terminal, ("timeout", "prompt", "preinput")),
        "beep": Spec((), _beep, ("frequency", "length")),
        "jobname": Spec((), _jobname),
        "import": Spec(("file-name",), _import, ("verbose", "from-line"), ("dry-run",)),
    }
)
