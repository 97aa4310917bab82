"""Taking a document out of the library and out of what the bot remembers, so that nothing of it is left."""

from typing import Any, Protocol

from sqlalchemy import BindParameter, Select, bindparam, delete, select

from bot.telegram.storage.database import database_there
from bot.telegram.storage.schema import answers, conversations, feedback
from bot.telegram.storage.sent_names import SentNames
from bot.telegram.storage.uploaded_files import UPLOADS, Uploaded
from retrieval.errors import UnknownId
from retrieval.ingestion.removing import Forget, Traces
from retrieval.ingestion.report import Removed
from retrieval.settings import Settings
from retrieval.storage.citations import Removable
from retrieval.storage.database import Database
from retrieval.storage.summaries import DocumentSummary

_SHOWN: Select[Any] = select(*answers.c["key", "passages"])
_RATED: Select[Any] = select(*feedback.c["key", "evidence"])
_KEYS: BindParameter[str] = bindparam("keys", expanding=True, literal_execute=True)
_FORGET = [delete(table).where(table.c.key.in_(_KEYS)) for table in (answers, feedback)]


class Shrinking(Protocol):
    """What is needed of the library."""

    def documents(self) -> list[DocumentSummary]:
        """Every document."""

    def fitting(self, wanted: str) -> list[Removable]:
        """The documents that a path, a name or a citation id stands for."""

    def remove(self, wanted: str, keep_citations: bool = ..., forget: Forget = ...) -> Removed:
        """Take a document out."""


def fitting(library: Shrinking, sent: SentNames, wanted: str) -> list[Removable]:
    """The documents that fit a path, a name, a citation id or the name that a file was sent with. Raises UnknownId."""
    called = {one.path for one in sent.sent_as(wanted, library.documents())}
    by_sent_name = [one for path in sorted(called) for one in library.fitting(path)]
    try:
        otherwise = library.fitting(wanted)
    except UnknownId:
        if not by_sent_name:
            raise
        return by_sent_name
    return [*by_sent_name, *(one for one in otherwise if one.path not in called)]


def forget_document(database: Database, traces: Traces) -> None:
    """Forget the answers that show a passage of a document, and what was thought of them or of others that gave a
    sentence of it; and what anyone asked last, which may lean on it."""
    quotes = tuple(traces.quotes.values())
    with database.writing() as db:
        shown = {key for key, passages in db.execute(_SHOWN) if any(number in traces.quotes for number, _ in passages)}
        rated = {key for key, evidence in db.execute(_RATED) if evidence and any(evidence in quote for quote in quotes)}
        for statement in _FORGET:
            db.execute(statement, {"keys": sorted(shown | rated)})
        db.execute(delete(conversations))


def remove_document(library: Shrinking, uploaded: Uploaded, wanted: str, keep_citations: bool = False) -> Removed:
    """Take a document out of the library and, unless `keep_citations`, out of what the bot remembers; delete its file
    if it was sent to the bot, once nothing else that was sent in it is in the library. Raises what `Library.remove`
    does."""
    removed = library.remove(wanted, keep_citations, lambda traces: forget_document(uploaded.database, traces))
    sha256 = uploaded.hash_of(removed.name)
    if sha256 is not None and not any(sha256 in held.path.split("/") for held in library.documents()):
        uploaded.delete(sha256)
    uploaded.database.compact()
    return removed


def remove_document_from(settings: Settings, library: Shrinking, wanted: str, keep_citations: bool) -> Removed:
    """The same for the library of these settings, over which no bot need ever have run."""
    with database_there(settings) as database:
        if database is None:
            return library.remove(wanted, keep_citations)
        return remove_document(library, Uploaded(database, settings.data_dir / UPLOADS), wanted, keep_citations)
