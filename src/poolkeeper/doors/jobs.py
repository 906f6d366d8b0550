"""Jobs: scripts that run, each in a task of its own and in slices, with the rights it was given; not too many at once.

A job ends by itself, by an error (which the log tells), by the limits of scripts, or when somebody stops it.
"""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from poolkeeper.script.session import ScriptError
from poolkeeper.script.values import Value
from poolkeeper.tree import Caller, Category, Refusal, User, Values
from poolkeeper.tree.refusal import failure, no_such_item, not_enough_permissions

from .sessions import Sessions
from .slices import in_slices, wait

Log = Callable[[str, str], None]
MOST_JOBS = 100
"""Scripts that run at the same time; one more is refused."""
MOST_DEPTH = 10
"""Scripts that wait for each other."""
FIRST_JOB = 0xB000


@dataclass(frozen=True, slots=True)
class Script:
    """What is to be run. name: what it is called in log lines and to itself; key: by which its leniencies are told of
    once, however often it runs; user: in whose name and with which policies."""

    name: str
    text: str
    user: User
    key: object = None
    variables: Mapping[str, Value] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Job:
    """A script that runs. started: Unix seconds."""

    number: int
    script: Script
    started: int
    task: "asyncio.Task[None] | None" = None
    stopped: bool = False


class Jobs:
    """The scripts that run now."""

    def __init__(self, sessions: Sessions, log: Log) -> None:
        self._sessions, self._log = sessions, log
        self.running: dict[int, Job] = {}
        self._number = FIRST_JOB
        self._taken: dict[object, tuple[str, set[str]]] = {}

    def start(self, script: Script, write: Callable[[str], None] | None = None, depth: int = 0) -> Job:
        """Begin to run a script; Refusal where too many run. write: where its output goes, nowhere if not given."""
        if len(self.running) >= MOST_JOBS:
            raise failure("too many scripts are running")
        if depth >= MOST_DEPTH:
            raise failure("script stopped: too many scripts within scripts")
        self._number += 1
        job = self.running[self._number] = Job(self._number, script, int(time.time()))
        job.task = asyncio.get_running_loop().create_task(self._run(job, write or _nowhere, depth))
        job.task.add_done_callback(_looked_at)
        return job

    def finish(self, script: Script, caller: Caller) -> None:
        """Run a script and wait for its end, inside ``in_slices``; Refusal with the words of its error."""
        job = self.start(script, caller.say, caller.depth + 1)
        assert job.task is not None
        try:
            wait(job.task)
        except asyncio.CancelledError:
            if job.stopped:
                raise Refusal("interrupted", Category.INTERRUPTED) from None
            raise

    async def _run(self, job: Job, write: Callable[[str], None], depth: int) -> None:
        script = job.script
        session = self._sessions.open(
            script.user, write, write, _at_once, depth=depth, name=script.name, taken=self._told(script)
        )
        try:
            await in_slices(lambda: session.run_script(script.text, script.variables))
        except (ScriptError, Refusal) as error:
            self._log("script,error", f"executing script {script.name} failed, please check it manually")
            self._log("script,error", f"script error: {error.message}")
            raise Refusal(error.message, Category.SCRIPT) from None
        except asyncio.CancelledError:
            if job.stopped:
                self._log("script,warning", f"script {script.name} was stopped")
            raise
        finally:
            del self.running[job.number]

    def _told(self, script: Script) -> set[str]:
        """Leniencies this script was told of before, as long as its text is the same."""
        text, told = self._taken.get(script.key, ("", set()))
        if script.key is None or text != script.text:
            told = set()
            self._taken[script.key] = script.text, told
        return told

    def stop(self, user: User, numbers: tuple[int, ...]) -> None:
        """Stop jobs: whoever may do what they may."""
        jobs = [self.running.get(number) for number in numbers]
        for job in jobs:
            if job is None:
                raise no_such_item()
            if not job.script.user.policies <= user.policies:
                raise not_enough_permissions()
        for job in jobs:
            if job is not None and job.task is not None:
                job.stopped = True
                job.task.cancel()

    def rows(self) -> list[tuple[int, Values]]:
        """What ``/system/script/job`` shows."""
        return [
            (job.number, {"script": job.script.name, "owner": job.script.user.name, "started": job.started})
            for job in self.running.values()
        ]

    def close(self) -> None:
        """End them all."""
        for job in self.running.values():
            if job.task is not None:
                job.task.cancel()


def _nowhere(text: str) -> None:
    return None


async def _at_once() -> None:
    return None


def _looked_at(task: "asyncio.Task[None]") -> None:
    """The log has told of a refusal already; whatever else ended a script is a fault of ours and loud."""
    if task.cancelled() or task.exception() is None or isinstance(task.exception(), Refusal):
        return
    task.get_loop().call_exception_handler({"message": "a script", "exception": task.exception(), "task": task})
