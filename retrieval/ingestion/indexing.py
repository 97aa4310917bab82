"""Changing the library: one generation for all that an indexing run adds, changes and drops.

The order makes a kill at any moment harmless. Vectors are encoded first, into a cache. Then one SQLite transaction
takes the documents, and before it commits the new generation's indexes are written, beside those in use. What a change
that never committed has left there belongs to no generation; the next change removes it.

Every function here wants its caller to hold the writer's lock.
"""

import hashlib
import logging
from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

from sqlalchemy import Connection

from embeddings import Encoder
from retrieval.document import Passage
from retrieval.errors import LibraryError
from retrieval.indexes.engine import Engine
from retrieval.indexes.lexical import entry
from retrieval.indexes.vector_cache import encode_missing
from retrieval.ingestion.fault_isolation import run_on_all
from retrieval.ingestion.idle_aliases import idle_aliases
from retrieval.ingestion.planning import Plan, Progress, plan
from retrieval.ingestion.report import IndexReport, report
from retrieval.ingestion.spool import Made, ReadDocument, Spool
from retrieval.passages.context import context
from retrieval.passages.windows import Window, windows
from retrieval.readers.process.client import ReaderProcess
from retrieval.sources.content import SourceReader
from retrieval.sources.discovery import Found, emptied, find_files, vanished
from retrieval.sources.sidecar_files import Sidecars, folders_above, read_sidecars
from retrieval.storage import changes
from retrieval.storage.citations import KeptCitation, keep_citations
from retrieval.storage.database import Database
from retrieval.storage.documents import how_made, indexed_folders, stored_sources
from retrieval.storage.segments import forget_vectors
from retrieval.storage.store import KeptReadings, forget_unclean, generation_of, set_meta, state

_logger = logging.getLogger(__name__)

CITATION_CHARACTERS = 12
AROUND = 60
"""Characters before and after a quote that a citation keeps, so that it can be found again."""


def add(
    store: Database,
    folder: Path,
    encoder: Encoder,
    paths: Sequence[Path],
    *,
    engine: Engine,
    reader: ReaderProcess,
    largest: int,
    progress: Progress,
    drops: bool = True,
) -> IndexReport:
    """Add the new and changed files of `paths`, and if it `drops` any, drop those that have vanished from folders that
    were indexed before; none of a folder in which nothing is found any more. What is read waits on disk until it is
    written, so memory does not grow with the run.

    `folder` is the data directory, `largest` the size in bytes over which a file is skipped. Raises PathNotFound.
    """
    with store.reading() as db:
        known_folders = [Path(path) for path in indexed_folders(db)]
        sources = stored_sources(db)
        made = {identity: Made(*how) for identity, how in how_made(db).items()}
        known = Given(changes.known_aliases(db), changes.known_words(db))
        generation = generation_of(db)
    before = {source.path: source.sha256 for source in sources}
    in_folders = {source.path: source.name for source in sources if source.folder is not None}
    places = {(source.path, source.name, source.folder) for source in sources}
    found = find_files(paths, known_folders, largest)
    empty = emptied(found, in_folders)
    found.unknown += empty
    gone = vanished(found, in_folders) if drops else {}
    here = {*gone, *(str(file.path) for file in found.files)}
    elsewhere = {source.sha256 for source in sources if source.path not in here}
    sidecars, given = _sidecars(found, known)
    with SourceReader(largest) as contents, closing(Spool(folder)) as spool:
        planned = plan(
            found,
            made,
            sidecars,
            contents,
            elsewhere=elsewhere,
            reader=reader,
            readings=KeptReadings(store),
            progress=progress,
            spool=spool,
        )
        moved = any((str(f.path), f.name, f.folder and str(f.folder)) not in places for f, _ in planned.placed)
        changed = any(before.get(str(file.path)) != sha256 for file, sha256 in planned.placed)
        if planned.read or changed or moved or gone or given != known:
            generation += 1
            _encode(store, encoder, planned, partial(progress, "encoding"))
            progress("writing", 0, 1)

            def write() -> None:
                with store.writing(durable=True) as db:
                    set_meta(db, generation=generation, encoder=encoder.identity, model=encoder.name)
                    for read in planned.read.values():
                        _insert(db, generation, read, encoder)
                    changes.place(db, _placed(planned), map(str, found.folders))
                    changes.drop_sources(db, gone.keys())
                    changes.replace_aliases(db, given.names)
                    changes.replace_words(db, given.words)
                    changes.forget_readings(db)
                    engine.add_generation(db, generation)

            run_on_all(planned, write, lambda read: _rehearse(store, generation, read, encoder))
            tidy(store, engine)
            progress("writing", 1, 1)
        with store.reading() as db:
            planned.skipped += idle_aliases(db, sidecars, found.folders)
        return replace(report(planned, before, gone, generation), emptied=tuple(map(str, empty)))


