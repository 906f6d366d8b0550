"""A guide to address pools for small offices, followed to the letter: its blocks make a network that works.

``tests/seed`` holds the guide's blocks as they stand in it; only the placeholders it names are replaced here. Its REST
script is for routers of version 6, which have no REST, and creates with POST, which routers of version 7 refuse: here
both work.
"""

import contextlib
import io
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
import requests

from dhcp_clients import Udhcpc, fill, leases, used, wait_until_logged
from rig import PATIENCE_S, Server

SEED = Path(__file__).parent / "seed"
PASSWORD = "api pa55word"
RANGES = "192.168.88.20-192.168.88.200,192.168.88.220-192.168.88.240"
API_USER = f'/user add name=api_user group=write password="{PASSWORD}"'
NO_PROXY = {**os.environ, "NO_PROXY": "*", "no_proxy": "*"}


def paste(server, name):
    """What the console says to a block of the guide pasted in one piece."""
    said = server.console((SEED / name).read_text().removesuffix("\n"))
    assert (said.rc, said.err) == (0, ""), f"{name}: {said}"
    return said.out


def script(address):
    """The guide's REST script with its three placeholders replaced."""
    text = (SEED / "rest_script.py.txt").read_text()
    for placeholder, value in {
        'ROUTER_IP = "your_router_ip"': f"ROUTER_IP = {address!r}",
        'ROUTER_USER = "api_user"': "ROUTER_USER = 'api_user'",
        'ROUTER_PASSWORD = "api_password"': f"ROUTER_PASSWORD = {PASSWORD!r}",
    }.items():
        assert text.count(placeholder) == 1
        text = text.replace(placeholder, value)
    return text


def run_script(text, folder, netns=None):
    """The lines a script prints, run as a program of its own; it complains of nothing but the certificate."""
    (folder / "pools.py").write_text(text)
    where = [] if netns is None else ["ip", "netns", "exec", netns]
    done = subprocess.run(
        [*where, sys.executable, folder / "pools.py"],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        env=NO_PROXY,
        cwd=folder,
    )
    assert done.returncode == 0, done.stderr
    assert re.sub(r".*: InsecureRequestWarning: .*\n  .*\n", "", done.stderr) == ""
    return done.stdout.splitlines()


CREATED = "IP Pool 'soho_vpn_pool' created successfully."
LISTED = [
    "List of IP Pools:",
    f"- Name: soho_lan_pool, Ranges: {RANGES}",
    "- Name: soho_vpn_pool, Ranges: 10.10.10.10-10.10.10.50",
]

# ---- the whole guide on a network of its own ------------------------------------------------------------------------


