"""By which names people know the files that they sent to the bot, which are stored under their hashes."""

from collections.abc import Iterable, MutableMapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from bot.telegram.storage.database import place_of
from bot.telegram.storage.schema import uploads
from retrieval.answer import Answer, Citation
from retrieval.citation.lookup import Shown
from retrieval.errors import UsageError
from retrieval.ingestion.report import IndexReport
from retrieval.settings import Settings
from retrieval.storage.summaries import DocumentSummary

ALL_NAMES = select(uploads.c.sha256, uploads.c.name)


class SentNames:
    """The names that files were sent with, by their hashes."""

    def __init__(self, names: MutableMapping[str, str]) -> None:
        self.names = names

    def hash_of(self, document: str) -> str | None:
        """The hash of the file that a document of the library is, by the document's name; None when it was not sent."""
        return next((part for part in document.split("/") if part in self.names), None)

    def shown_name(self, document: str) -> str:
        """A document's name as people know it: that it was sent with, and its place in an archive; else its own."""
        parts = document.split("/")
        sent = next((place for place, part in enumerate(parts) if part in self.names), None)
        return document if sent is None else "/".join([self.names[parts[sent]], *parts[sent + 2 :]])

    def sent_as(self, written: str, held: Iterable[DocumentSummary]) -> list[DocumentSummary]:
        """The documents among those `held` that are known as `written`, for a file was sent with that name."""
        return [one for one in held if self.hash_of(one.name) and self.shown_name(one.name) == written]

    def document_called(self, written: str, held: Sequence[DocumentSummary]) -> str:
        """The name in the library of the document that a person calls `written`; that itself where it is no name that a
        file was sent with. Raises UsageError where several files were sent with it."""
        found = sorted({one.name for one in self.sent_as(written, held)})
        if len(found) > 1:
            raise UsageError(f"Several files were sent as {written!r}: {', '.join(found)}. Name one of these.")
        return found[0] if found else written

    def in_answer(self, answer: Answer) -> Answer:
        """An answer that names documents as people know them."""
        if not self.names:
            return answer
        passages = tuple(replace(passage, citation=self._in_citation(passage.citation)) for passage in answer.passages)
        table = answer.table
        if table is not None:
            rows = tuple(replace(row, citation=self._in_citation(row.citation)) for row in table.rows)
            table = replace(table, rows=rows)
        return replace(answer, passages=passages, table=table)

    def in_shown(self, shown: Shown) -> Shown:
        """What stands behind a citation, naming documents as people know them."""
        citation = None if shown.citation is None else self._in_citation(shown.citation)
        return replace(shown, document=self.shown_name(shown.document), citation=citation)

    def in_report(self, report: IndexReport) -> IndexReport:
        """What an indexing run did, naming documents as people know them."""
        added, changed, unchanged, dropped = (
            tuple(map(self.shown_name, names))
            for names in (report.added, report.changed, report.unchanged, report.dropped)
        )
        return replace(
            report,
            added=added,
            changed=changed,
            unchanged=unchanged,
            dropped=dropped,
            skipped=tuple(self._skipped(name, reason) for name, reason in report.skipped),
            notices=tuple((self.shown_name(name), notice) for name, notice in report.notices),
        )

    def _skipped(self, name: str, reason: str) -> tuple[str, str]:
        """A file that was skipped, and why, which may name it by the end of its stored name."""
        shown, stored = self.shown_name(name), PurePosixPath(name).name
        return (name, reason) if shown == name else (shown, reason.replace(name, shown).replace(stored, shown))

    def _in_citation(self, citation: Citation) -> Citation:
        also_in = tuple(map(self.shown_name, citation.also_in))
        return replace(citation, document=self.shown_name(citation.document), also_in=also_in)


def peek_at_names(settings: Settings) -> SentNames:
    """The names of the files that were sent to the bot, from its database as it is: nothing is made, changed or brought
    up to date. None at all where there is no database, or none that can be read."""
    try:
        with place_of(settings).reading_only() as db:
            return SentNames({sha256: name for sha256, name in db.execute(ALL_NAMES)})
    except SQLAlchemyError:
        return SentNames({})
