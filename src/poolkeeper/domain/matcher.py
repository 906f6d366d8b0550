"""Matchers: which clients of a server get another pool or further options, by what they say of themselves.

``/ip dhcp-server matcher`` of RouterOS 7, ``vendor-class-id`` of RouterOS 6 (code 60, the whole value).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from .option_value import Defined

VENDOR_CLASS = 60
"""RFC 2132 section 9.13."""


class Matcher(NamedTuple):
    """One rule. server 0: of every server. exact: the whole option is the value, else the value stands in it.

    pool: where its clients' addresses come from; 0: static leases only, None: as the server says.
    """

    id: int
    server: int
    code: int
    value: bytes
    exact: bool
    pool: int | None
    options: tuple[Defined, ...] = ()

    def fits(self, raw: bytes | None) -> bool:
        """Whether a client that sent this option (None: it did not) is meant."""
        return raw is not None and (raw == self.value if self.exact else self.value in raw)


def first_match(
    matchers: Sequence[Matcher], vendor_class: bytes | None, others: Callable[[], Mapping[int, bytes]]
) -> Matcher | None:
    """The first rule that fits. others: every option of the client, asked for only where a rule needs more than 60."""
    options: Mapping[int, bytes] | None = None
    for matcher in matchers:
        if matcher.code == VENDOR_CLASS:
            raw = vendor_class
        else:
            options = others() if options is None else options
            raw = options.get(matcher.code)
        if matcher.fits(raw):
            return matcher
    return None
