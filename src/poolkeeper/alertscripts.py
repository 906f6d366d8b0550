"""on-alert: the script that runs when a DHCP server is found that is not valid (``services.dhcpalert``)."""

from poolkeeper.domain.addresses import show_ipv4
from poolkeeper.doors.jobs import Jobs
from poolkeeper.engine.leasework import mac_text
from poolkeeper.leasescripts import InlineOf, Log
from poolkeeper.script.lexer import narrow
from poolkeeper.services.dhcpalert import ALERTS, Found
from poolkeeper.tree import Refusal

MOST_AT_ONCE = 32
"""Scripts of alerts that may run at a time; whoever floods a network with servers starts no more."""


class AlertScripts:
    """The scripts of alerts that run."""

    def __init__(self, jobs: Jobs, inline_of: InlineOf, log: Log) -> None:
        self._jobs, self._inline_of, self._log = jobs, inline_of, log
        self._running = 0

    def note(self, found: Found) -> None:
        """Run the alert's script beside everything else."""
        called = f"on-alert of {found.interface}"
        if self._running >= MOST_AT_ONCE:
            self._log("script,error", f"{called} is not run: {MOST_AT_ONCE} run already")
            return
        variables = {
            "interface": narrow(found.interface),
            "mac-address": mac_text(found.mac),
            "address": show_ipv4(found.address),
        }
        try:
            script = self._inline_of(ALERTS, found.item, "on-alert", called, dict(variables))
            job = None if script is None else self._jobs.start(script)
        except Refusal as refusal:
            self._log("script,error", f"{called} does not run: {refusal.message}")
            return
        if job is not None and job.task is not None:
            self._running += 1
            job.task.add_done_callback(self._ended)

    def _ended(self, task: object) -> None:
        self._running -= 1
