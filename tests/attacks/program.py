"""Documents that are made to do harm, one after another: what each comes to, and what it takes.

    python tests/attacks/program.py

Bombs, loops, nestings and sizes in every format that is read; names; files that say something about documents. Each
lies in a folder with a document that is none of its kind, and is taken up to where it would be written to a library. It
is contained when it ends no run, hides no other file, stays within its bounds of processor time and memory, and is
either read or named with a reason in words. Ends with 1 when one is not.
"""

import argparse
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
TESTS = HERE.parent
sys.path[:0] = [str(HERE), str(TESTS / "retrieval" / "readers" / "office"), str(TESTS.parent)]

from attacking import attacks, contained  # noqa: E402 (found by the line above)
from looking import Bounds  # noqa: E402


def main() -> int:
    """Try the attacks that the command line names, or all; gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="only those whose names hold one of these")
    parser.add_argument("--together", action="store_true", help="all in one folder")
    options = parser.parse_args()
    if options.together:
        return _together(options.names)
    began, wrong, tried, read = time.monotonic(), [], 0, 0
    for name, files in attacks(lambda name: not options.names or any(one in name for one in options.names)):
        found, fault = contained(files, Bounds())
        tried, read = tried + 1, read + (found.documents > 1)
        if fault:
            wrong.append(f"{name}: {fault}")
        end = found.said[0][1] if found.said else f"read: {found.documents - 1} documents, {found.passages} passages"
        took = (
            f"{found.own_seconds:5.1f} s + {found.reader_seconds:5.1f} s, {found.own_memory} + {found.reader_memory} MB"
        )
        print(f"{'WRONG' if fault else 'ok':5} {name[:40]!r:42} {took}  {(fault or end)[:150]!r}", flush=True)
    minutes = (time.monotonic() - began) / 60
    print(f"{tried} attacks in {minutes:.0f} minutes: {tried - len(wrong)} contained, {read} of them read")
    print(*wrong or ["nothing was wrong"], sep="\n")
    return 1 if wrong else 0


def _together(names: list[str]) -> int:
    """Try the attacks of these names in one folder; gives the exit code."""
    chosen = dict(attacks(set(names).__contains__))
    assert chosen.keys() == set(names)
    files = {name: data for some in chosen.values() for name, data in some.items()}
    found, fault = contained(files, Bounds(own=10, reader=20, memory=1024))
    print(f"{found.documents} documents, {len(found.said)} files named", *filter(None, [fault]), sep="\n")
    return 1 if fault else 0


if __name__ == "__main__":
    sys.exit(main())
