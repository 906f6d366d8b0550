"""Prints at every width of the window, on a real terminal, in both styles, as a person sees them.

The screens are in transcripts/ without the blanks at line ends; what v6's lines measure with them is tested here.
"""

import pytest

from rig import POOLKEEPER
from screen import Person

WIDTHS = (40, 80, 100, 132, 200)
INIT = """
/ip pool add name=lan ranges=10.0.0.10-10.0.0.99 comment="the office"
/ip pool add name=vpn ranges=10.1.0.0/28,10.1.1.5,10.1.1.7-10.1.1.9 next-pool=lan
/ip pool add name=a-name-that-is-longer-than-the-column-it-stands-in-is-and-then-some ranges=10.2.0.1
/ip dhcp-server lease add address=10.0.0.11 mac-address=02:00:00:00:00:01 comment=printer
/ip dhcp-server lease add address=10.0.0.12 mac-address=02:00:00:00:00:02 disabled=yes rate-limit=10M/10M
"""
LINES = (
    "/ip pool print",
    "/ip pool print where name=nobody",
    "/ip dhcp-server lease print",
    "/ip dhcp-server lease print detail",
    "/ip dhcp-server lease print value-list proplist=address,mac-address,rate-limit",
    "/ip pool used print",
    "/user group print where name=full",
    "/system identity print",
)
PROMPT = "[admin@MikroTik] > "


def drawn(person, number, line):
    """The lines that a command line prints, blanks at their ends included."""
    begin, end = f"--{number}--", f"=={number}=="
    person.type(f':put "{begin}"; {line}; :put "{end}"\r')
    person.sees(f"\n{end}\n")
    person.is_asked(PROMPT)
    lines = person.screen.lines
    return lines[lines.index(begin) + 1 : lines.index(end)]


@pytest.mark.parametrize("style", ["v6", "v7"])
def test_what_is_printed_fits_the_window(style, golden, serve):
    server = serve(init=INIT + f"/system console set style={style}")
    text = ""
    for columns in WIDTHS:
        with Person([POOLKEEPER, "console", "--data", server.data], columns=columns, rows=50) as person:
            person.is_asked(PROMPT)
            text += f"==== {columns} columns\n"
            for number, line in enumerate(LINES):
                printed = drawn(person, number, line)
                text += "\n".join([f"> {line}", *(each.rstrip() for each in printed)]) + "\n"
                if style == "v6" and line == "/ip dhcp-server lease print":
                    table = [each for each in printed if ";;;" not in each and " - " not in each]
                    assert {len(each) for each in table} == {columns - 1}, f"{columns} columns"
    golden(f"widths-{style}.screen", text)
