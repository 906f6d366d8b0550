"""Forms that real exports and scripts hold, each read whole: names, references, comments, continuations, arrays."""

import pytest

from poolkeeper.menus.catalog import Catalog
from poolkeeper.script.lexer import NAME_EQUALS, UNSET
from poolkeeper.script.parser import parse
from poolkeeper.script.syntax import Command, Named, Unset, Word

READ_WHOLE = (
    # broken lines, with and without blanks behind the backslash
    "/ip pool\nadd name=a ranges=\\\r\n    10.0.0.1-10.0.0.9\r\n",
    "add servers=1.1.1.1,\\\n    8.8.8.8",
    "add ranges=\\  \n 10.0.0.1",
    'add comment="a\\\r\n    b"',
    "/ip pool\r\nadd name=a\nadd name=b\radd name=c",
    # items
    "set [ find default-name=ether1 ] name=x",
    'set [find where name="x"] a=b',
    "set [/ip pool find name=a] b=c",
    "set 0,1 a=b",
    "set *FFFFFFFE a=b",
    "set numbers=0 a=b",
    'set "name with blanks" a=b',
    "remove [find]",
    # comments
    "/ip pool\n# Interface not active\nadd name=a",
    "add name=a; # note\nadd b=c",
    "{ # note\n:put 1 }",
    "add name=a # note",
    "# a long \\\n# comment \\\nadd name=a",
    'add name=a#b comment="#x" ssid=#1',
    # values
    "add",
    'add prop=""',
    "add prop=!LAN",
    "add a= value b=c",
    "add a=\\\n    b",
    "add tcp-flags=syn,!ack dst-port=!80,443",
    'add src-address-list="!a b"',
    "add dst-address=::/0 gateway=fe80::1%ether1",
    "add interface=<pppoe-x> list=ISP+HOTSPOT ssid=A&B name=a@b",
    # abbreviations and paths
    "/ip pool rem [f]",
    ':pic "abc" 1',
    "/in br po add b=c",
    "/ip/pool/add name=a",
    ":ip pool add name=a",
    "/ip firewall {\n nat {\n add a=b\n }\n}\n",
    ".. pool print",
    # blocks
    "{\n:put 1\n}\n{ :put 2 }",
    ":do { :put 1 } on-error={}",
    ":if (1=1) do=\\\n{ :put 1 }",
    ":if (1=1) \\\n do={ :put 1 } \\\n else={ :put 2 }",
    ":foreach i in=[find] do { :put $i }",
    # strings
    'add source=":put \\"a\\"\\r\\\n    \\n:put \\\\\\"b\\\\\\""',
    'add comment="\\C3\\A4 \\0D\\0A \\$x \\? \\_y"',
    'add source="a\nb\nc"',
    'add comment="' + "x" * 2000 + '"',
    "add name=\xc3\xa4b",
    # variables and arrays
    ':put $"name-with-hyphen"',
    'add ranges=$a-$b name=$a.$b comment="$(1+2) $[:len "a"]"',
    ':local a {"a"=1;b=2;c={1;2}}',
    ":local a ({})",
    '[($o->"m") 1 x=2]',
    ":foreach k,v in=$a do={}",
    ':set ($a->"k") 5',
)


@pytest.mark.parametrize("text", READ_WHOLE)
def test_a_form_of_the_field_is_read_whole(text: str) -> None:
    assert parse(text).statements


@pytest.mark.parametrize(
    "name", ["basic-rates-a/g", "802.1x-port-enabled", "802.3-sap", "2g-probe-delay", "6to4-interface"]
)
def test_an_arguments_name_may_begin_with_a_digit_or_hold_a_slash(name: str) -> None:
    (line,) = parse(f"set {name}=x !{name}").statements
    assert isinstance(line, Command)
    assert line.words[1:] == (Named(name, Word("x")), Unset(name))


def test_every_property_of_the_catalog_can_be_named() -> None:
    catalog = Catalog()
    names = {name for path in catalog.paths for name in getattr(catalog.entry(path), "props", {})}
    assert len(names) > 3000
    assert [name for name in names if not NAME_EQUALS.fullmatch(f"{name}=") or not UNSET.fullmatch(f"!{name}")] == []
