"""One file never ends a run: a document that a step fails on is set aside, and the step goes on with the others.

What a file can do to its reader is foreseen, and raises a DocumentError. This is for all that is not.
"""

from collections.abc import Callable

from retrieval.errors import LibraryError, UsageError, YuanwenError
from retrieval.ingestion.planning import Plan, unforeseen
from retrieval.ingestion.spool import ReadDocument


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
        for identity in planned.read:
            _try(planned, identity, alone)
        left = len(planned.read)
        if left == before or (left == 0 and (before > 1 or isinstance(error, YuanwenError))):
            raise
    step()


def _try(planned: Plan, identity: str, alone: Callable[[ReadDocument], None]) -> None:
    try:
        alone(planned.read[identity])
    except (LibraryError, UsageError):
        raise
    except Exception as error:
        _set_aside(planned, identity, error)


def _set_aside(planned: Plan, identity: str, error: Exception) -> None:
    del planned.read[identity]
    for file, held in planned.placed:
        if held == identity:
            planned.skipped.append((file.name, unforeseen(file.name, error)))
    planned.placed = [(file, held) for file, held in planned.placed if held != identity]
