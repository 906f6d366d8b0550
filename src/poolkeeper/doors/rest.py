"""The REST door: HTTP methods and JSON over Request and Reply, in RouterOS 7's dialect.

GET is print, PUT add, PATCH set, DELETE remove, POST any command; texts and statuses are those of the RouterOS manual,
REST API, and of routers. One extension: a POST on the bare path of a list creates an item. No menu is known by name
here, nothing is decided here but who is let in.
"""

import asyncio
import base64
import binascii
import logging
import time
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import aclosing
from typing import Any

from poolkeeper.tree import (
    HIDDEN,
    MASK,
    Category,
    Kind,
    Menu,
    Refusal,
    Reply,
    Request,
    Row,
    Tree,
    User,
    id_number,
    id_text,
)
from poolkeeper.tree.query import Equals

from .auth import Authenticator, Crowded, Log
from .beside import finished_alone
from .exchange import Exchange, Gone, TooLarge, encoded
from .http1 import Receive, Send
from .pacer import Pacer
from .rest_words import (
    NO_COMMAND,
    NO_IDENTIFIER,
    HttpError,
    Parts,
    Target,
    item_query,
    json_object,
    json_parts,
    path_words,
    target_of,
    url_parts,
)
from .sealing import Sealing

Run = Callable[[Request], Reply]
SMALL = 200
"""Rows of an answer that is sent in one go; a longer one is streamed."""
PAGE = b"<!DOCTYPE html><title>Poolkeeper</title><p>Poolkeeper is running. REST is served under /rest.\n"
NEED_PASSWORD = ((b"www-authenticate", b'Basic realm="Poolkeeper", charset="UTF-8"'),)
BAD_REQUEST, FORBIDDEN, NOT_FOUND = 400, 403, 404


