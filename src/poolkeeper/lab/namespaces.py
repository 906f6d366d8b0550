"""Network namespaces that leave nothing behind: each is held by an open file of this process and by nothing else.

The kernel takes a namespace and every interface in it away when the last file and process are gone, also after
``kill -9``. Sources: network_namespaces(7), user_namespaces(7), setns(2), unshare(2), prctl(2).
"""

import asyncio
import ctypes
import os
import signal
import subprocess
import threading
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from poolkeeper.servers.netlink import set_link

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000  # linux/sched.h
PR_SET_PDEATHSIG = 1  # linux/prctl.h

Result = TypeVar("Result")
_libc = ctypes.CDLL(None, use_errno=True)


def _must(done: int, what: str) -> None:
    if done:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def own_user_namespace() -> None:
    """Become root of a user namespace of our own, with our own user as its root; OSError where the kernel refuses.

    For a process of one thread (unshare(2)). Files that are made go on belonging to the user outside.
    """
    uid, gid = os.geteuid(), os.getegid()
    _must(_libc.unshare(CLONE_NEWUSER), "user namespace")
    for name, text in (("setgroups", "deny"), ("uid_map", f"0 {uid} 1"), ("gid_map", f"0 {gid} 1")):
        Path("/proc/self", name).write_text(text)


def _apart(work: Callable[[], Result]) -> Result:
    """The result of work done in a thread of its own, whose namespace ends with it."""
    result: list[Result] = []
    failure: list[BaseException] = []

    def run() -> None:
        try:
            result.append(work())
        except BaseException as error:  # noqa: BLE001 - raised again where it was asked for
            failure.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if failure:
        raise failure[0]
    return result[0]


class Namespace:
    """One network namespace with loopback up; OSError where the kernel refuses to make it. ``close`` lets it go."""

    def __init__(self, name: str) -> None:
        self.name = name

        def make() -> int:
            _must(_libc.unshare(CLONE_NEWNET), "network namespace")
            return os.open("/proc/thread-self/ns/net", os.O_RDONLY | os.O_CLOEXEC)

        self.handle = _apart(make)
        self.work(lambda: set_link("lo"))

    @property
    def path(self) -> str:
        """Where the namespace can be entered from outside, as nsenter(1) wants it."""
        return f"/proc/{os.getpid()}/fd/{self.handle}"

    def enter(self) -> None:
        """Move the calling thread in."""
        _must(_libc.setns(self.handle, CLONE_NEWNET), "setns")

    def call(self, work: Callable[[], Result]) -> Result:
        """The result of work done inside; sockets that it opens stay inside."""

        def run() -> Result:
            self.enter()
            return work()

        return _apart(run)

    def work(self, make: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
        """The same for a coroutine, in a loop of its own."""
        return self.call(lambda: asyncio.run(make()))

    def spawn(
        self, argv: Sequence[str | Path], log: Path, at_our_end: signal.Signals = signal.SIGKILL, **options: Any
    ) -> "subprocess.Popen[bytes]":
        """A program inside; it gets a signal when this process ends, however that comes. log: its output."""
        return spawn(argv, log, at_our_end, self.enter, **options)

    def close(self) -> None:
        """Let it go; it vanishes with the last process inside."""
        with suppress(OSError):
            os.close(self.handle)


def spawn(
    argv: Sequence[str | Path],
    log: Path,
    at_our_end: signal.Signals = signal.SIGKILL,
    enter: Callable[[], None] = lambda: None,
    **options: Any,
) -> "subprocess.Popen[bytes]":
    """A program of ours in a session of its own: Ctrl-C at our terminal is ours to pass on."""
    parent = os.getpid()

    def before_exec() -> None:
        enter()
        _libc.prctl(PR_SET_PDEATHSIG, int(at_our_end))
        if os.getppid() != parent:  # we ended in between
            os._exit(1)

    with log.open("ab") as output:
        options = {"stdin": subprocess.DEVNULL, "stdout": output, "stderr": output, **options}
        return subprocess.Popen(argv, start_new_session=True, preexec_fn=before_exec, **options)
