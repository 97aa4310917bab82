"""Document -> Articles: headline, organization, author, date, and paragraphs made whole again.

furniture             page numbers, editors, a paper's name and day: left out
unwrapping            lines wrapped to a width -> blocks, each with its kind; what is no part of a line's words left out
                      (line_kinds, blocks)
article_boundaries    where articles begin
reading_order         columns taken in the wrong order -> in reading order
article_metadata      what stands above the text and what it says of itself        (mastheads, organizations,
                      publications, bylines); explanations says why
joining_paragraphs    paragraphs broken in mid-sentence -> whole ones
letterheads           what stands above a headline for who issues it: 文件, document and issue numbers
headings              the section headings above each paragraph
table_articles        rows of tables about several organizations -> an article each
"""

from dataclasses import replace

from retrieval.document import Article, Document
from retrieval.layout.article_boundaries import BEHIND_SIGNATURE, split
from retrieval.layout.article_metadata import Page, described
from retrieval.layout.explanations import LEFT_OUT, PUBLICATION, Note, note
from retrieval.layout.furniture import OnPages, page_furniture
from retrieval.layout.joining_paragraphs import with_first_lines
from retrieval.layout.publications import common_publication
from retrieval.layout.reading_order.articles import restored
from retrieval.layout.table_articles import by_row
from retrieval.layout.unwrapping import pieces

__all__ = ["VERSION", "Note", "articles", "explained"]

VERSION = 3
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
        if one.date is None and article.why == BEHIND_SIGNATURE:
            one = replace(one, date=found[-1].date)  # issued with the paper that is signed above it
        found.append(one)
        notes += about
    paper = common_publication([article.publication for article in found])
    for index, one in enumerate(found):
        if paper and one.publication is None:
            found[index] = replace(one, publication=paper)
            reason = f"{paper}: other articles of the document name it, and none another"
            notes.append(note(PUBLICATION, one.paragraphs[0].spans, reason))
    return tuple(by_row(found, document.text)), tuple(sorted(notes, key=lambda item: item.start))
