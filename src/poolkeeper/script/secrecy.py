"""Whether a typed line may hold a secret: told from its words alone, so that no misspelling lets one through.

A line is suspected where ``masking`` finds a value to mask, and also where it only names a password, or gives a value
to a word that may be short for one (``pass=``), wherever that stands. False alarms cost nothing but a line that is not
remembered.
"""

import re

from .masking import mask

GIVEN = re.compile(r'([A-Za-z][A-Za-z0-9-]*)"?\s*=')
NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
NAMES = ("password", "passphrase", "old-password", "new-password", "confirm-new-password")
"""Names that make a line suspect by themselves: users' passwords and those of files."""


def suspects(text: str) -> bool:
    """Whether the line may hold a secret."""
    lower = text.lower()
    if not set(NAMES).isdisjoint(NAME.findall(lower)):
        return True
    if any(name.startswith(given) for given in GIVEN.findall(lower) for name in NAMES):
        return True
    return mask(text) != text
