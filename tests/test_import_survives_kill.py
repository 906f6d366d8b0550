"""kill -9 in the middle of imports: a prefix of the file is there afterwards, or nothing where it is all or nothing.

The file prints its progress; the test kills at a line of that chosen at random, some time into the next statements.
Half of the kills hit ``poolkeeper import`` on a folder that no server holds, half the server that reads the file.
"""

import contextlib
import io
import os
import random
import shutil
import signal
import subprocess
import time

import pytest

from poolkeeper.__main__ import main
from rig import PATIENCE_S, POOLKEEPER, Server, end_process

KILLS = 50
MOST_KILLS = 200
STATEMENTS = 1200
EVERY = 40
UNBUFFERED = {**os.environ, "PYTHONUNBUFFERED": "1"}


def script(path, round_: int) -> None:
    """A file of pools that says how far it is."""
    lines = [
        f"/ip pool add name=r{round_}-{number} ranges=10.0.0.1\n" + (f":put {number}\n" if number % EVERY == 0 else "")
        for number in range(STATEMENTS)
    ]
    path.write_text("".join(lines))


def killed(server: Server, file, whole: bool, chance: random.Random) -> bool:
    """Import, and kill whoever reads the file at a random point of its progress; False where it ended before."""
    words = [POOLKEEPER, "import", *(["--all-or-nothing"] if whole else []), "--data", server.data, file]
    importing = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=UNBUFFERED)
    victim = server.pid if server.process is not None and server.process.poll() is None else importing.pid
    assert importing.stdout is not None
    after, late_s = chance.randrange(STATEMENTS // EVERY), chance.random() * 0.1
    for _ in range(after):
        if not importing.stdout.readline():
            break
    time.sleep(late_s)  # where within the next statements, and whether before or after a sync, is left to chance
    os.kill(victim, signal.SIGKILL)
    if victim == importing.pid:
        importing.stdout.close()
        return end_process(importing) != 0
    server.kill9()
    importing.stdout.close()
    return importing.wait(PATIENCE_S) != 0


def kept(server: Server, round_: int) -> list[int]:
    """The numbers of the statements of a round that are there, as `poolkeeper export` tells them.

    Its program is called in this process: Python's start and imports would be most of what fifty exports take.
    """
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        assert main(["export", "--data", str(server.data)]) == 0
    begin = f"add name=r{round_}-"
    return [int(line.removeprefix(begin).split()[0]) for line in told.getvalue().splitlines() if line.startswith(begin)]


@pytest.mark.soak
def test_a_prefix_is_there_or_nothing(serve, memory_folder, rounds):
    server = serve(data=memory_folder / "data")  # a kill takes nothing from the kernel, whose disk it does not stop
    server.stop()
    fresh = memory_folder / "fresh"
    shutil.copytree(server.data, fresh, ignore=shutil.ignore_patterns("*.sock"))
    chance = random.Random(4)
    prefixes, cut, nothing = [], 0, 0
    kills = max(KILLS, min(rounds, MOST_KILLS))
    for round_ in range(kills):
        shutil.rmtree(server.data)
        shutil.copytree(fresh, server.data)
        served, whole = round_ % 2 == 1, round_ % 3 == 2
        file = server.parent / "some.rsc"
        script(file, round_)
        if served:
            server.start()
        was_cut = killed(server, file, whole, chance)
        have = kept(server, round_)
        assert have == list(range(len(have))), f"round {round_}: a hole"
        if whole:
            assert len(have) in (0, STATEMENTS), f"round {round_}: {len(have)} of them"
            nothing += not have
        else:
            prefixes.append(len(have))
        if not was_cut:
            assert len(have) == STATEMENTS
        cut += was_cut
        if served and server.process is not None and server.process.poll() is None:
            server.kill9()
    print(f"{kills} kills, {cut} within an import: {nothing} times nothing, prefixes of {sorted(prefixes)} statements")
    assert nothing > 5
    assert sum(0 < each < STATEMENTS for each in prefixes) > 5
