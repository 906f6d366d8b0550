"""Configurations drawn at random over the catalog and the menus that act, as RouterOS 6 or 7 would export them.

Here: which menus, items and properties; a value comes from ``catalog_values``. One seed always gives one text.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from exports.catalog_values import TIMES, address, mac, text, value
from poolkeeper.menus import MENUS
from poolkeeper.menus.catalog import Catalog, Entry, Property
from poolkeeper.script.quote import quote
from poolkeeper.script.wrapping import Word, wrapped
from poolkeeper.tree import Style

V6_VERSIONS = ("6.28", "6.34.6", "6.43.16", "6.45.9", "6.48.6", "6.49.18")
V7_VERSIONS = ("7.5", "7.9.2", "7.11.2", "7.16.2", "7.18beta2", "7.22.2")
FORMS = ("compact", "compact", "compact", "verbose", "terse")
ONLY_V7 = (
    "/app", "/container", "/disk", "/file", "/interface/dot1x", "/interface/macsec", "/interface/macvlan",
    "/interface/veth", "/interface/vxlan", "/interface/wifi", "/interface/wireguard", "/iot", "/ip/nat-pmp",
    "/ip/reverse-proxy", "/ip/vrf", "/ip/media", "/routing", "/system/ntp/client/servers", "/task", "/user-manager",
)  # fmt: skip
NEVER = ("/certificate", "/disk", "/file", "/system/console", "/system/package", "/user/ssh-keys", "/safe-mode")
"""Menus that hold files, keys and devices: a router exports none of their items."""
FACTORY_ITEMS = {
    "/interface/lte/apn": "[ find default=yes ]", "/interface/wireless/security-profiles": "[ find default=yes ]",
    "/ip/hotspot/profile": "[ find default=yes ]", "/ip/hotspot/user/profile": "[ find default=yes ]",
    "/ip/ipsec/proposal": "[ find default=yes ]", "/ipv6/nd": "[ find default=yes ]", "/port": "0",
    "/queue/type": "0", "/snmp/community": "[ find default=yes ]", "/system/logging": "0",
    "/system/logging/action": "3",
}  # fmt: skip
"""Menu -> how an export names an item of it that every router has."""
UNSAID = {"comment", "copy-from", "default", "dynamic", "name", "numbers", "place-before"}


@dataclass
class Section:
    """One menu of a configuration: its path in blanks, its commands with their words."""

    path: str
    commands: list[tuple[str, list[Word]]] = field(default_factory=list)


class Maker:
    """One configuration in the making."""

    def __init__(self, seed: int) -> None:
        self.rnd = random.Random(seed)
        self.v6 = self.rnd.random() < 0.5
        self.form = self.rnd.choice(FORMS)
        self.style = Style.V6 if self.v6 else Style.V7
        self.names = 0

    def text(self) -> str:
        """The whole file."""
        lines = [*self._header(), *(line for section in self._sections() for line in self._lines(section))]
        end = self.rnd.choice(("\n", "\n", "\r\n"))
        return end.join(lines) + (end if self.rnd.random() < 0.8 else "")

    def name(self, prefix: str = "") -> str:
        """A name that nothing else has; some must be quoted."""
        self.names += 1
        return f"{prefix or self.rnd.choice(('a', 'b c', 'x.y', 'ü', 'n'))}{self.names}"

    def item(self, **props: str) -> list[Word]:
        """The words of an item, sorted by name; empty text stands for a property that is not said."""
        said = {name.replace("_", "-"): each for name, each in props.items() if each}
        return [self.word(name, said[name]) for name in sorted(said)]

    def word(self, name: str, said: str) -> Word:
        """``name=value``, quoted as exports quote."""
        return Word(quote(said, self.style), name)

    def maybe(self, said: str, chance: float = 0.4) -> str:
        """The text, or nothing."""
        return said if self.rnd.random() < chance else ""

    def _header(self) -> Iterator[str]:
        date = "jan/02/2021" if self.v6 else "2024-01-02"
        version = self.rnd.choice(V6_VERSIONS if self.v6 else V7_VERSIONS)
        if version in ("7.5", "7.9.2"):
            date = "jan/02/2023"
        yield f"# {date} 03:04:05 by RouterOS {version}"
        yield f"# software id = {self.rnd.choice(('', 'ABCD-EFGH'))}"
        yield from self.rnd.choice((["#"], ["#", "# model = RB750Gr3", "# serial number = 000000000001"], []))

    def _sections(self) -> Iterator[Section]:
        yield from acting_sections(self)
        paths = self.rnd.sample(carried_paths(self.v6), self.rnd.randrange(3, 12))
        yield from (carried_section(self, path) for path in sorted(paths))

    def _lines(self, section: Section) -> Iterator[str]:
        if self.form != "terse" and section.commands:
            yield section.path
        for command, words in section.commands:
            if self.form == "terse":
                yield " ".join((section.path, command, *map(str, words)))
            elif self.form == "verbose" and self.rnd.random() < 0.1:
                yield " ".join((command, *map(str, words)))
            else:
                yield from wrapped(command, words)


@cache
def catalog() -> Catalog:
    """The catalog, read once."""
    return Catalog()


@cache
def entry(path: str) -> Entry:
    """A menu of the catalog."""
    found = catalog().entry(path)
    assert found is not None
    return found


@cache
def carried_paths(v6: bool) -> tuple[str, ...]:
    """Menus that a router of the version exports and that do not act here."""
    acting = {menu.path for menu in MENUS}
    left_out = (*NEVER, *ONLY_V7) if v6 else NEVER
    return tuple(
        path
        for path in catalog().paths
        if path not in acting
        and not any(path == each or path.startswith(each + "/") for each in left_out)
        and "export" in entry(path).commands
        and (entry(path).single or entry(path).added)
        and not entry(path).v6
    )


@cache
def said(path: str, adding: bool) -> tuple[Property, ...]:
    """The properties that an add or a set of a menu may say, but for the name and the comment."""
    props = entry(path).props.values()
    return tuple(
        prop
        for prop in props
        if (prop.add if adding else prop.set) and prop.name not in UNSAID and prop.type != "see documentation"
    )


def carried_section(maker: Maker, path: str) -> Section:
    """A menu that is only carried: settings, a factory's item, some items."""
    section = Section("/" + path[1:].replace("/", " "))
    menu = entry(path)
    if menu.single:
        section.commands.append(("set", carried_words(maker, menu, False)))
        return section
    if path in FACTORY_ITEMS:
        section.commands.append(("set", [Word(FACTORY_ITEMS[path]), *carried_words(maker, menu, False)]))
    for _ in range(maker.rnd.randrange(1, 5)):
        section.commands.append(("add", carried_words(maker, menu, True)))
    return section


