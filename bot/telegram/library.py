"""What the bot needs of `retrieval`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from retrieval.answer import Answer
from retrieval.citation.freshness import Staleness
from retrieval.citation.lookup import Shown
from retrieval.ingestion.planning import Progress
from retrieval.ingestion.removing import Forget
from retrieval.ingestion.report import IndexReport, Removed
from retrieval.question.organization_index import OrganizationIndex
from retrieval.storage.citations import Removable
from retrieval.storage.summaries import DocumentSummary


class Library(Protocol):
    """What the bot needs of `retrieval.library.Library`; it is called from several threads."""

    def ask(self, question: str, k: int = 5) -> Answer:
        """The answer to a question with at most `k` passages."""

    def examples(self, language: str) -> tuple[str, ...]:
        """A few questions that the library answers, in a language."""

    def names(self) -> OrganizationIndex:
        """What the organizations of the library go by."""

    def show(self, citation: str) -> Shown:
        """What stands behind a citation id now. Raises UnknownId."""

    def staleness(self, citation: str) -> Staleness | None:
        """What has become of the file of a passage since it was indexed."""

    def picture(self, citation: str) -> bytes:
        """A PNG of the page on which a passage stands. Raises UsageError, DocumentError."""

    def documents(self) -> list[DocumentSummary]:
        """Every document."""

    def index(self, paths: Sequence[Path], progress: Progress = ..., drops: bool = ...) -> IndexReport:
        """Add and update files and folders, and drop what has vanished from them if it `drops`. Raises
        LibraryLocked."""

    def holds(self, sha256: str) -> bool:
        """Whether a document with these bytes is in the library."""

    def fitting(self, wanted: str) -> list[Removable]:
        """The documents that a path, a name or a citation id stands for. Raises UnknownId."""

    def remove(self, wanted: str, keep_citations: bool = ..., forget: Forget = ...) -> Removed:
        """Take a document out. Raises UnknownId, UsageError, LibraryLocked."""
