"""Answers: a decision as bytes and where they go. Options come from the static lease, the matcher, the server and the
network; what does not change from client to client is laid out once in a template and kept until the configuration
changes.
"""

from collections.abc import Iterator

from poolkeeper.domain.dhcp4 import BOOTP_REPLY, Decision, Network, Reservation, Server
from poolkeeper.domain.option_forms import route
from poolkeeper.domain.option_value import Variable, filled, varies
from poolkeeper.engine.board import Board, Options
from poolkeeper.engine.v6only import v6only_wait
from poolkeeper.wire.dhcp4 import (
    V6ONLY,
    Answer,
    Ask,
    Destination,
    Message,
    Template,
    chosen,
    destination,
    encode_answer,
    times,
)
from poolkeeper.wire.options4 import WireError, encode_value, split_area

from .forcerenew import agreed

MOST_TEMPLATES = 4096
BROADCAST_FLAG = 0x8000
REFUSED = "address not available"
"""Option 56 of a NAK, for the client's log (RFC 2131 table 3)."""
REMOTE_ID = 2
"""The suboption of option 82 that a relay names the client's end by (RFC 3046 section 3.2)."""

CLASSLESS_ROUTES = 121
Route = tuple[int, int, int]
"""(network, length, gateway)."""
Key = tuple[int, int, int, Options, tuple[Route, ...], int, bytes | None]


class Answers:
    """Writes answers for the servers of a board."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._version = -1
        self._templates: dict[Key, Template] = {}

    def write(self, decision: Decision, ask: Ask) -> tuple[bytes, Destination]:
        """The datagram and its destination."""
        server = decision.server
        if decision.answer == BOOTP_REPLY:
            return self._bootp(decision, ask)
        kind = Message(decision.answer)
        if kind is Message.NAK:
            answer = Answer(kind, 0, 0, server.identifier, message=REFUSED)
            return encode_answer(ask, answer), destination(ask, answer)
        if decision.silence:
            answer = nothing_offered(self._board, decision, ask)
            return encode_answer(ask, answer), destination(ask, answer)
        address = decision.address if decision.lease_time_s is not None else 0
        lease_time = decision.lease_time_s
        t1, t2 = times(lease_time) if lease_time is not None else (None, None)
        template = self._template(decision, ask, kind)
        where = destination(ask, Answer(kind, address, 0, server.identifier))
        if self._must_broadcast(decision, ask):
            where = Destination(0xFFFFFFFF, 68, None, True)
            ask = ask._replace(flags=ask.flags | BROADCAST_FLAG)
        if ask.forcerenew and (extra := agreed(self._board.nonces, decision, ask)):
            answer = self._laid_out(decision, ask, kind, self._board.network_of(decision.address))
            answer = answer._replace(yiaddr=address, lease_time_s=lease_time, t1=t1, t2=t2)
            answer = answer._replace(options=(*extra, *answer.options))
            return encode_answer(ask, answer), where
        return template.fill(ask, address, lease_time, t1, t2), where

    @staticmethod
    def varies(server: Server, network: Network | None) -> bool:
        """Whether an option of a server or network has a value of its own for each client."""
        return _varies(server, network, ())

    def _bootp(self, decision: Decision, ask: Ask) -> tuple[bytes, Destination]:
        """An answer with the vendor extensions of RFC 1497 and without any word of DHCP (RFC 1534 section 2)."""
        network = self._board.network_of(decision.address)
        answer = self._laid_out(decision, ask, Message.BOOTP, network)._replace(yiaddr=decision.address)
        if self._must_broadcast(decision, ask):
            ask = ask._replace(flags=ask.flags | BROADCAST_FLAG)
        return encode_answer(ask, answer), destination(ask, answer)

    def _must_broadcast(self, decision: Decision, ask: Ask) -> bool:
        own = decision.reservation
        always = decision.broadcast or decision.server.always_broadcast or (own is not None and own.always_broadcast)
        return always and not ask.giaddr and not ask.ciaddr

    def _template(self, decision: Decision, ask: Ask, kind: Message) -> Template:
        if self._version != self._board.version:
            self._templates.clear()
            self._version = self._board.version
        network = self._board.network_of(decision.address)
        own = decision.reservation
        server = decision.server
        own_options, routes = (own.options, own.routes) if own is not None else ((), ())
        place = network.id if network else -1 - _interface_length(server, decision.address)
        key = (server.id, server.matcher, place, own_options, routes, kind, ask.wanted_options)
        found = self._templates.get(key)
        if found is None:
            if len(self._templates) >= MOST_TEMPLATES:
                self._templates.clear()
            found = Template(self._laid_out(decision, ask, kind, network))
            if not _varies(server, network, own_options):
                self._templates[key] = found
        return found

    def _laid_out(self, decision: Decision, ask: Ask, kind: Message, network: Network | None) -> Answer:
        server, own = decision.server, decision.reservation
        values = _variables(ask, network, own)
        defined = [
            (code, filled(parts, values), forced)
            for options in (own.options if own else (), server.options, network.options if network else ())
            for code, parts, forced in options
        ]
        if own is not None and own.routes:
            defined.insert(0, (CLASSLESS_ROUTES, _classless(own.routes, network), False))
        options = chosen(list(_network_options(server, network, decision.address)), defined, ask.wanted_options)
        return Answer(
            kind,
            0,
            (network.next_server if network else 0) or server.identifier,
            server.identifier,
            options=options,
            boot_file=(network.boot_file or "").encode() if network else b"",
            domain=(network.domain or "").encode() if network else b"",
        )


def nothing_offered(board: Board, decision: Decision, ask: Ask) -> Answer:
    """The OFFER of 0.0.0.0 to a client that is told to do without IPv4: nothing in it but how long (RFC 8925)."""
    server = decision.server
    wait = v6only_wait(board, server, ask) or b""
    return Answer(Message.OFFER, 0, 0, server.identifier, decision.lease_time_s, options=((V6ONLY, wait),))


def _variables(ask: Ask, network: Network | None, own: Reservation | None) -> dict[Variable, bytes]:
    """What stands for ``$(NAME)`` in this client's options; on a router NETWORK_GATEWAY fails in a lease, here not."""
    values = {Variable.HOSTNAME: (ask.host_name or "").encode(), Variable.REMOTE_ID: _remote_id(ask.agent)}
    if network is not None and network.gateway:
        values[Variable.NETWORK_GATEWAY] = network.gateway[0].to_bytes(4, "big")
    if own is not None:
        values[Variable.RADIUS_MT_STR1], values[Variable.RADIUS_MT_STR2] = own.strings
    return values


