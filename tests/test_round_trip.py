"""A whole configuration goes out as text and comes in again without loss."""

import subprocess

from rig import PATIENCE_S, POOLKEEPER

CONFIGURATION = r"""
/system identity set name="Box with \"quotes\" and \$dollar"
/interface set lo comment="the loop"
/ip pool
add name=a ranges=10.0.0.10-10.0.0.99,10.0.0.120 next-pool=none
add name="b c" ranges=10.1.0.0/24 comment="comment; with = odd { characters } and \\ \t tab"
set a next-pool="b c"
add name=d ranges=10.2.0.1 next-pool=a
/ip dhcp-server option
add name=tftp code=150 value="'10.0.0.1'"
add name=long code=200 value="s'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\
    xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'"
/ip dhcp-server
add name=one interface=lo address-pool=a lease-time=1d2h3m4s authoritative=after-2sec-delay disabled=yes
add name=two interface=lo relay=10.0.0.1 add-arp=yes lease-script=":log info \$leaseActIP\r\n:log info \$leaseActMAC"
add name=three interface=lo relay=255.255.255.255 address-pool=static-only use-radius=accounting disabled=no
/ip dhcp-server network
add address=10.0.0.0/24 gateway=10.0.0.1,10.0.0.2 dns-server=1.1.1.1,9.9.9.9 domain=example.org dhcp-option=tftp,long
add address=10.1.0.0/16 netmask=24 dns-none=yes ntp-server=10.0.0.1 next-server=10.0.0.5 boot-file-name=pxe.0
/ip dhcp-server lease
add address=10.0.0.50 mac-address=02:00:00:00:00:01 server=one comment=fixed
add address=10.0.0.51 mac-address=02:00:00:00:00:02 client-id=1:2:0:0:0:0:2 lease-time=5m block-access=yes
add address=a mac-address=02:00:00:00:00:03 disabled=yes
/ip address add address=10.0.0.1/24 interface=lo comment="Zürich"
/ppp profile
set *0 local-address=10.0.0.1 remote-address="b c"
add name=vpn local-address=192.168.88.1 remote-address=a use-encryption=required only-one=default change-tcp-mss=yes
/interface pptp-server server set enabled=yes default-profile=vpn
/user group add name=helpdesk policy=read,web,rest-api,local
/ip service set www disabled=yes address=10.0.0.0/8,192.168.0.0/16
"""


def body(text: str) -> list[str]:
    """An export without the comment lines at its head."""
    lines = text.replace("\r\n", "\n").splitlines()
    while lines and lines[0].startswith("#"):
        lines.pop(0)
    return lines


def exported(data) -> str:
    done = subprocess.run(
        [POOLKEEPER, "export", "--data", data, "--show-sensitive"], capture_output=True, text=True, timeout=PATIENCE_S
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def imported(data, file) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [POOLKEEPER, "import", "--data", data, file], capture_output=True, text=True, timeout=PATIENCE_S
    )


def test_export_import_export_is_identical_but_for_the_head(serve, tmp_path):
    first, second = serve(), serve()
    said = first.console(*CONFIGURATION.splitlines())
    assert said.err == ""
    assert said.rc == 0
    text = exported(first.data)
    (tmp_path / "all.rsc").write_text(text)
    first.stop()
    done = imported(second.data, tmp_path / "all.rsc")
    assert done.stderr == ""
    assert done.returncode == 0
    assert body(exported(second.data)) == body(text)
    assert len(body(text)) > 40


def test_export_and_import_work_on_the_store_when_no_server_runs(serve, tmp_path):
    server = serve(defaults=True)
    server.stop()
    text = exported(server.data)
    assert "add name=default-dhcp ranges=192.168.88.10-192.168.88.254" in text
    (tmp_path / "more.rsc").write_text("/ip pool\nadd name=x ranges=10.0.0.1\nadd name=x ranges=10.0.0.2\n")
    done = imported(server.data, tmp_path / "more.rsc")
    assert done.returncode == 1
    assert "more.rsc:3:1" in done.stderr
    assert "pool with such name exists" in done.stderr
    assert "name=x ranges=10.0.0.1" in exported(server.data)
    server.start()
    assert server.console(":put [/ip pool get x ranges]").out == "10.0.0.1\n"


def test_import_exits_2_when_it_could_not_start(data_dir, tmp_path):
    assert imported(data_dir, tmp_path / "missing.rsc").returncode == 2
    (tmp_path / "fine.rsc").write_text("/ip pool print\n")
    done = imported(data_dir, tmp_path / "fine.rsc")
    assert done.returncode == 2
    assert "poolkeeper serve" in done.stderr


def test_secrets_and_passwords_are_in_no_export(serve):
    server = serve()
    assert server.console("/user add name=eve group=read password=open-sesame").rc == 0
    text = exported(server.data)
    assert "open-sesame" not in text
    assert "argon2" not in text
    assert "argon2" not in server.rest("GET", "/user").text
