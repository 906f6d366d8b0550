"""What `poolkeeper check` costs: 500 configurations of 6 KB, and how the cost of an item grows with the file.

    python bench/check.py              about 15 s
    python bench/check.py --quick      about 3 s

Printed: seconds for the 500 files (at most 60) and microseconds a line in files of 100, 1,000 and 10,000 pools with
their servers and networks. Exit status 1 when the files take longer, or a line of the largest costs over 3 times one of
the smallest.
"""

import argparse
import random
import sys
import time

from poolkeeper.tools.check.judge import judged
from poolkeeper.tools.check.known import Menus
from poolkeeper.tools.check.told import as_json

AT_MOST_S = 60.0
GROWTH_AT_MOST = 3.0
FILES = 500
SIZE = 6144


def office(number: int) -> str:
    """A pool, its server and network, a lease, a rule, an address list and a script."""
    net = f"10.{number >> 8 & 255}.{number & 255}"
    return f"""\
/ip pool
add name=pool{number} ranges={net}.10-{net}.200
/ip dhcp-server
add address-pool=pool{number} disabled=no interface=bridge lease-time=1d name=office{number}
/ip dhcp-server network
add address={net}.0/24 dns-server={net}.1,1.1.1.1 gateway={net}.1 comment="office \\"{number}\\""
/ip dhcp-server lease
add address={net}.9 client-id=1:0:11:22:33:44:55 mac-address=00:11:22:33:44:55 server=office{number}
/ip firewall filter
add action=accept chain=forward comment="defconf: accept established,related" connection-state=\\
    established,related src-address={net}.0/24
/system script
add name=count{number} policy=read,test source=":local n 0\\r\\
    \\n:foreach i in=[/ip pool used find where pool=pool{number}] do={{ :set n (\\$n + 1) }}\\r\\
    \\n:log info \\"\\$n addresses\\""
"""


def files(chosen: random.Random) -> list[str]:
    """Configurations of 6 KB."""
    return ["".join(office(chosen.randrange(60000)) for _ in range(20))[:SIZE] for _ in range(FILES)]


def seconds(texts: list[str], menus: Menus) -> float:
    """Processor time to check texts and to tell of them."""
    begun = time.process_time()
    as_json([judged("file", text, menus) for text in texts])
    return time.process_time() - begun


def main() -> int:
    """Exit status 1 where a bound is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    menus = Menus()
    texts = files(random.Random(1))[: FILES // 10 if quick else FILES]
    took = seconds(texts, menus) * FILES / len(texts)
    print(f"500 files of 6 KB: {took:.1f} s (at most {AT_MOST_S:.0f})")
    each = []
    for size in (100, 1000) if quick else (100, 1000, 10_000):
        text = "".join(office(number) for number in range(size))
        each.append(min(seconds([text], menus) for _ in range(3)) / text.count("\n") * 1e6)
        print(f"{size:6} pools: {each[-1]:.1f} microseconds a line")
    print(f"growth: {each[-1] / each[0]:.2f} (at most {GROWTH_AT_MOST:.0f})")
    return int(took > AT_MOST_S or each[-1] > GROWTH_AT_MOST * each[0])


if __name__ == "__main__":
    sys.exit(main())
