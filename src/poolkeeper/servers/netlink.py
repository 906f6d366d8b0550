"""Netlink: the machine's links and addresses, read from the kernel and followed as they change. The one file that
speaks netlink. What is read are plain values (``domain.interfaces.Interface``); who decides on them is elsewhere.
"""

import asyncio
import errno
import os
import socket
import struct
from collections.abc import Awaitable, Callable
from typing import Any

from pyroute2 import AsyncIPRoute

from poolkeeper.domain.addresses import parse_ipv4
from poolkeeper.domain.interfaces import Interface

RTMGRP_LINK, RTMGRP_IPV4_IFADDR = 0x1, 0x10
SETTLE_S = 0.05
"""Changes come in bursts: the kernel is read once it has been quiet for so long."""

_KINDS = {"bridge": "bridge", "vlan": "vlan", "veth": "ether", "bond": "bond", "tun": "tun", "vxlan": "vxlan"}
IFF_UP, IFF_LOOPBACK, IFF_RUNNING = 0x1, 0x8, 0x40


def _kind(attributes: dict[str, Any], flags: int) -> str:
    if flags & IFF_LOOPBACK:
        return "loopback"
    details = attributes.get("IFLA_LINKINFO")
    kind = dict(details["attrs"]).get("IFLA_INFO_KIND", "") if details else ""
    return _KINDS.get(str(kind), str(kind) or "ether")


async def read_links() -> list[Interface]:
    """Every link with its IPv4 addresses, by kernel index; OSError where the kernel refuses."""
    addresses: dict[int, list[tuple[int, int]]] = {}
    links: list[Interface] = []
    async with AsyncIPRoute() as kernel:
        async for message in await kernel.get_addr(family=socket.AF_INET):
            attributes = dict(message["attrs"])
            text = attributes.get("IFA_LOCAL") or attributes.get("IFA_ADDRESS")
            if text:
                addresses.setdefault(message["index"], []).append((parse_ipv4(text), message["prefixlen"]))
        async for message in await kernel.get_links():
            attributes, flags = dict(message["attrs"]), message["flags"]
            mac = bytes.fromhex(str(attributes.get("IFLA_ADDRESS") or "").replace(":", ""))
            links.append(
                Interface(
                    number=message["index"],
                    name=str(attributes["IFLA_IFNAME"]),
                    mac=mac if len(mac) == 6 else b"",
                    kind=_kind(attributes, flags),
                    mtu=int(attributes.get("IFLA_MTU") or 0),
                    up=bool(flags & IFF_UP),
                    running=bool(flags & IFF_UP) and bool(flags & IFF_RUNNING),
                    master=int(attributes.get("IFLA_MASTER") or 0),
                    addresses=tuple(addresses.get(message["index"], ())),
                )
            )
    return sorted(links)


class Watch:
    """Calls ``changed`` with all links whenever links or addresses change; ``close`` ends it."""

    def __init__(self, changed: Callable[[list[Interface]], None], failed: Callable[[str], None]) -> None:
        self._changed, self._failed = changed, failed
        self._socket = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW | socket.SOCK_CLOEXEC, socket.NETLINK_ROUTE)
        self._socket.setblocking(False)
        self._socket.bind((0, RTMGRP_LINK | RTMGRP_IPV4_IFADDR))
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(self._socket, self._heard)
        self._timer: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None
        self._again = False

    def _heard(self) -> None:
        """Something changed: empty the socket (an overrun is as good as a message) and read once it is quiet."""
        for _ in range(64):
            try:
                self._socket.recv(65536)
            except BlockingIOError:
                break
            except OSError:
                continue
        if self._timer is None:
            self._timer = self._loop.call_later(SETTLE_S, self._due)

    def _due(self) -> None:
        self._timer = None
        if self._task is not None and not self._task.done():
            self._again = True
            return
        self._task = self._loop.create_task(self._read(read_links))

    async def _read(self, read: Callable[[], Awaitable[list[Interface]]]) -> None:
        self._again = True
        while self._again:
            self._again = False
            try:
                self._changed(await read())
            except OSError as error:
                self._failed(f"links can not be read: {error}")

    def close(self) -> None:
        """Stop listening."""
        self._loop.remove_reader(self._socket)
        self._socket.close()
        if self._timer is not None:
            self._timer.cancel()
        if self._task is not None:
            self._task.cancel()


async def set_address(index: int, address: str, length: int, present: bool) -> None:
    """Add an IPv4 address to a link of the kernel, or remove it; OSError where the kernel refuses."""
    async with AsyncIPRoute() as kernel:
        try:
            await kernel.addr("add" if present else "del", index=index, address=address, prefixlen=length)
        except Exception as error:
            raise OSError(str(error)) from error


# -- neighbours (ARP) ------------------------------------------------------------------------------------------------


