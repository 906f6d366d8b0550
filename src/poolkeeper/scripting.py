"""Where scripts are joined to the server: what runs, with whose rights, and what menus and sessions have of it.

A stored script may do what its policy lists and whoever runs it may too; with ``dont-require-permissions`` its owner
counts instead. Inline code may do what its owner, the user who set it last, may do at that moment.
"""

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from poolkeeper.alertscripts import AlertScripts
from poolkeeper.app import Parts
from poolkeeper.doors.files import MOST_CONTENTS
from poolkeeper.doors.jobs import Jobs, Script
from poolkeeper.doors.resolver import Resolver
from poolkeeper.doors.scripthost import ServerHost
from poolkeeper.doors.sessions import Sessions
from poolkeeper.doors.slices import wait
from poolkeeper.engine.leasework import SERVERS
from poolkeeper.engine.owners import owner
from poolkeeper.engine.runs import SCRIPTS, Runs
from poolkeeper.leasescripts import LeaseScripts
from poolkeeper.script.lexer import narrow, widen
from poolkeeper.script.parser import parse
from poolkeeper.script.syntax import ScriptError
from poolkeeper.script.values import Value, to_source
from poolkeeper.store.base import StoreError
from poolkeeper.tree import Caller, Refusal, Reply, User, Values
from poolkeeper.tree.refusal import failure, no_such_item

ENVIRONMENT, JOBS = f"{SCRIPTS}/environment", f"{SCRIPTS}/job"


KEPT_WITHIN_S = 1.0


