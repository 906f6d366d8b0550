"""Terminal: the interactive console session over bytes and a window size (prompt_toolkit). Local console now, SSH and
the web terminal later: whoever has a user at a terminal makes one of these and carries its bytes.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace

from prompt_toolkit import PromptSession
from prompt_toolkit.application import create_app_session, run_in_terminal
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.data_structures import Size
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.key_binding import KeyPressEvent
from prompt_toolkit.output.vt100 import Vt100_Output
from prompt_toolkit.shortcuts import CompleteStyle

from poolkeeper.script.completion import Choice
from poolkeeper.script.host import NO_KEY
from poolkeeper.script.session import Outcome
from poolkeeper.tree import Refusal, Request, Style, User

from . import paint
from .editor import edited
from .hotlock import HotLock
from .keypresses import KeyPresses
from .keys import bindings
from .notices import Notices
from .pager import Pager
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
HIJACKING = "Hijacking Safe Mode from someone - unroll/release/don't take it [u/r/d]: "
SAFE_KEY = "\x18"
"""What the prompt gives instead of a line where Ctrl-X was pressed; nobody can type it."""
MOST_PROMPTED = 200
"""Lines of one input behind which the prompt of its next line stops telling the open brackets."""


CODES = {"enter": 13, "down": 60932}
"""Keys that are no letters; the others of that kind are not told apart from none."""


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
    ) -> None:
        self._send = send
        self._columns, self._rows = size
        self._term = term
        self._user = replace(user, session=sessions.number())
        self._sessions, self._safe = sessions, sessions.safe
        self._keys = KeyPresses()
        pager = Pager(lambda: (self._columns, self._rows), self._print, lambda: wait(self._keys.key()), self._give_back)
        self._session = sessions.open(
            self._user, self._print, self._print_error, flush, self._columns, paged=pager.lines
        )
        self.hotlock = HotLock(self._session.choices)
        self._session.height = self._rows
        self._session.ask = lambda label, choices, proposed: wait(self._asked(label, choices, proposed))
        self._session.press = lambda wait_s, bounded: wait(self._pressed(wait_s))
        self._session.edit = lambda title, text: wait(self._edited(title, text))
        self._editing = False
        self._work: asyncio.Future[Outcome] | None = None
        self._prompt: PromptSession[str] | None = None
        self._shown = ""
        self._kept = Document()
        self._notices: Notices | None = None
        self._pipe = create_pipe_input()
        self._input = self._pipe.__enter__()
        self._output = Vt100_Output(
            _Screen(send),  # type: ignore[arg-type]
            lambda: Size(rows=self._rows, columns=self._columns),
            term=term,
            default_color_depth=paint.depth(term),
            enable_cpr=False,
        )

    # -- what doors call -----------------------------------------------------------------------------------------

    def typed(self, octets: bytes) -> None:
        """Bytes from the keyboard; Ctrl-C while a command runs ends the command."""
        if self._work is not None and not self._editing and b"\x03" in octets:
            self.interrupt()
            octets = octets.replace(b"\x03", b"")
        self._input.send_bytes(self._keys.take(octets))

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
        self._keys.hang_up()
        self._input.close()

    async def run(self) -> int:
        """Prompt, run, print, again; 0 when the user leaves. What safe mode protects is taken back unless by /quit."""
        try:
            with _Closing(self._pipe), create_app_session(input=self._input, output=self._output):
                self._prompt = self._made_prompt()
                self._notices = Notices(self._print)
                self._greet()
                unfollow = self._sessions.critical.follow(self._user.name, self._notices.tell)
                try:
                    await self._lines(self._prompt)
                finally:
                    unfollow()
            await self._paced(self._safe.unroll(self._user))
        finally:
            for _ in self._safe.unroll(self._user):  # whatever ended us, also a server that is being stopped
                pass
        return 0

    # -- the prompt ----------------------------------------------------------------------------------------------

    def _made_prompt(self) -> PromptSession[str]:
        return PromptSession(
            self._message,
            history=self._sessions.remembered(self._user.name),
            completer=_Words(self._session.choices),
            complete_while_typing=False,
            complete_style=CompleteStyle.READLINE_LIKE,
            key_bindings=bindings(self, self._session),
            lexer=paint.Painter(self._session.marked) if paint.has_colours(self._term) else None,
            multiline=True,
            prompt_continuation=self._next_line_prompt,
            output=self._output,  # named, lest the server's own TERM counts
        )

    async def _lines(self, prompt: PromptSession[str]) -> None:
        """One line after the other, until the user leaves or is gone."""
        assert self._notices is not None
        while True:
            self._notices.flush()
            self._shown = self.prompt()
            self._notices.idle = True
            kept, self._kept = self._kept, Document()
            try:
                text = await prompt.prompt_async(default=kept, handle_sigint=False)
            except KeyboardInterrupt:
                continue
            except (EOFError, OSError):
                return
            finally:
                self._notices.idle = False
            if text == SAFE_KEY:
                await self._change_safe_mode()
            elif await self._execute(text):
                self._safe.release(self._user)
                return

    def _print(self, text: str) -> None:
        self._send(text.replace("\r\n", "\n").replace("\n", "\r\n"))

    def _print_error(self, text: str) -> None:
        if paint.has_colours(self._term):
            text = f"{paint.RED}{text.removesuffix(chr(10))}{paint.PLAIN}\n"
        self._print(text)

    def prompt(self) -> str:
        """``[admin@MikroTik] /ip pool> ``: user, identity, the menu the session stands in; ``<SAFE>`` in place of >."""
        identity = "MikroTik"
        with suppress(Refusal):
            request = Request(self._user, ("system", "identity"), "get", {"value-name": "name"})
            identity = self._sessions.run(request).ret or identity
        path = (" " if self._session.style is Style.V6 else "/").join(self._session.path)
        end = "<SAFE>" if self._safe.holds(self._user) else ">"
        return f"[{self._user.name}@{identity}] {'/' + path if path else ''}{end}"

    def _message(self) -> StyleAndTextTuples:
        return [("", self._shown), (paint.HOT, ">" if self.hotlock.on else ""), ("", " ")]

    def draw_prompt(self) -> None:
        """Show the prompt as it is now."""
        self._shown = self.prompt()
        if self._prompt is not None and self._prompt.app.is_running:
            self._prompt.app.invalidate()

    def _next_line_prompt(self, width: int, line: int, wrapped: int) -> str:
        """``{... ``: what is still open before a further line of the input."""
        if wrapped or self._prompt is None:
            return ""
        lines = self._prompt.default_buffer.text.split("\n")
        pending = None if line > MOST_PROMPTED else self._session.pending("\n".join(lines[:line]) + "\n")
        return f"{pending or ''}... "

    def explain(self, event: KeyPressEvent) -> None:
        """Print what may stand where the cursor is; what was typed stays and is shown again below."""
        typed = event.current_buffer.document.text_before_cursor
        shown = "".join(part[1] for part in self._message())
        lines = [shown + typed, *self._session.explained(typed)]
        text = "".join(f"{line}\n" for line in lines)
        run_in_terminal(lambda: self._print(text))

    def _greet(self) -> None:
        """What a user sees first: the banner, the note, and critical log lines they have not seen yet."""
        self._print(BANNER)
        with suppress(Refusal):
            values = next(iter(self._sessions.run(Request(self._user, ("system", "note"), "print")).rows)).values
            if values.get("show-at-login") and values.get("note"):
                self._print(f"{values['note']}\n\n")
        lines = list(self._sessions.critical.unseen(self._user.name, self._session.style))
        if lines:
            self._print("\n".join(lines) + "\n\n")

    # -- running -------------------------------------------------------------------------------------------------

    async def _pressed(self, wait_s: float) -> int:
        """The code of the next key, NO_KEY where none comes in time (RouterOS manual, Scripting, terminal inkey)."""
        with suppress(TimeoutError):
            key = await asyncio.wait_for(self._keys.key(), None if wait_s == float("inf") else wait_s)
            return CODES.get(key) or (ord(key) if len(key) == 1 else NO_KEY)
        return NO_KEY

    async def _asked(self, label: str, choices: Callable[[str], tuple[int, list[Choice]]], proposed: str) -> str | None:
        """What the user answers to a question of the running command; None if they leave it."""
        prompt: PromptSession[str] = PromptSession(
            completer=_Words(choices),
            complete_while_typing=False,
            complete_style=CompleteStyle.READLINE_LIKE,
            output=self._output,
        )
        try:
            return await prompt.prompt_async(label, default=proposed, handle_sigint=False)
        except (EOFError, KeyboardInterrupt):
            return None

    async def _edited(self, title: str, text: str) -> str | None:
        """A text as the user leaves the editor with it; Ctrl-C belongs to the editor meanwhile."""
        self._editing = True
        try:
            return await edited(title, text)
        finally:
            self._editing = False

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
            self._give_back()

    def _give_back(self) -> None:
        """Keys that were typed ahead are the prompt's."""
        rest = self._keys.rest()
        if rest:
            self._input.send_bytes(rest)

    # -- safe mode -----------------------------------------------------------------------------------------------

    def toggle_safe_mode(self, event: KeyPressEvent) -> None:
        """Leave the prompt to take safe mode or to release it; what was typed comes back behind the next one."""
        self._kept = event.current_buffer.document
        event.app.exit(result=SAFE_KEY)

    async def _change_safe_mode(self) -> None:
        safe, user = self._safe, self._user
        if safe.holds(user):
            safe.release(user)
            self._print("[Safe Mode released]\n")
        elif safe.take(user, self._safe_mode_lost):
            self._print("[Safe Mode taken]\n")
        else:
            await self._hijack()

    async def _hijack(self) -> None:
        """Another session has it: ask what is to become of it."""
        self._print(HIJACKING)
        answer = ""
        while answer not in ("u", "r", "d"):
            answer = (await self._keys.key()).lower() or "d"
            answer = "d" if answer in ("\x03", "enter") else answer
        self._print(f"{answer}\n")
        self._give_back()
        if answer == "d":
            return
        try:
            await self._paced(self._safe.hijack(self._user, self._safe_mode_lost, answer == "u"))
        except Refusal as refused:
            self._print_error(f"{refused.message}\n")
        else:
            self._print("[Safe Mode taken]\n" if self._safe.holds(self._user) else "")

    def _safe_mode_lost(self) -> None:
        self._shown = self.prompt()
        if self._notices is not None:
            self._notices.tell("[Safe mode released by another user]")

    async def _paced(self, steps: Iterator[None]) -> None:
        """Take the steps one by one, each in its turn of the shared pacer."""
        began = time.perf_counter()
        for _ in steps:
            await self._sessions.pacer.turn(time.perf_counter() - began)
            began = time.perf_counter()


class _Closing:
    """Leaves a context manager that was entered earlier."""

    def __init__(self, entered: object) -> None:
        self._entered = entered

    def __enter__(self) -> None:
        """Entered already."""

    def __exit__(self, *error: object) -> None:
        self._entered.__exit__(*error)  # type: ignore[attr-defined]
