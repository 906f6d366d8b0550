"""/file and what writes files: below the server's folder, for its owner only, and nowhere else."""

import stat

from script_texts import quoted

MOST = 60 * 1024
TEXT = 'Zürich\t\\ "$x" ?\x01\n\n{'.encode()


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_files_are_made_read_changed_moved_and_removed(serve):
    server = serve()
    said = server.console(
        '/file add name=/disk1/notes/a.txt contents="first\\nsecond"',
        ":put [/file get disk1/notes/a.txt contents]",
        "/file add name=disk1/notes/a.txt",
        '/file set disk1/notes/a.txt contents="other" name=b.txt',
        ":put [/file get b.txt contents]",
        ":put [:len [/file find name=disk1/notes/a.txt]]",
        "/file set nothing contents=x",
        "/file remove disk1",
        ":put [/file get [find name=b.txt] size]",
        ":foreach f in=[/file find] do={ :put [/file get $f name] }",
    )
    assert said.err == "failure: file with this name already exists\nno such item\n"
    assert said.out == "first\nsecond\nother\n0\n5\nb.txt\n"
    made = server.data / "files" / "b.txt"
    assert (mode(made), mode(made.parent)) == (0o600, 0o700)


def test_no_name_leads_out_of_the_folder(serve):
    server = serve()
    outside = server.parent / "outside"
    outside.mkdir()
    (server.data / "files").mkdir()
    (server.data / "files" / "link").symlink_to(outside)
    (outside / "secret").write_text("secret")
    for name in ("../x", "a/../../x", "/../x", "link/x", ".hidden", "a/.b/c", "", "/"):
        for line in (
            f"/file add name={quoted(name)} contents=x",
            f"/system backup save name={quoted(name + '/b' if name.strip('/') else '/')}",
            f"/file print file={quoted(name)}",
            f"/import file-name={quoted(name)}",
            f"/file add name=mine; /file set mine name={quoted(name)}",
        ):
            said = server.console(line)
            if name == "" and "print" in line:
                continue
            assert said.rc == 1, (line, said)
    assert sorted(path.name for path in outside.iterdir()) == ["secret"]
    assert not (server.data / "x").exists()
    assert server.console(':put [:len [/file find name~"secret"]]').out == "0\n"
    assert server.console("/file get link/secret contents").rc == 1


def test_contents_are_bounded_and_any_text_comes_back(serve):
    server = serve()
    (server.data / "files").mkdir()
    (server.data / "files" / "long").write_bytes(b"x" * (MOST + 1))
    (server.data / "files" / "bytes").write_bytes(TEXT)
    said = server.console(
        ":put [/file get long contents]",
        "/file add name=copy; /file set copy contents=[/file get bytes contents]",
        ":put [:len [/file get bytes contents]]",
    )
    assert said == (1, f"{len(TEXT)}\n", f"failure: long is longer than {MOST} bytes\n")
    assert (server.data / "files" / "copy").read_bytes() == TEXT


def test_bytes_that_are_no_utf_8_are_written_as_they_are(serve):
    server = serve()
    said = server.console(
        '/file add name=a.txt contents="\\CF\\F3, caf\\C3\\A9"',
        "/file add name=b.txt contents=[/file get a.txt contents]",
    )
    assert (said.out, said.err) == ("", "")
    wanted = b"\xcf\xf3, caf\xc3\xa9"
    assert [(server.data / "files" / name).read_bytes() for name in ("a.txt", "b.txt")] == [wanted, wanted]


def test_a_backup_is_a_sound_store_by_its_name_once(serve):
    server = serve(init="/ip pool add name=kept ranges=10.0.0.1\n")
    said = server.console("/system backup save name=one", "/system backup save name=/disk1/two.backup", "/file print")
    assert said.out.startswith("Saving system configuration\nConfiguration backup saved\n" * 2)
    files = server.data / "files"
    assert sorted(str(path.relative_to(files)) for path in files.rglob("*.*")) == ["disk1/two.backup", "one.backup"]
    assert mode(files / "one.backup") == 0o600
    server.console("/ip pool remove kept", "/system backup save")
    server.stop()
    (server.data / "store.db").write_bytes((files / "one.backup").read_bytes())
    for left in ("store.db-wal", "store.db-shm"):
        (server.data / left).unlink(missing_ok=True)
    server.start()
    assert server.console(":put [/ip pool get kept ranges]").out == "10.0.0.1\n"
    (dated,) = (path.name for path in files.glob("MikroTik-*.backup"))
    assert dated.count("-") == 2


def test_what_backups_can_not_do_yet_is_refused_and_who_may_not_gets_none(serve):
    server = serve(init='/user add name=ann group=write password="secret word"\n')
    said = server.console("/system backup save name=x password=y", "/system backup load name=x")
    assert "can not be encrypted yet" in said.err
    assert "can not be loaded yet" in said.err
    assert server.rest("POST", "/system/backup/save", {"name": "x"}, auth=("ann", "secret word")).status_code == 403
    assert not (server.data / "files").exists()
