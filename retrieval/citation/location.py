"""Where a passage stands in its file: boxes on pages, cells of sheets, and how sure its recognition is."""

from collections.abc import Iterable, Sequence

from retrieval.answer import PlacedBox
from retrieval.document import DOUBTFUL, Place
from retrieval.numbers import quantities
from retrieval.readers.cell_references import column_letters
from retrieval.storage.contents.texts import Text


def boxes(places: Iterable[Place]) -> tuple[PlacedBox, ...]:
    """The boxes of places on pages, in order, to a hundredth of a point or pixel."""
    return tuple(
        (p.page, *(round(value, 2) for value in p.box))  # type: ignore[misc]
        for p in places
        if p.page is not None and p.box is not None
    )


def cell_range(places: Sequence[Place]) -> str | None:
    """The smallest range of cells that holds all places, as spreadsheets write it (`B7:D7`); None without cells."""
    cells = [place.cells for place in places if place.cells is not None]
    if not cells:
        return None
    first = f"{column_letters(min(left for _, left, _ in cells))}{min(row for row, _, _ in cells)}"
    last = f"{column_letters(max(right for _, _, right in cells))}{max(row for row, _, _ in cells)}"
    return first if first == last else f"{first}:{last}"


def confidence(places: Iterable[Place]) -> float | None:
    """The mean confidence of recognised text, by characters; None where nothing was recognised."""
    read = [(place.confidence, place.end - place.start) for place in places if place.confidence is not None]
    characters = sum(length for _, length in read)
    return round(sum(sure * length for sure, length in read) / characters, 3) if characters else None


def doubtful_figures(places: Iterable[Place], document_text: Text) -> tuple[str, ...]:
    """The quantities that stand on lines recognised with less than DOUBTFUL, as they were read, each once."""
    unsure = [p for p in places if p.confidence is not None and p.confidence < DOUBTFUL]
    texts = [document_text[place.start : place.end] for place in unsure]
    return tuple(dict.fromkeys(text[q.start : q.end] for text in texts for q in quantities(text)))
