"""The list of sensitive properties is held to the catalog: nothing is made up, nothing that looks secret is lacking."""

import re

from poolkeeper.menus import MENUS
from poolkeeper.menus.catalog import Catalog
from poolkeeper.tree import is_sensitive
from poolkeeper.tree.sensitive import ELSEWHERE, LISTED, SENSITIVE, UNMISTAKABLE

CATALOG = Catalog()
PAIRS = {(path, name) for path in CATALOG.paths if (entry := CATALOG.entry(path)) is not None for name in entry.props}

LOOKS_SECRET = re.compile(
    r"passw|passphrase|secret|psk|(?:^|[-.])keys?(?:$|-\d|-val)|(?:^|[-.])pin$|(?:^|[-.])cak$|token|credential|signature"
    r"|community$|cookie|tls-auth|tls-crypt|(?:^|[-.])env|(?<!bo)otp"
)
NO_SECRETS = {
    "password-authentication": "whether passwords are accepted",
    "minimum-password-length": "a number",
    "password-format": "how a user's name becomes the password that RADIUS is asked with",
    "aaa.password-format": "the same",
    "multi-passphrase-group": "the name of a group",
    "security.multi-passphrase-group": "the same",
    "public-key": "public",
    "remote-key": "the name of a public key",
    "smart-card-key": "whether the key is on a smart card",
    "gre-key": "in clear in every packet",
    "lacp-user-key": "a number that groups links",
    "key-chain": "the name of a chain of keys",
    "static-transmit-key": "which of the keys sends",
    "signature": "of a list of revoked certificates",
    "trap-community": "the name of an item of /snmp community; routers show those names in hidden exports too",
    "http-cookie-lifetime": "a time",
    "mac-cookie": "whether it is one",
    "add-mac-cookie": "whether there are any",
    "mac-cookie-timeout": "a time",
    "cookie-length": "a number",
    "l2tpv3-cookie-length": "a number",
    "send-cookie": "in clear in every packet",
    "peer-cookie": "in clear in every packet",
    "ddos-cookie-threshold": "a number",
    "tcp-syncookies": "whether there are any",
    "token-refresh-handicap": "a number",
    "total-keys-received": "a number",
    "envlists": "names of lists of variables",
    "auth-key": "see NO_SECRETS_HERE",
    "private-key": "see NO_SECRETS_HERE",
    "key": "see NO_SECRETS_HERE",
}
"""Names that look like a secret and are none, with the reason; where they are listed for a menu, they are one there."""
NO_SECRETS_OF_6 = {
    "tcp-syncookie": "whether there are any",
    "always-allow-password-login": "whether passwords are accepted",
    "envlist": "the name of a list of variables",
}
"""The same of what RouterOS 6 and early releases of 7 had."""
NO_SECRETS_HERE = {
    ("/certificate", "private-key"): "whether there is one",
    ("/ip/ipsec/key/rsa", "private-key"): "whether there is one",
    ("/system/ntp/client/servers", "auth-key"): "the number of a key",
    ("/system/ntp/server", "auth-key"): "the number of a key",
    ("/ip/ipsec/identity", "key"): "the name of a key",
    ("/ip/ipsec/peer", "key"): "the name of a key, in RouterOS 6",
    ("/container/envs", "key"): "the name of a variable",
    ("/user/ssh-keys", "key"): "public",
}


def listed(text: str) -> set[tuple[str, str]]:
    """(menu, property) pairs of one of the two texts."""
    found: set[tuple[str, str]] = set()
    path = ""
    for word in text.split():
        if word.startswith("/"):
            path = word
        else:
            found.add((path, word))
    return found


def test_every_listed_pair_is_in_the_catalog() -> None:
    assert listed(LISTED) - PAIRS == set()


def test_what_the_catalog_lacks_is_listed_apart() -> None:
    assert listed(LISTED) & listed(ELSEWHERE) == set()


def test_the_list_is_what_is_asked() -> None:
    assert {(path, name) for path, names in SENSITIVE.items() for name in names} == listed(LISTED) | listed(ELSEWHERE)
    assert is_sensitive("/ppp/secret", "password")
    assert not is_sensitive("/ppp/secret", "name")
    assert not is_sensitive("/ip/dhcp-server/option", "value")
    assert is_sensitive("/container/envs", "value")
    assert is_sensitive("/no/such/menu", "wpa9-pre-shared-key")


def test_whatever_looks_secret_is_listed_or_has_a_reason() -> None:
    suspects = {(path, name) for path, name in PAIRS if LOOKS_SECRET.search(name) and not is_sensitive(path, name)}
    suspects -= {(path, name) for path, name in suspects if name in NO_SECRETS_OF_6}
    unexplained = {
        (path, name)
        for path, name in suspects
        if (path, name) not in NO_SECRETS_HERE and (name not in NO_SECRETS or "HERE" in NO_SECRETS[name])
    }
    assert unexplained == set()


def test_a_name_that_is_a_secret_anywhere_is_in_the_list_for_every_menu_of_the_catalog() -> None:
    assert {pair for pair in PAIRS if UNMISTAKABLE.fullmatch(pair[1])} - listed(LISTED) - listed(ELSEWHERE) == set()


def test_no_reason_is_left_over() -> None:
    names = {name for _, name in PAIRS}
    assert set(NO_SECRETS) - names == set()
    assert {pair for pair, why in NO_SECRETS_HERE.items() if "RouterOS 6" not in why} - PAIRS == set()
    assert {pair for pair in NO_SECRETS_HERE if is_sensitive(*pair)} == set()
    assert {name for path, name in PAIRS if name in NO_SECRETS and is_sensitive(path, name)} <= {
        name for name, why in NO_SECRETS.items() if "HERE" in why
    }


def test_the_menus_of_the_tree_follow_the_list() -> None:
    for menu in MENUS:
        for prop in menu.props.values():
            assert prop.secret == is_sensitive(menu.path, prop.name), (menu.path, prop.name)
            assert not (prop.secret and prop.key), "a name is in references, logs and the history"
