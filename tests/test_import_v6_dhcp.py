"""An export of RouterOS 6 whose DHCP server rests gives no address to anybody once it is imported, nor after a restart.

In such an export a server that works says ``disabled=no``; one that says nothing, or ``disabled=yes``, rests.
"""

import pytest

from dhcp_clients import Udhcpc, site
from rig import POOLKEEPER, wait_until

EXPORT = """# sep/07/2022 10:59:39 by RouterOS 6.49.18
# software id = 05EL-3SS7
#
# model = RB750UPr2
# serial number = AB12345CD789
/ip pool
add name=dhcp ranges=192.168.88.10-192.168.88.254
/ip dhcp-server
add address-pool=dhcp{disabled} interface=bridge lease-time=1h name=defconf
/ip dhcp-server network
add address=192.168.88.0/24 gateway=192.168.88.1
"""


def load(office, disabled: str) -> None:
    """Import the export with these words about the server."""
    server = office.server
    file = server.parent / "six.rsc"
    file.write_text(EXPORT.format(disabled=disabled))
    done = office.lan.namespaces.run(office.lan.router, POOLKEEPER, "import", "--data", server.data, file)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("disabled", ["", " disabled=yes"])
@pytest.mark.parametrize("served", [True, False])
def test_a_resting_server_answers_nobody(free_port, tmp_path, disabled, served):
    with site(free_port, "", hosts=1) as office:
        server = office.server
        if not served:
            server.stop()
        load(office, disabled)
        server.restart()
        assert server.console(":put [/ip dhcp-server get defconf disabled]").out == "true\n"
        client = Udhcpc(office.lan.namespaces, office.lan.hosts[0], tmp_path).start()
        client.wait_for("leasefail")
        assert not [event for event in client.events if event["event"] == "bound"]
        assert server.console("/ip dhcp-server enable defconf").rc == 0  # it was the server that kept silent
        assert client.wait_for("bound")["ip"].startswith("192.168.88.")


def test_a_working_server_answers(free_port, tmp_path):
    with site(free_port, "", hosts=1) as office:
        load(office, " disabled=no")
        client = Udhcpc(office.lan.namespaces, office.lan.hosts[0], tmp_path).start()
        given = client.wait_for("bound")["ip"]
        wait_until(lambda: client.addresses() != [], "the client has its address")
        assert given.startswith("192.168.88.")
