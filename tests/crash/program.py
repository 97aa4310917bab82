"""Kills a library's process at random moments and at every kind of write, and looks whether it kept its promises.

    python tests/crash/program.py --rounds 500

A round forks a child that changes a library (files added, changed, removed; a document taken out; everything encoded
anew), acknowledges it and asks. What befalls it, in turn:

- `moment`: SIGKILL after a random time;
- `write`: SIGKILL at a random write, sync or rename (by strace, where it is there);
- `error`: a random write, sync or rename, and all after it, fail with ENOSPC or EIO (by strace);
- `full`: no file can grow beyond a random size, so that writes are short, then fail.

Afterwards another child opens the library. It has to be in the state before the change or in that after it, and in the
latter where the change was acknowledged; `verify` may find nothing damaged; every answer has to be that state's. Ends
with 1 and what was wrong where one of these does not hold.
"""

import argparse
import json
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

import changing  # noqa: E402 (found by the line above)
from changing import EXPLAINED, FAULTY, ZONES, Change, State  # noqa: E402

WRITES = "write,writev,pwrite64,pwritev,ftruncate,fallocate,fsync,fdatasync,rename,renameat,renameat2,unlink,mkdir"
MOST_WRITES = 60
"""A thread of a change makes some sixty such calls."""

LONGEST = 3.0
"""Seconds within which a moment lies at most, however long a change was seen to take."""

PATIENCE = 600.0
"""Seconds that a child may take: far more than it does on a machine that has much else to do."""


@dataclass
class Tally:
    """What came of the rounds so far."""

    ends: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    longest: float = 0.8


class Library:
    """A folder, a library of it, and the state that the library is known to be in."""

    def __init__(self, place: Path, chance: random.Random) -> None:
        self.data, self.folder = place / "library", place / "reports"
        self.folder.mkdir()
        self.state: State = {}
        self.versions = iter(range(11, 10**9))
        self._chance = chance

    def next_change(self) -> Change:
        """A change to make, which leaves the folder something: an empty one drops nothing."""
        if self.state and self._chance.random() < 0.15:
            name = self._chance.choice(sorted(self.state))
            return Change({kept: version for kept, version in self.state.items() if kept != name}, "remove", name)
        if self.state and self._chance.random() < 0.1:
            return Change(dict(self.state), "rebuild")
        wanted = dict(self.state)
        for number in self._chance.sample(range(len(ZONES)), self._chance.randint(1, 3)):
            name = f"{number}.txt"
            if name in wanted and len(wanted) > 1 and self._chance.random() < 0.3:
                del wanted[name]
            else:
                wanted[name] = next(self.versions)
        return Change(wanted, "index")


def one_round(library: Library, how: str, chance: random.Random, tally: Tally) -> None:
    """Make a change that something befalls, and look what it left."""
    wanted = library.next_change()
    changing.write_folder(library.folder, wanted.folder)
    begin, go = os.pipe()
    acknowledged, done = os.pipe()
    room = chance.choice((0, 4096, 20_000, 60_000, 150_000, 400_000))

    def act() -> None:
        if how == "full":
            changing.leave_room(room)
        changing.change(library.data, library.folder, wanted, begin, done)

    started = time.monotonic()
    child = changing.forked(act)
    os.close(done)
    os.close(begin)
    tracer = _traced(child, how, chance) if how in ("write", "error") else None
    os.write(go, b"1")
    if how == "moment":
        time.sleep(chance.uniform(0, tally.longest))
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    status = _ended(child)
    if tracer:
        tracer.wait()
    is_done = os.read(acknowledged, 1) == b"1"
    if is_done:
        tally.longest = max(tally.longest, min(LONGEST, time.monotonic() - started))
    os.close(go)
    os.close(acknowledged)
    what = f"{how}: {wanted}, ended with {status}"
    tally.ends["killed" if status < 0 else {0: "went through", EXPLAINED: "explained"}.get(status, "faulty")] += 1
    if status == FAULTY:
        tally.wrong.append(f"{what}: an error that is none of ours")
    _judge(library, wanted, is_done, what, tally)


def _judge(library: Library, wanted: Change, is_done: bool, what: str, tally: Tally) -> None:
    read, write = os.pipe()
    child = changing.forked(partial(changing.look, library.data, write))
    os.close(write)
    with os.fdopen(read, "rb") as result:
        found = result.read() if select.select([result], [], [], PATIENCE)[0] else b""
    if (status := _ended(child)) or not found:
        tally.wrong.append(f"{what}: looking at the library ended with {status}, {len(found)} bytes were said")
        return
    state, wrong = json.loads(found)
    tally.wrong += [f"{what}: {one}" for one in wrong]
    if is_done and state != wanted.folder:
        tally.wrong.append(f"{what}: it was acknowledged, but {state} is held")
    elif state not in (library.state, wanted.folder):
        tally.wrong.append(f"{what}: {state} is neither {library.state} nor {wanted.folder}")
    tally.states["new" if state == wanted.folder else "old"] += 1
    library.state = state


def _traced(child: int, how: str, chance: random.Random) -> subprocess.Popen[bytes]:
    """strace, attached to a child, to have something befall it at a random write."""
    call = chance.randint(1, MOST_WRITES)
    fate = f"signal=KILL:when={call}" if how == "write" else f"error={chance.choice(('ENOSPC', 'EIO'))}:when={call}+"
    command = [
        "strace",
        "-f",
        "-p",
        str(child),
        "-o",
        os.devnull,
        "-e",
        f"trace={WRITES}",
        "-e",
        f"inject={WRITES}:{fate}",
    ]
    tracer = subprocess.Popen(command, stderr=subprocess.PIPE)
    assert tracer.stderr
    tracer.stderr.readline()  # "Process … attached"
    return tracer


def _ended(child: int) -> int:
    """The exit code of a child, negative for the signal that killed it."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.005)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return FAULTY


def can_trace() -> bool:
    """Whether strace is there and may trace."""
    if shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, check=False).returncode == 0


def main() -> int:
    """Run the rounds that the command line asks for; gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=700)
    parser.add_argument("--kills", type=int, default=10**9, help="end as soon as there were so many")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance, tally = random.Random(options.seed), Tally()
    fates = ["write", "moment", "full", "error", "moment", "write", "moment"]
    if not can_trace():
        print("strace is not there or may not trace: no write is hit, moments and full disks only")
        fates = ["moment", "moment", "full"]
    changing.prepare()
    with tempfile.TemporaryDirectory() as folder:
        library = Library(Path(folder), chance)
        befell: Counter[str] = Counter()
        for number in range(options.rounds):
            if tally.ends["killed"] >= options.kills:
                break
            how = fates[number % len(fates)]
            befell[how] += 1
            one_round(library, how, chance, tally)
            if tally.wrong:
                break
            if (number + 1) % 50 == 0:
                print(f"{number + 1} rounds, {tally.ends['killed']} kills", file=sys.stderr)
    print(f"{sum(befell.values())} rounds: {dict(befell)}; {dict(tally.ends)}; left {dict(tally.states)}")
    print(*tally.wrong or ["nothing was wrong"], sep="\n")
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
