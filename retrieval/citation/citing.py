"""Citations: the proof of a passage, checked against the stored document each time before it is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from retrieval.answer import Citation
from retrieval.citation.location import boxes, cell_range, confidence, doubtful_figures
from retrieval.document import Place, Span
from retrieval.errors import LibraryError
from retrieval.storage.contents.places import places_of
from retrieval.storage.contents.texts import DocumentText, Text
from retrieval.storage.documents import DocumentFacts, facts_of
from retrieval.storage.passages import StoredPassage
from retrieval.text.lines import LINE_BREAK
from retrieval.text.sentences import FINISHED

WITHOUT_LINES = ("word", "html")
"""Readers of formats of which no program shows the lines that the text is taken out in."""


Known = Mapping[int, DocumentFacts]
"""What is known of documents, by their numbers."""


def cite(
    db: Connection,
    passage: StoredPassage,
    alike: Sequence[StoredPassage] = (),
    marked: Span | None = None,
    known: Known | None = None,
) -> Citation:
    """The citation of a passage, its quote taken from the stored document by its spans; `alike` are passages of other
    documents that say the same. Page, boxes and cells are those of the stretch of its text that is `marked`, of all of
    it where none is. `known` are the facts of their documents, where they have been read. Raises LibraryError when the
    quote is not the passage's text: the library is damaged."""
    holders = dict.fromkeys([passage.document, *(other.document for other in alike)])
    known = facts_of(db, holders) if known is None else known
    names = [name for document in holders for name in known[document].names]
    text = DocumentText(db, passage.document)
    cited = cite_as(db, passage, passage.citation, text, known)
    if marked is not None and known[passage.document].placed:
        places = places_of(db, passage.document, text, stretch(passage.spans, *marked))
        cited = _pointed(cited, places) if places else cited
    return replace(cited, also_in=tuple(dict.fromkeys(name for name in names if name != cited.document)))


def stretch(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    """Where `[start, end)` of the join of `spans` stands in the text that they are spans of."""
    found: list[Span] = []
    position = 0
    for first, last in spans:
        begin, stop = max(first, first + start - position), min(last, first + end - position)
        if begin < stop:
            found.append((begin, stop))
        position += last - first
    return found


def _pointed(cited: Citation, places: Sequence[Place]) -> Citation:
    """A citation that points to `places`."""
    return replace(
        cited,
        page=next((place.page for place in places if place.page is not None), cited.page),
        boxes=boxes(places),
        sheet=next((place.sheet for place in places if place.sheet is not None), None),
        cells=cell_range(places),
    )


def cite_as(db: Connection, passage: StoredPassage, citation: str, text: Text, known: Known | None = None) -> Citation:
    """A passage of a document's `text` as a citation with the id `citation`; `known` as for `cite`. Raises LibraryError
    where the passage is not what stands there: the library is damaged."""
    facts = (facts_of(db, [passage.document]) if known is None else known)[passage.document]
    quote = "".join(text[start:end] for start, end in passage.spans)
    if quote != passage.text:
        raise LibraryError(
            f"Passage {citation} of {passage.document_name} is not what stands in the document: the library is "
            "damaged. Take the document out with `yuanwen remove --keep-citations`, then index it again."
        )
    cited = Citation(
        id=citation,
        document=passage.document_name,
        title=passage.headline or passage.document_title,
        organizations=passage.organizations,
        author=passage.author,
        date=passage.date,
        page=passage.page,
        lines=passage.lines,
        spans=passage.spans,
        quote=quote,
        publication=passage.publication,
        document_title=_document_title(passage, facts),
        section=_section(passage, facts),
    )
    return with_places(db, passage.document, text, cited) if facts.placed else cited


def _document_title(passage: StoredPassage, facts: DocumentFacts) -> str | None:
    """The title that is declared of a passage's document, where the citation's is another."""
    if not passage.headline or passage.headline == passage.document_title:
        return None
    return passage.document_title if facts.title_declared else None


def _section(passage: StoredPassage, facts: DocumentFacts) -> str | None:
    """The heading above a passage whose lines nobody can count, where it says more than the title. The first sentence
    of a paragraph, which counts among the headings of the passages after the first, is none."""
    headings = [heading for heading in passage.headings if not FINISHED.search(heading)]
    if not headings or facts.reader not in WITHOUT_LINES:
        return None
    return headings[-1] if headings[-1] not in (passage.headline, passage.document_title) else None


def with_places(db: Connection, document: int, text: Text, cited: Citation) -> Citation:
    """A citation with where its spans stand in the file."""
    places = places_of(db, document, text, cited.spans)
    pages = [place.page for place in places if place.page is not None]
    return replace(
        _pointed(cited, places),
        pages=(min(pages), max(pages)) if len(set(pages)) > 1 else None,
        ocr=confidence(places),
        doubtful=doubtful_figures(places, text),
    )


def lines_of(text: str, start: int, end: int) -> tuple[int, int]:
    """The numbers, from 1, of the first and the last line of `text` that `[start, end)` touches."""
    first = 1 + len(LINE_BREAK.findall(text, 0, start))
    return first, first + len(LINE_BREAK.findall(text, start, end))