def carried_words(maker: Maker, menu: Entry, adding: bool) -> list[Word]:
    """What is said of one item; at least one word where the menu has any property."""
    props, rnd = said(menu.path, adding), maker.rnd
    words = {}
    if maker.form == "verbose":
        words = {prop.name: _verbose_word(maker, menu, prop) for prop in props[:60]}
    elif props:
        some = rnd.sample(props, min(len(props), rnd.randrange(1, 7)))
        words = {prop.name: maker.word(prop.name, value(prop, rnd)) for prop in some}
    if adding and "name" in menu.props and menu.props["name"].add:
        words["name"] = maker.word("name", maker.name())
    if adding and "comment" in menu.props and rnd.random() < 0.4:
        words["comment"] = maker.word("comment", text(rnd))
    return [words[name] for name in sorted(words)]


def _verbose_word(maker: Maker, menu: Entry, prop: Property) -> Word:
    """A value, or ``!name`` where a menu's properties can be unset and this one has no values of its own."""
    if "unset" in menu.commands and not prop.values and not prop.type and maker.rnd.random() < 0.6:
        return Word(f"!{prop.name}")
    return maker.word(prop.name, value(prop, maker.rnd))


def acting_sections(maker: Maker) -> Iterator[Section]:
    """The menus that act: ports, pools, servers, leases, profiles, in the order in which routers export them."""
    rnd = maker.rnd
    ports = [f"ether{number}" for number in range(2, rnd.randrange(3, 8))]
    pools = [maker.name("pool " if rnd.random() < 0.2 else "pool") for _ in ports]
    yield Section("/interface bridge", [("add", maker.item(name="bridge1", comment=maker.maybe(text(rnd))))])
    yield Section("/interface ethernet", [_port(maker, port) for port in ports])
    yield Section("/ip dhcp-server option", [_option(maker, number) for number in (43, 66, 150)])
    yield Section("/ip pool", [_pool(maker, number, pools) for number in range(len(pools))])
    yield Section("/ip dhcp-server", [_server(maker, port, pool) for port, pool in zip(ports, pools, strict=True)])
    yield Section("/ppp profile", [*_factory_profiles(maker), _profile(maker, pools)])
    yield Section("/ip address", [_address(maker, number, port) for number, port in enumerate(ports, 1)])
    yield Section("/ip dhcp-server lease", [_lease(maker, number) for number in range(1, rnd.randrange(2, 12))])
    yield Section("/ip dhcp-server network", [_network(maker, number) for number in range(1, len(ports) + 1)])
    yield Section("/system identity", [("set", maker.item(name=text(rnd)[:60]))])


