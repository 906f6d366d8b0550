"""The certificate of the TLS doors: whose it is, what TLS is spoken with it, and what happens when it is no good."""

import shutil
import socket
import ssl

import pytest

from http_calls import Line, head, rest_server
from poolkeeper.doors.tls import ensure_certificate
from rig import PATIENCE_S, wait_until


@pytest.fixture(scope="module")
def server(free_port):
    """A server with REST on www-ssl and, without TLS, on www; each test leaves its certificate as it was."""
    with rest_server(free_port) as running:
        yield running


def certificate(server, context, name="localhost"):
    """The certificate, in DER, that a client is shown who wants to speak to this name."""
    with (
        socket.create_connection(("127.0.0.1", server.ports["www-ssl"]), PATIENCE_S) as plain,
        context.wrap_socket(plain, server_hostname=name) as sock,
    ):
        return sock.getpeercert(binary_form=True)


def test_the_certificate_is_the_servers_own_and_proves_it_to_who_trusts_it(server):
    path = server.data / "server.crt"
    context = ssl.create_default_context(cafile=path)
    own = ssl.PEM_cert_to_DER_cert(path.read_text())
    for name in ("localhost", "127.0.0.1", socket.gethostname()):
        assert certificate(server, context, name) == own
    with pytest.raises(ssl.SSLCertVerificationError):
        certificate(server, context, "example.net")
    with pytest.raises(ssl.SSLCertVerificationError):
        certificate(server, ssl.create_default_context())
    assert (server.data / "server.key").stat().st_mode & 0o777 == 0o600


def hello(version):
    """The first bytes of a client that speaks only this version of TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = context.maximum_version = version
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    sent = ssl.MemoryBIO()
    with pytest.raises(ssl.SSLWantReadError):
        context.wrap_bio(ssl.MemoryBIO(), sent).do_handshake()
    return sent.read()


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion")
def test_tls_1_2_and_1_3_are_spoken_and_nothing_older(server):
    handshake, alert = b"\x16", b"\x15"  # RFC 8446 section 5.1
    for version, is_spoken in (
        (ssl.TLSVersion.TLSv1_3, True),
        (ssl.TLSVersion.TLSv1_2, True),
        (ssl.TLSVersion.TLSv1_1, False),
        (ssl.TLSVersion.TLSv1, False),
    ):
        with socket.create_connection(("127.0.0.1", server.ports["www-ssl"]), PATIENCE_S) as sock:
            sock.sendall(hello(version))
            first = sock.recv(1)
        assert first in ((handshake,) if is_spoken else (alert, b"")), version


def test_plain_http_on_the_tls_port_is_no_answer_and_no_fault(server):
    with socket.create_connection(("127.0.0.1", server.ports["www-ssl"]), PATIENCE_S) as sock:
        sock.sendall(head("GET", "/rest/system/identity"))
        told = b""
        try:
            while octets := sock.recv(4096):
                told += octets
        except ConnectionResetError:
            pass
    assert b"HTTP" not in told
    assert server.rest("GET", "/system/identity").status_code == 200
    assert "Traceback" not in server.log


def shown(server):
    """The certificate a client is shown, in DER, whoever signed it."""
    return certificate(server, ssl._create_unverified_context())


def test_a_restart_keeps_the_certificate_and_a_pair_of_ones_own_is_used_as_it_is(server, tmp_path):
    first = shown(server)
    server.restart()
    assert shown(server) == first
    for path in ensure_certificate(tmp_path, ["pools.example.net"]):
        shutil.copy(server.data / path.name, tmp_path / f"kept-{path.name}")
        shutil.copy(path, server.data / path.name)
    server.restart()
    trusting = ssl.create_default_context(cafile=tmp_path / "server.crt")
    assert certificate(server, trusting, "pools.example.net") == shown(server) != first
    for path in tmp_path.glob("kept-*"):
        shutil.copy(path, server.data / path.name.removeprefix("kept-"))
    server.restart()
    assert shown(server) == first


def test_a_certificate_that_is_no_use_closes_the_tls_door_and_nothing_else(server):
    path = server.data / "server.crt"
    good = path.read_bytes()
    path.write_text("no certificate\n")
    server.restart()
    said = server.console(":put [/ip service get www-ssl invalid]", ":put [/ip service get www invalid]")
    assert said.out.splitlines() == ["true", "false"]
    wait_until(lambda: "service www-ssl is invalid: server.crt and server.key can not be used" in server.log, "logged")
    assert "Traceback" not in server.log
    assert "www-ssl" not in server.out.splitlines()[-1]
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", server.ports["www-ssl"]))
    with Line(server) as line:
        assert line.send(head("GET", "/rest/system/identity")).answer().status == 200
    path.write_bytes(good)
    server.restart()
    assert server.rest("GET", "/system/identity").status_code == 200
