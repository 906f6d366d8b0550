"""A power cut at any moment: the store is whole, no acknowledged lease is lost, none is there twice.

A child answers clients over a real store, with folds of the journal and checkpoints between the batches, and says after
each batch which leases stand, when its ACKs would go out. Its writes and syncs are recorded (``power_cuts``), and the
disk is cut after each of them; whatever of the unsynced writes got through, the store must open with the leases of the
last batch that was answered, or of the one that was being committed.
"""

import json
import random
import shutil
from pathlib import Path

import pytest

from living_house import LivingHouse
from poolkeeper.store.sqlite import SqliteStore
from power_cuts import Disk, Step, python, record

PARTS = 2
MOST_BATCHES = 400

CHILD = """
import json, os, random, sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from living_house import LivingHouse, message
from poolkeeper.wire.dhcp4 import Message, decode
living = LivingHouse(Path(sys.argv[1]))
RELAY = 10 << 24 | 2
draw = random.Random(int(sys.argv[2]))
offers, held = {}, {}
def say():
    kept = {str(row[0]): row[2].hex() for row in living.store.load("lease")}
    os.write(1, json.dumps(kept).encode() + b"\\n")
say()
for batch in range(int(sys.argv[2])):
    payloads = []
    for client in draw.sample(range(24), 8):
        mac = b"\\6\\0\\0\\0\\0" + bytes([client])
        if client in held and draw.random() < 0.4:
            payloads.append(message(Message.RELEASE, mac, RELAY, ciaddr=held.pop(client)))
        elif client in held:
            payloads.append(message(Message.REQUEST, mac, RELAY, ciaddr=held[client]))
        elif client in offers:
            wanted = {50: offers.pop(client).to_bytes(4, "big"), 54: (10 << 24 | 1).to_bytes(4, "big")}
            payloads.append(message(Message.REQUEST, mac, RELAY, options=wanted))
        else:
            payloads.append(message(Message.DISCOVER, mac, RELAY))
    for answered in living.serve(payloads):
        if answered.payload:
            answer = decode(answered.payload)
            kind = answer.options[53][0]
            (held if kind == Message.ACK else offers)[answer.chaddr[5]] = answer.yiaddr
    say()
    living.clock.now += 7
    if batch % 3 == 1:
        living.store.fold(draw.choice((1, 8, 100)))
    if batch % 4 == 3:
        living.store.checkpoint_aside() if batch % 8 == 3 else living.store.checkpoint()
"""


def kept(store: SqliteStore) -> dict[str, str]:
    """Address to client of every lease, as the child tells it."""
    return {str(row[0]): bytes(row[2]).hex() for row in store.load("lease")}  # type: ignore[arg-type]


def prepared(folder: Path) -> None:
    """A folder with a pool and a server, closed."""
    folder.mkdir()
    living = LivingHouse(folder)
    words = {"name": "d", "interface": "lan0", "relay": "10.0.0.2", "address-pool": "p", "conflict-detection": "no"}
    living.run(
        ("ip pool", "add", {"name": "p", "ranges": "10.0.1.1-10.0.1.20"}),
        ("ip dhcp-server", "add", words),
        ("ip dhcp-server network", "add", {"address": "10.0.0.0/8"}),
    )
    living.close()


@pytest.mark.soak
def test_whatever_a_power_cut_leaves_holds_every_acknowledged_lease_once(memory_folder, rounds):
    if shutil.which("strace") is None:
        pytest.skip("this machine lacks the program strace (Debian package strace)")
    folder, cut = memory_folder / "data", memory_folder / "cut"
    prepared(folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    script = python(CHILD, str(folder), str(min(rounds, MOST_BATCHES)), str(Path(__file__).parent))
    steps = record(script, folder, memory_folder / "trace")
    said = [json.loads(step.data) for step in steps if step.what == "said"]
    assert len(said) == min(rounds, MOST_BATCHES) + 1
    assert sum(step.what == "sync" for step in steps) > len(said)
    images = replay(steps, Disk(before), said, cut)
    print(f"{len(steps)} writes and syncs, {images} disks after a cut: nothing lost, nothing double")
    assert images > len(steps)


def replay(steps: list[Step], disk: Disk, said: list[dict[str, str]], cut: Path) -> int:
    """Cut after each step and look at every image; how many there were."""
    draw, answered, images = random.Random(1), -1, 0
    for number, step in enumerate(steps):
        if step.what == "said":
            answered += 1
            continue
        disk.do(step)
        for image in disk.images(draw, PARTS):
            images += 1
            may_be = said[max(answered, 0) : answered + 2]
            look_at(image, cut, may_be, f"cut after step {number} ({step.what} {step.name}), batch {answered} answered")
    return images


def look_at(image: dict[str, bytes], cut: Path, may_be: list[dict[str, str]], where: str) -> None:
    """Open the store of an image, as a start does."""
    cut.mkdir()
    for name, content in image.items():
        (cut / name).write_bytes(content)
    store = SqliteStore.open(cut / "store.db")
    found, wrong = kept(store), store.check()
    store.close()
    shutil.rmtree(cut)
    assert wrong == [], where
    assert found in may_be, where
    assert len(set(found.values())) == len(found), f"{where}: a client has two addresses"
