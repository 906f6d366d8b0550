"""The key of a data folder is made once and private; without it sensitive values are kept, marked invalid, hidden."""

import json
import os
import stat
from base64 import b64decode
from pathlib import Path

import pytest

from planted import House
from poolkeeper.app import build_over, local_user
from poolkeeper.engine.logbook import LogBook
from poolkeeper.engine.vault import CIPHER, Unreadable, Vault
from poolkeeper.menus import MENUS
from poolkeeper.store.base import StoreError
from poolkeeper.store.keyfile import keep_key, new_key, read_key
from poolkeeper.store.sqlite import SqliteStore
from poolkeeper.tree import MASK, Importing, Name, Request, Text, menu, menu_of, prop

SAFE = "/safe"
SECRET = "hunter2-" * 6


@menu(SAFE, noun="safe")
class Safe:
    """Something with a secret in it."""

    name: Name = prop(key=True, unique=True, required=True, about="what it is called")
    secret: Text = prop(about="nobody's business")


MENU = menu_of(Safe)


def opened(folder: Path) -> House:
    return House(folder, [MENU])


def bodies(house: House) -> list[dict[str, object]]:
    """What the store keeps of the menu's items."""
    return [json.loads(str(row[3])) for row in house.store.load("item") if row[0] == SAFE]


def clear(folder: Path) -> list[str]:
    """Files that hold the secret in clear."""
    return [path.name for path in folder.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]


def add(house: House, name: str = "a", secret: str = SECRET) -> int:
    return house.run(Request(local_user(), ("safe",), "add", {"name": name, "secret": secret})).ids[0]


def values(house: House, item: int) -> dict[str, object]:
    return dict(house.parts.core.tables[SAFE].items[item])


def test_a_value_is_bound_to_its_key_its_menu_and_its_property() -> None:
    vault = Vault(b"k" * 32)
    kept = vault.shut("geheim", SAFE, "secret")
    assert vault.opened(kept, SAFE, "secret") == "geheim"
    assert vault.shut("geheim", SAFE, "secret") != kept
    for other, path, name in ((Vault(b"x" * 32), SAFE, "secret"), (vault, "/x", "secret"), (vault, SAFE, "name")):
        with pytest.raises(Unreadable):
            other.opened(kept, path, name)
    for damaged in ("geheim", {}, {CIPHER: ""}, {CIPHER: "!"}, {CIPHER: 5}, {CIPHER: kept[CIPHER][:-4]}, None, 7):
        with pytest.raises(Unreadable):
            vault.opened(damaged, SAFE, "secret")
    text = "é\udc80\n" + "x" * 10_000
    assert vault.opened(vault.shut(text, SAFE, "secret"), SAFE, "secret") == text


def test_the_key_file_is_private_and_never_overwritten(tmp_path: Path) -> None:
    assert read_key(tmp_path) is None
    key = new_key()
    keep_key(tmp_path, key)
    file = tmp_path / "store.key"
    assert read_key(tmp_path) == key
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["store.key"]
    with pytest.raises(StoreError, match="there already"):
        keep_key(tmp_path, new_key())
    assert read_key(tmp_path) == key
    file.chmod(0o644)
    assert read_key(tmp_path) == key
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.write_text(key.hex()[:20])
    with pytest.raises(StoreError, match="damaged"):
        read_key(tmp_path)


def test_values_are_encrypted_and_come_back(tmp_path: Path) -> None:
    house = opened(tmp_path / "data")
    item = add(house)
    (body,) = bodies(house)
    assert body["name"] == "a"
    assert isinstance(body["secret"], dict)
    assert SECRET.encode() not in b64decode(body["secret"][CIPHER])
    house.close()
    assert clear(tmp_path) == []
    again = opened(tmp_path / "data")
    assert values(again, item) == {"name": "a", "secret": SECRET}
    again.close()


