"""The Telegram bot. Importing this package is cheap: python-telegram-bot is loaded when the bot runs."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bot.settings import Settings

if TYPE_CHECKING:
    from retrieval.answer import Answer
    from retrieval.citation.lookup import Shown
    from retrieval.ingestion.planning import Progress
    from retrieval.ingestion.report import IndexReport
    from retrieval.question.organization_index import OrganizationIndex
    from retrieval.storage.summaries import DocumentSummary


class Library(Protocol):
    """What the bot needs of `retrieval`; it is called from several threads. See `retrieval.library.Library`."""

    def ask(self, question: str, k: int = 5) -> "Answer":
        """The answer to a question with at most `k` passages."""

    def names(self) -> "OrganizationIndex":
        """What the organizations of the library go by."""

    def show(self, citation: str) -> "Shown":
        """What stands behind a citation id now. Raises UnknownId."""

    def picture(self, citation: str) -> bytes:
        """A PNG of the page on which a passage stands. Raises UsageError, DocumentError."""

    def documents(self) -> "list[DocumentSummary]":
        """Every document."""

    def index(self, paths: Sequence[Path], progress: "Progress" = ...) -> "IndexReport":
        """Add and update files and folders. Raises LibraryLocked."""

    def remove(self, name: str) -> str:
        """Take a document out. Raises UnknownId, LibraryLocked."""


def run(settings: Settings, library: Library) -> None:
    """Answers questions in Telegram until SIGTERM, finishing those it has begun.

    A server that cannot be reached is tried again, at the start and later.

    Raises:
        SettingsError: there is no usable token, or Telegram refuses it.
        KeyboardInterrupt: after an orderly end, when it was Ctrl-C that ended it.
    """
    from bot.telegram.app import serve

    serve(settings, library)
