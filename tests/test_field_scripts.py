"""Scripts as administrators write them, tests/scripts/NNN-name.rsc: each prints what NNN-name.out says.

They are imported by a real server, each in a session of its own on an empty configuration. What a script prints stands
in the .out file as the console shows it, ``! `` before errors; `make transcripts` writes these anew.
"""

from pathlib import Path

from console_socket import visit

SCRIPTS = sorted((Path(__file__).parent / "scripts").glob("*.rsc"))
EMPTIED = b"""
/environment remove [find]
/ip dhcp-server lease remove [find]
/ip dhcp-server remove [find]
/ip dhcp-server network remove [find]
/ip dhcp-server option remove [find]
/ip pool remove [find]
"""


def test_every_script_prints_what_its_transcript_says(serve, request):
    server = serve()
    regenerate = request.config.getoption("--regenerate")
    wrong = []
    for script in SCRIPTS:
        heard = visit(server, script.read_bytes(), imported=script.name)
        expected = script.with_suffix(".out")
        if regenerate:
            expected.write_text(heard.text)
        if heard.text != expected.read_text() or heard.code:
            wrong.append(f"{script.name} ({heard.code}):\n{heard.text}\ninstead of\n{expected.read_text()}")
        assert visit(server, EMPTIED).text == "", script.name
    assert not wrong, "\n".join(wrong)
    assert len(SCRIPTS) >= 80
