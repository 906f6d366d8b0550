"""The DHCPv4 server's sockets: drain, decide, commit, answer, in one callback of the loop (RFC 2131 section 4.1).

Packets become asks by ``wire``, asks become decisions at the engine's desk, in one batch. Offers, which bind nobody,
leave as soon as they are decided; all else leaves when the desk has made the batch durable. A client without an address
is answered by a packet socket without ARP, where the process may open one. Nothing is decided here.
"""

import asyncio
import socket
import sys
import time
import traceback
from collections.abc import Callable, MutableMapping
from fcntl import ioctl
from functools import partial
from termios import TIOCOUTQ

from poolkeeper.domain.dhcp4 import OFFER, Decision
from poolkeeper.domain.interfaces import Interface
from poolkeeper.engine.board import Board
from poolkeeper.engine.desk import Desk, Wish
from poolkeeper.engine.leasequery import LeaseLookup
from poolkeeper.wire.dhcp4 import CLIENT_PORT, SERVER_PORT, Ask, WireError, ask_of
from poolkeeper.wire.frames import frame

from .answers import Answers
from .backlog import Backlog
from .forcerenew import Letter
from .inplace import InPlace
from .leasequery import LeaseQueries
from .mmsg import MOST, Arrival, Datagrams, Outbox, Parcel, Slots
from .probes import Probe, Probes

BROADCAST = 0xFFFFFFFF
AGAIN_S = 5.0
"""How often a port that could not be bound is tried again."""
MOST_CONFLICTS = 3
"""Addresses in use that one packet may meet before its client has to ask again: a host that answers for every address
(proxy ARP) would lay a whole pool to rest otherwise."""
ROUNDS = 8
"""How often a batch takes packets that came while it was served, before it is committed and others have their turn."""
MOST_FILLS = 64
"""Batches that are taken from the socket before some of them are served: more than it holds."""
BUGS, BUGS_WITHIN_S = 10, 60.0
"""Batches that may fail by our own fault before the reader is closed loudly, for a while."""

Log = Callable[[str, str], None]


