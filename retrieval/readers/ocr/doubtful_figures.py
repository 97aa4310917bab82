"""Places of their own for figures that were recognised with doubt, so that they can be flagged wherever they are
shown."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import accumulate

from retrieval.document import DOUBTFUL, Box, Place
from retrieval.readers.ocr.recognition import Figure, RecognisedLine


def with_doubtful_figures(
    text: str, places: Iterable[Place], pages: Iterable[tuple[int, Iterable[RecognisedLine]]]
) -> tuple[Place, ...]:
    """The places in `text` of recognised lines, those with doubtful figures divided: what comes before, the figure with
    its own confidence, what comes after.

    `pages` are the lines, by the number of their page; a line is known again by its box. The box is divided where the
    figure stands, wide characters counted as two narrow ones.
    """
    doubtful = {
        (number, line.printed.box): [figure for figure in line.figures if figure.confidence < DOUBTFUL]
        for number, lines in pages
        for line in lines
    }
    found: list[Place] = []
    for place in places:
        figures = doubtful.get((place.page, place.box)) if place.page and place.box else None
        found.extend(_divided(place, text[place.start : place.end], figures) if figures else [place])
    return tuple(found)


def _divided(place: Place, text: str, figures: Iterable[Figure]) -> Iterator[Place]:
    """The place of a line that begins with `text`, in pieces."""
    position = 0
    for figure in figures:
        if figure.end > len(text):
            break
        if position < figure.start:
            yield _piece(place, text, position, figure.start)
        yield replace(_piece(place, text, figure.start, figure.end), confidence=figure.confidence)
        position = figure.end
    if position < len(text):
        yield _piece(place, text, position, len(text))


def _piece(place: Place, text: str, start: int, end: int) -> Place:
    box = place.box and _part(place.box, text, start, end)
    return replace(place, start=place.start + start, end=place.start + end, box=box)


def _part(box: Box, text: str, start: int, end: int) -> Box:
    """The part of a line's box that `text[start:end]` takes, the whole of one that stands on end."""
    x0, y0, x1, y1 = box
    if y1 - y0 > x1 - x0:
        return box
    widths = [0, *accumulate(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)]
    unit = (x1 - x0) / widths[-1]
    return x0 + unit * widths[start], y0, x0 + unit * widths[end], y1
