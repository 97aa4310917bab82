"""The library: reports in a data directory, and answers out of them. All that `bot` needs of `retrieval`."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection

from embeddings import AnswerReader, Encoder, load_encoder, load_reader
from embeddings.encoder import well_formed
from retrieval.answer import Answer
from retrieval.answering.examples import example_questions
from retrieval.answering.pipeline import Models, Request, Resources
from retrieval.answering.routing import answer_any
from retrieval.answering.small_talk import no_question, shows_examples
from retrieval.answering.snapshots import Snapshots
from retrieval.citation.freshness import Staleness, staleness
from retrieval.citation.lookup import Shown, show, whole_id
from retrieval.citation.page_images import picture
from retrieval.errors import IndexesReplaced, LibraryError
from retrieval.indexes.choosing import choose_engine
from retrieval.indexes.engine import Behind, Damage
from retrieval.ingestion import indexing, remaking, removing
from retrieval.ingestion.layout_report import Explanation, explanations
from retrieval.ingestion.mending import Mending
from retrieval.ingestion.planning import Progress
from retrieval.ingestion.removing import Forget, nothing_elsewhere
from retrieval.ingestion.report import IndexReport, Removed
from retrieval.ingestion.verification import Verification, verify
from retrieval.question.organization_index import OrganizationIndex
from retrieval.readers.process.client import Limits, ReaderProcess
from retrieval.search.candidates import Snapshot
from retrieval.search.filters import EVERYTHING, Filter
from retrieval.settings import Settings
from retrieval.sources.content import SourceReader
from retrieval.sources.discovery import find_files
from retrieval.storage.citations import Removable
from retrieval.storage.contents.texts import first_texts
from retrieval.storage.database import silent
from retrieval.storage.documents import holds
from retrieval.storage.files.private import make_private_folder
from retrieval.storage.files.writing import Writing
from retrieval.storage.store import State, generation_of, open_library_store, state
from retrieval.storage.summaries import DocumentSummary, summaries


class Library:
    """An open library. Questions may come from several threads; changes are made by one process at a time."""

    def __init__(self, settings: Settings, progress: Progress = silent, patience: float | None = None) -> None:
        """Use `Library.open`."""
        self._settings = settings
        self._folder = settings.data_dir
        self._progress = progress
        self._store = open_library_store(self._folder, settings.database_address, progress)
        self._writing = Writing(self._folder, self._store)
        self._loading = threading.Lock()
        self._loaded: Encoder | None = None
        self._answer_reader: AnswerReader | None = None
        self._largest = settings.reading.largest_file_mb * 1_000_000
        self._engine = choose_engine(settings, self._store)
        self._snapshots = Snapshots(self._engine)
        self._examples: dict[tuple[int, bool], tuple[str, ...]] = {}
        self._mending = Mending(self._mend, patience)

    @classmethod
    def open(cls, settings: Settings, progress: Progress = silent, patience: float | None = None) -> "Library":
        """Open the library in the settings' data directory, made when it is not there. One that an earlier version of
        the program wrote is brought up to date, now or with the first question, of which `progress` is told. `patience`
        is how many seconds a question waits for indexes that have to be made anew, None for as long as it takes.

        Raises LibraryError when the directory or the database cannot be used, SchemaMismatch when a later version wrote
        it, SettingsError without a driver for the database.
        """
        try:
            make_private_folder(settings.data_dir)
            return cls(settings, progress, patience)
        except OSError as error:
            raise LibraryError(
                f"The data directory {settings.data_dir} cannot be used ({error.strerror}). "
                "Name another with --data-dir."
            ) from error

    def __enter__(self) -> "Library":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the indexes, the model and the database."""
        self._engine.close()
        self._store.close()
        self._snapshots.forget()
        self._loaded = self._answer_reader = None

    @property
    def empty(self) -> bool:
        """Whether nothing has ever been indexed."""
        with self._store.reading() as db:
            return generation_of(db) == 0

    def ask(
        self,
        question: str,
        k: int = 5,
        within: Filter = EVERYTHING,
        explain: bool = False,
        progress: Progress = silent,
    ) -> Answer:
        """Answer a question with at most `k` passages out of all the library or of a part of it, each checked against
        its document, with the reasons if `explain`. Half characters in it, which no text has, become U+FFFD. `progress`
        is told of how many organizations a question to many has looked at.

        Raises UnknownId and UsageError for a part that there is not, EncoderMismatch when the settings name another
        model than the one the library was indexed with, LibraryLocked when the indexes have to be mended while another
        process writes, and LibraryMending when that takes longer than questions wait.
        """
        question = well_formed(question)
        if (said := no_question(question, explain)) is not None:
            return replace(said, suggested=self.examples(said.language)) if shows_examples(question) else said
        request = Request(k, within, explain, progress=progress)
        try:
            return self._answer(question, request)
        except IndexesReplaced:  # by a change that was committed in mid-question, or by someone else
            self._snapshots.forget()
            return self._answer(question, request)

    def _answer(self, question: str, request: Request) -> Answer:
        with self.reading() as (db, snapshot):
            resources = Resources(db, snapshot, self._models(self._encoder_of(snapshot.indexes.state)))
            return answer_any(resources, question, request)

    def examples(self, language: str) -> tuple[str, ...]:
        """A few questions that the library answers, in Chinese or in English; none where it finds none."""
        with self.reading() as (db, snapshot):
            key = (snapshot.indexes.state.generation, not language.startswith("zh"))
            if key not in self._examples:
                self._examples[key] = example_questions(db, self.ask, key[1])
            return self._examples[key]

    def names(self) -> OrganizationIndex:
        """What the organizations of the library go by."""
        with self.reading() as (_, snapshot):
            return snapshot.names

    def index(self, paths: Sequence[Path], progress: Progress = silent, drops: bool = True) -> IndexReport:
        """Add and update the files at and below `paths`; of folders that were indexed before, drop those that vanished,
        unless nothing `drops`. A library that was indexed with another version of the model is first encoded anew.

        Raises PathNotFound, EncoderMismatch, LibraryLocked.
        """
        with self._writing.held(), self._reader() as reader:
            remaking.upgrade(self._store, self._engine, self._load(), progress)
            return indexing.add(
                self._store, self._folder, self.encoder(), paths,
                engine=self._engine, reader=reader, largest=self._largest, progress=progress, drops=drops,
            )  # fmt: skip

    def explain(self, paths: Sequence[Path]) -> Iterator[Explanation]:
        """What the layout makes of each file that can be read at and below `paths`, and why. Raises PathNotFound."""
        with self._reader() as reader, SourceReader(self._largest) as contents:
            yield from explanations(find_files(paths, (), self._largest).files, contents, reader)

    def rebuild(self, progress: Progress = silent) -> None:
        """Make vectors and indexes anew with the model of the settings, out of what the library holds."""
        with self._writing.held():
            remaking.rebuild(self._store, self._engine, self._load(), progress)

    def compact(self, progress: Progress = silent) -> int:
        """Give back what deletions left in the indexes and in the database; gives how many bytes that were."""
        with self._writing.held():
            return remaking.compact(self._store, self._folder, self._engine, progress)

    def documents(self) -> list[DocumentSummary]:
        """Every document in the library, by name."""
        with self._store.reading() as db:
            return summaries(db)

    def holds(self, sha256: str) -> bool:
        """Whether a document whose bytes have this hash is in the library."""
        with self._store.reading() as db:
            return holds(db, sha256)

    def texts(self, most: int) -> list[str]:
        """The text of the first `most` documents in the library."""
        with self._store.reading() as db:
            return first_texts(db, most)

    def fitting(self, wanted: str) -> list[Removable]:
        """The documents that a path, a name or a citation id stands for, as `remove` takes them. Raises UnknownId."""
        with self._store.reading() as db:
            return removing.fitting(db, well_formed(wanted))

    def remove(self, wanted: str, keep_citations: bool = False, forget: Forget = nothing_elsewhere) -> Removed:
        """Take one document out, by its path, its name or the id of a citation of it, and erase all that is left of it:
        its citations too, unless `keep_citations`. Who remembers things of it elsewhere is told first by `forget`.

        Raises UnknownId, UsageError (several fit), LibraryLocked, LibraryError."""
        with self._writing.held():
            return removing.remove(
                self._store, self._engine, well_formed(wanted), keep_citations=keep_citations, forget=forget
            )

    def show(self, citation: str) -> Shown:
        """What stands now behind a citation id, or the beginning of one that is of no other, in its context. Raises
        UnknownId."""
        with self._store.reading() as db:
            return show(db, well_formed(citation))

    def verify(self) -> list[Verification]:
        """Read every document again and check every passage against it."""
        with self._store.reading() as db, self._reader() as reader, SourceReader(self._largest) as contents:
            return verify(db, contents, reader)

    def index_faults(self) -> list[str]:
        """What is wrong with the index files, a line each; none are looked at where another engine has the indexes."""
        with self._store.reading() as db:
            return self._engine.faults(db)

    def staleness(self, citation: str) -> Staleness | None:
        """What has become of the file of a passage since it was indexed; None while it is the same."""
        with self._store.reading() as db, SourceReader(self._largest) as contents:
            return staleness(db, citation, contents)

    def picture(self, citation: str) -> bytes:
        """A PNG of the page on which the passage behind a citation id stands, with the passage marked.

        Raises UnknownId, UsageError where the document has no pages, DocumentError when its file is not there any more.
        """
        with self._store.reading() as db, self._reader() as reader, SourceReader(self._largest) as contents:
            return picture(db, whole_id(db, well_formed(citation)), contents, reader)

    def _reader(self) -> ReaderProcess:
        held = self._settings.reading
        return ReaderProcess(Limits(held.most_memory_mb * 2**20, held.most_seconds, pictures=held.pictures))

    def encoder(self) -> Encoder:
        """The model of the settings, loaded once. Raises EncoderMismatch when the library was indexed with another."""
        with self._store.reading() as db:
            return self._encoder_of(state(db))

    def _encoder_of(self, held: State) -> Encoder:
        loaded = self._load()
        if held.encoder in (None, loaded.identity):
            return loaded
        raise remaking.another_model(held, loaded)

    def _load(self) -> Encoder:
        with self._loading:
            if self._loaded is None:
                settings = self._settings.embeddings
                self._loaded = load_encoder(settings.model, **settings.model_dump(exclude={"model"}))
            return self._loaded

    def _models(self, encoder: Encoder) -> Models:
        with self._loading:
            if self._answer_reader is None and self._settings.reading.answers:
                self._answer_reader = load_reader(encoder)
            return Models(encoder, self._answer_reader)

    @contextmanager
    def reading(self) -> Iterator[tuple[Connection, Snapshot]]:
        """A view of one generation: SQLite and both indexes. The indexes are opened anew when there is a later one."""
        while True:
            with self._store.reading() as db:
                found = self._snapshots.current(db)
                if isinstance(found, Snapshot):
                    yield db, found
                    return
            self._mending.mend(found)

    def _mend(self, found: Damage | Behind) -> None:
        """Make the indexes anew that are damaged, unless a later generation has replaced them, or catch up."""
        if isinstance(found, Behind):
            return found.catch_up()
        with self._writing.held():
            remaking.remake(self._store, self._engine, found, self._progress)
