"""A day of clients that come, renew, move and leave, in minutes: what it leaves behind is nothing, in pools and memory.

Time is the test's; everything else is the server's own. ``make soak`` plays two days of 100,000 clients.
"""

import ctypes
import gc
import random
from heapq import heappop, heappush
from pathlib import Path

import pytest

from living_house import Answered, LivingHouse, message
from poolkeeper.wire.dhcp4 import Message, Packet, decode

CLIENTS, MANY = 5_000, 100_000
DAY_S, LEASE_S, STEP_S = 86_400, 14_400, 60
NETWORKS = (10 << 24 | 1 << 20 | 1, 10 << 24 | 2 << 20 | 1)  # a relay in each
BATCH = 256
MORE_MEMORY = 1.05


def house(folder: Path, clients: int) -> LivingHouse:
    """Two networks behind relays; the pool of each holds every client, so that nobody is ever refused."""
    living = LivingHouse(folder)
    for number, relay in enumerate(NETWORKS):
        name, base = f"net{number}", relay & ~0xFFFFF
        first, last = dotted(base + 256), dotted(base + 255 + clients)
        living.run(
            ("ip pool", "add", {"name": name, "ranges": f"{first}-{last}"}),
            (
                "ip dhcp-server",
                "add",
                {
                    "name": name,
                    "interface": "lan0",
                    "relay": dotted(relay),
                    "address-pool": name,
                    "lease-time": f"{LEASE_S}s",
                    "conflict-detection": "no",
                },
            ),
            ("ip dhcp-server network", "add", {"address": f"{dotted(base)}/12", "gateway": dotted(relay)}),
        )
    return living


def dotted(address: int) -> str:
    """An integer as an IPv4 address."""
    return ".".join(str(byte) for byte in address.to_bytes(4, "big"))


