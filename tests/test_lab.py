"""The network in a box: real clients get addresses in it, its lines work from outside, and it leaves nothing behind."""

import os
import pty
import re
import select
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from ordinary_user import as_nobody, environment, may_run
from rig import PATIENCE_S, POOLKEEPER, Namespaces, NoNamespaces, end_process, wait_until

BOUND = re.compile(r"(client\d+) \((.*?), .*?\): bound (\S+)")


@pytest.fixture
def room() -> Iterator[Path]:
    """A folder for temporary files of the lab's own, so that other labs on this machine do not matter."""
    try:
        Namespaces().close()
    except NoNamespaces as reason:
        pytest.skip(str(reason))
    place = Path(tempfile.mkdtemp(prefix="pk-lab-"))
    place.chmod(0o1777)
    yield place
    shutil.rmtree(place, ignore_errors=True)


def lab(room: Path, *words: str | Path, wrap: list[str | Path] | None = None, **options) -> "subprocess.Popen[str]":
    """`poolkeeper lab` with its temporary files in the room."""
    argv = [*(wrap or []), POOLKEEPER, "lab", *words]
    env = {**os.environ, "TMPDIR": str(room), **options.pop("env", {})}
    out = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, **options}
    return subprocess.Popen(argv, text=True, env=env, stdin=subprocess.DEVNULL, **out)


def finished(process: "subprocess.Popen[str]") -> tuple[int, str]:
    out, _ = process.communicate(timeout=PATIENCE_S)
    return process.returncode, out


def until(process: "subprocess.Popen[str]", text: str) -> str:
    """What it printed up to a line that holds a text."""
    told = ""
    for line in process.stdout:
        told += line
        if text in line:
            return told
    raise AssertionError(f"ended before it printed {text!r}:\n{told}")


def living(room: Path) -> dict[str, Path]:
    """Links to the network namespaces of the processes that were started for a lab of this room, by command line."""
    found = {}
    for place in Path("/proc").iterdir():
        if place.name.isdigit():
            try:
                words = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                if str(room) in words:
                    found[words] = place / "ns" / "net"
            except OSError:
                continue
    return found


def held_namespaces(room: Path, held: ExitStack) -> set[int]:
    """Numbers of the network namespaces that a lab's processes live in; none is used anew while they are held open."""
    theirs = set()
    for link in living(room).values():
        with suppress(OSError):  # a process that has ended meanwhile
            theirs.add(os.fstat(held.enter_context(link.open("rb")).fileno()).st_ino)
    return theirs


def network_namespaces() -> set[int]:
    """The number of every network namespace that some process lives in."""
    found = set()
    for place in Path("/proc").iterdir():
        with suppress(OSError):
            found.add((place / "ns" / "net").stat().st_ino)
    return found


def nothing_is_left(room: Path) -> None:
    """No process, no folder; namespaces and the interfaces in them live no longer than processes and open files."""
    wait_until(lambda: not living(room), "every process of the lab has ended")
    assert list(room.iterdir()) == []


def test_three_real_clients_are_bound_and_it_says_so(room):
    interfaces = os.listdir("/sys/class/net")
    code, out = finished(lab(room, "--once"))
    assert code == 0, out
    assert {name for name, _, _ in BOUND.findall(out)} == {"client1", "client2", "client3"}
    assert len({address for _, _, address in BOUND.findall(out)}) == 3
    assert "lab: network namespaces, made as root" in out
    assert "pool default-dhcp: 3 of 245 used, 242 available" in out
    assert out.endswith("all 3 clients are bound\n")
    nothing_is_left(room)
    assert os.listdir("/sys/class/net") == interfaces


def test_every_installed_client_program_is_used(room):
    real = [name for name in ("udhcpc", "dhclient") if shutil.which(name) or (name == "udhcpc" and has_udhcpc())]
    if not real:
        pytest.skip("neither udhcpc nor dhclient is installed")
    code, out = finished(lab(room, "--once", "--clients", str(len(real))))
    assert code == 0, out
    assert sorted(program for _, program, _ in BOUND.findall(out)) == sorted(real)


def has_udhcpc() -> bool:
    busybox = shutil.which("busybox")
    return (
        busybox is not None and "udhcpc" in subprocess.run([busybox, "--list"], capture_output=True, text=True).stdout
    )


def test_where_no_client_program_is_installed_our_own_is_used(room):
    empty = room / "bin"
    empty.mkdir()
    code, out = finished(lab(room, "--once", "--clients", "2", env={"PATH": str(empty)}))
    empty.rmdir()
    assert code == 0, out
    assert [program for _, program, _ in BOUND.findall(out)] == ["poolkeeper", "poolkeeper"]
    nothing_is_left(room)


