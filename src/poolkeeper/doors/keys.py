"""Keys of the prompt: which does what. What they do is the terminal's; how words complete is ``hotlock``'s."""

from typing import Protocol

from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys

from poolkeeper.script.session import Session

from .hotlock import HotLock


class Prompted(Protocol):
    """What keys need of the terminal."""

    hotlock: HotLock

    def explain(self, event: KeyPressEvent) -> None:
        """Print what may stand where the cursor is."""

    def toggle_safe_mode(self, event: KeyPressEvent) -> None:
        """Take safe mode or release it."""

    def draw_prompt(self) -> None:
        """Show the prompt as it is now."""


def bindings(terminal: Prompted, session: Session) -> KeyBindings:
    """Enter runs a text that is whole and else begins its next line; F1, and ? outside of strings, explain.

    Ctrl-X and F4 are safe mode, Ctrl-V and F7 hot-lock, F5 draws the screen anew as Ctrl-L does.
    """
    keys = KeyBindings()

    @keys.add("enter")
    def enter(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if session.pending(buffer.text) is None:
            buffer.validate_and_handle()
        else:
            buffer.insert_text("\n")

    @keys.add("f1")
    def help_key(event: KeyPressEvent) -> None:
        terminal.explain(event)

    @keys.add("?")
    def question(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if (session.pending(buffer.document.text_before_cursor) or "").endswith('"'):
            buffer.insert_text("?")
        else:
            terminal.explain(event)

    @keys.add("c-x", eager=True)
    @keys.add("f4")
    def safe_mode(event: KeyPressEvent) -> None:
        terminal.toggle_safe_mode(event)

    @keys.add("c-v", eager=True)
    @keys.add("f7")
    def hot_lock(event: KeyPressEvent) -> None:
        terminal.hotlock.toggle()
        terminal.draw_prompt()

    @keys.add("f5")
    def redraw(event: KeyPressEvent) -> None:
        event.app.renderer.clear()

    @keys.add(Keys.Any, filter=Condition(lambda: terminal.hotlock.on))
    def letter(event: KeyPressEvent) -> None:
        terminal.hotlock.typed(event.current_buffer, event.data)

    return keys
