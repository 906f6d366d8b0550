"""``/ip dhcp-server setup``: the questions at a terminal, each with a proposed answer, and what is made of the answers.

Nothing is made before the last question is answered, and what could not be made whole is taken back. Source: RouterOS
manual, DHCP server (setup).
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from ipaddress import IPv4Address as Host
from ipaddress import IPv4Interface as OwnAddress
from ipaddress import IPv4Network as Prefix
from typing import TYPE_CHECKING, TypeVar

from poolkeeper.tree import Refusal, Row, duration_us
from poolkeeper.tree.refusal import failure

from .completion import Choice
from .lexer import narrow
from .values import NOTHING, Value

if TYPE_CHECKING:
    from .session import Session

SERVER, POOL, NETWORK = ("ip", "dhcp-server"), ("ip", "pool"), ("ip", "dhcp-server", "network")
Answer = TypeVar("Answer")


class _Left(Exception):
    """The user left a question: nothing is made."""


def dhcp_setup(session: "Session") -> Value:
    """Ask everything, then make pool, server and network."""
    with suppress(_Left):
        _make(session, _answers(session))
    return NOTHING


def _answers(session: "Session") -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """(pool, server, network) as arguments of their ``add``."""
    places = [(_text(row, "interface"), OwnAddress(_text(row, "address"))) for row in _rows(session, "ip", "address")]
    names = [_text(row, "name") for row in _rows(session, "interface")]

    def known(text: str) -> str:
        if text not in names:
            raise failure("input does not match any value of interface")
        return text

    served = {_text(row, "interface") for row in _rows(session, *SERVER)}
    with_address = [name for name, own in places if name in names and name not in served and not own.is_loopback]
    proposed = (with_address or names or [""])[0]
    interface = _ask(session, "Select interface to run DHCP server on", "dhcp server interface", proposed, known, names)
    here = [own for name, own in places if name == interface]
    prefix = str(here[0].network) if here else ""
    network = _ask(session, "Select network for DHCP addresses", "dhcp address space", prefix, _network)
    own = next((each.ip for each in here if each.ip in network), None)
    relay = "" if own else str(_ask(session, "Select relay", "dhcp relay", "", _host))
    gateway = str(own or network[1])
    router = _ask(session, "Select gateway for given network", "gateway for dhcp network", gateway, _host)
    ranges = ",".join(_ranges(network, {router, *([own] if own else ())}))
    given = _ask(
        session, "Select pool of ip addresses given out by DHCP server", "addresses to give out", ranges, _pool
    )
    dns = ",".join(_text(row, "servers") for row in _rows(session, "ip", "dns"))
    servers = _ask(session, "Select DNS servers", "dns servers", dns, _hosts)
    span = _ask(session, "Select lease time", "lease time", "10m", _span)
    pool = {"name": _pool_name(session), "ranges": given}
    server = {"interface": interface, "address-pool": pool["name"], "lease-time": span, "disabled": "no"}
    server |= {"relay": relay} if relay else {}
    told = {"address": str(network), "gateway": str(router)}
    return pool, server, told | ({"dns-server": servers} if servers else {})


def _make(session: "Session", answers: tuple[dict[str, str], dict[str, str], dict[str, str]]) -> None:
    made: list[tuple[tuple[str, ...], int]] = []
    try:
        for path, args in zip((POOL, SERVER, NETWORK), answers, strict=True):
            made.append((path, session.request(path, "add", dict(args)).ids[0]))
    except Refusal:
        for path, item in reversed(made):
            session.request(path, "remove", {}, (item,))
        raise


def _rows(session: "Session", *path: str) -> list[Row]:
    return list(session.request(path, "print").rows)


def _text(row: Row, name: str) -> str:
    return row.text(name) or ""


def _ask(
    session: "Session",
    heading: str,
    label: str,
    proposed: str,
    read: Callable[[str], Answer],
    words: list[str] | None = None,
) -> Answer:
    """An answer that can be read; one that can not is said so and asked again."""

    def choices(typed: str) -> tuple[int, list[Choice]]:
        return 0, [Choice(word) for word in words or () if word.startswith(typed)]

    assert session.ask is not None
    session.say_lines((f"{heading} ", ""))
    while True:
        text = session.ask(f"{label}: ", choices, proposed)
        if text is None:
            raise _Left
        try:
            return read(text.strip().rstrip(","))
        except Refusal as refused:
            session.say_lines((narrow(refused.message),))
        except ValueError:
            session.say_lines((f"invalid value for argument {label}",))


def _network(text: str) -> Prefix:
    if "/" not in text:
        raise ValueError(text)
    return Prefix(text)


def _host(text: str) -> Host:
    return Host(text)


def _hosts(text: str) -> str:
    return ",".join(str(_host(each.strip())) for each in text.split(",") if each.strip())


def _pool(text: str) -> str:
    for each in text.split(","):
        if "/" in each:
            _network(each)
        else:
            first, _, last = each.partition("-")
            if _host(first) > _host(last or first):
                raise ValueError(text)
    return text


def _span(text: str) -> str:
    if not duration_us(text):
        raise ValueError(text)
    return text


def _ranges(network: Prefix, taken: set[Host]) -> Iterator[str]:
    """The hosts of a network as ranges, without its ends and those that are taken."""
    first, last = int(network.network_address), int(network.broadcast_address)
    ends = [] if network.prefixlen >= 31 else [first, last]
    start = first
    for stop in sorted({*ends, *(int(each) for each in taken if each in network), last + 1}):
        if stop > start:
            yield str(Host(start)) if stop - 1 == start else f"{Host(start)}-{Host(stop - 1)}"
        start = stop + 1


def _pool_name(session: "Session") -> str:
    taken = {_text(row, "name") for row in _rows(session, *POOL)}
    number = 0
    while f"dhcp_pool{number}" in taken:
        number += 1
    return f"dhcp_pool{number}"
