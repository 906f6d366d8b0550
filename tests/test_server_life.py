"""The server's life: a first start is all or nothing, a folder has one server, a stop is quick, a restart complete."""

import os
import signal
import socket
import ssl
import subprocess
import time
from pathlib import Path

import pytest

from rig import PATIENCE_S, POOLKEEPER, end_process, wait_until


def serve_once(data: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """A `poolkeeper serve` that is expected to end by itself."""
    return subprocess.run(
        [POOLKEEPER, "serve", "--data", data, *words],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        stdin=subprocess.DEVNULL,
    )


def test_the_bare_command_says_in_five_lines_what_it_is():
    done = subprocess.run([POOLKEEPER], capture_output=True, text=True, timeout=PATIENCE_S)
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 5
    for word in ("RouterOS", "poolkeeper lab", "poolkeeper serve --data", "poolkeeper console --data", "docs"):
        assert word in done.stdout


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["serv"], "type: poolkeeper --help"),
        (["--"], "type: poolkeeper --help"),
        (["--colour"], "type: poolkeeper --help"),
        (["serve"], "type: poolkeeper serve --help"),
        (["serve", "--data", "/proc/nowhere/at/all"], "type --data with"),
        (["serve", "--data", "/proc/self/status"], "type --data with"),
        (["serve", "--data", "{tmp}/new", "--init", "/nonexistent.rsc"], "type the name of a file"),
        (["serve", "--data", "{tmp}/new", "--admin-password-file", "/nonexistent"], "type the name of a file"),
        (["console"], "type: poolkeeper console --help"),
        (["console", "/ip pool print"], "type: poolkeeper console --help"),
        (["console", "--data", "/nonexistent-folder"], "type: poolkeeper serve --data /nonexistent-folder"),
        (["console", "--data", "{tmp}"], "type: poolkeeper serve --data '{tmp}'"),
        (["console", "--data", "/proc/self/status"], "type: poolkeeper serve --data /proc/self/status"),
        (["export", "--data", "{tmp}"], "type: poolkeeper serve --data '{tmp}'"),
        (["check-store", "--data", "{tmp}"], "type: poolkeeper serve --data '{tmp}'"),
        (["check-store"], "type: poolkeeper check-store --help"),
        (["import", "--data", "{tmp}"], "type: poolkeeper import --help"),
        (["import", "--data", "{tmp}", "/nonexistent.rsc"], "type the name of a file"),
        (["import", "--data", "{tmp}", "/proc/self/status"], "type: poolkeeper serve --data '{tmp}'"),
    ],
)
def test_every_error_of_the_command_line_ends_with_what_to_type_next(tmp_path, words, hint):
    folder = tmp_path / "with blanks"
    folder.mkdir()
    words = [word.format(tmp=folder) for word in words]
    done = subprocess.run([POOLKEEPER, *words], capture_output=True, text=True, timeout=PATIENCE_S)
    assert done.returncode != 0
    assert done.stdout == ""
    assert hint.format(tmp=folder) in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


def test_a_first_start_prints_a_random_password_once_and_keeps_only_its_hash(free_port, data_dir, tmp_path):
    init = tmp_path / "init.rsc"
    init.write_text("".join(f"/ip service set {name} port={free_port()}\n" for name in ("www-ssl", "www", "ssh")))
    with (tmp_path / "out").open("wb") as out, (tmp_path / "err").open("wb") as err:
        process = subprocess.Popen([POOLKEEPER, "serve", "--data", data_dir, "--init", init], stdout=out, stderr=err)
    try:
        wait_until(lambda: b"\nready" in (tmp_path / "out").read_bytes(), "the ready line is printed")
        first, second, *_ = (tmp_path / "out").read_text().splitlines()
        assert "admin" in first
        assert "password=" in second
        password = first.split()[-1]
        assert len(password) >= 12
        assert password not in (tmp_path / "err").read_text()
        for path in data_dir.iterdir():
            assert path.stat().st_mode & 0o077 == 0, f"{path} is open to others"
            if path.is_file():
                assert password.encode() not in path.read_bytes()
        assert data_dir.stat().st_mode & 0o777 == 0o700
    finally:
        assert end_process(process) == 0
    again = subprocess.Popen([POOLKEEPER, "serve", "--data", data_dir], stdout=subprocess.PIPE, text=True)
    try:
        assert again.stdout is not None
        line = again.stdout.readline()
        assert line.startswith("ready")
    finally:
        assert end_process(again) == 0


