"""Rebuild the catalog of carried menus from its public form: ``python -m poolkeeper.tools.catalog CATALOG.json``.

The public form is one JSON object: path to ``commands``, ``properties`` and ``arguments``, as ``/console/inspect`` of
RouterOS 7 tells them. The result goes to ``menus/catalog.txt``, which belongs to the package.
"""

import json
import sys
from pathlib import Path

from poolkeeper import menus
from poolkeeper.menus.catalog import CATALOG, line_of


def rebuilt(source: str) -> str:
    """The text of the data file for a catalog in its public form."""
    return "".join(f"{line_of(path, about)}\n" for path, about in sorted(json.loads(source).items()))


def main(words: list[str]) -> int:
    """Write the data file; 0, or 2 where no source was named."""
    if len(words) != 1:
        print("type: python -m poolkeeper.tools.catalog CATALOG.json", file=sys.stderr)
        return 2
    target = Path(menus.__file__).with_name(CATALOG)
    target.write_text(rebuilt(Path(words[0]).read_text("utf-8")), "ascii")
    print(f"{target}: {len(target.read_text('ascii').splitlines())} menus")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
