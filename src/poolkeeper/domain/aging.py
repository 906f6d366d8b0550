"""Aging: which of many keys has been idle longest, without looking through them.

Keys are addresses in a segment, and segments in a pool; when each began to be idle is the owner's to say. Nothing is
taken out when a key becomes busy or idle anew: each key stands in the heap at most once under an age that is its own
or an older one, and is put right when it comes to the front. So a change costs one look into a dict, a question a
few steps of the heap for each change since the last one, and the heap never outgrows the keys.
"""

from collections.abc import Callable
from heapq import heappop, heappush, heapreplace


class Aging:
    """Keys by the stamp at which they became idle; stamps grow with time."""

    __slots__ = ("_heap", "_queued")

    def __init__(self) -> None:
        self._heap: list[tuple[int, int]] = []
        self._queued: dict[int, int] = {}  # key to the stamp under which it stands in the heap

    def note(self, key: int, stamp: int) -> None:
        """The key is idle since ``stamp``."""
        queued = self._queued.get(key)
        if queued is None or stamp < queued:  # an older stamp comes back only with a rollback
            self._queued[key] = stamp
            heappush(self._heap, (stamp, key))

    def oldest(self, idle_since: Callable[[int], int | None]) -> tuple[int, int] | None:
        """(stamp, key) of the key that is idle longest; ``idle_since`` tells a key's stamp, None for a busy one."""
        heap, queued = self._heap, self._queued
        while heap:
            stamp, key = heap[0]
            if queued.get(key) != stamp:
                heappop(heap)
                continue
            since = idle_since(key)
            if since == stamp:
                return stamp, key
            if since is None:
                heappop(heap)
                del queued[key]
            else:
                queued[key] = since
                heapreplace(heap, (since, key))
        return None
