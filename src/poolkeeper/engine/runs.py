"""Runs: how often each stored script was run, and when last. Counted in memory, on disk a moment later.

A run is no change of the configuration, so it is kept beside the items: ``/undo`` and exports know nothing of it.
"""

import time

from poolkeeper.domain.change import Change, Delete, Put
from poolkeeper.store.base import StoreError
from poolkeeper.tree import Values, id_text

from .core import Core

SCRIPTS = "/system/script"


class Runs:
    """The counts of one server's scripts."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._unkept: dict[str, str | None] = {}
        core.on_change[SCRIPTS].append(self._changed)

    def of(self, item: int) -> Values:
        """``run-count`` and ``last-started`` of a script, empty where it never ran."""
        kept = self._core.meta.get(_key(item))
        if kept is None:
            return {}
        count, last = kept.split()
        return {"run-count": int(count), "last-started": int(last)}

    def count(self, item: int) -> None:
        """A script is run."""
        text = f"{self.of(item).get('run-count', 0) + 1} {int(time.time())}"
        self._core.meta[_key(item)] = self._unkept[_key(item)] = text

    def _changed(self, item: int, before: Values | None, after: Values | None) -> None:
        if after is None and self._core.meta.pop(_key(item), None) is not None:
            self._unkept[_key(item)] = None

    def keep(self) -> None:
        """Write what is not on disk yet; where that fails it is kept for the next time."""
        changes: list[Change] = [
            Delete("meta", (key,)) if text is None else Put("meta", (key,), (text,))
            for key, text in self._unkept.items()
        ]
        if changes:
            try:
                self._core.store.commit(changes)
            except StoreError:
                return
            self._unkept.clear()


def _key(item: int) -> str:
    return f"runs {SCRIPTS} {id_text(item)}"
