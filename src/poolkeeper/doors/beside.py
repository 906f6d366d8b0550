"""Replies that are still to be done: work beside the loop that a command asked for (a script, a file, a backup)."""

from poolkeeper.tree import Caller, Reply

from .slices import in_slices


def finished(reply: Reply, caller: Caller) -> Reply:
    """The reply once its work is done; call it inside ``in_slices``."""
    while reply.beside is not None:
        reply = reply.beside(caller)
    return reply


async def finished_alone(reply: Reply) -> Reply:
    """The same for a door that shows nothing but the reply."""
    if reply.beside is None:
        return reply
    caller = Caller(lambda text: None)
    return await in_slices(lambda: finished(reply, caller))
