"""/system/script with its sub-menus environment and job, and /environment: scripts, their globals, those that run.

Scripts are run by another part of the house; here is what there is to see and to set.
"""

from collections.abc import Iterator
from typing import Annotated, Any

from poolkeeper.tree import (
    EnumKind,
    Flag,
    House,
    ListKind,
    Look,
    Name,
    Number,
    Request,
    Text,
    TextKind,
    Values,
    command,
    live,
    menu,
    overlay,
    prop,
)
from poolkeeper.tree.request import ALL_POLICIES

from .time_kinds import MomentKind

SCRIPT_POLICIES = ("ftp", "reboot", "read", "write", "policy", "test", "password", "sniff", "sensitive", "romon")
"""What a script may do where nothing else is said (RouterOS manual, Scripting)."""


class ScriptPolicyKind(ListKind):
    """Policies in RouterOS's order, each once; ``!`` before one takes it away."""

    def __init__(self) -> None:
        super().__init__(EnumKind(*ALL_POLICIES), flexible=True)

    def parse(self, text: str, prop: str, look: Look) -> tuple[str, ...]:
        words = [word.strip() for word in text.replace(";", ",").split(",") if word.strip()]
        granted = {self.of.parse(word, prop, look) for word in words if not word.startswith("!")}
        granted -= {self.of.parse(word[1:], prop, look) for word in words if word.startswith("!")}
        return tuple(policy for policy in ALL_POLICIES if policy in granted)


Policies = Annotated[tuple[str, ...], ScriptPolicyKind()]
OWNER_ABOUT = "who set the code last; it runs with what he may do at that moment"


@menu(
    "/system/script",
    flags="I - invalid",
    columns=("name", "owner", "last-started", "run-count"),
    detail=True,
    noun="script",
    invent="script",
)
class Script:
    """Stored scripts. A script may do what its policy lists and its runner may too."""

    name: Name = prop(key=True, unique=True, about="what run, schedules and lease-scripts call it")
    owner: Text = prop(read_only=True, told=True, about=OWNER_ABOUT)
    policy: Policies = prop(default=SCRIPT_POLICIES, always=True, about="the most the script may do, whoever runs it")
    dont_require_permissions: Flag = prop(
        default=False, always=True, about="run with what the owner may do instead of what the runner may"
    )
    last_started: Annotated[int, MomentKind()] = prop(read_only=True, about="when it was run last")
    run_count: Number = prop(default=0, read_only=True, always=True, about="how often it was run")
    source: Text = prop(default="", always=True, code=True, quoted=False, about="the text of the script")


@overlay(Script)
def script_as_it_is(house: House, item: int, values: Values) -> Values:
    """Its owner, whether its text can be read, and runs that are not on disk yet."""
    owner = house.owner("/system/script", item, "source")
    return {**values, "owner": owner, **house.state("/system/script", item)}


@command(Script, "run", args={"number": TextKind()}, positional=("number",), takes_items=True, policy="read")
def run(edits: Any, request: Request, ids: list[int]) -> Any:
    """Run scripts and wait for their end"""
    return edits.house.beside("run-scripts", request.user, tuple(ids))


@menu(
    "/system/script/environment",
    shape="live",
    own="user",
    columns=("name", "value"),
)
class ScriptEnvironment:
    """Global variables of your scripts and consoles, until the server ends."""

    name: Name = prop(key=True, read_only=True, about="name behind the dollar")
    value: Text = prop(read_only=True, about="as a script would write it")
    user: Text = prop(read_only=True, about="whose variable it is")


@live(ScriptEnvironment)
def globals_there(house: House) -> Iterator[tuple[int, Values]]:
    """Every user's globals; the engine shows each user his own."""
    yield from house.live("/system/script/environment")


@menu("/environment", shape="live", own="user", headless=True, joint="=", numbered=False, columns=("name", "value"))
class Environment:
    """The same as ``/system/script/environment``, printed as ``name=value``."""

    name: Name = prop(key=True, read_only=True, about="name behind the dollar")
    value: Text = prop(read_only=True, about="as a script would write it")
    user: Text = prop(read_only=True, about="whose variable it is")


@live(Environment)
def the_same_globals(house: House) -> Iterator[tuple[int, Values]]:
    """Every user's globals."""
    yield from house.live("/system/script/environment")


def _forget(edits: Any, request: Request, ids: list[int]) -> Any:
    """Forget variables"""
    return edits.house.beside("forget-globals", request.user, tuple(ids))


for _menu in (ScriptEnvironment, Environment):
    command(_menu, "remove", args={"numbers": TextKind()}, positional=("numbers",), takes_items=True)(_forget)


@menu("/system/script/job", shape="live", columns=("script", "owner", "started"))
class ScriptJob:
    """Scripts that run now."""

    script: Text = prop(read_only=True, about="the script's name, or what runs the text")
    owner: Text = prop(read_only=True, about="in whose name it runs")
    started: Annotated[int, MomentKind()] = prop(read_only=True, about="since when")


@live(ScriptJob)
def jobs_there(house: House) -> Iterator[tuple[int, Values]]:
    """The scripts that run at this moment."""
    yield from house.live("/system/script/job")


@command(ScriptJob, "remove", args={"numbers": TextKind()}, positional=("numbers",), takes_items=True)
def stop(edits: Any, request: Request, ids: list[int]) -> Any:
    """Stop scripts"""
    return edits.house.beside("stop-jobs", request.user, tuple(ids))
