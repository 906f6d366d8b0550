"""Sessions: opens console sessions for every door that has a prompt, each with its turns of the shared pacer."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from poolkeeper.script.host import Host
from poolkeeper.script.keeping import Keeping, Open
from poolkeeper.script.secrecy import suspects
from poolkeeper.script.session import Paged, Session
from poolkeeper.script.settings import Settings
from poolkeeper.script.values import Value
from poolkeeper.tree import Caller, Importing, Reply, Request, Tree, User

from .behind import LogFeed, SafeMode
from .beside import finished
from .files import FOLDER_NAME, Files
from .notices import Critical
from .pacer import Pacer
from .remembered import Remembered
from .sealing import Sealing
from .slices import Pause, before_waiting, wait

Run = Callable[[Request], Reply]
SettingsOf = Callable[[str], Settings]
"""The console settings of a user, asked anew whenever they matter."""


class Sliced:
    """Keeping for whoever gives the loop back now and then: nobody else meets what is not durable."""

    def __init__(self, keeping: Keeping) -> None:
        self._keeping = keeping
        self.tried = keeping.tried

    @contextmanager
    def grouped(self, importing: Importing, settled: Callable[[], object]) -> Iterator[Open]:
        """Statements of a file, many at a time, but never beyond a slice."""
        with self._keeping.grouped(importing, settled) as group, before_waiting(group.flush):
            yield group


class Sessions:
    """What all sessions share. folder: the server's, where ``export file=`` writes. settings_of: by user's name."""

    def __init__(
        self,
        tree: Tree,
        run: Run,
        pacer: Pacer,
        sealing: Sealing,
        folder: Path,
        settings_of: SettingsOf,
        safe: SafeMode,
        log: LogFeed,
        keeping: Keeping,
    ) -> None:
        self.tree, self.pacer, self.safe = tree, pacer, safe
        self.critical = Critical(log)
        self._run, self._sealing, self._keeping = run, sealing, Sliced(keeping)
        self._settings_of = settings_of
        self.files = Files(folder / FOLDER_NAME)
        self.environments: dict[str, dict[str, Value]] = {}
        self.host_of: Callable[[User, Caller], Host] = lambda user, caller: Host()
        """What a session has of the server around it; the joinery sets it."""
        self._folder = folder
        self._numbers = count(1)

    def number(self) -> int:
        """A number that no session had before."""
        return next(self._numbers)

    def remembered(self, user: str) -> Remembered:
        """What a user typed in earlier sessions."""
        return Remembered(self._folder, user, suspects)

    def open(
        self,
        user: User,
        write: Callable[[str], None],
        write_error: Callable[[str], None],
        flush: Callable[[], Awaitable[None]],
        width: int = 80,
        paged: Paged = iter,
        *,
        depth: int = 0,
        name: str = "",
        taken: set[str] | None = None,
    ) -> Session:
        """A session at the root menu; use it inside ``in_slices``. flush: waits until a slow reader caught up.

        depth: how many scripts wait for it; name: of the script it is for; taken: leniencies told of already.
        """
        pause = Pause(self.pacer)
        caller = Caller(write, depth)

        def breathe() -> None:
            if pause():  # what a slice can write meanwhile is little
                wait(flush())

        return Session(
            self.tree,
            lambda request: finished(self.run(request), caller),
            user,
            write=write,
            write_error=write_error,
            width=width,
            settings=lambda: self._settings_of(user.name),
            pause=breathe,
            sleep=lambda seconds: wait(asyncio.sleep(seconds)),
            paged=paged,
            keep=self.files.writing,
            host=self.host_of(user, caller),
            environment=self.environments.setdefault(user.name, {}),
            name=name,
            taken=taken,
            keeping=self._keeping,
        )

    def run(self, request: Request) -> Reply:
        """Answer a request from inside ``in_slices``; passwords are hashed beside the loop first."""
        if self._sealing.plain(request):
            request = wait(self._sealing.ready(request))
        return self._run(request)