def _encode(store: Database, encoder: Encoder, planned: Plan, progress: Callable[[int, int], None]) -> None:
    """Encode what the cache does not hold of the documents that were read."""

    def of(read: ReadDocument) -> Iterator[Window]:
        return (window for cut in _windows(read, encoder) for window in cut)

    def every() -> None:
        number = sum(outline.windows for outline in planned.read.outlines.values())
        encode_missing(store, encoder, chain.from_iterable(map(of, planned.read.values())), number, progress)

    run_on_all(planned, every, lambda read: encode_missing(store, encoder, of(read), 0, lambda done, total: None))


class _Rehearsed(Exception):
    """Ends a transaction that was only tried."""


def _rehearse(store: Database, generation: int, read: ReadDocument, encoder: Encoder) -> None:
    """Write one document as it would be written, and take it back."""
    with suppress(_Rehearsed), store.writing() as db:
        _insert(db, generation, read, encoder)
        for passage in read.passages:
            entry(passage.text, _context(read, passage))
        raise _Rehearsed


@dataclass(frozen=True, slots=True)
class Given:
    """What users give beside their documents, by the path of the file that says so: names of organizations, with what
    else those are called, and lines with words of the field."""

    names: Set[tuple[str, str, str]]
    words: Set[tuple[str, str]]


def _sidecars(found: Found, known: Given) -> tuple[Sidecars, Given]:
    """What stands beside the files found, and what users give: what is known from other folders with what is given
    here."""
    folders = {above for file in found.files for above in folders_above(file.path, file.folder)} | set(found.folders)
    sidecars = read_sidecars(sorted(folders))
    sidecars.problems += sidecars.idle([file.path for file in found.files], found.folders)
    names = {row for row in known.names if Path(row[0]).parent not in folders}
    for path, entries in sidecars.aliases.items():
        names |= {(str(path), name, alias) for name, further in entries.items() for alias in further}
    words = {row for row in known.words if Path(row[0]).parent not in folders}
    words |= {(str(path), line) for path, lines in sidecars.words.items() for line in lines}
    return sidecars, Given(names, words)


def tidy(store: Database, engine: Engine, *, cleans: bool = False) -> None:
    """After a commit: remove what no generation needs any more, from the indexes and, when the vector index has just
    been written whole, from the cache of vectors: that reads all of it, too. What was erased goes from that cache and
    from the database's file for good. Where it cannot go from the file now, the next change tries again: of that a
    change that `cleans` raises LibraryError, any other has done its work and says it in the log."""
    with store.writing() as db:
        engine.clean(db)
        held = state(db)
        if held.unclean or (len(held.segments) <= 1 and not held.gone):
            forget_vectors(db)
    if not held.unclean:
        return
    try:
        store.compact()
    except LibraryError as error:
        if cleans:
            raise
        _logger.warning("What was erased goes from the file with a later change: %s", error)
    else:
        with store.writing() as db:
            forget_unclean(db)


def _windows(read: ReadDocument, encoder: Encoder) -> list[list[Window]]:
    return [windows(p.text, p.sentences, _context(read, p), encoder) for p in read.passages]


def _context(read: ReadDocument, passage: Passage) -> str:
    article = read.articles[passage.article]
    return context(article.organizations, article.headline, read.document.title, passage.headings)


def citation_id(sha256: str, passage: Passage) -> str:
    """The id of a passage of the document with this hash: the same as long as bytes and spans are the same."""
    return hashlib.sha256(f"{sha256}{passage.spans}".encode()).hexdigest()[:CITATION_CHARACTERS]


def _insert(db: Connection, generation: int, read: ReadDocument, encoder: Encoder) -> None:
    stored = {"sha256": read.sha256, "generation": generation, **asdict(read.made)}
    number = changes.insert_document(db, stored, read.document, read.articles)
    cited = [(passage, citation_id(read.sha256, passage)) for passage in read.passages]
    numbers = changes.insert_passages(db, number, generation, cited)
    changes.insert_windows(db, zip(numbers, _windows(read, encoder), strict=True))
    kept = (KeptCitation(citation, read.sha256, p.text, *read.around(p, AROUND)) for p, citation in cited)
    keep_citations(db, kept)


def _placed(planned: Plan) -> list[changes.Placed]:
    return [
        changes.Placed(
            str(file.path), file.name, str(file.folder) if file.folder else None, sha256, planned.stamps[file.path]
        )
        for file, sha256 in planned.placed
    ]
