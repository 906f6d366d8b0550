"""Passwords on their way in: hashed beside the loop before the engine sees them, since a hash takes 0.1 s.

What is a password the tree says (a property that is ``sealed``); every door with a loop of its own asks here first.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

from poolkeeper.tree import Request, Sealed, Tree

Seal = Callable[[str], str]
Prove = Callable[[str, str], Awaitable[str]]
"""``prove(user, password)``: sealed, the kept hash where the password is the user's, else what no hash is."""


class Sealing:
    """Requests made ready. seal: the hash of a text. prove: judges an old password."""

    def __init__(self, tree: Tree, seal: Seal, prove: Prove) -> None:
        self._tree, self._seal, self._prove = tree, seal, prove

    def plain(self, request: Request) -> dict[str, str]:
        """The passwords of a request that are still readable, by argument."""
        if request.path == () and request.command == "password":
            return {name: text for name, text in request.args.items() if text and not isinstance(text, Sealed)}
        menu = self._tree.menu(request.path)
        if menu is None:
            return {}
        return {
            name: text
            for name, text in request.args.items()
            if text and name in menu.props and menu.props[name].sealed and not isinstance(text, Sealed)
        }

    async def ready(self, request: Request) -> Request:
        """The request with hashes instead of passwords; at once where it has none."""
        plain = self.plain(request)
        if not plain:
            return request
        if request.command == "password" and request.path == ():
            return await self._proven(request)
        hashes = {name: await asyncio.to_thread(self._seal, text) for name, text in plain.items()}
        return replace(request, args={**request.args, **hashes})

    async def _proven(self, request: Request) -> Request:
        """``/password`` with its old password judged and its new one hashed."""
        old, new, again = (request.args.get(f"{each}-password") for each in ("old", "new", "confirm-new"))
        if old is None or new is None or new != again:
            return request
        proof = await self._prove(request.user.name, old)
        made = await asyncio.to_thread(self._seal, new)
        return replace(request, args={"old-password": proof, "new-password": made, "confirm-new-password": made})