def test_a_fresh_server_has_the_factory_configuration_but_answers_nobody(serve):
    server = serve(defaults=True)
    assert "default-dhcp" in server.console("/ip pool print").out
    said = server.console(":put [/ip dhcp-server get defconf disabled]", ":put [/ip pool get default-dhcp ranges]")
    assert said.out.splitlines() == ["true", "192.168.88.10-192.168.88.254"]
    assert "192.168.88.1/24" in server.console("/ip address print").out


@pytest.mark.parametrize(
    ("script", "line", "column"),
    [
        ("/ip pool add name=a ranges=10.0.0.1\n/ip pool add name=a ranges=10.0.0.2\n", 2, 1),
        ("# fine\n/ip pool\nadd name=b rangs=10.0.0.1\n", 3, 12),
        ('/ip pool add name="open\n', None, None),
        ("/ip poool print\n", 1, 5),
    ],
)
def test_a_failing_init_script_stops_the_first_start_and_leaves_nothing(data_dir, tmp_path, script, line, column):
    init = tmp_path / "init.rsc"
    init.write_text(script)
    done = serve_once(data_dir, "--init", init)
    assert done.returncode == 1
    assert done.stdout == ""
    place = f"{init}:" if line is None else f"{init}:{line}:{column}"
    assert place in done.stderr
    assert "Traceback" not in done.stderr
    assert not data_dir.exists()


def test_a_first_start_that_was_killed_begins_anew(serve, data_dir, tmp_path):
    slow = tmp_path / "init.rsc"
    slow.write_text(':for i from=1 to=100000 do={ /ip pool add name="p$i" ranges=10.0.0.1 }\n')
    process = subprocess.Popen([POOLKEEPER, "serve", "--data", data_dir, "--init", slow], stdout=subprocess.PIPE)
    wait_until(lambda: (data_dir / "store.db.new").exists(), "the first start is under way")
    end_process(process, signal.SIGKILL)
    assert not (data_dir / "store.db").exists()
    server = serve(data=data_dir, defaults=True)
    said = server.console(":put [:len [/ip pool find]]")
    assert said.out == "1\n"


def test_later_starts_ignore_init_and_password_with_a_log_line(serve):
    server = serve(init="/ip pool add name=a ranges=10.0.0.1-10.0.0.9")
    (server.parent / "init.rsc").write_text("/ip pool remove a\n")
    server.restart()
    assert "--init is for the first start" in server.log
    assert "--admin-password-file is for the first start" in server.log
    assert server.console(":put [/ip pool get a ranges]").out == "10.0.0.1-10.0.0.9\n"


def test_a_second_server_on_a_folder_is_refused_with_the_pid_of_the_first(serve):
    server = serve()
    done = serve_once(server.data)
    assert done.returncode == 1
    assert str(server.pid) in done.stderr
    assert server.console(":put 1").out == "1\n"


def test_a_killed_server_never_blocks_the_next(serve):
    server = serve(init="/ip pool add name=a ranges=10.0.0.1-10.0.0.9")
    server.kill9()
    server.start()
    assert server.console(":put [/ip pool get a ranges]").out == "10.0.0.1-10.0.0.9\n"


