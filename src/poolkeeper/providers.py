"""What live menus show that no table holds: log lines, files, the clock, the machine, the state of services."""

import os
import platform
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from stat import S_ISDIR

from poolkeeper.app import Parts
from poolkeeper.doors.files import FOLDER_NAME, Files
from poolkeeper.engine.core import Core
from poolkeeper.tree import Values, id_text

MOST_IDS = 100
"""Ids of one change that are shown."""


def provide(parts: Parts, folder: Path, began: float, service_state: Callable[[str], str | None]) -> None:
    """Hang the providers into the core. began: monotonic second of the start."""
    core = parts.core
    core.providers["/log"] = lambda: _log_lines(parts)
    core.providers["/system/history"] = lambda: _changes(parts)
    core.providers["/ip/dhcp-server/counters"] = lambda: _dhcp_counters(parts)
    files = Files(folder / FOLDER_NAME)
    core.providers["/file"] = lambda: _files(core, files)
    core.providers["/system/clock"] = _clock
    core.providers["/system/resource"] = lambda: _resource(folder, began)

    def state(item: int) -> Values:
        values = core.tables["/ip/service"].items.get(item, {})
        why = None if values.get("disabled") else service_state(str(values.get("name")))
        return {"invalid": why is not None, "about": why}

    core.states["/ip/service"] = state


def _log_lines(parts: Parts) -> Iterator[tuple[int, Values]]:
    now = int(time.time())
    for line in list(parts.log.lines):
        yield (
            line.number,
            {
                "time": (int(line.time), now),
                "topics": tuple(line.topics.split(",")),
                "message": line.message,
            },
        )


def _changes(parts: Parts) -> Iterator[tuple[int, Values]]:
    for made in list(parts.engine.history):
        yield (
            made.number,
            {
                "undoable": made.done and not made.floating,
                "redoable": not made.done,
                "floating-undo": bool(made.floating),
                "redo": made.redo,
                "undo": made.undo,
                "action": made.action,
                "by": made.user.name,
                "policy": made.policy,
                "time": made.time,
                "via": made.user.door,
                "uid": made.user.uid,
                "address": made.user.address or None,
                "items": tuple(id_text(item) for item in made.ids[:MOST_IDS]),
            },
        )


def _dhcp_counters(parts: Parts) -> Iterator[tuple[int, Values]]:
    for number, (name, packets) in enumerate(list(parts.core.counters.items())):
        yield number, {"name": name.removeprefix("dhcp-"), "packets": packets}


_KINDS = {".rsc": "script", ".backup": "backup"}


def _files(core: Core, files: Files) -> Iterator[tuple[int, Values]]:
    """Files and folders below the root, by name; symbolic links are not followed."""
    for name in files.names():
        try:
            status = os.lstat(files.folder / name)
        except FileNotFoundError:
            continue
        suffix = Path(name).suffix
        folder = S_ISDIR(status.st_mode)
        kind = "directory" if folder else _KINDS.get(suffix, f"{suffix} file" if suffix else "file")
        size = None if folder else status.st_size
        values = {"name": name, "type": kind, "size": size, "creation-time": int(status.st_mtime)}
        yield core.live_id("/file", name), values


def _clock() -> Iterator[tuple[int, Values]]:
    now = datetime.now().astimezone()
    offset = now.utcoffset()
    yield (
        0,
        {
            "time": now.hour * 3600 + now.minute * 60 + now.second,
            "date": now.date(),
            "time-zone-autodetect": False,
            "time-zone-name": _zone_name(),
            "gmt-offset": int(offset.total_seconds()) if offset is not None else 0,
            "dst-active": bool(time.localtime().tm_isdst),
        },
    )


def _zone_name() -> str:
    """The machine's zone as /etc/localtime names it, ``manual`` where that says nothing."""
    target = os.path.realpath("/etc/localtime")
    return target.partition("zoneinfo/")[2] or "manual"


def _resource(folder: Path, began: float) -> Iterator[tuple[int, Values]]:
    memory = _memory()
    disk = os.statvfs(folder)
    count = os.cpu_count() or 1
    yield (
        0,
        {
            "uptime": int(time.monotonic() - began) * 1_000_000,
            "version": "",
            "build-time": "Jan/01/2025 00:00:00",
            "free-memory": memory.get("MemAvailable", 0),
            "total-memory": memory.get("MemTotal", 0),
            "cpu": _cpu_model(),
            "cpu-count": count,
            "cpu-frequency": _cpu_mhz(),
            "cpu-load": min(100, round(os.getloadavg()[0] * 100 / count)),
            "free-hdd-space": disk.f_bavail * disk.f_frsize,
            "total-hdd-space": disk.f_blocks * disk.f_frsize,
            "architecture-name": platform.machine(),
            "board-name": "Poolkeeper",
            "platform": "MikroTik",
        },
    )


def _memory() -> dict[str, int]:
    """Bytes by the names of /proc/meminfo."""
    found: dict[str, int] = {}
    for line in Path("/proc/meminfo").read_text().splitlines():
        name, _, rest = line.partition(":")
        words = rest.split()
        if words and words[0].isdigit():
            found[name] = int(words[0]) * 1024
    return found


def _cpu_lines() -> Iterator[tuple[str, str]]:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        name, _, value = line.partition(":")
        yield name.strip(), value.strip()


def _cpu_model() -> str:
    return next((value for name, value in _cpu_lines() if name == "model name"), platform.machine())


def _cpu_mhz() -> int:
    return next((round(float(value)) for name, value in _cpu_lines() if name == "cpu MHz"), 0)