class Rate:
    """A bound on small calls: each waits until its turn, so that a flood takes a bounded part of the loop.

    per_s: calls a second in the long run; burst: seconds' worth of calls that may come at once.
    """

    def __init__(
        self, per_s: float = 1000.0, burst_s: float = 0.5, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.step, self.burst_s, self.clock = 1 / per_s, burst_s, clock
        self.next = 0.0

    async def turn(self) -> None:
        """Wait for this call's turn; at once while calls are few."""
        now = self.clock()
        self.next = max(self.next, now - self.burst_s) + self.step
        if self.next > now:
            await asyncio.sleep(self.next - now)


class Rest:
    """The ASGI application. run: the engine; pacer: shared by all long work; log: (topics, message)."""

    def __init__(
        self,
        tree: Tree,
        run: Run,
        auth: Authenticator,
        sealing: Sealing,
        pacer: Pacer,
        log: Log,
        rate: Rate | None = None,
    ) -> None:
        self.tree, self.run, self.auth, self.pacer, self.log = tree, run, auth, pacer, log
        self._sealing = sealing
        self.rate = rate or Rate()
        self.methods = {
            "GET": self._get,
            "PUT": self._put,
            "PATCH": self._patch,
            "DELETE": self._delete,
            "POST": self._post,
        }

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request, whatever it is."""
        exchange = Exchange(scope, receive, send)
        try:
            await self._serve(exchange)
        except HttpError as error:
            await exchange.error(error.status, error.detail)
        except TooLarge:
            await exchange.error(413)
        except Gone:
            return
        except Exception as error:  # a bug of ours: tell the operator, not the client
            self.log("system,error,critical", f"rest-api: internal error: {type(error).__name__}")
            logging.getLogger(__name__).error("%s %r", exchange.method, exchange.raw_path, exc_info=error)
            if exchange.started:
                raise
            await exchange.error(500)

    async def _serve(self, exchange: Exchange) -> None:
        await self.rate.turn()
        path = exchange.raw_path
        if path == b"/" and exchange.method in ("GET", "HEAD"):
            await exchange.answer(200, PAGE, b"text/html; charset=utf-8")
            return
        if path != b"/rest" and not path.startswith(b"/rest/"):
            raise HttpError(NOT_FOUND)
        if _is_foreign(exchange.headers):
            raise HttpError(FORBIDDEN, "requests from other sites are not accepted")
        user = await self._user(exchange)
        if user is None:
            await exchange.error(401, headers=NEED_PASSWORD)
            return
        method = self.methods.get(exchange.method)
        if method is None:
            raise HttpError(501)
        await self.answer(exchange, user, method)

    async def answer(self, exchange: Exchange, user: User, method: "Method") -> None:
        """Do what a known user asks for; refusals become errors as long as nothing was sent."""
        try:
            body = await _json_body(exchange)
            await method(exchange, user, target_of(self.tree, path_words(exchange.raw_path)), body)
        except Refusal as refusal:
            if exchange.started:
                raise
            raise _http_error(refusal) from None

    async def _user(self, exchange: Exchange) -> User | None:
        given = _basic(exchange.headers.get(b"authorization", b""))
        if given is None:
            return None
        try:
            user = await self.auth.admit(*given, exchange.visit.peer)
        except Crowded:
            raise HttpError(429, "too many login attempts") from None
        if user is not None and user.name not in exchange.visit.users:
            exchange.visit.users.add(user.name)
            self.auth.entered(user)
        return user

    # -- methods -------------------------------------------------------------------------------------------------

    async def _get(self, exchange: Exchange, user: User, target: Target, body: dict[str, Any]) -> None:
        menu = target.menu_with("print")
        parts = url_parts(exchange.query_string)
        if target.item is not None:
            row = self._one(user, menu, target.item, parts.proplist)
            await exchange.answer(200, encoded(_Drawing(menu, parts.proplist).fields(row)))
        else:
            await self._tell(exchange, self._ask(user, menu, "print", parts), parts.proplist)

    async def _put(self, exchange: Exchange, user: User, target: Target, body: dict[str, Any]) -> None:
        if target.item is not None:
            raise HttpError(BAD_REQUEST, f"no such command or directory ({target.item})")
        await self._create(exchange, user, target.menu_with("add"), body)

    async def _patch(self, exchange: Exchange, user: User, target: Target, body: dict[str, Any]) -> None:
        menu = self._menu_of_item(target, "set")
        item = self._id(user, menu, target.item or "")
        given = {key: value for key, value in body.items() if key != ".id"}
        parts = json_parts(given, menu, menu.commands["set"])
        await self._do(Request(user, menu.words, "set", parts.args, (item,)))
        await exchange.answer(200, self._item_json(user, menu, item))

    async def _delete(self, exchange: Exchange, user: User, target: Target, body: dict[str, Any]) -> None:
        menu = self._menu_of_item(target, "remove")
        item = self._id(user, menu, target.item or "")
        await self._do(Request(user, menu.words, "remove", {}, (item,)))
        await exchange.answer(204)

    async def _post(self, exchange: Exchange, user: User, target: Target, body: dict[str, Any]) -> None:
        menu, command = target.node.menu, target.command
        if command is None:
            if target.item is not None:
                raise HttpError(BAD_REQUEST, f"no such command or directory ({target.item})")
            if menu is None or "add" not in menu.commands or not body or any(key.startswith(".") for key in body):
                raise HttpError(BAD_REQUEST, NO_COMMAND)
            await self._create(exchange, user, menu, body)
            return
        parts = json_parts(body, menu, command)
        if command.takes_items and not parts.items:
            raise HttpError(BAD_REQUEST, "missing =.id=")
        path = target.node.path
        reply = await self._do(
            Request(user, path, command.name, parts.args, parts.items, parts.query, parts.proplist, parts.flags)
        )
        if command.name == "find":
            reply = Reply(ret=";".join(map(id_text, reply.ids)))
        await self._tell(exchange, reply, parts.proplist, always_list=True)

    async def _do(self, request: Request) -> Reply:
        """Run what may take its time: a password is hashed beside the loop, and so is work that goes on there."""
        return await finished_alone(self.run(await self._sealing.ready(request)))

    async def _create(self, exchange: Exchange, user: User, menu: Menu, body: dict[str, Any]) -> None:
        parts = json_parts(body, menu, menu.commands["add"])
        reply = await self._do(Request(user, menu.words, "add", parts.args))
        number = id_number(reply.ret or "")
        if number is None:
            raise LookupError(f"{menu.path} add gave no id")
        await exchange.answer(201, self._item_json(user, menu, number))

    # -- asking and telling --------------------------------------------------------------------------------------

    def _ask(self, user: User, menu: Menu, command: str, parts: Parts) -> Reply:
        return self.run(
            Request(user, menu.words, command, parts.args, parts.items, parts.query, parts.proplist, parts.flags)
        )

    def _one(self, user: User, menu: Menu, item: str, proplist: tuple[str, ...] | None = None) -> Row:
        """The item a path names; HttpError 404 if there is none."""
        query = item_query(menu, item)
        reply = self.run(Request(user, menu.words, "print", query=query, proplist=proplist))
        for row in reply.rows:
            return row
        raise HttpError(NOT_FOUND)

    def _id(self, user: User, menu: Menu, item: str) -> int:
        """The id of the item a path names. A name is looked up here: ``10`` is a name in a path, never a position."""
        number = id_number(item)
        if number is None:
            number = self._one(user, menu, item).id
        if number is None:
            raise HttpError(NOT_FOUND)
        return number

    def _item_json(self, user: User, menu: Menu, item: int) -> bytes:
        """The item as it is now; an empty object where it has vanished or the user may not read."""
        try:
            reply = self.run(Request(user, menu.words, "print", query=Equals(".id", id_text(item))))
            rows = list(reply.rows)
        except Refusal:
            rows = []
        return encoded(_Drawing(menu, None).fields(rows[0])) if rows else encoded({".id": id_text(item)})

    def _menu_of_item(self, target: Target, command: str) -> Menu:
        if target.item is None and target.command is None and target.node.menu is not None:
            raise HttpError(BAD_REQUEST, NO_IDENTIFIER)
        return target.menu_with(command)

    async def _tell(
        self, exchange: Exchange, reply: Reply, proplist: tuple[str, ...] | None, always_list: bool = False
    ) -> None:
        """A reply as JSON: an object for one text and for settings, a list for rows, ``[]`` for nothing."""
        if reply.ret is not None or reply.menu is None:
            await exchange.answer(200, encoded([] if reply.ret is None else {"ret": reply.ret}))
        elif reply.menu.shape == "single" and not always_list:
            fields = [_Drawing(reply.menu, proplist).fields(row) for row in reply.rows]
            await exchange.answer(200, encoded(fields[0] if fields else {}))
        else:
            await self._list(exchange, _Drawing(reply.menu, proplist).texts(reply))

    async def _list(self, exchange: Exchange, texts: Iterator[bytes]) -> None:
        """A list of rows: small ones in one go, long ones in slices between which the loop belongs to others."""
        held: list[bytes] = []
        async with aclosing(self.pacer.slices(texts, SMALL)) as slices:
            async for drawn in slices:
                if exchange.gone:
                    return
                if exchange.started:
                    await exchange.more(b"," + b",".join(drawn))
                    continue
                held += drawn
                if len(held) >= SMALL and exchange.may_stream:
                    await exchange.start(200)
                    await exchange.more(b"[" + b",".join(held))
        if exchange.started:
            await exchange.end(b"]")
        else:
            await exchange.answer(200, b"[" + b",".join(held) + b"]")


Method = Callable[[Exchange, User, Target, dict[str, Any]], Any]


class _Drawing:
    """How rows of a menu become JSON: ``.id`` first, then the properties asked for by name, all values text."""

    def __init__(self, menu: Menu, proplist: tuple[str, ...] | None) -> None:
        wanted = menu.props if proplist is None else proplist
        shown = sorted(name for name in set(wanted) if name in menu.props and not menu.props[name].write_only)
        self.columns: list[tuple[str, Kind]] = [(name, menu.props[name].kind) for name in shown]

    def fields(self, row: Row) -> dict[str, str]:
        """The object of one row; what is unset is absent, and so is an empty comment."""
        values, look = row.values, row.look
        told = {} if row.id is None else {".id": id_text(row.id)}
        for name, kind in self.columns:
            value = values.get(name)
            if value is not None:
                told[name] = MASK if value is HIDDEN else kind.wire(value, look)
        if told.get("comment") == "":
            del told["comment"]
        return told

    def texts(self, reply: Reply) -> Iterator[bytes]:
        """JSON of the rows, one at a time."""
        for row in reply.rows:
            yield encoded(self.fields(row))


def _http_error(refusal: Refusal) -> HttpError:
    """The status of a refusal: 404 for an item that is not there, 403 for a missing policy, else 400.

    A router says 500 where a policy is missing; here 5xx is kept for our own failures, since clients repeat those.
    """
    if refusal.category == Category.MISSING and refusal.message.startswith("no such item"):
        return HttpError(NOT_FOUND)
    if refusal.message.startswith("not enough permissions"):
        return HttpError(FORBIDDEN, refusal.message)
    return HttpError(BAD_REQUEST, refusal.message)


def _basic(header: bytes) -> tuple[str, str] | None:
    """Name and password of an Authorization header (RFC 7617), None where it is something else."""
    scheme, _, coded = header.partition(b" ")
    if scheme.lower() != b"basic":
        return None
    try:
        plain = base64.b64decode(coded.strip(), validate=True)
    except binascii.Error:
        return None
    try:
        text = plain.decode("utf-8")
    except UnicodeDecodeError:
        text = plain.decode("latin-1")
    name, colon, password = text.partition(":")
    return (name, password) if colon else None


def _is_foreign(headers: dict[bytes, bytes]) -> bool:
    """Whether a browser sends this for a page of another site (RFC 6454 section 7)."""
    origin = headers.get(b"origin")
    if origin is None:
        return False
    scheme, found, place = origin.lower().partition(b"://")
    default = b":443" if scheme == b"https" else b":80"
    return not found or place.removesuffix(default) != headers.get(b"host", b"").lower().removesuffix(default)


async def _json_body(exchange: Exchange) -> dict[str, Any]:
    """The object a request brings; HttpError 415 where it is not called JSON, 400 where it is none."""
    body = await exchange.body()
    if not body:
        return {}
    kind = exchange.headers.get(b"content-type", b"").partition(b";")[0].strip().lower()
    if kind != b"application/json":
        raise HttpError(415, "Content-Type must be application/json")
    return json_object(body) if exchange.method != "GET" else {}
