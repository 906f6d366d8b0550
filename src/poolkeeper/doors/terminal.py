"""Terminal: the interactive console session over bytes and a window size (prompt_toolkit). Local console now, SSH and
the web terminal later: whoever has a user at a terminal makes one of these and carries its bytes.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress

from prompt_toolkit import PromptSession
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.data_structures import Size
from prompt_toolkit.document import Document
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output.vt100 import Vt100_Output

from poolkeeper.script.session import Outcome, Session
from poolkeeper.tree import Refusal, Request, User

from .sessions import Sessions
from .slices import in_slices

BANNER = (
    "\n  Poolkeeper speaks RouterOS here\n\n"
    "[Tab]           Completes the command/word\n"
    "/               Move up to base level\n"
    "..              Move up one level\n"
    "/command        Use command at the base level\n"
    "/quit           Leave; the server goes on\n\n"
)


class _Screen:
    """What prompt_toolkit writes to: text on its way to the peer, CR LF at line ends."""

    encoding = "utf-8"

    def __init__(self, send: Callable[[str], None]) -> None:
        self._send = send

    def write(self, text: str) -> None:
        """Send a text as it is."""
        self._send(text)

    def flush(self) -> None:
        """Nothing waits here."""

    def isatty(self) -> bool:
        """It is a terminal."""
        return True

    def fileno(self) -> int:
        """There is no descriptor behind it."""
        raise OSError("no descriptor")


class _Words(Completer):
    """Completion from the session's own parser and tree."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get_completions(self, document: Document, event: CompleteEvent) -> Iterable[Completion]:
        """Words that may stand where the cursor is."""
        start, words = self._session.complete(document.text_before_cursor)
        for word in words:
            yield Completion(word, start_position=start - document.cursor_position)


class Terminal:
    """One user at one terminal. ``run`` until the user leaves or the line hangs up."""

    def __init__(
        self,
        sessions: Sessions,
        user: User,
        send: Callable[[str], None],
        flush: Callable[[], Awaitable[None]],
        size: tuple[int, int],
        term: str,
        history: InMemoryHistory | None = None,
    ) -> None:
        self._send = send
        self._columns, self._rows = size
        self._term = term
        self._user = user
        self._run_request = sessions.run
        self._history = history or InMemoryHistory()
        self._session = sessions.open(user, self._print, self._print, flush, self._columns)
        self._work: asyncio.Future[Outcome] | None = None
        self._pipe = create_pipe_input()
        self._input = self._pipe.__enter__()

    def typed(self, octets: bytes) -> None:
        """Bytes from the keyboard; Ctrl-C while a command runs ends the command."""
        if self._work is not None and b"\x03" in octets:
            self.interrupt()
            octets = octets.replace(b"\x03", b"")
        self._input.send_bytes(octets)

    def resize(self, columns: int, rows: int) -> None:
        """The window has a new size."""
        self._columns, self._rows = columns, rows
        self._session.width = columns

    def interrupt(self) -> None:
        """End the running command."""
        if self._work is not None:
            self._work.cancel()

    def hang_up(self) -> None:
        """The peer is gone."""
        self.interrupt()
        self._input.close()

    def _print(self, text: str) -> None:
        self._send(text.replace("\r\n", "\n").replace("\n", "\r\n"))

    def prompt(self) -> str:
        """``[admin@MikroTik] /ip pool> ``: user, identity, and the menu the session stands in."""
        identity = "MikroTik"
        with suppress(Refusal):
            reply = self._run_request(Request(self._user, ("system", "identity"), "get", {"value-name": "name"}))
            identity = reply.ret or identity
        path = " ".join(self._session.path)
        return f"[{self._user.name}@{identity}] {'/' + path if path else ''}> "

    async def run(self) -> int:
        """Prompt, run, print, again; 0 when the user leaves."""
        output = Vt100_Output(
            _Screen(self._send),  # type: ignore[arg-type]
            lambda: Size(rows=self._rows, columns=self._columns),
            term=self._term,
            enable_cpr=False,
        )
        self._print(BANNER)
        with self._pipe_closed(), create_app_session(input=self._input, output=output):
            prompt: PromptSession[str] = PromptSession(
                history=self._history, completer=_Words(self._session), complete_while_typing=False
            )
            while True:
                try:
                    text = await prompt.prompt_async(self.prompt(), handle_sigint=False)
                    while self._session.needs_more(text):
                        text += "\n" + await prompt.prompt_async("{... ", handle_sigint=False)
                except KeyboardInterrupt:
                    continue
                except (EOFError, OSError):
                    return 0
                if text.strip() in ("/quit", "quit"):
                    return 0
                await self._execute(text)

    def _pipe_closed(self) -> "_Closing":
        return _Closing(self._pipe)

    async def _execute(self, text: str) -> None:
        work = self._work = asyncio.ensure_future(in_slices(lambda: self._session.execute(text)))
        try:
            await asyncio.wait((work,))
            if work.cancelled():
                self._print("interrupted\n")
            else:
                work.result()
        finally:
            work.cancel()
            self._work = None


class _Closing:
    """Leaves a context manager that was entered earlier."""

    def __init__(self, entered: object) -> None:
        self._entered = entered

    def __enter__(self) -> None:
        """Entered already."""

    def __exit__(self, *error: object) -> None:
        self._entered.__exit__(*error)  # type: ignore[attr-defined]
