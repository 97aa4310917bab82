"""What an indexing run did, or a removal, and what is to be told of it."""

from dataclasses import dataclass
from pathlib import Path

from retrieval.ingestion.planning import Plan
from retrieval.sources.discovery import FoundFile


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What an indexing run did: names of documents by outcome.

    `skipped` pairs the name of each file that could not be read with a message that says why; `notices` each file read
    with something worth saying about it. `passages` counts those added. `emptied` are folders that were indexed before
    and in which nothing is found any more: nothing was dropped from them.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    dropped: tuple[str, ...]
    skipped: tuple[tuple[str, str], ...]
    notices: tuple[tuple[str, str], ...]
    passages: int
    generation: int
    emptied: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Removed:
    """A document that was taken out: its name; the folder below which it was found, None where it was named by itself;
    and the names of the documents with the same bytes that are still in the library."""

    name: str
    folder: Path | None
    also: tuple[str, ...]


def report(planned: Plan, before: dict[str, str], vanished: dict[str, str], generation: int) -> IndexReport:
    """The report of a run that did what was `planned`. `before` gives the hash (SHA-256) of each file's content in the
    library until then, by its path; `vanished` names the files dropped, `generation` is the one that the run made."""

    def named(wanted: str) -> tuple[str, ...]:
        return tuple(file.name for file, sha256 in planned.placed if _outcome(file, sha256, before, planned) == wanted)

    notices = [
        (file.name, notice)
        for file, sha256 in planned.placed
        if sha256 in planned.read
        for notice in planned.read.outlines[sha256].notices
    ]
    return IndexReport(
        added=named("added"),
        changed=named("changed"),
        unchanged=named("unchanged"),
        dropped=tuple(vanished.values()),
        skipped=tuple(planned.skipped),
        notices=tuple(notices),
        passages=sum(outline.passages for outline in planned.read.outlines.values()),
        generation=generation,
    )


def _outcome(file: FoundFile, sha256: str, before: dict[str, str], planned: Plan) -> str:
    known = before.get(str(file.path))
    if known is None:
        return "added"
    return "unchanged" if known == sha256 and sha256 not in planned.read else "changed"
