"""One file never ends a run: a document that a step fails on is set aside, and the step goes on with the others.

What a file can do to its reader is foreseen, and raises a DocumentError. This is for all that is not.
"""

from collections.abc import Callable
from typing import TypeVar

from retrieval.errors import LibraryError, UsageError, YuanwenError
from retrieval.ingestion.planning import Plan, ReadDocument, unforeseen

Made = TypeVar("Made")


def made_of_each(planned: Plan, make: Callable[[ReadDocument], Made]) -> dict[str, Made]:
    """What `make` gives for each document that was read, by hash; one that it raises on is taken out of the plan."""
    made: dict[str, Made] = {}
    for identity, read in list(planned.read.items()):
        try:
            made[identity] = make(read)
        except (LibraryError, UsageError):
            raise
        except Exception as error:
            _set_aside(planned, identity, error)
    return made


def run_on_all(planned: Plan, step: Callable[[], None], alone: Callable[[ReadDocument], None]) -> None:
    """Run `step`, which works on all documents that were read. Where it raises something unforeseen, those on which
    `alone`, the same for one document, raises as well are taken out of the plan, and `step` runs again without them.

    Raises what `step` raises where no document is to blame, or where all of several are, and LibraryError where the
    library cannot serve.
    """
    try:
        step()
        return
    except Exception as error:
        before = len(planned.read)
        made_of_each(planned, alone)
        left = len(planned.read)
        if left == before or (left == 0 and (before > 1 or isinstance(error, YuanwenError))):
            raise
    step()


def _set_aside(planned: Plan, identity: str, error: Exception) -> None:
    del planned.read[identity]
    for file, held in planned.placed:
        if held == identity:
            planned.skipped.append((file.name, unforeseen(file.name, error)))
    planned.placed = [(file, held) for file, held in planned.placed if held != identity]
