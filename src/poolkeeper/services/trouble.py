"""What a service tells the operator of a trouble: when it begins or becomes another, each hour it lasts, when it ends.

A service says at every pass how it went; what is worth a line in the log is decided here.
"""

import time
from collections.abc import Callable

AGAIN_S = 3600.0


class Trouble:
    """One thing that may go wrong. Call it with a sentence, or with "" where all is well.

    log: given topics and a line. what: stands before each sentence; over: is said at the end.
    """

    def __init__(
        self,
        log: Callable[[str, str], None],
        what: str,
        *,
        topics: str = "system,error",
        over: str = "works again",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._log, self._what, self._topics, self._over, self._clock = log, what, topics, over, clock
        self._now = ""
        self._told_at = 0.0

    def __call__(self, sentence: str) -> None:
        if sentence == self._now and (not sentence or self._clock() - self._told_at < AGAIN_S):
            return
        self._now, self._told_at = sentence, self._clock()
        if sentence:
            self._log(self._topics, f"{self._what}: {sentence}")
        else:
            self._log("system,info", f"{self._what}: {self._over}")