def test_without_its_key_a_value_is_kept_marked_invalid_and_logged(tmp_path: Path) -> None:
    house = opened(tmp_path / "data")
    item = add(house)
    (before,) = bodies(house)
    house.close()
    file = tmp_path / "data" / "store.key"
    right = file.read_text()
    file.unlink()
    keep_key(tmp_path / "data", new_key())  # what a start does where there is none
    other = opened(tmp_path / "data")
    assert [line.message for line in other.log.lines if "stored item" in line.message] == [
        f"stored item {SAFE} *{item:X}: secret={MASK}: this store.key does not open it; kept, marked invalid"
    ]
    row = next(iter(other.run(Request(local_user(), ("safe",), "print")).rows))
    assert row.values["invalid"] is True
    assert row.wire("secret") is None
    other.run(Request(local_user(), ("safe",), "set", {"name": "b"}, (item,)))
    (kept,) = bodies(other)
    assert kept == {**before, "name": "b"}
    other.close()
    file.write_text(right)
    again = opened(tmp_path / "data")
    assert values(again, item) == {"name": "b", "secret": SECRET}
    again.close()


def test_a_value_set_anew_takes_the_place_of_one_that_can_not_be_read(tmp_path: Path) -> None:
    house = opened(tmp_path / "data")
    item = add(house)
    house.close()
    (tmp_path / "data" / "store.key").unlink()
    keep_key(tmp_path / "data", new_key())
    other = opened(tmp_path / "data")
    other.run(Request(local_user(), ("safe",), "set", {"secret": "new"}, (item,)))
    other.close()
    again = opened(tmp_path / "data")
    assert values(again, item) == {"name": "a", "secret": "new"}
    assert [line for line in again.log.lines if "stored item" in line.message] == []
    again.close()


def test_a_value_moved_to_another_property_is_not_read(tmp_path: Path) -> None:
    house = opened(tmp_path / "data")
    item = add(house)
    (body,) = bodies(house)
    house.close()
    store = SqliteStore.open(tmp_path / "data" / "store.db")
    moved = json.dumps({"name": body["secret"], "secret": body["secret"]})
    store._connection.execute("UPDATE item SET body = ? WHERE menu = ?", (moved, SAFE))
    store.close()
    again = opened(tmp_path / "data")
    assert "name" not in values(again, item)
    assert SECRET not in again.says(again.admin, "/safe print terse proplist=name")
    again.close()


def test_an_old_folder_gets_a_key_and_no_trace_in_clear_is_left(tmp_path: Path) -> None:
    """As a store of before there was a key: values stand in clear, in the file and in its log."""
    house = opened(tmp_path / "data")
    items = [add(house, f"a{number}") for number in range(300)]
    house.close()
    folder = tmp_path / "data"
    store = SqliteStore.open(folder / "store.db")
    for item in items:
        body = json.dumps({"name": f"a{item}", "secret": f"{SECRET}{item}"})
        store._connection.execute("UPDATE item SET body = ? WHERE menu = ? AND id = ?", (body, SAFE, item))
    store.close()
    (folder / "store.key").unlink()
    assert clear(folder) == ["store.db"]
    log = LogBook()
    store = SqliteStore.open(folder / "store.db")
    parts = build_over(store, folder, log, (*MENUS, MENU))
    assert parts.core.tables[SAFE].items[items[7]]["secret"] == f"{SECRET}{items[7]}"
    assert clear(folder) == []
    assert "sensitive values in the store are encrypted now" in [line.message for line in log.lines]
    assert store.check() == []
    store.close()
    assert clear(folder) == []
    again = opened(folder)
    assert values(again, items[7])["secret"] == f"{SECRET}{items[7]}"
    assert again.parts.core.encrypt_plain() is False
    again.close()


def test_a_file_whose_rewriting_was_cut_short_is_rewritten_at_the_next_start(tmp_path: Path) -> None:
    house = opened(tmp_path / "data")
    item = add(house)
    house.close()
    folder = tmp_path / "data"
    store = SqliteStore.open(folder / "store.db")
    body = json.dumps({"name": "a", "secret": SECRET})
    store._connection.execute("UPDATE item SET body = ? WHERE menu = ?", (body, SAFE))
    store.close()
    cut_short = opened(folder)
    assert cut_short.parts.core.encrypt_plain() is True  # and killed here, before the file was written anew
    cut_short.close()
    store = SqliteStore.open(folder / "store.db")
    build_over(store, folder, LogBook(), (*MENUS, MENU))
    store.close()
    assert clear(folder) == []
    again = opened(folder)
    assert again.parts.core.encrypt_plain() is False
    assert values(again, item)["secret"] == SECRET
    again.close()


