"""Document -> Articles: headline, organization, author, date, and paragraphs made whole again.

furniture     page numbers, editors, a paper's name and day: left out
lines         lines wrapped to a width -> pieces, each with its kind      (kinds, columns, pieces)
boundaries    where articles begin
restoring     columns taken in the wrong order -> in reading order        (ordering, ordinals, seams)
describing    what stands above the text and what it says of itself       (mastheads, organizations, publications,
              names, people, dates); notes says why
joining       paragraphs broken in mid-sentence -> whole ones
headings      the section headings above each paragraph
rows          rows of tables about several organizations -> an article each
"""

from dataclasses import replace

from retrieval.document import Article, Document
from retrieval.layout.boundaries import split
from retrieval.layout.describing import Page, described
from retrieval.layout.furniture import OnPages, page_furniture
from retrieval.layout.joining import with_first_lines
from retrieval.layout.lines import pieces
from retrieval.layout.notes import LEFT_OUT, PUBLICATION, Note, note
from retrieval.layout.publications import common_publication
from retrieval.layout.restoring import restored
from retrieval.layout.rows import by_row

__all__ = ["VERSION", "Note", "articles", "explained"]

VERSION = 1
"""Of what is made of a text: it goes up when documents should be cut anew."""


def articles(document: Document) -> tuple[Article, ...]:
    """The articles of a document in the order of its text.

    Nothing of the text is lost: what is in no paragraph is a headline, a line above the text with an organization, a
    writer, a source or a date, or page furniture. A paragraph's spans are in reading order, which is not always that of
    the text.
    """
    return explained(document)[0]


def explained(document: Document) -> tuple[tuple[Article, ...], tuple[Note, ...]]:
    """The articles of a document, and notes on what was joined, moved, left out and found, in the order of the text."""
    furniture = page_furniture(document)
    raw, notes = restored(split(with_first_lines(pieces(document, {line.block for line in furniture}))))
    notes += [note(LEFT_OUT, [(line.block.start, line.block.end)], line.what) for line in furniture]
    page = Page(document, OnPages(furniture), is_only=len(raw) == 1)
    found: list[Article] = []
    for article in raw:
        one, about = described(article, page)
        found.append(one)
        notes += about
    paper = common_publication([article.publication for article in found])
    for index, one in enumerate(found):
        if paper and one.publication is None:
            found[index] = replace(one, publication=paper)
            reason = f"{paper}: other articles of the document name it, and none another"
            notes.append(note(PUBLICATION, one.paragraphs[0].spans, reason))
    return tuple(by_row(found, document.text)), tuple(sorted(notes, key=lambda item: item.start))