class Scripting:
    """The scripts of one server."""

    def __init__(self, parts: Parts, sessions: Sessions, snapshot: Callable[[Path], None]) -> None:
        self._core, self._log, self._sessions, self._snapshot = parts.core, parts.log, sessions, snapshot
        self.jobs, self.runs, self.resolver = Jobs(sessions, parts.log), Runs(parts.core), Resolver()
        self.leases = LeaseScripts(self.jobs, self.inline, self._has_lease_script, parts.log)
        self.alerts = AlertScripts(self.jobs, self.inline, parts.log)
        self._read: dict[int, tuple[str, bool]] = {}
        self._troubles: dict[tuple[str, int, str], str] = {}
        sessions.host_of = self._host
        self._provide()

    def _host(self, user: User, caller: Caller) -> ServerHost:
        return ServerHost(user, caller, self.jobs, self._sessions.files, self.resolver, self.named_or_text, self._log)

    def _provide(self) -> None:
        core, files = self._core, self._sessions.files
        core.providers[ENVIRONMENT] = self._globals
        core.providers[JOBS] = self.jobs.rows
        core.states[SCRIPTS] = self._state
        core.on_lease.append(self.leases.note)
        core.works.update(
            {
                "run-scripts": self._run_scripts,
                "stop-jobs": self._stop_jobs,
                "forget-globals": self._forget,
                "save-backup": self._save_backup,
                "read-file": self._read_file,
                "add-file": self._add_file,
                "make-folder": self._make_folder,
                "change-files": self._change_files,
                "remove-files": lambda caller, names: self._in_thread(*(partial(files.remove, each) for each in names)),
            }
        )

    async def keep_runs(self) -> None:
        """Write the counts of runs every second: a service of the server's."""
        while True:
            await asyncio.sleep(KEPT_WITHIN_S)
            self.runs.keep()

    def close(self) -> None:
        """End what runs and keep what is counted."""
        self.leases.close()
        self.jobs.close()
        self.resolver.close()
        self.runs.keep()

    def _has_lease_script(self, server: int) -> bool:
        return bool(self._core.tables[SERVERS].items.get(server, {}).get("lease-script"))

    # -- what runs, and as whom ------------------------------------------------------------------------------------

    def stored(self, item: int, runner: User, variables: dict[str, Value] | None = None) -> Script:
        """A stored script, to be run by somebody; Refusal where it may not run."""
        values = self._core.filled(self._core.tree.menus[SCRIPTS], self._core.tables[SCRIPTS].items[item])
        rights = runner.policies
        if values["dont-require-permissions"]:
            who = owner(self._core, SCRIPTS, item, "source")
            if who.trouble:
                raise failure(f"script {values['name']} does not run: {who.trouble}")
            rights = who.policies
        user = replace(runner, policies=rights & frozenset(values["policy"]))
        self.runs.count(item)
        return Script(str(values["name"]), str(values["source"]), user, (SCRIPTS, item), variables or {})

    def named_or_text(self, runner: User, text: str) -> Script:
        """The stored script of this name, else the text itself."""
        item = self._core.look.find(SCRIPTS, widen(text.strip()))
        return self.stored(item, runner) if item is not None else Script("execute", widen(text), runner)

    def inline(self, path: str, item: int, prop: str, called: str, variables: dict[str, Value]) -> Script | None:
        """The inline code of an item, run in the name of its owner; None after a log line where he may not."""
        text = str(self._core.tables[path].items.get(item, {}).get(prop) or "")
        if not text:
            return None
        who = owner(self._core, path, item, prop)
        key = (path, item, prop)
        if who.trouble:
            if self._troubles.get(key) != who.trouble:
                self._log("script,error", f"{called} does not run: {who.trouble}; set it again")
            self._troubles[key] = who.trouble
            return None
        self._troubles.pop(key, None)
        runner = User(who.name, who.policies, "script")
        stored = self._core.look.find(SCRIPTS, text.strip())
        if stored is not None:
            return self.stored(stored, runner, variables)
        return Script(called, text, runner, key, variables)

    # -- what menus ask for, beside the loop -------------------------------------------------------------------------

    def _run_scripts(self, caller: Caller, user: User, items: tuple[int, ...]) -> Reply:
        for item in items:
            if item not in self._core.tables[SCRIPTS].items:
                raise no_such_item()
            self.jobs.finish(self.stored(item, user), caller)
        return Reply()

    def _stop_jobs(self, caller: Caller, user: User, numbers: tuple[int, ...]) -> Reply:
        self.jobs.stop(user, numbers)
        return Reply()

    def _forget(self, caller: Caller, user: User, items: tuple[int, ...]) -> Reply:
        mine = {item: values["name"] for item, values in self._globals() if values["user"] == user.name}
        if any(item not in mine for item in items):
            raise no_such_item()
        for item in items:
            self._sessions.environments[user.name].pop(narrow(mine[item]), None)
        return Reply()

    def _save_backup(self, caller: Caller, name: str) -> Reply:
        identity = self._core.single("/system/identity")["name"].replace("/", "-").lstrip(".")
        name = name or f"{identity}-{time.strftime('%Y%m%d-%H%M')}"
        whole = f"{name.removesuffix('.backup')}.backup"

        def save() -> None:
            try:
                with self._sessions.files.making(whole) as part:
                    self._snapshot(part)
            except StoreError as error:
                raise failure(f"{whole} can not be written: {error}") from None

        caller.say("Saving system configuration\n")
        self._in_thread(save)
        caller.say("Configuration backup saved\n")
        return Reply()

    def _read_file(self, caller: Caller, name: str, needed: bool, made: Callable[[str | None], Reply]) -> Reply:
        found: list[str | None] = []

        def read() -> None:
            try:
                found.append(self._sessions.files.read(name, MOST_CONTENTS))
            except Refusal:
                if needed:
                    raise
                found.append(None)

        self._in_thread(read)
        return made(found[0])

    def _add_file(self, caller: Caller, name: str, text: str) -> Reply:
        self._in_thread(lambda: self._sessions.files.save(name, text, new=True))
        return self._added(name)

    def _make_folder(self, caller: Caller, name: str) -> Reply:
        self._in_thread(lambda: self._sessions.files.make_folder(name))
        return self._added(name)

    def _added(self, name: str) -> Reply:
        item = self._core.live_id("/file", "/".join(part for part in name.split("/") if part))
        return Reply(ids=(item,), ret=f"*{item:X}")

    def _change_files(self, caller: Caller, names: tuple[str, ...], text: str | None, to: str | None) -> Reply:
        files = self._sessions.files

        def change() -> None:
            for name in names:
                if text is not None:
                    files.save(name, text)
                if to is not None:
                    files.move(name, to)

        self._in_thread(change)
        return Reply()

    @staticmethod
    def _in_thread(*works: Callable[[], None]) -> Reply:
        """Do what waits for the disk in a thread, from inside a slice."""
        for work in works:
            wait(asyncio.to_thread(work))
        return Reply()

    # -- what menus show ---------------------------------------------------------------------------------------------

    def _globals(self) -> Iterator[tuple[int, Values]]:
        for user, environment in list(self._sessions.environments.items()):
            for name in sorted(environment):
                item = self._core.live_id(ENVIRONMENT, (user, name))
                yield item, {"name": widen(name), "value": widen(to_source(environment[name])), "user": user}

    def _state(self, item: int) -> Values:
        """What is live about a script: its runs, and whether its text can be read."""
        text = str(self._core.tables[SCRIPTS].items[item].get("source") or "")
        known = self._read.get(item)
        if known is None or known[0] != text:
            known = self._read[item] = (text, _is_readable(text))
        return {**self.runs.of(item), "invalid": not known[1]}


def _is_readable(text: str) -> bool:
    """Whether a script's text can be read; a very long one is not looked at, since whoever prints it would wait."""
    if len(text) > MOST_CONTENTS:
        return True
    try:
        parse(narrow(text))
    except ScriptError:
        return False
    return True
