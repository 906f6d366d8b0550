"""What a terminal tells its user unasked: the note at log-in, critical log lines, the loss of safe mode.

While the user types or nothing happens it is told at once, above the prompt; while a command runs it waits for its end.
Source: RouterOS manual, Log (action echo), and captures of routers.
"""

import asyncio
import contextvars
from collections import deque
from collections.abc import Callable, Iterator
from datetime import datetime

from prompt_toolkit.application import run_in_terminal

from poolkeeper.script.export import MONTHS
from poolkeeper.tree import Style

from .behind import LogFeed, LogLine

CRITICAL = "critical"
MOST_TOLD = 20
"""Critical lines of one log-in; more are told by number."""
MOST_WAITING = 100


class Critical:
    """Critical lines of the log, and the newest that each user has seen."""

    def __init__(self, log: LogFeed) -> None:
        self._log = log
        self._seen: dict[str, int] = {}

    def unseen(self, user: str, style: Style) -> Iterator[str]:
        """Lines since the user was told last, oldest first, as they are told at log-in."""
        lines = [line for line in self._log.since(self._seen.get(user, 0)) if is_critical(line)]
        self._seen[user] = self._log.newest
        if len(lines) > MOST_TOLD:
            yield f'{len(lines) - MOST_TOLD} older critical lines: /log print where topics~"critical"'
        for line in lines[-MOST_TOLD:]:
            yield f"{_moment(line.time, style)} {line.topics} {line.message}"

    def follow(self, user: str, tell: Callable[[str], None]) -> Callable[[], None]:
        """Tell a user's terminal of critical lines from now on; the function that ends it."""

        def listen(line: LogLine) -> None:
            if is_critical(line):
                self._seen[user] = line.number
                tell(f"{datetime.fromtimestamp(line.time):%H:%M:%S} echo: {line.topics} {line.message}")

        return self._log.follow(listen)


def is_critical(line: LogLine) -> bool:
    """Whether a log line has the topic ``critical``."""
    return CRITICAL in line.topics.split(",")


def _moment(time: float, style: Style) -> str:
    when = datetime.fromtimestamp(time)
    day = f"{when:%Y-%m-%d}" if style is Style.V7 else f"{MONTHS[when.month - 1]}{when:/%d/%Y}"
    return f"{day} {when:%H:%M:%S}"


class Notices:
    """Lines for one terminal that nobody asked for. Made inside the terminal's own prompt_toolkit session."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._waiting: deque[str] = deque(maxlen=MOST_WAITING)
        self._context = contextvars.copy_context()
        self._loop = asyncio.get_running_loop()
        self.idle = False

    def tell(self, line: str) -> None:
        """Tell a line, at once or as soon as the running command has ended."""
        self._waiting.append(line)
        if self.idle and len(self._waiting) == 1:
            self._loop.call_soon(self._over_the_prompt)

    def _over_the_prompt(self) -> None:
        """Above what is being typed; the prompt is drawn again below."""
        if self.idle and self._waiting:
            self._context.copy().run(run_in_terminal, self.flush)

    def flush(self) -> None:
        """Tell what waits."""
        while self._waiting:
            self._say(self._waiting.popleft() + "\n")
