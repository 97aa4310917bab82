"""What is in a library, as people know it: files that were sent to the bot go by the names they were sent with.

One way for the verbs, the service and the tools for language models to ask, to list and to show.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.telegram.storage.sent_names import SentNames
    from retrieval.answer import Answer
    from retrieval.citation.freshness import Staleness
    from retrieval.citation.lookup import Shown
    from retrieval.ingestion.planning import Progress
    from retrieval.library import Library
    from retrieval.search.filters import Filter
    from retrieval.settings import Settings
    from retrieval.storage.summaries import DocumentSummary

PASSAGES = 5
"""Passages of an answer unless another number is asked for."""

MOST_PASSAGES = 50
"""More are never given."""


def _silent(step: str, done: int, total: int) -> None:
    """No progress shown."""


@dataclass(frozen=True, slots=True)
class Asking:
    """How questions are to be answered: with at most `k` passages, out of what is of an organization (any of its
    names), of a document (its name or title), of some days, months or years (ISO 8601); with the reasons if
    `explain`."""

    k: int = PASSAGES
    organization: str | None = None
    document: str | None = None
    since: str | None = None
    until: str | None = None
    explain: bool = False


@dataclass(frozen=True, slots=True)
class NamedLibrary:
    """A library and the names of the files in it that were sent to the bot."""

    library: "Library"
    sent: "SentNames"

    @classmethod
    def of(cls, library: "Library", settings: "Settings") -> "NamedLibrary":
        """The open library of these settings, with the names that its files have now."""
        from bot.telegram.storage.sent_names import peek_at_names

        return cls(library, peek_at_names(settings))

    def within(self, asking: Asking) -> "Filter":
        """The part of the library that is asked. Raises UsageError where several files were sent with the name."""
        from retrieval.search.filters import Filter

        called = asking.document
        if called and self.sent.names:
            called = self.sent.document_called(called, self.library.documents())
        return Filter(asking.organization, called, asking.since, asking.until)

    def ask(self, question: str, asking: Asking, progress: "Progress" = _silent) -> "Answer":
        """The answer to a question; `progress` is told how many organizations were looked at, where many are asked.
        Raises what `Library.ask` does."""
        answer = self.library.ask(question, asking.k, self.within(asking), asking.explain, progress)
        return self.sent.in_answer(answer)

    def staleness(self, answer: "Answer") -> "Staleness | None":
        """What has become, since it was indexed, of the file that an answer is from; None for a refusal, too."""
        if not (answer.answered and answer.passages):
            return None
        return self.library.staleness(answer.passages[0].citation.id)

    def documents(self) -> "list[DocumentSummary]":
        """Every document, by the name it is indexed under."""
        return [replace(one, name=self.sent.shown_name(one.name)) for one in self.library.documents()]

    def show(self, citation: str) -> "Shown":
        """What stands now behind a citation id, or the beginning of one. Raises UnknownId."""
        return self.sent.in_shown(self.library.show(citation))
