"""The text of a statement is told without the sensitive values in it, however they were written."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poolkeeper.script.masking import mask
from poolkeeper.tree import SENSITIVE

HERE = Path(__file__).parent
PAIRS = [(path, name) for path, names in sorted(SENSITIVE.items()) for name in sorted(names)]
VALUE = "hunter2"
WRITTEN = (
    VALUE,
    f'"{VALUE}"',
    f'"a b {VALUE} c"',
    f'"a\\"b {VALUE} \\"c"',
    f'"a\\\n    {VALUE}"',
    f'\\\n    "{VALUE}"',
    f'("{VALUE}" . "x")',
    f'[:put "{VALUE}"]',
    f'"$[:put "{VALUE}"]x"',
    f"{{{VALUE};{VALUE}}}",
    f"a\\\n    {VALUE}",
)
"""Ways in which a value is written behind ``name=``."""


def statements(path: str, name: str, value: str) -> list[str]:
    """Ways in which a statement gives or asks for a value."""
    menu = path.strip("/").replace("/", " ")
    short = " ".join(word[:-1] if len(word) > 3 else word for word in menu.split())
    return [
        f"/{menu} add name=x {name}={value} comment=y",
        f"{path}/set 0 {name}={value}",
        f"/{menu} set [find name=x] {name}={value}; :put 1",
        f"/{short} set 0 {name}={value}",
        f"/{menu}\nadd {name}={value}",
        f"/{menu} {{ add {name}={value} }}",
        f"add {name}={value} name=x",
        f":if (true) do={{ /{menu} add {name}={value} }}",
        f"/{menu} print where {name}={value}",
        f"/{menu} print where {name}~{value} and name=x",
    ]


@pytest.mark.parametrize(("path", "name"), PAIRS)
def test_a_listed_value_is_masked_however_it_is_written(path: str, name: str) -> None:
    for value in WRITTEN:
        for text in statements(path, name, value):
            assert VALUE not in mask(text), text
            assert "*****" in mask(text), text


@pytest.mark.parametrize(("path", "name"), PAIRS)
def test_a_short_name_is_masked_in_its_menu(path: str, name: str) -> None:
    whole = [length for length in range(1, len(name)) if name[length] != "."]  # up to a dot it is another property
    for length in whole:
        text = f"/{path.strip('/').replace('/', ' ')} set 0 {name[:length]}={VALUE}"
        assert VALUE not in mask(text), text
        relative = mask(f"set 0 {name[:length]}={VALUE}", tuple(path.strip("/").split("/")))
        assert VALUE not in relative, text


@pytest.mark.parametrize(
    "text",
    [
        f"/ppp secret set bob password {VALUE}",
        f"/ppp secret add bob {VALUE} service=ppp",
        f'/ppp secret add "{VALUE}" service=ppp',
        f"/ppp secret ad name=bob pass={VALUE}",
        f"/ppp secret print where password= {VALUE}",
        f'/ppp secret print where "{VALUE}"=password',
        f'/ppp secret add name=x password="{VALUE} never closed',
        f":local password {VALUE}",
        f':global secret "{VALUE}"; :put 1',
        f':global cred {{"password"="{VALUE}"}}',
        f':set ($cred->"password") "{VALUE}"',
        f':if ([/ppp secret get x password] = "{VALUE}") do={{ :put 1 }}',
        f"/password old-password={VALUE} new-password={VALUE} confirm-new-password={VALUE}",
        f"/password {VALUE} {VALUE} {VALUE}",
        f"/password old={VALUE} n={VALUE} conf={VALUE}",
        f"/system backup save name=x password={VALUE}",
        f"/certificate import file-name=x passphrase={VALUE}",
        f"/certificate export-certificate x export-passphrase={VALUE}",
        f'/tool fetch url="https://bob:{VALUE}@example.com/x"',
        f'/tool fetch url=https://example.com http-header-field="Authorization: Bearer {VALUE}"',
        f'/system scheduler add name=x on-event="/ppp secret add name=y password={VALUE}"',
        f'/system scheduler add name=x on-event="/ppp secret add name=y password=\\"{VALUE} x\\""',
        f'/system script add source="x\\r\\n:local s \\"/ppp secret add password=\\\\\\"{VALUE}\\\\\\"\\""',
        f"# /ppp secret add name=x password={VALUE}",
        f"/no such menu add wpa9-passphrase={VALUE}",
        f"}}]) password={VALUE}",
        f"/usr add name=eve pass= {VALUE}",
    ],
)
def test_a_secret_out_of_place_is_masked(text: str) -> None:
    assert VALUE not in mask(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/ppp secret print",
        "/ppp secret print proplist=name,password where name=x",
        "/ppp secret remove [find name=bob]",
        '/ppp secret set bob comment="a;b c" profile=default',
        '/ppp secret add password="" name=x',
        "/system identity print",
        "/ip dhcp-server option add name=x code=43 value=0x0102",
        "/ip dhcp-server option\nadd name=x code=43 value=0x0102",
        "/snmp community set [ find default=yes ] authentication-protocol=MD5 read-access=yes",
        "/interface wifi add security=cfg1 name=wifi1",
        '/ip pool add name="secret pool" ranges=10.0.0.1-10.0.0.9',
        ":foreach i in=[/ip pool find] do={ :put [/ip pool get $i name] }",
        ':log info "the password is needed"',
        'é="ü',
    ],
)
def test_what_is_no_secret_stays_as_it_is(text: str) -> None:
    assert mask(text) == text


def test_the_rest_of_a_statement_stays_as_it_is() -> None:
    text = '/ppp secret add name=bob password=hunter2 service=ppp comment="a \\"b\\" c" # tail\n:put 1'
    assert mask(text) == text.replace("hunter2", "*****")
    script = '/system scheduler add name=x on-event="/ppp secret add name=y password=\\"hunter2\\"" interval=1d'
    assert mask(script) == script.replace('\\"hunter2\\"', "*****")


def test_scripts_of_the_field_lose_nothing_but_their_secrets() -> None:
    masked = {}
    for path in sorted((HERE / "scripts").glob("*.rsc")):
        text = path.read_text(encoding="utf-8", errors="surrogateescape")
        if mask(text) != text:
            masked[path.name] = [
                line for line, other in zip(text.split("\n"), mask(text).split("\n"), strict=True) if line != other
            ]
    assert masked == {"054-functions-see-no-caller.rsc": [':local secret "hidden"']}


PIECES = (
    "/ppp secret ", "add ", "set ", "name=", "password=", '"', '\\"', "\\", "$", "[", "]", "(", ")", "{", "}", ";",
    "\n", "#", "x", " ", "->", '"password"', "=", "!=", "~", ":set ", "\\\n", "é",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=60))
def test_any_text_at_all_can_be_masked(text: str) -> None:
    assert isinstance(mask(text), str)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_a_value_behind_any_text_that_leaves_no_string_open_is_masked(before: str) -> None:
    if '"' not in before and "\\" not in before:
        assert VALUE not in mask(f"{before}\n/ppp secret add name=x password={VALUE}")
