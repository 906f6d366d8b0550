"""Answers: a decision as bytes and where they go. Options come from the network, the server and the static lease;
what does not change from client to client is laid out once in a template and kept until the configuration changes.
"""

from collections.abc import Iterator

from poolkeeper.domain.dhcp4 import BOOTP_REPLY, Decision, Network, Server
from poolkeeper.domain.option_value import Variable, filled, option_value
from poolkeeper.engine.board import Board, Options
from poolkeeper.wire.dhcp4 import (
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
from poolkeeper.wire.options4 import encode_value

MOST_TEMPLATES = 4096
BROADCAST_FLAG = 0x8000

Key = tuple[int, int, int, int, bytes | None]


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
            answer = Answer(kind, 0, 0, server.identifier)
            return encode_answer(ask, answer), destination(ask, answer)
        address = decision.address if decision.lease_time_s is not None else 0
        lease_time = decision.lease_time_s
        t1, t2 = times(lease_time) if lease_time is not None else (None, None)
        template = self._template(decision, ask, kind)
        where = destination(ask, Answer(kind, address, 0, server.identifier))
        if self._must_broadcast(decision, ask):
            where = Destination(0xFFFFFFFF, 68, None, True)
            ask = ask._replace(flags=ask.flags | BROADCAST_FLAG)
        return template.fill(ask, address, lease_time, t1, t2), where

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
        key = (decision.server.id, network.id if network else -1, own.id if own else -1, kind, ask.wanted_options)
        found = self._templates.get(key)
        if found is None:
            if len(self._templates) >= MOST_TEMPLATES:
                self._templates.clear()
            found = Template(self._laid_out(decision, ask, kind, network))
            if not _varies(decision.server, network, own.options if own else ()):
                self._templates[key] = found
        return found

    def _laid_out(self, decision: Decision, ask: Ask, kind: Message, network: Network | None) -> Answer:
        server, own = decision.server, decision.reservation
        values = {Variable.HOSTNAME: (ask.host_name or "").encode()}
        if network is not None and network.gateway:
            values[Variable.NETWORK_GATEWAY] = network.gateway[0].to_bytes(4, "big")
        defined = [
            (code, filled(option_value(text), values), forced)
            for options in (own.options if own else (), server.options, network.options if network else ())
            for code, text, forced in options
        ]
        options = chosen(list(_network_options(server, network, decision.address)), defined, ask.wanted_options)
        return Answer(
            kind,
            0,
            (network.next_server if network else 0) or server.identifier,
            server.identifier,
            options=options,
            boot_file=(network.boot_file or "").encode() if network else b"",
        )


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
    return any("$(" in text for _, text, _ in every)