def test_the_lines_it_shows_work_from_the_host_and_ctrl_c_takes_everything_away(room):
    """On a terminal, as a person sees it."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TMPDIR=str(room), TERM="xterm", COLUMNS="160", LINES="40")
        os.execv(POOLKEEPER, [str(POOLKEEPER), "lab"])
    told = bytearray()

    def seen(pattern: str) -> re.Match[str] | None:
        while select.select([terminal], [], [], 0)[0]:
            try:
                told.extend(os.read(terminal, 65536))
            except OSError:
                break
        plain = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", told.decode(errors="replace")).replace("\r", "")
        return re.search(pattern, plain)

    try:
        wait_until(lambda: seen(r"3 of 245 used, 242 available"), "three clients are bound on the screen")
        assert seen(r"internet ─+ ether1 \[ router \] ether2 ─+ switch ─+ client1 \.\.\. client3")
        curl = wait_until(lambda: seen(r"REST +(curl .*)"), "it shows the curl line")[1].split()
        if shutil.which("curl"):
            got = subprocess.run([*curl, "-s"], capture_output=True, text=True, timeout=PATIENCE_S)
            assert '"name":"default-dhcp"' in got.stdout, got
        line = seen(r"one line +\S+ (console --data .*)")[1].split()
        got = subprocess.run([POOLKEEPER, *line], capture_output=True, text=True, timeout=PATIENCE_S)
        assert got.stdout.count(" bound ") == 3, got
        inside = seen(r"as client1 +(nsenter --net=\S+)")
        if inside is not None:
            got = subprocess.run([*inside[1].split(), "cat", "/proc/net/fib_trie"], capture_output=True, text=True)
            assert "192.168.88." in got.stdout
    finally:
        os.write(terminal, b"\x03")
    _, status = wait_until(lambda: (ended := os.waitpid(pid, os.WNOHANG))[0] and ended, "Ctrl-C ends it")
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == 0
    nothing_is_left(room)


def test_sigterm_takes_everything_away(room):
    process = lab(room)
    until(process, "client3 ")
    with ExitStack() as held:
        theirs = held_namespaces(room, held)
        assert len(theirs) == 4, "the router's and three clients'"
        process.send_signal(signal.SIGTERM)
        code, _ = finished(process)
        assert code == 0
        nothing_is_left(room)
        assert not theirs & network_namespaces()


def test_a_killed_lab_takes_its_processes_along_and_the_next_one_its_folder(room):
    process = lab(room)
    until(process, "client1 ")
    process.kill()
    process.wait()
    wait_until(lambda: not living(room), "clients and server end with a killed lab")
    assert len(list(room.iterdir())) == 1
    code, out = finished(lab(room, "--once", "--clients", "1"))
    assert code == 0, out
    assert "removed what a killed run left: poolkeeper-lab-" in out
    nothing_is_left(room)


def test_a_lab_that_can_not_start_says_why_and_leaves_nothing(room):
    blocked = room / "data"
    blocked.write_text("a file where the data folder should be")
    code, out = finished(lab(room, "--once", "--data", blocked))
    assert code == 1
    assert re.search(r"^poolkeeper: the server ended: .*data.*; name another folder with --data", out, re.M), out
    blocked.unlink()
    nothing_is_left(room)
    code, out = finished(lab(room, "--clients", "1000"))
    assert (code, out) == (1, "poolkeeper: --clients is a number from 0 to 200; type: poolkeeper lab --clients 3\n")


def test_a_data_folder_outlives_the_lab(room):
    data = room / "kept"
    for _ in range(2):
        code, out = finished(lab(room, "--once", "--clients", "2", "--data", data))
        assert code == 0, out
        assert sorted(address for _, _, address in BOUND.findall(out)) == ["192.168.88.253", "192.168.88.254"]
    assert sorted(each.name for each in room.iterdir()) == ["kept"]


def test_two_labs_run_side_by_side_and_the_host_keeps_its_routes(room, namespaces):
    """Also where the host uses the lab's network itself: the host here is a namespace with 192.168.88.7/24."""
    host, neighbour = namespaces.add("host"), namespaces.add("neighbour")
    namespaces.link(host, "lan0", neighbour, "lan0")
    namespaces.address(host, "lan0", "192.168.88.7/24")

    def routes() -> str:
        return namespaces.run(host, "ip", "route").stdout + namespaces.run(host, "ip", "-o", "link").stdout

    before = routes()
    wrap = ["ip", "netns", "exec", host]
    first, second = lab(room, wrap=wrap), lab(room, "--clients", "2", wrap=wrap)
    try:
        told = [until(first, "client3 "), until(second, "client2 ")]
        assert routes() == before
        ports = {re.search(r"https://127.0.0.1:(\d+)/", each)[1] for each in told}
        assert len(ports) == 2
    finally:
        for each in (first, second):
            each.send_signal(signal.SIGINT)
            end_process(each, signal.SIGINT)
    assert (first.returncode, second.returncode) == (0, 0)
    assert routes() == before
    nothing_is_left(room)


def test_an_ordinary_user_gets_namespaces_in_a_user_namespace(room):
    with environment() as venv:
        if why := may_run(venv):
            pytest.skip(why)
        if subprocess.run(as_nobody("unshare", "-rn", "true"), capture_output=True).returncode:
            pytest.skip("this machine refuses user namespaces to ordinary users")
        words = as_nobody(venv / "bin" / "python", "-m", "poolkeeper", "lab", "--once")
        done = subprocess.run(
            words,
            capture_output=True,
            text=True,
            timeout=2 * PATIENCE_S,
            cwd="/",
            env={**os.environ, "TMPDIR": str(room)},
        )
        assert done.returncode == 0, done
        assert "inside a user namespace, since this user is not root" in done.stdout
        assert len(BOUND.findall(done.stdout)) == 3
        nothing_is_left(room)


def test_where_every_namespace_is_refused_clients_are_relayed_over_loopback(room):
    closed = "echo 0 > /proc/sys/user/max_user_namespaces && echo 0 > /proc/sys/user/max_net_namespaces"
    if subprocess.run(["unshare", "-r", "sh", "-c", closed], capture_output=True).returncode:
        pytest.skip("the limits of user namespaces can not be set on this machine")
    code, out = finished(lab(room, "--once", wrap=["unshare", "-r", "sh", "-c", f'{closed} && exec "$@"', "sh"]))
    assert code == 0, out
    assert re.match(r"lab: relayed DHCP over loopback, since root may not .* and a user namespace is refused too", out)
    assert [program for _, program, _ in BOUND.findall(out)] == ["relayed poolkeeper"] * 3
    nothing_is_left(room)
