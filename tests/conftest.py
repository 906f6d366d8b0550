"""Real parts for tests: free ports, short folders, network namespaces and a running server.

No mock belongs here, and no helper that knows what a test is about. Network traffic stays on loopback or inside the
namespaces that a test made; both end with the test, also when it fails.
"""

import os
import random
import shutil
import socket
import tempfile
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

import clients_page
import rfc_page
from inner_house import House
from poolkeeper.servers import inplace
from rig import Namespaces, NoNamespaces, Server

# The gate plays the same cases each time; whoever works here gets new ones each time. How long a case takes, on a
# machine that does something else besides, decides nothing.
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("gate", settings.get_profile("here"), derandomize=True)
settings.load_profile("gate" if os.environ.get("CI") else "here")

PAGES = {"rfc.md": rfc_page.named, "clients.md": clients_page.named}
"""Page of docs -> the tests that it rests on."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options of `make soak` and `make transcripts`."""
    parser.addoption("--rounds", type=int, default=25, help="rounds of the kill tests (make soak: 1000)")
    parser.addoption("--regenerate", action="store_true", help="write golden files instead of comparing with them")


def pytest_configure(config: pytest.Config) -> None:
    """The marker that `make soak` selects."""
    config.addinivalue_line("markers", "soak: takes the fixture `rounds` or `soak`; make soak runs it for longer")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Workers begin with the files that play for longest, lest one has such a file left when the others are done."""
    if hasattr(config, "workerinput"):  # pytest-xdist's mark of a worker
        long = {item.path for item in items if item.get_closest_marker("soak")}
        items.sort(key=lambda item: item.path not in long)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that a page rests on may be skipped only where nobody expects it to run: without root, outside CI."""
    report = yield
    expected = os.environ.get("CI") or os.geteuid() == 0
    test = item.path.name, item.name.partition("[")[0]
    page = next((page for page, named in PAGES.items() if test in named()), None) if report.skipped else None
    if page and expected:
        why = call.excinfo.value if call.excinfo is not None else "by its mark"
        report.outcome = "failed"
        report.longrepr = f"docs/{page} names this test, and it was skipped: {why}"
    return report


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> int:
    """How many rounds a test marked soak plays."""
    return int(request.config.getoption("--rounds"))


@pytest.fixture
def soak(request: pytest.FixtureRequest) -> bool:
    """Whether `make soak` runs: a test marked so then plays its long form."""
    return bool(request.config.getoption("-m") == "soak")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """``golden(name, text)``: text must equal tests/transcripts/NAME; `make transcripts` writes it instead."""
    regenerate = bool(request.config.getoption("--regenerate"))

    def same(name: str, text: str) -> None:
        path = Path(__file__).parent / "transcripts" / name
        if regenerate:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        assert text == path.read_text(), f"{path.name} differs; `make transcripts` writes it anew"

    return same


def _is_free(port: int) -> bool:
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        with socket.socket(socket.AF_INET, kind) as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                return False
    return True


def _own_ports() -> range:
    """The ports that this process may give: every n-th where pytest-xdist runs n workers, else all."""
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    return range(10_000 + number % workers, 32_000, workers)


@pytest.fixture(scope="session")
def free_port() -> Callable[[], int]:
    """``free_port()``: a TCP and UDP port free on loopback, under the kernel's ephemeral range; never given twice.

    Also not by another worker of the same run: each has ports of its own.
    """
    given: set[int] = set()
    own = _own_ports()

    def pick() -> int:
        while True:
            port = random.choice(own)
            if port not in given and _is_free(port):
                given.add(port)
                return port

    return pick


@pytest.fixture
def data_dir() -> Iterator[Path]:
    """A folder that a server may create (it does not exist yet), short enough for a UNIX socket's address."""
    parent = Path(tempfile.mkdtemp(prefix="pk-"))
    yield parent / "data"
    shutil.rmtree(parent, ignore_errors=True)


@pytest.fixture
def memory_folder() -> Iterator[Path]:
    """A folder in memory where the machine has one: for tests of many commits that are not about disks."""
    shared = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="pk-", dir=shared if os.access(shared, os.W_OK) else None))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def namespaces() -> Iterator[Namespaces]:
    """Network namespaces with a prefix of their own, removed after the test."""
    try:
        made = Namespaces()
    except NoNamespaces as reason:
        pytest.skip(str(reason))
    yield made
    made.close()


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many answers were written in place, by batch: the real function is called, and what it wrote counted."""
    counts: list[int] = []
    serve = inplace.InPlace.serve

    def counted(self: Any, slots: Any, count: int, express: Any, full: Any, offers: Any, acks: Any) -> None:
        before = len(acks.bases)
        serve(self, slots, count, express, full, offers, acks)
        counts.append(len(offers.bases) + len(acks.bases) - before)

    monkeypatch.setattr(inplace.InPlace, "serve", counted)
    return counts


@pytest.fixture
def serve(free_port: Callable[[], int]) -> Iterator[Callable[..., Server]]:
    """``serve(init=..., netns=..., ...)``: a `poolkeeper serve` that has printed its ready line (see rig.Server)."""
    started: list[Server] = []

    def start(**options: object) -> Server:
        server = Server(free_port=free_port, **options)  # type: ignore[arg-type]
        started.append(server)
        return server.start()

    yield start
    for server in started:
        server.close()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A house in this process, over a store in a folder of the test."""
    made = House(tmp_path / "store.db")
    yield made
    made.store.close()
