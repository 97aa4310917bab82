"""The documents of the library as a message."""

from collections.abc import Callable, Sequence

from bot.messages import messages
from bot.telegram.views.markup import (
    Block,
    Run,
    Section,
    one_line,
    one_line_tail,
    render,
)
from retrieval.storage.summaries import DocumentSummary

DOCUMENTS_A_PAGE = 10

LONGEST_NAME, LONGEST_TITLE = 100, 100
"""UTF-16 units of a document's name and title, so that a page of documents fits one message."""


def render_documents(held: Sequence[DocumentSummary], page: int, language: str, shown: Callable[[str], str]) -> str:
    """A page, counted from 1, of the list of documents; `shown` gives the name that people know a document by."""
    words = messages(language)
    first = (page - 1) * DOCUMENTS_A_PAGE
    head = words["documents" if held else "no_documents"].format(count=len(held))
    sections: list[Section] = [(Block((Run(head, "b"),)),)]
    for number, document in enumerate(held[first : first + DOCUMENTS_A_PAGE], first + 1):
        name = Run(one_line_tail(shown(document.name), LONGEST_NAME), "code")
        size = words["document_size"].format(passages=document.passages)
        facts = [one_line(fact, LONGEST_TITLE) for fact in (document.title, document.date, size) if fact]
        sections.append((Block((Run(f"{number}. "), name)), Block((Run(" · ".join(facts)),))))
    return render(sections)[0]