def _remote_id(agent: bytes | None) -> bytes:
    try:
        return next((value for code, value in split_area(agent or b"") if code == REMOTE_ID), b"")
    except WireError:
        return b""


def _network_options(server: Server, network: Network | None, address: int) -> Iterator[tuple[int, bytes]]:
    """What the network menu says; without a network only the mask of the interface's address."""
    if network is None:
        yield 1, encode_value(1, _mask(_interface_length(server, address)))
        return
    yield 1, encode_value(1, _mask(network.mask))
    lists = ((3, network.gateway), (6, () if network.dns_none else network.dns), (44, network.wins), (42, network.ntp))
    for code, addresses in lists:
        if addresses:
            yield code, b"".join(each.to_bytes(4, "big") for each in addresses)
    if network.domain:
        yield 15, network.domain.encode()
    if network.caps:
        yield 138, b"".join(each.to_bytes(4, "big") for each in network.caps)
    if network.gateway and not _on_link(network):
        yield CLASSLESS_ROUTES, _classless((), network)


def _classless(routes: tuple[Route, ...], network: Network | None) -> bytes:
    """Option 121 with these routes and the way to the network's gateway.

    A client that takes it looks at no other option for its default route (RFC 3442), so the gateway is that, where the
    routes name none; and where the gateway is off-link, a route to it comes before whatever may go through it.
    """
    every = list(routes)
    if network is not None and network.gateway:
        gateway = network.gateway[0]
        if not _on_link(network):
            every.insert(0, (gateway, 32, 0))
        if all(length for _, length, _ in routes):
            every.append((0, 0, gateway))
    return b"".join(route(*each) for each in every)


def _on_link(network: Network) -> bool:
    """Whether every client finds the first gateway on its own wire, going by the mask it is told.

    Where it does not (``netmask=32``), a router is of use only with a route to it: that is sent as option 121
    (RFC 3442, "off-link" routers) to who takes it. A mask longer than the network's counts as one that does not.
    """
    if network.mask > network.length:
        return False
    return network.gateway[0] >> (32 - network.mask) == network.network >> (32 - network.mask)


def _interface_length(server: Server, address: int) -> int:
    """The prefix length of the interface's network that contains the address, else of its first address."""
    for own, length in server.addresses:
        if own >> (32 - length) == address >> (32 - length):
            return length
    return server.addresses[0][1]


def _mask(length: int) -> int:
    return (0xFFFFFFFF << (32 - length)) & 0xFFFFFFFF


def _varies(server: Server, network: Network | None, own: Options) -> bool:
    """Whether an option's value differs from client to client."""
    every = (*own, *server.options, *(network.options if network else ()))
    return any(varies(parts) for _, parts, _ in every)