def test_the_guide_from_its_first_block_to_its_last_gives_clients_addresses(free_port, namespaces, tmp_path):
    router, client = namespaces.add("router"), namespaces.add("client")
    namespaces.link(router, "ether2", client, "eth0")
    namespaces.address(router, "ether2", "192.168.88.1/24")
    server = Server(free_port=free_port, netns=router, init=API_USER)
    try:
        server.start()
        said = paste(server, "pools.rsc")
        assert said.count("soho_lan_pool") == 2
        assert "192.168.88.10-192.168.88.254" in said
        assert RANGES in said

        assert run_script(script(f"127.0.0.1:{server.ports['www-ssl']}"), tmp_path, router) == [CREATED, *LISTED]

        assert paste(server, "dhcp_server.rsc") == ""
        assert paste(server, "vpn_clients.rsc") == ""
        profile = server.rest("GET", "/ppp/profile/pptp_profile").json()
        assert (profile["local-address"], profile["remote-address"]) == ("192.168.88.1", "soho_vpn_pool")
        assert profile["use-encryption"] == "required"
        vpn = server.rest("GET", "/interface/pptp-server/server").json()
        assert (vpn["enabled"], vpn["default-profile"]) == ("true", "pptp_profile")
        lan = server.rest("GET", "/ip/dhcp-server/dhcp_lan").json()
        assert (lan["disabled"], lan["invalid"], lan["interface"]) == ("false", "false", "ether2")

        told = Udhcpc(namespaces, client, tmp_path).start().wait_for("bound")
        assert (told["ip"], told["subnet"]) == ("192.168.88.240", "255.255.255.0")
        assert (told["router"], told["dns"], told["lease"]) == ("192.168.88.1", "192.168.88.1", "86400")

        # Sections 7 and 10: where its reader looks when something is wrong.
        (lease,) = leases(server)
        assert (lease["address"], lease["status"], lease["server"]) == ("192.168.88.240", "bound", "dhcp_lan")
        assert used(server, "soho_lan_pool") == {"192.168.88.240": lease["mac-address"]}
        assert fill(server, "soho_lan_pool") == (202, 1, 201)
        wait_until_logged(server, f"dhcp_lan assigned 192.168.88.240 to {lease['mac-address']}")
        for looked, seen in (
            ("/ip pool print detail", "soho_lan_pool"),
            ("/ip pool print", "soho_vpn_pool"),
            ("/ip dhcp-server lease print", "192.168.88.240"),
            ("/ip dhcp-server print", "dhcp_lan"),
            ("/ip service print", "www-ssl"),
            ("/log print", "dhcp_lan assigned 192.168.88.240"),
        ):
            said = server.console(looked)
            assert (said.rc, said.err) == (0, "")
            assert seen in said.out

        # The script from the client's side, once the service is open to the network.
        assert server.console("/ip service set www-ssl address=192.168.88.0/24,127.0.0.0/8").rc == 0
        lines = run_script(script(f"192.168.88.1:{server.ports['www-ssl']}"), tmp_path, client)
        assert lines[-4:] == ["Failed to create IP Pool 'soho_vpn_pool'.", *LISTED]
    finally:
        server.close()


# ---- the REST script ------------------------------------------------------------------------------------------------


@pytest.fixture
def server(serve):
    """A server with the guide's first pool and its user."""
    server = serve(init=API_USER)
    paste(server, "pools.rsc")
    return server


def test_the_rest_script_creates_lists_and_deletes_line_by_line(server, tmp_path):
    address = f"127.0.0.1:{server.ports['www-ssl']}"
    text = script(address)
    assert run_script(text, tmp_path) == [CREATED, *LISTED]

    assert run_script(text, tmp_path) == [
        f"HTTP error occurred: 400 Client Error: Bad Request for url: https://{address}/rest/ip/pool",
        'Error details: {"detail":"failure: pool with such name exists","error":400,"message":"Bad Request"}',
        "Failed to create IP Pool 'soho_vpn_pool'.",
        *LISTED,
    ]

    assert server.rest("DELETE", "/ip/pool/soho_vpn_pool").status_code == 204
    commented = "    # delete_ip_pool("
    assert text.count(commented) == 1
    lines = run_script(text.replace(commented, "    delete_ip_pool("), tmp_path)
    assert lines == [CREATED, *LISTED, "IP Pool 'soho_vpn_pool' deleted successfully."]
    assert [pool["name"] for pool in server.rest("GET", "/ip/pool").json()] == ["soho_lan_pool"]


def test_the_rest_scripts_functions_can_be_called_from_another_program(server, tmp_path):
    (tmp_path / "pools.py").write_text(script(f"127.0.0.1:{server.ports['www-ssl']}"))
    calls = 'import pools\npools.create_ip_pool("a", "10.0.0.1-10.0.0.9")\npools.delete_ip_pool("a")\n'
    calls += 'pools.delete_ip_pool("a")\n'
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", calls], capture_output=True, text=True, cwd=tmp_path, env=NO_PROXY
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "IP Pool 'a' created successfully.",
        "IP Pool 'a' deleted successfully.",
        "IP Pool 'a' not found.",
    ]


