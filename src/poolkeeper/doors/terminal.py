"""Terminal: the interactive console session over bytes and a window size (prompt_toolkit). Local console now, SSH and
the web terminal later: whoever has a user at a terminal makes one of these and carries its bytes.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress

from prompt_toolkit import PromptSession
from prompt_toolkit.application import create_app_session, run_in_terminal
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.data_structures import Size
from prompt_toolkit.document import Document
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.output.vt100 import Vt100_Output
from prompt_toolkit.shortcuts import CompleteStyle

from poolkeeper.script.completion import Choice
from poolkeeper.script.session import Outcome
from poolkeeper.tree import Refusal, Request, Style, User

from .editor import edited
from .sessions import Sessions
from .slices import in_slices, wait

BANNER = (
    "\n  Poolkeeper speaks RouterOS here\n\n"
    "[?]             Gives the list of available commands\n"
    "command [?]     Gives help on the command and list of arguments\n"
    "[Tab]           Completes the command/word. If the input is ambiguous,\n"
    "                a second [Tab] gives possible options\n"
    "/               Move up to base level\n"
    "..              Move up one level\n"
    "/command        Use command at the base level\n"
    "/quit           Leave; the server goes on\n\n"
)
MOST_PROMPTED = 200
"""Lines of one input behind which the prompt of its next line stops telling the open brackets."""


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
    """Completion from the session's own parser and tree; a word that is the only one gets the blank behind it."""

    def __init__(self, choices: Callable[[str], tuple[int, list[Choice]]]) -> None:
        self._choices = choices

    def get_completions(self, document: Document, event: CompleteEvent) -> Iterable[Completion]:
        """Words that may stand where the cursor is."""
        start, choices = self._choices(document.text_before_cursor)
        for choice in choices:
            blank = " " if len(choices) == 1 and not choice.open else ""
            yield Completion(
                choice.word + blank, start_position=start - len(document.text_before_cursor), display=choice.word
            )


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
        self._session.height = self._rows
        self._session.ask = lambda label, choices: wait(self._asked(label, choices))
        self._session.edit = lambda title, text: wait(self._edited(title, text))
        self._editing = False
        self._work: asyncio.Future[Outcome] | None = None
        self._prompt: PromptSession[str] | None = None
        self._pipe = create_pipe_input()
        self._input = self._pipe.__enter__()

    def typed(self, octets: bytes) -> None:
        """Bytes from the keyboard; Ctrl-C while a command runs ends the command."""
        if self._work is not None and not self._editing and b"\x03" in octets:
            self.interrupt()
            octets = octets.replace(b"\x03", b"")
        self._input.send_bytes(octets)

    def resize(self, columns: int, rows: int) -> None:
        """The window has a new size."""
        self._columns, self._rows = columns, rows
        self._session.width, self._session.height = columns, rows
        if self._prompt is not None and self._prompt.app.is_running:
            self._prompt.app.invalidate()

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
        path = (" " if self._session.style is Style.V6 else "/").join(self._session.path)
        return f"[{self._user.name}@{identity}] {'/' + path if path else ''}> "

    def _next_line_prompt(self, width: int, line: int, wrapped: int) -> str:
        """``{... ``: what is still open before a further line of the input."""
        if wrapped or self._prompt is None:
            return ""
        lines = self._prompt.default_buffer.text.split("\n")
        pending = None if line > MOST_PROMPTED else self._session.pending("\n".join(lines[:line]) + "\n")
        return f"{pending or ''}... "

    def _keys(self) -> KeyBindings:
        """Enter runs a text that is whole and else begins its next line; F1, and ? outside of strings, explain."""
        keys = KeyBindings()

        @keys.add("enter")
        def enter(event: KeyPressEvent) -> None:
            buffer = event.current_buffer
            if self._session.pending(buffer.text) is None:
                buffer.validate_and_handle()
            else:
                buffer.insert_text("\n")

        @keys.add("f1")
        def help_key(event: KeyPressEvent) -> None:
            self._explain(event)

        @keys.add("?")
        def question(event: KeyPressEvent) -> None:
            buffer = event.current_buffer
            if (self._session.pending(buffer.document.text_before_cursor) or "").endswith('"'):
                buffer.insert_text("?")
            else:
                self._explain(event)

        return keys

    def _explain(self, event: KeyPressEvent) -> None:
        """Print what may stand where the cursor is; what was typed stays and is shown again below."""
        typed = event.current_buffer.document.text_before_cursor
        lines = [self.prompt() + typed, *self._session.explained(typed)]
        text = "".join(f"{line}\n" for line in lines)
        run_in_terminal(lambda: self._print(text))

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
            prompt = self._prompt = PromptSession(
                history=self._history,
                completer=_Words(self._session.choices),
                complete_while_typing=False,
                complete_style=CompleteStyle.READLINE_LIKE,
                key_bindings=self._keys(),
                multiline=True,
                prompt_continuation=self._next_line_prompt,
            )
            while True:
                try:
                    text = await prompt.prompt_async(self.prompt(), handle_sigint=False)
                except KeyboardInterrupt:
                    continue
                except (EOFError, OSError):
                    return 0
                if await self._execute(text):
                    return 0

    async def _asked(self, label: str, choices: Callable[[str], tuple[int, list[Choice]]]) -> str:
        """What the user answers to a question of the running command; nothing if they leave it."""
        prompt: PromptSession[str] = PromptSession(
            completer=_Words(choices), complete_while_typing=False, complete_style=CompleteStyle.READLINE_LIKE
        )
        try:
            return await prompt.prompt_async(label, handle_sigint=False)
        except (EOFError, KeyboardInterrupt):
            return ""

    async def _edited(self, title: str, text: str) -> str | None:
        """A text as the user leaves the editor with it; Ctrl-C belongs to the editor meanwhile."""
        self._editing = True
        try:
            return await edited(title, text)
        finally:
            self._editing = False

    def _pipe_closed(self) -> "_Closing":
        return _Closing(self._pipe)

    async def _execute(self, text: str) -> bool:
        """Run a text; whether the user said ``/quit``."""
        work = self._work = asyncio.ensure_future(in_slices(lambda: self._session.execute(text)))
        try:
            await asyncio.wait((work,))
            if work.cancelled():
                self._print("interrupted\n")
                return False
            return work.result().left
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
