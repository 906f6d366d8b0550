"""Wishes: how whoever imports a file wants it read. Alone here, since the client needs no more."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wishes:
    """dry: change nothing. whole: change all or nothing. stop: at the first refused statement.

    quiet: a program listens, not a person: it hears of refused statements and nothing else, unless it is dry.
    """

    dry: bool = False
    whole: bool = False
    stop: bool = False
    quiet: bool = True