class DhcpServer:
    """Follows the board: listens while some dhcp-server is valid."""

    def __init__(self, desk: Desk, board: Board, log: Log, counters: MutableMapping[str, int]) -> None:
        self._desk, self._board, self._log, self._counters = desk, board, log, counters
        self._answers = Answers(board)
        self._inplace = InPlace(self._answers)
        self._queries = LeaseQueries(LeaseLookup(desk.core, board), board)
        self._probes = Probes(self._silent, self._in_use)
        desk.core.check_lease = self.check_lease
        self._socket: socket.socket | None = None
        self._raw: socket.socket | None = None
        self._datagrams: Datagrams | None = None
        self._slots = [Slots() for _ in range(ROUNDS)]
        self._backlog = Backlog()
        self._port = SERVER_PORT
        self._trouble = ""
        self._bugs: list[float] = []
        self._more: asyncio.Handle | None = None
        self._again: asyncio.TimerHandle | None = None
        self._due: asyncio.Handle | None = None

    # -- following the configuration -------------------------------------------------------------------------------

    def follow(self) -> None:
        """Look at the board soon: open the sockets when a server became valid, close them when the last one went."""
        if self._due is None:
            self._due = asyncio.get_running_loop().call_soon(self.follow_now)

    def follow_now(self) -> None:
        """The same at once: when this returns, whatever can listen does."""
        if self._due is not None:
            self._due.cancel()
        self._due = None
        port = self._board.port()
        if self._socket is not None and (port != self._port or not self._board.servers()):
            self._close_sockets()
        if self._socket is None and self._board.servers():
            self._open(port)

    def _open(self, port: int) -> None:
        sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC)
        try:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
            sock.bind(("", port))
        except OSError as error:
            sock.close()
            self._can_not_listen(port, error)
            return
        self._socket, self._port = sock, port
        self._inplace.usual = port == SERVER_PORT
        self.attach(Datagrams(sock))
        self._backlog = Backlog(sock)
        self._open_raw()
        asyncio.get_running_loop().add_reader(sock, self._readable)
        self._trouble = ""

    def attach(self, datagrams: Datagrams) -> None:
        """Answer through these."""
        self._datagrams = datagrams

    def _can_not_listen(self, port: int, error: OSError) -> None:
        lack = isinstance(error, PermissionError)
        why = "CAP_NET_BIND_SERVICE is lacking" if lack else str(error.strerror)
        trouble = f"can not listen on UDP port {port}: {why}; DHCP clients are not served"
        if trouble != self._trouble:
            self._trouble = trouble
            self._log("dhcp,error,critical", trouble)
        self._again = asyncio.get_running_loop().call_later(AGAIN_S, self.follow)

    def _open_raw(self) -> None:
        try:
            self._raw = socket.socket(socket.AF_PACKET, socket.SOCK_RAW | socket.SOCK_CLOEXEC, 0)
            self._raw.setblocking(False)
        except PermissionError:
            self._log("dhcp,warning", "CAP_NET_RAW is lacking: clients without an address are answered by broadcast")

    def _close_sockets(self) -> None:
        if self._socket is not None:
            asyncio.get_running_loop().remove_reader(self._socket)
            self._socket.close()
        if self._raw is not None:
            self._raw.close()
        self._socket = self._raw = self._datagrams = None
        self._backlog = Backlog()
        if self._more is not None:
            self._more.cancel()
            self._more = None
        self._probes.close()

    def close(self) -> None:
        """Stop listening."""
        for handle in (self._again, self._due):
            if handle is not None:
                handle.cancel()
        self._close_sockets()

    def summary(self) -> str:
        """The server in a few words, for the ready line."""
        if self._socket is not None:
            return f"dhcp {self._port}"
        return "dhcp refused" if self._trouble else "dhcp idle"

    # -- the packet path -------------------------------------------------------------------------------------------

    def _readable(self) -> None:
        """One batch: a failure of ours is loud, and after a few the reader is closed rather than spinning."""
        try:
            if self._datagrams is not None:
                self._drain(self._datagrams)
        except Exception as error:  # noqa: BLE001 - a bug of ours must not spin the loop nor kill it silently
            self._say_bug(error)
            now = time.monotonic()
            self._bugs = [each for each in self._bugs if each > now - BUGS_WITHIN_S] + [now]
            if len(self._bugs) >= BUGS:
                self._log("dhcp,error,critical", f"too many internal errors: DHCP is closed for {AGAIN_S:.0f} s")
                self._bugs.clear()
                self._close_sockets()
                self._again = asyncio.get_running_loop().call_later(AGAIN_S, self.follow)

    def _say_bug(self, error: Exception) -> None:
        self._log("dhcp,error,critical", f"internal error on the packet path: {type(error).__name__}: {error}")
        traceback.print_exc(file=sys.stderr)

    def _drain(self, datagrams: Datagrams) -> None:
        """Serve what is there; where that is more than one batch, what matters most of it first."""
        slots = self._slots[0]
        count = datagrams.fill(slots)
        if not len(self._backlog) and count < MOST:
            if count:
                self.serve_slots(count, datagrams.fill)
            return
        backlog = self._backlog
        for _ in range(MOST_FILLS):
            backlog.put(slots, count)
            count = datagrams.fill(slots) if count == MOST else 0
            if not count:
                break
        backlog.look_at_kernel()
        if backlog.dropped:
            self._counters["dhcp-dropped"] += backlog.dropped
            backlog.dropped = 0
        if len(backlog):
            self.serve_slots(slots.load(backlog.take(MOST)))
        if len(backlog) and self._more is None:
            self._more = asyncio.get_running_loop().call_soon(self._go_on)

    def _go_on(self) -> None:
        """Serve the backlog, where the socket has nothing new."""
        self._more = None
        self._readable()

    def serve(self, arrivals: list[Arrival], tries: int = 0) -> None:
        """Answer a batch of packets that were kept for a while. tries: conflicts that they have met before."""
        open_ = _Batch(tries)
        with self._desk.batch():
            for arrival in arrivals:
                self._ask(arrival, open_)
            self._send(open_.early, open_.offers)
        self._answer(open_, len(arrivals))

    def serve_slots(self, count: int, more: Callable[[Slots], int] = lambda slots: 0) -> None:
        """Answer the packets in ``slots``: the common ones where they lie, the others like any.

        more: takes what came meanwhile into other slots; how many. Offers leave at once, so their clients' REQUESTs may
        be there before the batch is over: the more of them share one commit, the less each waits for the disk.
        """
        open_, total, found = _Batch(), 0, count
        with self._desk.batch() as express:
            for slots in self._slots:
                if slots is not self.slots:
                    self._desk.next_round()
                    found = more(slots) if total < MOST // 2 else 0
                if not found:
                    break
                total += found
                self._inplace.serve(
                    slots, found, express, partial(self._ask_slot, slots, open_), open_.offers, open_.acks
                )
                self._send(open_.early, open_.offers)
                open_.early.clear()
        self._answer(open_, total)

    def _ask_slot(self, slots: Slots, batch: "_Batch", slot: int) -> None:
        self._ask(slots.arrival(slot), batch, learn=True)

    @property
    def slots(self) -> Slots:
        """Where packets arrive."""
        return self._slots[0]

    def _ask(self, arrival: Arrival, batch: "_Batch", learn: bool = False) -> None:
        """Decide one packet within the open batch of the desk."""
        found = self._board.by_index.get(arrival.interface)
        try:
            ask = ask_of(arrival.payload)
        except WireError:
            if found is None or not self._told(arrival, *found):
                self._counters["dhcp-garbage"] += 1
            return
        if found is None:
            self._counters["dhcp-no-server"] += 1
            return
        if learn:
            self._inplace.learn(arrival.payload, ask)
        item, link = found
        wish = Wish(ask, item, ask.host_name, ask.agent, arrival.payload, arrival.port)
        decision = self._desk.ask(wish)
        if decision is None or not decision.answer:
            return
        todo = batch.early if decision.answer == OFFER and not decision.probe else batch.late
        todo.append((decision, ask, arrival, link))

    def _answer(self, batch: "_Batch", packets: int) -> None:
        """Close the desk's batch; what has waited for the disk leaves."""
        if not self._desk.close(packets):
            return
        probes = [self._probe(each, batch.tries) for each in batch.late if each[0].probe]
        self._send([each for each in batch.late if not each[0].probe], batch.acks)
        unasked = [probe for probe in probes if not self._probes.start(probe)]
        if unasked:
            self._silent(unasked)

    def _send(self, todo: "list[_Decided]", ready: Outbox) -> None:
        parcels: list[Parcel] = []
        for decision, ask, arrival, link in todo:
            try:
                self._post(decision, ask, arrival, link, parcels)
            except Exception as error:  # noqa: BLE001 - an answer that cannot be written must not cost the others theirs
                self._counters["dhcp-unsent"] += 1
                self._say_bug(error)
        if self._datagrams is not None:
            if parcels:
                self._datagrams.send(parcels)
            if ready.bases:
                self._datagrams.post(ready)
            if self._datagrams.unsent:
                self._counters["dhcp-unsent"] += self._datagrams.unsent
                self._datagrams.unsent = 0

    @staticmethod
    def _probe(decided: "_Decided", tries: int) -> Probe:
        decision, ask, arrival, link = decided
        way = None if ask.giaddr else link
        return Probe(decision.address, way, ask.chaddr, decision, arrival, tries)

    # -- addresses that somebody may use --------------------------------------------------------------------------

    def _silent(self, probes: list[Probe]) -> None:
        """Nobody answered at these addresses: their clients' packets are served now, as if they came again."""
        for probe in probes:
            if probe.decision is None:
                self._desk.wake(probe.item)
            else:
                self._desk.proven(probe.decision)
        self.serve([probe.arrival for probe in probes if probe.arrival is not None])

    def _in_use(self, probe: Probe, mac: bytes | None) -> None:
        """Somebody answered: the address rests, and the client is offered another one."""
        if probe.decision is None or probe.arrival is None:
            return
        self._desk.conflict(probe.decision, mac)
        if probe.tries < MOST_CONFLICTS:
            self.serve([probe.arrival], probe.tries + 1)

    def check_lease(self, item: int) -> bool:
        """Probe the address of a resting lease, which ends when nobody answers; False where there is no way to."""
        book = self._desk.core.book
        row = book.row_of_id(item)
        server = self._board.server(book.server[row]) if row >= 0 else None
        if server is None or self._socket is None:
            return False
        link = None if server.relay else self._board.links[server.interface]
        return self._probes.start(Probe(book.address[row], link, b"", item=item))

    def _told(self, arrival: Arrival, item: int, link: Interface) -> bool:
        """Answer what is no client's request, where it is a lease query from a relay that may ask."""
        answer = self._queries.answer(arrival.payload, item, link)
        if answer is not None and self._datagrams is not None:
            payload, giaddr = answer
            self._datagrams.send([Parcel(payload, giaddr, SERVER_PORT if self._port == SERVER_PORT else arrival.port)])
        return answer is not None

    def send_unasked(self, letters: list[Letter]) -> list[Letter] | None:
        """Send what no packet has asked for, one by one to know them: those that the kernel did not take. None where no
        socket is open.

        A packet to a client that is away stays in the socket's buffer until ARP gives up. Before such packets keep the
        answers of others from leaving, the rest goes straight to the clients' hardware addresses.
        """
        datagrams = self._datagrams
        if datagrams is None:
            return None
        refused: list[Letter] = []
        for letter in letters:
            parcel, mac = letter
            _, link = self._board.by_index.get(parcel.interface, (0, None))
            if link is not None and link.mac and len(mac) == 6 and self._raw is not None and self._is_filling():
                octets = frame(link.mac, mac, parcel.source, parcel.address, self._port, parcel.port, parcel.payload)
                taken = self._send_raw(octets, link)
            else:
                before = datagrams.unsent
                datagrams.send([parcel])
                taken = datagrams.unsent == before
            if not taken:
                refused.append(letter)
        self._counters["dhcp-unsent"] += datagrams.unsent
        datagrams.unsent = 0
        return refused

    def _is_filling(self) -> bool:
        """Whether packets that have not left take more than a quarter of the socket's buffer (udp(7), SIOCOUTQ)."""
        if self._socket is None:
            return False
        waiting = int.from_bytes(ioctl(self._socket, TIOCOUTQ, bytes(4)), sys.byteorder)
        return waiting > self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF) // 4

    def again(self, wish: Wish) -> None:
        """Serve a packet once more that somebody has kept for a while, if its interface is still there."""
        link = self._board.links.get(wish.interface)
        if link is not None:
            self.serve([Arrival(wish.packet, wish.ask.giaddr, wish.port, link.number)])

    def _post(self, decision: Decision, ask: Ask, arrival: Arrival, link: Interface, parcels: list[Parcel]) -> None:
        """Write one answer and put it where it belongs: the batch, or at once through the packet socket."""
        payload, to = self._answers.write(decision, ask)
        source = decision.server.source
        if ask.giaddr and to.address == ask.giaddr:
            port = to.port if self._port == SERVER_PORT else arrival.port
            parcels.append(Parcel(payload, to.address, port))
        elif to.mac is not None and self._raw is not None and link.mac:
            self._send_raw(frame(link.mac, to.mac, source, to.address, SERVER_PORT, CLIENT_PORT, payload), link)
        elif to.mac is not None or to.broadcast:
            parcels.append(Parcel(payload, BROADCAST, to.port, link.number, source))
        else:
            parcels.append(Parcel(payload, to.address, to.port, link.number, source))

    def _send_raw(self, octets: bytes, link: Interface) -> bool:
        try:
            if self._raw is not None:
                self._raw.sendto(octets, (link.name, 0x0800))
        except OSError:
            self._counters["dhcp-unsent"] += 1
            return False
        return True


_Decided = tuple[Decision, Ask, Arrival, Interface]


class _Batch:
    """The answers of a batch. early: offers of the full way, which need no disk; late: its others. offers, acks: the
    same of the quick way, written already. tries: conflicts that its packets have met before.
    """

    __slots__ = ("acks", "early", "late", "offers", "tries")

    def __init__(self, tries: int = 0) -> None:
        self.early: list[_Decided] = []
        self.late: list[_Decided] = []
        self.offers, self.acks = Outbox(), Outbox()
        self.tries = tries
