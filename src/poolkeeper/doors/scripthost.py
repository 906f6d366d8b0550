"""What a console session has of the server around it: jobs, files, names (``script.host.Host`` with a server)."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from poolkeeper.script.host import Host
from poolkeeper.tree import Caller, Refusal, User

from .files import Files
from .resolver import Resolver
from .slices import wait

if TYPE_CHECKING:
    from .jobs import Jobs, Script

MOST_IMPORTED = 64 << 20
MOST_CAPTURED = 4 << 20
"""Characters that ``:execute as-string`` gives back."""


class ServerHost(Host):
    """One session's host. script_of: the stored script a text names, else the text itself, run by a user."""

    def __init__(
        self,
        user: User,
        caller: Caller,
        jobs: "Jobs",
        files: Files,
        resolver: Resolver,
        script_of: "Callable[[User, str], Script]",
        log: Callable[[str, str], None],
    ) -> None:
        self._user, self._caller = user, caller
        self._jobs, self._files, self._resolver, self._script_of, self._log = jobs, files, resolver, script_of, log

    def start(self, text: str, file: str) -> int:
        """Run it by itself; what it prints goes to a file, or nowhere."""
        script = self._script_of(self._user, text)
        if not file:
            return self._jobs.start(script).number
        said: list[str] = []
        job = self._jobs.start(script, _collector(said))
        assert job.task is not None
        job.task.add_done_callback(lambda task: self._keep(file, said))
        return job.number

    def _keep(self, file: str, said: list[str]) -> None:
        asyncio.get_running_loop().create_task(self._keep_text(file, "".join(said)))

    async def _keep_text(self, file: str, text: str) -> None:
        try:
            await asyncio.to_thread(self._write, file, text)
        except Refusal as refusal:
            self._log("script,error", f"script error: {refusal.message}")

    def _write(self, file: str, text: str) -> None:
        with self._files.writing(f"{file.removesuffix('.txt')}.txt") as write:
            write(text)

    def captured(self, text: str, file: str) -> str:
        """Run it to its end: what it printed."""
        said: list[str] = []
        self._jobs.finish(self._script_of(self._user, text), Caller(_collector(said), self._caller.depth))
        if file:
            wait(asyncio.to_thread(self._write, file, "".join(said)))
        return "".join(said)

    def resolve(self, name: str, server: str, port: int, six: bool) -> str:
        """An address of a name."""
        return wait(self._resolver.resolve(name, server, port, six))

    def read(self, name: str) -> str:
        """The text of a file."""
        return wait(asyncio.to_thread(self._files.read, name, MOST_IMPORTED))

    def below(self, name: str) -> list[str]:
        """What there is at a path."""
        return wait(asyncio.to_thread(self._files.below, name))

    def note(self, topics: str, message: str) -> None:
        """Write a log line."""
        self._log(topics, message)


def _collector(said: list[str]) -> Callable[[str], None]:
    """Keeps what a script prints, up to a bound."""
    left = MOST_CAPTURED

    def keep(text: str) -> None:
        nonlocal left
        piece = text[:left]
        left -= len(piece)
        said.append(piece)

    return keep