RTPROT_DHCP = 16  # linux/rtnetlink.h: who entered it; the kernel keeps it and shows it as "proto dhcp"
NUD_PERMANENT = 0x80
RTM_NEWNEIGH, RTM_DELNEIGH = 28, 29
NLM_F_REQUEST, NLM_F_ACK, NLM_F_REPLACE, NLM_F_CREATE = 0x1, 0x4, 0x100, 0x400
NDA_DST, NDA_LLADDR, NDA_PROTOCOL = 1, 2, 12
_NLMSGHDR = struct.Struct("=IHHII")
_NDMSG = struct.Struct("=B3xiHBB")
_ATTRIBUTE = struct.Struct("=HH")


class Neighbours:
    """Enters and removes permanent neighbours that are marked as DHCP's; about 5 µs each.

    Messages are packed by hand (netlink(7), linux/neighbour.h): leases come by the thousand a second, and a request
    through the library takes the loop for a millisecond. The kernel answers within the call, so nothing waits.
    """

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW | socket.SOCK_CLOEXEC, socket.NETLINK_ROUTE)
        self._socket.setblocking(False)
        self._sequence = 0

    def set(self, index: int, address: int, mac: bytes | None) -> None:
        """Enter a neighbour on a link, or remove it (None); OSError where the kernel refuses."""
        kind, flags = (RTM_DELNEIGH, 0) if mac is None else (RTM_NEWNEIGH, NLM_F_REPLACE | NLM_F_CREATE)
        body = _NDMSG.pack(socket.AF_INET, index, NUD_PERMANENT, 0, 0)
        body += _ATTRIBUTE.pack(8, NDA_DST) + address.to_bytes(4, "big")
        if mac is not None:
            body += _ATTRIBUTE.pack(10, NDA_LLADDR) + mac + b"\0\0"
            body += _ATTRIBUTE.pack(5, NDA_PROTOCOL) + bytes((RTPROT_DHCP, 0, 0, 0))
        self._sequence = (self._sequence + 1) & 0xFFFFFFFF
        head = _NLMSGHDR.pack(16 + len(body), kind, NLM_F_REQUEST | NLM_F_ACK | flags, self._sequence, 0)
        self._socket.send(head + body)
        code = -int(struct.unpack_from("=i", self._socket.recv(4096), 16)[0])
        if code and not (mac is None and code in (errno.ENOENT, errno.ENODEV)):  # gone already, or its link is
            raise OSError(code, os.strerror(code))

    def close(self) -> None:
        """Nothing more is entered; what was stays."""
        self._socket.close()


async def read_neighbours() -> list[tuple[int, int]]:
    """(link index, address) of the permanent neighbours that are marked as DHCP's."""
    found: list[tuple[int, int]] = []
    async with AsyncIPRoute() as kernel:
        async for message in await kernel.get_neighbours(family=socket.AF_INET):
            attributes = dict(message["attrs"])
            if message["state"] & NUD_PERMANENT and attributes.get("NDA_PROTOCOL") == RTPROT_DHCP:
                found.append((message["ifindex"], parse_ipv4(attributes["NDA_DST"])))
    return found


# -- links made by us, for the lab's own namespaces: each works in the namespace of the thread that calls it -----------


async def add_veth(name: str, peer: str, peer_namespace: int) -> None:
    """A cable from here to another network namespace (an open file descriptor of it); OSError where refused."""
    await _make(ifname=name, kind="veth", peer={"ifname": peer, "net_ns_fd": peer_namespace})


async def add_bridge(name: str) -> None:
    """A bridge that forwards at once; OSError where the kernel has none."""
    await _make(ifname=name, kind="bridge", br_forward_delay=0)


async def _make(**link: Any) -> None:
    async with AsyncIPRoute() as kernel:
        try:
            await kernel.link("add", **link)
        except Exception as error:
            raise OSError(f"{link['kind']} {link['ifname']}: {error}") from error


async def set_link(name: str, *, mac: str | None = None, master: str | None = None) -> int:
    """Bring a link up, with a MAC address and as a port of a bridge where these are given; its kernel index."""
    async with AsyncIPRoute() as kernel:
        try:
            (index,) = await kernel.link_lookup(ifname=name)
            if mac is not None:
                await kernel.link("set", index=index, address=mac)
            if master is not None:
                (bridge,) = await kernel.link_lookup(ifname=master)
                await kernel.link("set", index=index, master=bridge)
            await kernel.link("set", index=index, state="up")
        except Exception as error:
            raise OSError(f"{name}: {error}") from error
    return int(index)


async def add_route(network: str, gateway: str) -> None:
    """A route to a prefix such as ``192.168.88.0/24`` (``default`` for all); one that is there is replaced."""
    async with AsyncIPRoute() as kernel:
        try:
            await kernel.route("replace", dst=network, gateway=gateway)
        except Exception as error:
            raise OSError(f"route to {network}: {error}") from error
