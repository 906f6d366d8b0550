"""The phase that looks with strace whether an ACK waits for its sync."""

import os
import re
import signal
import subprocess
import time
from pathlib import Path

from candidates import Running
from netbox import Row, members
from subject import Subject

SYNCS = "fsync,fdatasync,sync_file_range,msync"
SENDS = "sendto,sendmsg,sendmmsg"
WRITES = "write,pwrite64,writev,pwritev2"


def durable(subject: Subject, clients: int = 20) -> Row:
    """strace with one client at a time: was there a sync between each OFFER and its ACK?

    A server that writes through io_uring or mmap cannot be judged so; calls of io_uring are counted and reported.
    """
    box = subject.box
    with subject.running() as server:
        box.dora(n=5, w=1, t=2, o=0xD00000)
        synchronous = _synchronous_files(server)
        trace = server.folder / "strace"
        pids = [word for pid, _ in members(server.pid) for word in ("-p", str(pid))]
        calls = f"trace={SYNCS},{SENDS},{WRITES},io_uring_enter"
        strace = box.spawn(
            ["strace", "-f", "-qq", "-s", "8", "-o", trace, "-e", calls, *pids], stderr=subprocess.DEVNULL
        )
        time.sleep(0.7)  # strace has attached; a client before that would only be missed
        run = box.dora(n=clients, w=1, t=5, d=900)
        time.sleep(0.2)
        box.stop(strace, signal.SIGINT)
        story = "".join(_letter(line, bool(synchronous)) for line in trace.read_text(errors="replace").splitlines())
    before_acks = story.split("T")[1:-1:2]  # what happened between OFFER and ACK, client by client
    covered = sum("S" in part for part in before_acks)
    return {
        "acks": len(before_acks),
        "synced_before_ack": covered,
        "syncs": story.count("S"),
        "io_uring": story.count("U"),
        "o_dsync": synchronous,
        "dora_acks": run["acks"],
        "durable": bool(before_acks) and covered == len(before_acks),
    }


def _synchronous_files(server: Running) -> list[str]:
    """Files under its folder that the server holds open with O_DSYNC or O_SYNC: each write to them is a sync."""
    found = []
    for pid, _ in members(server.pid):
        for handle in Path(f"/proc/{pid}/fdinfo").iterdir():
            try:
                flags = re.search(r"flags:\s+(\d+)", handle.read_text())
                target = os.readlink(f"/proc/{pid}/fd/{handle.name}")
            except OSError:
                continue
            if flags and int(flags[1], 8) & os.O_DSYNC and target.startswith(str(server.folder)):
                found.append(target)
    return found


def _letter(line: str, writes_sync: bool) -> str:
    """One line of strace -f as S (a sync that succeeded), T (a packet sent), U (io_uring), or nothing."""
    call = line.split(None, 1)[-1]
    names = SYNCS.replace(",", "|")
    if re.match(rf"(?:<\.\.\. )?(?:{names})(?:\(| resumed).*=\s+0", call):
        return "S"
    if writes_sync and re.match(rf"(?:{WRITES.replace(',', '|')})\(", call):
        return "S"
    if call.startswith("io_uring_enter"):
        return "U"
    is_send = re.match(rf"(?:{SENDS.replace(',', '|')})\(", call)
    return "T" if is_send and ("AF_INET" in call or "AF_PACKET" in call) else ""