Command = tuple[str, list[Word]]


def _port(maker: Maker, port: str) -> Command:
    said = maker.item(comment=text(maker.rnd), disabled=maker.maybe("yes"))
    return "set", [Word(f"[ find default-name={port} ]"), *said]


def _option(maker: Maker, code: int) -> Command:
    sent = maker.rnd.choice(("0x0104C0A80001", "'10.0.0.5'", "s'text of the option'", "'10.0.0.1''10.0.0.2'"))
    return "add", maker.item(name=f"opt{code}", code=str(code), value=sent)


def _pool(maker: Maker, number: int, pools: list[str]) -> Command:
    net = f"10.{number + 1}.{maker.rnd.randrange(256)}"
    ranges = maker.rnd.choice((f"{net}.10-{net}.99", f"{net}.0/25", f"{net}.5,{net}.10-{net}.20,{net}.128/26"))
    following = maker.maybe(pools[number - 1]) if number else ""
    said = maker.item(name=pools[number], ranges=ranges, next_pool=following, comment=maker.maybe(text(maker.rnd), 0.2))
    return "add", said


def _server(maker: Maker, port: str, pool: str) -> Command:
    rnd = maker.rnd
    return "add", maker.item(
        name=maker.name("dhcp"),
        interface=port,
        address_pool=rnd.choice((pool, pool, "static-only")),
        disabled=maker.maybe("no", 0.9) if maker.v6 else maker.maybe("yes", 0.1),
        lease_time=maker.maybe(rnd.choice(TIMES[4:])),
        authoritative=maker.maybe(rnd.choice(("yes", "after-2sec-delay", "no"))),
        bootp_support=maker.maybe(rnd.choice(("none", "static", "dynamic")), 0.2),
        add_arp=maker.maybe("yes", 0.2),
        lease_script=maker.maybe(':log info "$leaseActIP"\r\n:log info $leaseActMAC', 0.2),
    )


def _factory_profiles(maker: Maker) -> Iterator[Command]:
    for item in ("*0", "*FFFFFFFE"):
        if maker.rnd.random() < 0.5:
            yield "set", [Word(item), *maker.item(local_address=address(maker.rnd), only_one=maker.maybe("yes"))]


def _profile(maker: Maker, pools: list[str]) -> Command:
    rnd = maker.rnd
    return "add", maker.item(
        name=maker.name(),
        local_address=address(rnd),
        remote_address=rnd.choice(pools),
        use_encryption=maker.maybe(rnd.choice(("yes", "no", "required"))),
        rate_limit=maker.maybe("5M/20M"),
        dns_server=maker.maybe(f"{address(rnd)},{address(rnd)}"),
        on_up=maker.maybe(text(rnd)),
        comment=maker.maybe(text(rnd)),
    )


def _address(maker: Maker, number: int, port: str) -> Command:
    said = maker.item(
        address=f"10.{number}.0.1/16", network=f"10.{number}.0.0", interface=port, comment=maker.maybe(text(maker.rnd))
    )
    return "add", said


def _lease(maker: Maker, number: int) -> Command:
    octet = f"{maker.rnd.randrange(16):x}"
    return "add", maker.item(
        address=f"10.1.{number}.{maker.rnd.randrange(1, 255)}",
        mac_address=f"{mac(maker.rnd)[:-2]}{number:02X}",
        client_id=maker.maybe(f"1:0:0:5e:0:{octet}:{number:x}"),
        comment=maker.maybe(text(maker.rnd)),
        lease_time=maker.maybe(maker.rnd.choice(TIMES[4:])),
        disabled=maker.maybe("yes", 0.1),
    )


def _network(maker: Maker, number: int) -> Command:
    rnd = maker.rnd
    return "add", maker.item(
        address=f"10.{number}.0.0/16",
        gateway=maker.maybe(f"10.{number}.0.1", 0.9),
        dns_server=maker.maybe(f"{address(rnd)},{address(rnd)}"),
        netmask=maker.maybe("16"),
        domain=maker.maybe("lan.example"),
        dhcp_option=maker.maybe("opt43,opt66"),
        comment=maker.maybe(text(rnd)),
    )


def configuration(seed: int) -> str:
    """The configuration that a seed stands for; ASCII, with lines ending as its router wrote them."""
    return Maker(seed).text()
