"""A house in one process, without sockets: imports, console lines, exports and restarts over one store.

Not for assertions of what a test is about.
"""

from poolkeeper.app import build, furnish, local_user
from poolkeeper.engine.logbook import LogBook
from poolkeeper.script.session import Session
from poolkeeper.script.syntax import ScriptError
from poolkeeper.store.sqlite import SqliteStore
from poolkeeper.tree import Importing


class House:
    """A house over a store, without sockets; ``again`` is a restart."""

    def __init__(self, path):
        self.path, self.notes, self.carried = path, [], 0
        self.store = SqliteStore.create(path)
        self.store.publish()
        self._begin()
        furnish(self.parts, "", None)

    def _begin(self):
        self.parts = build(self.store, LogBook())
        self.out = []
        self.session = Session(self.parts.tree, self.parts.engine.run, local_user(), write=self.out.append)

    def again(self):
        self.store.close()
        self.store = SqliteStore.open(self.path)
        self._begin()
        return self

    def says(self, *lines):
        self.out.clear()
        for line in lines:
            self.session.execute(line)
        return "".join(self.out)

    def reads(self, text):
        """Import a text; the refusals."""
        refused = []
        self.session.importing = Importing("RouterOS 6" in text, "by RouterOS" in text, self.notes.append, self._carry)
        for step in self.session.statements(text):
            try:
                step.run()
            except ScriptError as error:
                refused.append((step.line, error.reason))
        self.session.importing = None
        return refused

    def _carry(self):
        self.carried += 1

    def exported(self, path="", *flags):
        text = self.says(f"{path}/export {' '.join(flags)}" if not path else f"{path} export {' '.join(flags)}")
        return "".join(line + "\n" for line in text.splitlines() if not line.startswith("#"))
