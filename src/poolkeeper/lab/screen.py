"""What a person sees of the lab: a live screen on a terminal, plain lines where there is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from .clients import BOUND, LabClient
from .server import Fill, Lease

BAR = 40
LEAST_WIDTH = 100


@dataclass(frozen=True)
class Scene:
    """Everything there is to show at one moment. try_this: (what, line to type)."""

    way: str
    on_namespaces: bool
    clients: Sequence[LabClient]
    fills: Sequence[Fill]
    leases: Sequence[Lease]
    try_this: Sequence[tuple[str, str]]


class Screen(Protocol):
    """Shows scenes."""

    def say(self, text: str) -> None:
        """Tell what happened before there is a scene."""

    def show(self, scene: Scene) -> None:
        """Show how things are now."""

    def close(self) -> None:
        """Give the terminal back."""


class Plain:
    """A line whenever something changed."""

    def __init__(self) -> None:
        self._told: dict[str, str] = {}
        self._tried = False

    def say(self, text: str) -> None:
        print(text, flush=True)

    def show(self, scene: Scene) -> None:
        for client in scene.clients:
            now = f"{client.state} {client.address}".strip()
            if self._told.get(client.name, "asking") != now:
                print(f"{client.name} ({client.program}, {client.mac.hex(':').upper()}): {now}", flush=True)
            self._told[client.name] = now
        for fill in scene.fills:
            now = f"{fill.used} of {fill.total} used, {fill.available} available"
            if self._told.get(f"pool {fill.name}") != now:
                print(f"pool {fill.name}: {now}", flush=True)
            self._told[f"pool {fill.name}"] = now
        if not self._tried:
            self._tried = True
            for what, line in scene.try_this:
                print(f"{what}: {line}", flush=True)

    def close(self) -> None:
        pass


class Lively:
    """The screen that redraws."""

    def __init__(self) -> None:
        self._console = Console()
        self._live: Live | None = None

    def say(self, text: str) -> None:
        self._console.print(text, style="dim", highlight=False)

    def show(self, scene: Scene) -> None:
        if self._live is None:
            self._live = Live(console=self._console, auto_refresh=False, vertical_overflow="visible")
            self._live.start()
        self._live.update(picture(scene), refresh=True)

    def close(self) -> None:
        if self._live is not None:
            self._live.stop()


def picture(scene: Scene) -> Group:
    """The whole screen."""
    parts: list[Text | Table] = [Text("Poolkeeper lab", style="bold") + Text(f": {scene.way}", style="dim"), Text()]
    if scene.on_namespaces:
        parts += [_diagram(len(scene.clients)), Text()]
    parts += [_table(scene), Text(), *(_bar(fill) for fill in scene.fills), Text()]
    parts.append(Text("Type these in another terminal; Ctrl-C here ends the lab and removes everything.", style="dim"))
    width = max((len(what) for what, _ in scene.try_this), default=0)
    parts += [
        Text(f"  {what:{width}}  ", style="dim", no_wrap=True, overflow="ignore") + Text(line, style="cyan")
        for what, line in scene.try_this
    ]
    return Group(*parts)


def _diagram(clients: int) -> Text:
    last = f"client{clients}" if clients > 1 else ""
    what = f"client1 {'...' if clients > 2 else ''} {last}".replace("  ", " ").strip() if clients else "nobody"
    return Text(
        "  internet ──── ether1 [ router ] ether2 ──── switch ──── " + what + "\n"
        "  203.0.113.1          Poolkeeper  192.168.88.1",
        no_wrap=True,
    )


def _table(scene: Scene) -> Table:
    leases = {lease.mac: lease for lease in scene.leases}
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="dim")
    for title in ("  CLIENT", "PROGRAM", "MAC-ADDRESS", "ADDRESS", "LEASE", "EXPIRES-AFTER"):
        table.add_column(title, no_wrap=True)
    for client in scene.clients:
        mac = client.mac.hex(":").upper()
        lease = leases.pop(mac, None)
        style = "green" if client.state == BOUND else "yellow"
        status, left = (lease.status, lease.expires_after) if lease else ("", "")
        address = Text(client.address or f"{client.state} ...", style=style)
        table.add_row(f"  {client.name}", client.program, mac, address, status, left)
    for mac, lease in sorted(leases.items()):
        table.add_row(f"  {lease.host_name or '-'}", "", mac, lease.address, lease.status, lease.expires_after)
    return table


def _bar(fill: Fill) -> Text:
    full = 0 if fill.total == 0 else max(round(BAR * fill.used / fill.total), 1 if fill.used else 0)
    bar = Text(f"  pool {fill.name}  ") + Text("█" * full, style="green") + Text("░" * (BAR - full), style="dim")
    return bar + Text(f"  {fill.used} of {fill.total} used, {fill.available} available")
