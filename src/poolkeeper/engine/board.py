"""Board: what DHCP decisions need of the configuration, derived from the stored items and kept in step with them.

Pools go into the address space, static leases into reservations, one by one as they change. Servers and networks are
few and are derived anew at the next packet after a change. Nothing here is stored.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal

from poolkeeper.domain.addresses import RangeSet, parse_ipv4
from poolkeeper.domain.dhcp4 import FOREVER, Ask, Network, Reservation, Server, network_for
from poolkeeper.domain.interfaces import Interface
from poolkeeper.domain.lease import Identify
from poolkeeper.domain.matcher import VENDOR_CLASS, Matcher, first_match
from poolkeeper.domain.option_value import Defined, option_value
from poolkeeper.domain.relay_agent import CIRCUIT_ID, REMOTE_ID, agent_part
from poolkeeper.tree import Values

from .core import LEASES, Core, given_out
from .forcerenew import Nonces

SERVERS, NETWORKS, POOLS = "/ip/dhcp-server", "/ip/dhcp-server/network", "/ip/pool"
OPTIONS, SETS = "/ip/dhcp-server/option", "/ip/dhcp-server/option/sets"
RESOLVERS = "/ip/dns"
MATCHERS, VENDOR_CLASSES = "/ip/dhcp-server/matcher", "/ip/dhcp-server/vendor-class-id"
ANY_RELAY = 0xFFFFFFFF
OF_POOLS = ("ranges", "reserve", "next-pool", "reuse-delay")
"""Properties of a pool that the address space knows."""
_PATIENCE: dict[str, int | None] = {"yes": 0, "no": None, "after-2sec-delay": 2, "after-10sec-delay": 10}
_HEX = re.compile("0x(?:[0-9A-Fa-f]{2})+")
_IDENTIFIERS = {"client-mac": Identify.MAC, "client-id": Identify.CLIENT_ID, "opt-82": Identify.AGENT}
_USUAL = Identify.MAC | Identify.CLIENT_ID
MOST_SUBNETS = 4096
"""Chosen subnets whose server is remembered; clients may name any number of them."""
Options = tuple[Defined, ...]


class Board:
    """Pools, reservations, servers and networks as decisions read them."""

    def __init__(self, core: Core, options_of: Callable[[bytes], Mapping[int, bytes]] = lambda packet: {}) -> None:
        """options_of: every option of a client's packet; the codec's."""
        self.core = core
        self._options_of = options_of
        self.links: dict[int, Interface] = {}  # item id in /interface to the link
        self.by_index: dict[int, tuple[int, Interface]] = {}  # kernel index to (item id, link)
        self.version = 0
        self.by_mac: dict[bytes, list[int]] = defaultdict(list)  # static leases that may fit a MAC
        self.by_client_id: dict[bytes, list[int]] = defaultdict(list)
        self.by_agent: dict[tuple[str, bytes], list[int]] = defaultdict(list)  # which of AGENT_KEYS, its value
        self.reserved: dict[int, list[int]] = defaultdict(list)  # static leases by the address they reserve
        self._own: set[int] = set()
        self._stale = True
        self._servers: dict[tuple[int, int], Server] = {}
        self._relayed: dict[int, Server] = {}  # by item id, those that serve clients behind relays
        self.identifying: dict[int, Server] = {}  # by item id, those with a rule of their own for who is who
        self._of_subnet: dict[tuple[int, int, int], Server | None] = {}
        self._networks: list[Network] = []
        self._network_of: dict[int, Network | None] = {}
        self.reasons: dict[int, str] = {}
        self.nonces = Nonces(core)
        core.on_change[POOLS].append(self._pool_changed)
        core.on_change[LEASES].append(self._lease_changed)
        for path in (SERVERS, NETWORKS, OPTIONS, SETS, POOLS, MATCHERS, VENDOR_CLASSES, RESOLVERS):
            core.on_change[path].append(lambda *_: self.stale())
        core.taken_back.append(self.stale)
        core.states[SERVERS] = self.server_state

    def fill(self) -> None:
        """Derive everything from the stored items, once at the start."""
        for item, values in self.core.items(POOLS).items():
            self._pool_changed(item, None, dict(values))
        for item, values in self.core.items(LEASES).items():
            self._lease_changed(item, None, dict(values))

    def stale(self) -> None:
        """Servers and networks are to be derived anew."""
        self._stale = True

    # -- pools and reservations ------------------------------------------------------------------------------------

    def _pool_changed(self, item: int, before: Values | None, after: Values | None) -> None:
        if after is None:
            self.core.space.remove(item)
        elif before is None or any(before.get(name) != after.get(name) for name in OF_POOLS):
            delay = (after.get("reuse-delay") or 0) // 1_000_000
            self.core.space.define(item, given_out(after), after.get("next-pool"), reuse_delay=delay)

    def _lease_changed(self, item: int, before: Values | None, after: Values | None) -> None:
        if before is not None:
            self._unreserve(item, before)
        if after is not None and not after.get("disabled"):
            self._reserve(item, after)

    def _reserve(self, item: int, values: Values) -> None:
        mac, client_id = values.get("mac-address"), values.get("client-id")
        if client_id:
            self.by_client_id[client_id].append(item)
        elif mac:
            self.by_mac[mac].append(item)
        else:
            for key in _agent_keys(values)[:1]:
                self.by_agent[key].append(item)
        address = fixed_address(values)
        if address:
            self.reserved[address].append(item)
            self.core.space.reserve(address, self.reserved[address][0])

    def _unreserve(self, item: int, values: Values) -> None:
        _leave(self.by_client_id, values.get("client-id"), item)
        _leave(self.by_mac, values.get("mac-address"), item)
        for agent_key in _agent_keys(values):
            _leave(self.by_agent, agent_key, item)
        address = fixed_address(values)
        holders = self.reserved.get(address, [])
        if item in holders:
            holders.remove(item)
            self.core.space.unreserve(address)
            if holders:
                self.core.space.reserve(address, holders[0])
            else:
                del self.reserved[address]

    def reserved_for(self, address: int) -> int:
        """The id of the static lease that reserves an address, 0 if none."""
        holders = self.reserved.get(address)
        return holders[0] if holders else 0

    def reservation(self, server: int, ask: Ask) -> Reservation | None:
        """The static lease that fits a client on a server: by its identifier, its MAC, or the relay's word for it."""
        if not self.by_mac and not self.by_client_id and not self.by_agent:
            return None
        found: list[int] = []
        if ask.client_identifier:
            found += self.by_client_id.get(ask.client_identifier, ())
        found += self.by_mac.get(ask.chaddr, ())
        if self.by_agent and ask.agent is not None:
            for prop, code in AGENT_KEYS:
                found += self.by_agent.get((prop, agent_part(ask.agent, code) or b""), ())
        items = self.core.tables[LEASES].items
        for item in found:
            values = items[item]
            mac, of_server = values.get("mac-address"), values.get("server")
            if of_server in (None, server) and (not mac or mac == ask.chaddr) and _agent_fits(values, ask):
                return self._reservation(item, values)
        return None

    def _reservation(self, item: int, values: Values) -> Reservation:
        given = values.get("address")
        pool = given[1] if given and given[0] and isinstance(given[1], int) else 0
        span = values.get("lease-time") or 0
        options = self._options(values.get("dhcp-option"), values.get("dhcp-option-set"))
        return Reservation(
            item,
            fixed_address(values),
            pool,
            span // 1_000_000 if span else None,
            bool(values.get("block-access")),
            bool(values.get("always-broadcast")),
            options,
        )

    # -- servers and networks ----------------------------------------------------------------------------------------

    def links_changed(self, links: dict[int, Interface]) -> None:
        """The kernel's links by item id, as they are now; the machine's own addresses are never given out."""
        self.links = links
        self.by_index = {link.number: (item, link) for item, link in links.items()}
        own = {address for link in links.values() for address, _ in link.addresses}
        for address in self._own - own:
            self.core.space.include(address)
        for address in own - self._own:
            self.core.space.exclude(address)
        self._own = own
        self.stale()

    def refresh(self) -> None:
        """Derive servers and networks if something they depend on changed."""
        if not self._stale:
            return
        self._stale = False
        self.version += 1
        self._network_of.clear()
        self._of_subnet.clear()
        resolvers = tuple(self._resolvers())
        stored = self.core.items(NETWORKS).items()
        networks = [self._network(item, values, resolvers) for item, values in stored if "address" in values]
        self._networks = sorted(networks, key=lambda network: -network.length)
        matchers = tuple(self._matchers())
        servers: dict[tuple[int, int], Server] = {}
        reasons: dict[int, str] = {}
        for item, values in self.core.items(SERVERS).items():
            if not values.get("disabled"):
                made = self._server(item, values, servers)
                if isinstance(made, Server):
                    own = tuple(each for each in matchers if each.server in (0, item))
                    servers[made.interface, made.relay] = made._replace(matchers=own)
                else:
                    reasons[item] = made
        self._tell_reasons(reasons)
        self._servers, self.reasons = servers, reasons
        self._relayed = {server.id: server for server in servers.values() if server.relay}
        self.identifying = {server.id: server for server in servers.values() if server.identifiers}

    def _matchers(self) -> Iterator[Matcher]:
        """Matchers in the menu's order, then vendor classes, whose ids are negative here to be told from theirs."""
        for item, values in self.core.items(MATCHERS).items():
            if not values.get("disabled"):
                exact = values.get("matching-type") != "substring"
                options = self._options((), values.get("option-set"))
                yield _matcher(item, values, values["code"], values["value"], exact, options)
        for item, values in self.core.items(VENDOR_CLASSES).items():
            yield _matcher(-item, values, VENDOR_CLASS, values["vid"], True, ())

    def matched(self, server: Server, ask: Ask, packet: bytes) -> Server:
        """The server as it is to this client: that of the first matcher that fits, else itself.

        To be asked only where ``server.matchers`` has some. A rule costs a comparison (0.2 µs), the first on another
        option than 60 the packet read anew (2 µs), and one that fits the server made anew (0.7 µs).
        """
        found = first_match(server.matchers, ask.vendor_class, lambda: self._options_of(packet))
        return server if found is None else _made_for(server, found)

    def _tell_reasons(self, reasons: dict[int, str]) -> None:
        for item, why in reasons.items():
            if self.reasons.get(item) != why:
                name = self.core.look.name(SERVERS, item) or f"*{item:X}"
                self.core.log("dhcp,error", f"{name} can not serve: {why}")

    def server_state(self, item: int) -> Values:
        """Whether a server is invalid, and why."""
        self.refresh()
        why = self.reasons.get(item)
        return {"invalid": why is not None, "about": why}

    def _server(self, item: int, values: Values, others: dict[tuple[int, int], Server]) -> Server | str:
        interface = values.get("interface")
        interface = interface if isinstance(interface, int) else 0  # a dangling one of another router is a text
        link = self.links.get(interface)
        if link is None:
            return "interface is missing"
        if link.master:
            return "DHCP server can not run on slave interface!"
        if not link.addresses:
            return "interface has no IP address"
        relay = int(values.get("relay") or 0)
        if (interface, relay) in others:
            return f"{others[interface, relay].name} serves this interface already"
        pool = values.get("address-pool")
        span = values.get("lease-time")
        delay = values.get("delay-threshold")
        return Server(
            id=item,
            name=str(values.get("name")),
            interface=interface,
            relay=relay,
            pool=pool if isinstance(pool, int) else 0,
            lease_time_s=min(FOREVER, (span if isinstance(span, int) else self._default_span()) // 1_000_000),
            identifier=values.get("server-address") or link.addresses[0][0],
            addresses=link.addresses,
            patience_s=_PATIENCE[values.get("authoritative") or "yes"],
            always_broadcast=bool(values.get("always-broadcast")),
            delay_threshold_s=delay // 1_000_000 if isinstance(delay, int) else None,
            options=self._options((), values.get("dhcp-option-set")),
            bootp=values.get("bootp-support") or "static",
            bootp_lease_time_s=_bootp_span(values.get("bootp-lease-time")),
            probes=values.get("conflict-detection") is not False,
            mac_limit=_number(values.get("client-mac-limit")),
            identifiers=_identifiers(values.get("dynamic-lease-identifiers") or ()),
            rapid_commit=bool(values.get("rapid-commit")),
            source=_source(values.get("server-address"), link),
            radius=values.get("use-radius") == "yes",
            least_lease_time_s=_whole(values.get("least-lease-time")) // 1_000_000,
            local_limit=_limit(values.get("local-mac-limit")),
        )

    def _default_span(self) -> int:
        return int(self.core.tables[SERVERS].menu.props["lease-time"].default)

    def _options(self, items: Iterable[int] | None, option_set: object) -> Options:
        """What option items say, one for each code, those named singly before those of a set."""
        table = self.core.items(OPTIONS)
        ids = list(items or ())
        if isinstance(option_set, int):
            ids += self.core.items(SETS).get(option_set, {}).get("options") or ()
        made: dict[int, Defined] = {}
        for item in ids:
            values = table.get(item)
            if values is not None and isinstance(values.get("code"), int):
                code = values["code"]
                made.setdefault(code, (code, option_value(values.get("value") or ""), bool(values.get("force"))))
        return tuple(made.values())

    def _resolvers(self) -> Iterator[int]:
        """The IPv4 servers of ``/ip dns``, which is kept as text and not otherwise acted on."""
        if self.core.tables.get(RESOLVERS) is None:
            return
        for text in str(self.core.single(RESOLVERS).get("servers") or "").split(","):
            try:
                yield parse_ipv4(text)
            except ValueError:
                continue  # of IPv6, or none

    def _network(self, item: int, values: Values, resolvers: tuple[int, ...]) -> Network:
        prefix = values["address"]
        return Network(
            id=item,
            network=prefix[0],
            length=prefix[1],
            mask=values.get("netmask") or prefix[1],
            gateway=tuple(values.get("gateway") or ()),
            dns=tuple(values.get("dns-server") or resolvers),
            dns_none=bool(values.get("dns-none")),
            wins=tuple(values.get("wins-server") or ()),
            ntp=tuple(values.get("ntp-server") or ()),
            caps=tuple(values.get("caps-manager") or ()),
            domain=values.get("domain"),
            next_server=values.get("next-server") or 0,
            boot_file=values.get("boot-file-name"),
            options=self._options(values.get("dhcp-option"), values.get("dhcp-option-set")),
        )

    def server_for(self, interface: int, giaddr: int) -> Server | None:
        """The server of a packet: by receiving interface, and by relay where one stands between."""
        found = self._servers.get((interface, giaddr))
        if found is None and giaddr:
            found = self._servers.get((interface, ANY_RELAY))
        return found

    def server_of_subnet(self, interface: int, giaddr: int, link: int) -> Server | None:
        """The server for a client whose subnet was chosen (RFC 3011, RFC 3527), drawing from that subnet alone."""
        key = interface, giaddr, link
        if key not in self._of_subnet:
            if len(self._of_subnet) >= MOST_SUBNETS:
                self._of_subnet.clear()
            self._of_subnet[key] = self._in_subnet(interface, giaddr, link)
        return self._of_subnet[key]

    def _in_subnet(self, interface: int, giaddr: int, link: int) -> Server | None:
        network = self.network_of(link)
        if network is None:
            return None
        first, last = network.network, network.network | (0xFFFFFFFF >> network.length)
        servers = [server for (of, _), server in self._servers.items() if of == interface]
        meant = next((server for server in servers if server.relay == link), None)
        meant = meant or next((server for server in servers if first <= server.relay <= last), None)
        meant = meant or self.server_for(interface, giaddr)
        if meant is None:
            return None
        space, scope = self.core.space, RangeSet.of([(first, last)])
        pools = (pool for pool in space.chain(meant.pool) if space.pool(pool).ranges.overlaps(scope))
        return meant._replace(pool=next(pools, 0), scope=(first, last))

    def relayed_server(self, item: int) -> Server | None:
        """A server by item id, if it serves clients behind relays."""
        return self._relayed.get(item)

    def server(self, item: int) -> Server | None:
        """A server that serves now, by item id; walks them, so not for packets."""
        return next((server for server in self.servers() if server.id == item), None)

    def port(self) -> int:
        """The UDP port to serve on: 67, unless the extension in /ip/dhcp-server/config says otherwise."""
        return int(self.core.single("/ip/dhcp-server/config").get("port") or 67)

    def servers(self) -> list[Server]:
        """Every server that serves now."""
        self.refresh()
        return list(self._servers.values())

    def network_over(self, span: tuple[int, int]) -> Network | Literal[False] | None:
        """What ``network_of`` says for every address from first to last; False where it differs between them."""
        first, last = span
        found = network_for(self._networks, first)
        for network in self._networks:
            touches = network.network <= last and first <= network.network | (0xFFFFFFFF >> network.length)
            if touches and network is not found and (found is None or network.length > found.length):
                return False
        if found is not None and last > found.network | (0xFFFFFFFF >> found.length):
            return False
        return found

    def network_of(self, address: int) -> Network | None:
        """The most specific network that contains an address; remembered by /24 where no longer network cuts it."""
        if self._networks and self._networks[0].length > 24:
            return network_for(self._networks, address)
        block = address >> 8
        try:
            return self._network_of[block]
        except KeyError:
            found = self._network_of[block] = network_for(self._networks, address)
            return found


def _matcher(item: int, values: Values, code: int, text: str, exact: bool, options: Options) -> Matcher:
    pool, server = values.get("address-pool"), values.get("server")
    number = pool if isinstance(pool, int) else None if pool is None else 0
    value = bytes.fromhex(text[2:]) if _HEX.fullmatch(text) else text.encode("utf-8", "surrogateescape")
    if isinstance(server, str):
        server = -1  # a dangling one of another router is no item here
    return Matcher(item, server or 0, code, value, exact, number, options)


def _made_for(server: Server, matcher: Matcher) -> Server:
    """A server as it is to the clients of a matcher."""
    pool = server.pool if matcher.pool is None else matcher.pool
    return server._replace(pool=pool, options=matcher.options + server.options, matchers=(), matcher=matcher.id)


def _whole(value: object) -> int:
    """A number; 0 where a word or nothing stands in its place."""
    return value if isinstance(value, int) else 0


def _limit(value: object) -> int | None:
    return value if isinstance(value, int) else None


def fixed_address(values: Values) -> int:
    """The address a static lease reserves, 0 where it names a pool or nothing."""
    given = values.get("address")
    return int(given[1]) if given and not given[0] else 0


AGENT_KEYS = (("agent-circuit-id", CIRCUIT_ID), ("agent-remote-id", REMOTE_ID))


def _agent_keys(values: Values) -> list[tuple[str, bytes]]:
    """What a static lease says of option 82, the circuit first."""
    return [(prop, values[prop]) for prop, _ in AGENT_KEYS if values.get(prop)]


def _agent_fits(values: Values, ask: Ask) -> bool:
    """Whether option 82 holds what a static lease names; one that names nothing fits all."""
    return all(not values.get(prop) or agent_part(ask.agent or b"", code) == values[prop] for prop, code in AGENT_KEYS)


def _leave(index: dict[Any, list[int]], key: object, item: int) -> None:
    """Take an item out of the list of a key."""
    if key and item in index.get(key, ()):
        index[key].remove(item)
        if not index[key]:
            del index[key]


def _bootp_span(given: object) -> int | None:
    """Seconds of ``bootp-lease-time``, None for the server's lease-time."""
    if given == "lease-time":
        return None
    return min(FOREVER, given // 1_000_000) if isinstance(given, int) else FOREVER


def _number(given: object) -> int:
    """A number, 0 where a word stands for "no limit"."""
    return given if isinstance(given, int) else 0


def _identifiers(words: Iterable[str]) -> int:
    """The bits of ``dynamic-lease-identifiers``, 0 for the usual rule. An identifier alone falls back to the MAC."""
    bits = 0
    for word in words:
        bits |= _IDENTIFIERS.get(word, 0)
    return 0 if bits in (_USUAL, int(Identify.CLIENT_ID)) else bits


def _source(wanted: object, link: Interface) -> int:
    """The address answers are sent from: ``server-address`` where the interface has it, since the kernel sends from no
    other."""
    own = [address for address, _ in link.addresses]
    return wanted if isinstance(wanted, int) and wanted in own else own[0]