class Day:
    """Clients with a plan each: when to come, where, when to move and when to leave, and whether it says so."""

    def __init__(self, living: LivingHouse, clients: int, seed: int) -> None:
        self.living, self.random = living, random.Random(seed)
        self.held: dict[int, tuple[int, int]] = {}  # client -> (relay, address)
        self.holder: dict[int, int] = {}  # address -> the client that uses it
        self.left: dict[int, tuple[int, float]] = {}  # address -> client that went silently, and when its lease ends
        self.counts = dict.fromkeys(("joined", "renewed", "moved", "left"), 0)
        self.now = 0.0
        self._plans: list[tuple[float, int, str, int]] = []
        self._waiting: list[tuple[int, bytes]] = []
        for client in range(clients):
            self._plan_client(client)

    def _plan_client(self, client: int) -> None:
        draw, relay = self.random, self.random.choice(NETWORKS)
        begin = draw.uniform(0, DAY_S * 0.6)
        end = begin + draw.uniform(0.05, 0.3) * DAY_S
        self._plan(begin, client, "join", relay)
        if draw.random() < 0.2:
            self._plan(draw.uniform(begin, end), client, "move", NETWORKS[relay == NETWORKS[0]])
        self._plan(end, client, draw.choice(("release", "vanish")), 0)

    def _plan(self, when: float, client: int, what: str, relay: int) -> None:
        heappush(self._plans, (when, client, what, relay))

    def live(self) -> None:
        """The whole day, minute by minute, and as long after it as leases last."""
        while self._plans or self.now < DAY_S:
            self.now += STEP_S
            self.living.pass_time(STEP_S)
            while self._plans and self._plans[0][0] <= self.now:
                _, client, what, relay = heappop(self._plans)
                getattr(self, f"_{what}")(client, relay)
            self._talk()
            if self.now % 3600 == 0:
                self.living.store.checkpoint()  # as the server's own thread does
        self.living.pass_time(LEASE_S + STEP_S)

    def _send(self, client: int, kind: Message, relay: int, ciaddr: int = 0, **options: int) -> None:
        coded = {int(code[1:]): value.to_bytes(4, "big") for code, value in options.items()}
        chaddr = b"\x06" + client.to_bytes(5, "big")
        payload = message(kind, chaddr, relay, xid=client, ciaddr=ciaddr, options=coded)
        self._waiting.append((client, payload))

    def _talk(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
            answers = self.living.serve([payload for _, payload in batch])
            for (client, _), answered in zip(batch, answers, strict=True):
                self._hear(client, answered)

    def _hear(self, client: int, answered: Answered) -> None:
        assert answered.ask is not None
        if not answered.payload:
            assert answered.ask.kind is Message.RELEASE, f"{client} heard nothing: {answered}"
            return
        answer = decode(answered.payload)
        kind, relay = Message(answer.options[53][0]), answer.giaddr
        assert answer.xid == client
        if kind is Message.OFFER:
            self._send(client, Message.REQUEST, relay, _50=answer.yiaddr, _54=int.from_bytes(answer.options[54], "big"))
        elif kind is Message.ACK:
            self._bound(client, answer, relay)
        else:
            assert kind is Message.NAK
            self._send(client, Message.DISCOVER, relay)

    def _bound(self, client: int, answer: Packet, relay: int) -> None:
        address = answer.yiaddr
        assert address & ~0xFFFFF == relay & ~0xFFFFF, "an address of the other network"
        assert self.holder.get(address, client) == client, "two clients have one address"
        before, until = self.left.pop(address, (client, 0.0))
        assert before == client or until <= self.now, "an address was given away before its lease ended"
        self.held[client] = (relay, address)
        self.holder[address] = client
        self._plan(self.now + LEASE_S / 2, client, "renew", address)

    def _join(self, client: int, relay: int) -> None:
        self.counts["joined"] += 1
        self._send(client, Message.DISCOVER, relay)

    def _renew(self, client: int, address: int) -> None:
        relay, has = self.held.get(client, (0, 0))
        if has == address:
            self.counts["renewed"] += 1
            self._send(client, Message.REQUEST, relay, address)

    def _move(self, client: int, relay: int) -> None:
        """It wakes up on another network and asks for its old address there (INIT-REBOOT), which is refused."""
        old = self._go(client, LEASE_S)
        if old:
            self.counts["moved"] += 1
            self._send(client, Message.REQUEST, relay, _50=old[1])

    def _release(self, client: int, _: int) -> None:
        old = self._go(client, 0)
        if old:
            self.counts["left"] += 1
            self._send(client, Message.RELEASE, old[0], old[1])
        else:  # it is in the middle of a move
            self._plan(self.now + STEP_S, client, "release", 0)

    def _vanish(self, client: int, _: int) -> None:
        if self._go(client, LEASE_S):
            self.counts["left"] += 1
        else:
            self._plan(self.now + STEP_S, client, "vanish", 0)

    def _go(self, client: int, rest_s: int) -> tuple[int, int] | None:
        old = self.held.pop(client, None)
        if old:
            del self.holder[old[1]]
            # Nobody knows exactly how much of the lease is left: at least nothing, which a later owner proves.
            self.left[old[1]] = (client, self.now + (rest_s and rest_s / 2 - STEP_S))
        return old


def all_is_free(living: LivingHouse, clients: int) -> None:
    """No lease is left anywhere, and each pool counts every address as available."""
    assert len(living.parts.core.book) == 0
    assert list(living.store.load("lease")) == []
    for item in living.parts.core.items("/ip/pool"):
        fill = living.parts.core.usage(item)
        assert (fill.total, fill.used, fill.available) == (clients, 0, clients)


def resident_bytes() -> int:
    """Memory of this process that is in RAM, once the C library gave back what it only keeps for later."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc's own
    if trim is not None:
        trim(0)
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


@pytest.mark.soak
def test_after_a_day_of_coming_and_going_every_address_is_free_again(memory_folder, soak):
    clients = MANY if soak else CLIENTS
    living = house(memory_folder, clients)
    resident: list[int] = []
    for _ in range(2 if soak else 1):
        day = Day(living, clients, seed=1)
        day.live()
        all_is_free(living, clients)
        assert not day.held
        assert min(day.counts.values()) > clients / 20, day.counts
        print(f"{clients} clients: {day.counts}")
        del day
        resident.append(resident_bytes())
        print(f"{resident[-1] >> 10} KiB resident")
        living.store.checkpoint()
    living.close()
    assert resident[-1] <= resident[0] * MORE_MEMORY, f"resident memory grew from {resident[0]} to {resident[-1]}"