def test_the_rest_script_says_what_is_wrong_with_its_password_and_its_address(server, tmp_path):
    address = f"127.0.0.1:{server.ports['www-ssl']}"
    lines = run_script(script(address).replace(PASSWORD, "wrong"), tmp_path)
    assert lines == [
        f"HTTP error occurred: 401 Client Error: Unauthorized for url: https://{address}/rest/ip/pool",
        'Error details: {"error":401,"message":"Unauthorized"}',
        "Failed to create IP Pool 'soho_vpn_pool'.",
        f"HTTP error occurred: 401 Client Error: Unauthorized for url: https://{address}/rest/ip/pool",
        'Error details: {"error":401,"message":"Unauthorized"}',
        "Failed to retrieve IP Pools.",
    ]
    server.stop()
    lines = run_script(script(address), tmp_path)
    assert [re.sub(":.*", "", line) for line in lines] == [
        "Request error occurred",
        "Failed to create IP Pool 'soho_vpn_pool'.",
        "Request error occurred",
        "Failed to retrieve IP Pools.",
    ]


# ---- the helper on the guide's last page ----------------------------------------------------------------------------


@pytest.fixture
def helper(server, monkeypatch):
    """The helper function, with its imports and the four names it takes from around it; the certificate is checked."""
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "*")
    module = ModuleType("helper")
    module.requests, module.HTTPBasicAuth = requests, requests.auth.HTTPBasicAuth
    module.ROUTER_IP = f"localhost:{server.ports['www-ssl']}"
    module.API_USER, module.API_PASS, module.SSL_VERIFY = "api_user", PASSWORD, str(server.data / "server.crt")
    exec(compile((SEED / "rest_helper.py.txt").read_text(), "rest_helper.py", "exec"), module.__dict__)
    return module.mikrotik_api_call


def test_the_helper_gets_posts_puts_and_patches(helper, server):
    (pool,) = helper("GET", "/ip/pool")
    assert (pool["name"], pool["ranges"]) == ("soho_lan_pool", RANGES)
    assert helper("GET", f"/ip/pool/{pool['.id']}") == pool
    assert helper("GET", "/ip/pool/used") == []
    words = {"name": "guest", "ranges": "10.20.0.10-10.20.0.99"}
    made = helper("PUT", "/ip/pool", words)
    assert made == server.rest("GET", "/ip/pool/guest").json()
    assert helper("PATCH", f"/ip/pool/{made['.id']}", {"comment": "for guests"}) == {**made, "comment": "for guests"}
    assert helper("POST", "/ip/pool", {**words, "name": "posted"})["name"] == "posted"
    assert re.fullmatch(r"\*[0-9A-F]+", helper("POST", "/ip/pool/add", {**words, "name": "added"})["ret"])
    assert helper("POST", "/ip/pool/print", {".query": ["name=added"], ".proplist": "name"})[0]["name"] == "added"
    assert helper("POST", "/ip/pool/remove", {"numbers": "added"}) == []
    assert helper("GET", "/system/identity") == {"name": "MikroTik"}


def test_the_helper_prints_the_reason_of_a_refusal(helper):
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        told = helper("PUT", "/ip/pool", {"name": "soho_lan_pool", "ranges": "10.0.0.1"})
        helper("GET", "/ip/pool/nobody")
    assert told["error"].startswith("400 Client Error: Bad Request")
    assert said.getvalue().splitlines() == [
        'API Error: 400 - {"detail":"failure: pool with such name exists","error":400,"message":"Bad Request"}',
        'API Error: 404 - {"error":404,"message":"Not Found"}',
    ]


def test_the_helper_deletes_and_then_fails_to_read_the_empty_answer_as_with_a_router(helper, server):
    with pytest.raises(requests.exceptions.JSONDecodeError):
        helper("DELETE", "/ip/pool/soho_lan_pool")
    assert server.rest("GET", "/ip/pool").json() == []
