"""Host: what a session asks of the server around it: jobs, files, names. This one is for sessions without a server."""

from typing import NoReturn

from poolkeeper.tree.refusal import failure

from .values import Value

NO_KEY = 65535
"""What ``:terminal inkey`` gives where nobody pressed a key."""


class Host:
    """No server: nothing runs beside the session, and nothing is there to read. Doors have one that can."""

    def start(self, text: str, file: str) -> int:
        """Run a text or a stored script by itself; the number of its job. file: where its output goes, or empty."""
        return self._refuse()

    def captured(self, text: str, file: str) -> str:
        """Run it and wait for its end: what it printed."""
        return self._refuse()

    def resolve(self, name: str, server: str, port: int, six: bool) -> str:
        """An address of a name; six: an IPv6 one. server: whom to ask, empty for the machine's own way."""
        return self._refuse()

    def read(self, name: str) -> str:
        """The text of one of the server's files."""
        return self._refuse()

    def below(self, name: str) -> list[str]:
        """Names of a file or directory of the server's and of all that is in it; empty where there is none."""
        return self._refuse()

    def note(self, topics: str, message: str) -> None:
        """Write a log line in the server's name."""

    @staticmethod
    def _refuse() -> NoReturn:
        raise failure("this needs a running server")


def job_text(value: Value) -> str:
    """The text that ``:execute`` was given: of code what was written between its braces."""
    from .values import Code, to_text

    return value.source if isinstance(value, Code) else to_text(value)
