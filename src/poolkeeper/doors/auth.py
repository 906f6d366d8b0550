"""Who may log in: name and password against the accounts of ``/user``, the same for every door.

Passwords are argon2 hashes; hashing runs in a thread (C that lets go of the interpreter), a right answer is remembered
for a minute. Where accounts come from is the caller's business, and so is what a user may do once inside.
"""

import asyncio
import hmac
import secrets
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import NamedTuple

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from poolkeeper.tree import User

from .allowed import Allowed, peer_address

Log = Callable[[str, str], None]
"""``log(topics, message)``, topics as ``system,error,critical``."""

REMEMBERED_S = 60.0
FREE_FAILURES = 5
"""Failures of one address in a minute before its attempts are slowed down."""
LONGEST_PAUSE_S = 4.0
WAITING = 16
"""Attempts of one address that may wait at a time."""


class Account(NamedTuple):
    """One row of ``/user`` with its group. hash: argon2, or empty for the empty password. allowed: prefixes."""

    name: str
    hash: str
    policies: frozenset[str]
    allowed: tuple[str, ...] = ()
    disabled: bool = False


class Crowded(Exception):
    """More attempts from one address than may wait."""


class _Caller:
    """An address that failed lately."""

    def __init__(self) -> None:
        self.turn = asyncio.Lock()
        self.waiting = 0
        self.failures = 0
        self.last = 0.0

    def pause_s(self) -> float:
        """Seconds before its next attempt is looked at."""
        over = self.failures - FREE_FAILURES
        return 0.0 if over < 0 else min(0.25 * 2 ** min(over, 8), LONGEST_PAUSE_S)


class Authenticator:
    """Decides who is let in.

    lookup: the account of a name, None where there is none; asked at every request, so a change counts at once.
    via: the door's name in log lines, the policy a group needs for it, and ``User.door``.
    """

    def __init__(
        self,
        lookup: Callable[[str], Account | None],
        log: Log,
        via: str = "rest-api",
        hasher: PasswordHasher | None = None,
        clock: Callable[[], float] = time.monotonic,
        most: int = 4096,
    ) -> None:
        self.lookup, self.log, self.via, self.clock, self.most = lookup, log, via, clock, most
        self._hasher = hasher or PasswordHasher()
        self._nobody = self._hasher.hash(secrets.token_hex())  # what an unknown name is checked against
        self._key = secrets.token_bytes(32)
        self._known: OrderedDict[bytes, tuple[str, float]] = OrderedDict()
        self._callers: OrderedDict[str, _Caller] = OrderedDict()
        self._hashing = asyncio.Semaphore(2)

    async def admit(self, name: str, password: str, address: str) -> User | None:
        """The user, or None after a log line; raises Crowded when too many attempts of the address wait."""
        account = self.lookup(name)
        token = self._token(name, password)
        if not self._remembers(account, token):
            async with self._turn(address) as caller:
                account = await self._verified(name, password, token)
                if account is None:
                    caller.failures, caller.last = caller.failures + 1, self.clock()
        if account is None or not self._may_enter(account, address):
            self.log("system,error,critical", f"login failure for user {_shown(name)} from {address} via {self.via}")
            return None
        return User(account.name, account.policies, self.via, address)

    def entered(self, user: User) -> None:
        """Say that a user came in; the door calls it once a connection."""
        self.log("system,info,account", f"user {_shown(user.name)} logged in from {user.address} via {self.via}")

    def _may_enter(self, account: Account, address: str) -> bool:
        return not account.disabled and self.via in account.policies and address in Allowed(account.allowed)

    def _token(self, name: str, password: str) -> bytes:
        """What stands for a pair in memory: useless without this process's key."""
        text = f"{len(name)}:{name}{password}".encode("utf-8", "surrogatepass")
        return hmac.digest(self._key, text, "sha256")

    def _remembers(self, account: Account | None, token: bytes) -> bool:
        known = self._known.get(token)
        if known is None or account is None:
            return False
        if known[0] == account.hash and self.clock() < known[1]:
            return True
        del self._known[token]
        return False

    async def _verified(self, name: str, password: str, token: bytes) -> Account | None:
        """The account if the password is right, at the same cost for names that do not exist."""
        account = self.lookup(name)
        if self._remembers(account, token):  # another request brought the same pair meanwhile
            return account
        hashed = account.hash if account else self._nobody
        if not hashed and not password:
            right = True
        else:
            async with self._hashing:
                right = await asyncio.to_thread(self._fits, hashed or self._nobody, password)
        if account is None or not right or (not hashed and password):
            return None
        account = self.lookup(name)  # as it is after the time that hashing took
        if account is None or account.hash != hashed:
            return None
        self._known[token] = (hashed, self.clock() + REMEMBERED_S)
        while len(self._known) > self.most:
            self._known.popitem(last=False)
        return account

    def _fits(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password.encode("utf-8", "surrogatepass"))
        except (VerificationError, InvalidHashError):
            return False

    @asynccontextmanager
    async def _turn(self, address: str) -> AsyncIterator[_Caller]:
        """One attempt of an address at a time, later and later after failures."""
        caller = self._caller(address)
        if caller.waiting >= WAITING:
            raise Crowded(address)
        caller.waiting += 1
        try:
            async with caller.turn:
                if self.clock() - caller.last > REMEMBERED_S:
                    caller.failures = 0
                await asyncio.sleep(caller.pause_s())
                yield caller
        finally:
            caller.waiting -= 1

    def _caller(self, address: str) -> _Caller:
        """Who this address is; an IPv6 host counts with its /64, and the longest idle ones are forgotten."""
        peer = peer_address(address)
        key = str(peer) if peer.version == 4 else str(int(peer) >> 64)
        caller = self._callers.setdefault(key, _Caller())
        self._callers.move_to_end(key)
        if len(self._callers) > self.most:
            idle = next(
                (each for each, found in self._callers.items() if not found.waiting and found is not caller), key
            )
            if idle != key:
                del self._callers[idle]
        return caller


def _shown(name: str) -> str:
    """A name as a log line may carry it: printable and not endless, whatever a stranger typed."""
    return "".join(character if character.isprintable() else "." for character in name[:64])