def test_sigterm_ends_it_within_five_seconds_whatever_clients_hold_open(serve):
    server = serve()
    context = ssl._create_unverified_context()
    held = [socket.create_connection(("127.0.0.1", server.ports["www-ssl"])) for _ in range(20)]
    held += [context.wrap_socket(socket.create_connection(("127.0.0.1", server.ports["www-ssl"]))) for _ in range(5)]
    held[-1].sendall(b"POST /rest/ip/pool/add HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
    console = subprocess.Popen([POOLKEEPER, "console", "--data", server.data], stdin=subprocess.PIPE)
    delay = subprocess.Popen([POOLKEEPER, "console", "--data", server.data, ":delay 1h"], stderr=subprocess.PIPE)
    time.sleep(0.5)
    began = time.monotonic()
    assert server.stop() == 0
    assert time.monotonic() - began < 5  # the promise itself, not a measurement
    assert delay.wait(PATIENCE_S) == 1
    assert delay.stderr is not None
    assert delay.stderr.read()
    assert console.stdin is not None
    console.stdin.close()
    assert console.wait(PATIENCE_S) == 1
    for each in held:
        each.close()


def test_a_port_in_use_makes_the_service_invalid_and_the_server_goes_on(serve, free_port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        server = serve(init=f"/ip service set www port={taken} disabled=no")
        assert "service www is invalid" in server.log
        flags = server.console(":put [/ip service get www invalid]")
        assert flags.out == "true\n"
        assert server.rest("GET", "/system/identity").status_code == 200
        said = server.console(f"/ip service set www port={free_port()}", ":put [/ip service get www invalid]")
        assert said.out == "false\n"


def test_services_are_bound_to_loopback_until_told_otherwise_and_strangers_get_not_a_byte(serve):
    server = serve()
    port = server.ports["www-ssl"]
    assert server.console(f"/ip service set www-ssl address=10.9.9.0/24 port={port}").rc == 0
    with socket.create_connection(("127.0.0.1", port)) as refused:
        assert refused.recv(1) == b""
    assert server.console('/ip service set www-ssl address=""').rc == 0
    assert server.rest("GET", "/system/identity").status_code == 200


def test_systemd_is_told_when_everything_is_up(serve, tmp_path):
    address = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(address)
        listener.settimeout(PATIENCE_S)
        serve(env={"NOTIFY_SOCKET": address})
        assert b"READY=1" in listener.recv(4096)


def test_no_line_before_the_last_holds_the_word_ready(serve):
    server = serve(defaults=True)
    *before, last = server.out.splitlines()
    assert last.startswith("ready")
    assert not any("ready" in line for line in before)
    assert "www-ssl" in last


def test_a_very_long_folder_name_works_all_the_same(serve, data_dir):
    long = data_dir / ("x" * 100) / ("y" * 100)
    long.parent.mkdir(parents=True)
    server = serve(data=long)
    assert server.console(":put hello").out == "hello\n"


def test_the_console_says_within_two_seconds_that_there_is_no_server(data_dir):
    data_dir.mkdir()
    done = subprocess.run([POOLKEEPER, "console", "--data", data_dir, ":put 1"], capture_output=True, text=True)
    assert done.returncode == 1
    assert "poolkeeper serve" in done.stderr
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(str(data_dir / "console.sock"))
        deaf.listen()
        began = time.monotonic()
        done = subprocess.run([POOLKEEPER, "console", "--data", data_dir, ":put 1"], capture_output=True, text=True)
        assert done.returncode == 1
        assert time.monotonic() - began < 20
        assert "does not answer" in done.stderr
    os.unlink(data_dir / "console.sock")


def test_a_server_that_ends_before_it_answered_is_an_error_not_a_hang(serve):
    server = serve()
    waiting = subprocess.Popen(
        [POOLKEEPER, "console", "--data", server.data, ":delay 1h"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    time.sleep(0.5)
    server.kill9()
    assert waiting.wait(PATIENCE_S) == 1
    assert waiting.stderr is not None
    assert b"ended before it answered" in waiting.stderr.read()