def test_a_secret_that_no_longer_parses_is_logged_without_its_text(tmp_path: Path) -> None:
    house = opened(tmp_path / "data")
    item = add(house)
    house.close()
    store = SqliteStore.open(tmp_path / "data" / "store.db")
    body = json.dumps({"name": "a", "secret": SECRET, "old-password": SECRET})
    store._connection.execute("UPDATE item SET body = ? WHERE menu = ?", (body, SAFE))
    store.close()
    again = opened(tmp_path / "data")
    said = [line.message for line in again.log.lines if "stored item" in line.message]
    assert said == [
        f"stored item {SAFE} *{item:X}: old-password={MASK}: unknown parameter old-password; kept, marked invalid"
    ]
    again.parts.core.encrypt_plain()
    assert not [text for text in bodies(again)[0].values() if text == SECRET]
    again.close()


def test_a_secret_that_no_catalog_knows_is_kept_like_the_others(tmp_path: Path) -> None:
    house = House(tmp_path / "data", [])
    importing = Importing(v6=True, exported=True, note=lambda sentence: None, carry=lambda: None)
    args = {"name": "a", "odd-password": SECRET}
    (item,) = house.run(Request(local_user(), ("ppp", "secret"), "add", args, importing=importing)).ids
    assert SECRET not in house.says(house.clerk, "/ppp secret print detail", "/export show-sensitive")
    house.close()
    assert clear(tmp_path) == []
    file = tmp_path / "data" / "store.key"
    right = file.read_text()
    file.unlink()
    keep_key(tmp_path / "data", new_key())
    other = House(tmp_path / "data", [])
    other.run(Request(local_user(), ("ppp", "secret"), "set", {"comment": "x"}, (item,)))
    other.close()
    file.write_text(right)
    again = House(tmp_path / "data", [])
    assert again.parts.core.tables["/ppp/secret"].items[item]["odd-password"] == SECRET
    assert SECRET in again.says(again.admin, "/ppp secret export show-sensitive")
    again.close()


# -- the program ----------------------------------------------------------------------------------------------------


def test_a_first_start_makes_the_key_and_restarts_keep_it(serve) -> None:
    server = serve()
    file = server.data / "store.key"
    key = file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    limit = next(line for line in Path(f"/proc/{server.process.pid}/limits").read_text().splitlines() if "core" in line)
    assert limit.split()[4] in ("0", "1")  # no memory dump, where values would stand in clear
    server.restart()
    assert file.read_text() == key
    server.stop()
    file.unlink()
    server.start()
    assert file.read_text() != key
    assert server.console(":put 1").out == "1\n"


def test_a_damaged_key_stops_the_start_instead_of_losing_what_it_opens(serve) -> None:
    server = serve()
    server.stop()
    (server.data / "store.key").write_text("nonsense\n")
    with pytest.raises(AssertionError, match=r"store\.key is damaged"):
        server.start()
    assert (server.data / "store.key").read_text() == "nonsense\n"


def test_a_secret_of_a_router_lies_in_no_file_and_is_masked_at_the_doors(serve) -> None:
    few = "read,write,test,local,rest-api,api,web,!sensitive"
    server = serve(
        init=f"/user group add name=few policy={few}\n/user add name=ann group=few password=changeit\n"
        f'/ppp secret add name=bob password="{SECRET}" service=ppp\n'
    )
    assert server.rest("GET", "/ppp/secret").json()[0]["password"] == SECRET
    assert server.rest("GET", "/ppp/secret", auth=("ann", "changeit")).json()[0]["password"] == MASK
    assert server.rest("GET", f"/ppp/secret?password={SECRET}", auth=("ann", "changeit")).json() == []
    changed = server.rest("PATCH", "/ppp/secret/bob", {"comment": "x"}, auth=("ann", "changeit"))
    assert changed.json()["password"] == MASK
    assert server.console("/system backup save name=kept").rc == 0
    assert SECRET in server.console("/export show-sensitive").out
    assert SECRET not in server.console("/export").out
    assert SECRET not in server.log
    assert clear(server.data) == []
    server.kill9()
    server.start()
    assert server.console(":put [/ppp secret get bob password]").out == f"{SECRET}\n"
    server.stop()
    assert clear(server.data) == []
