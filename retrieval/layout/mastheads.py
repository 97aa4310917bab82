"""What stands above an article's text: headline, organization, writer, date."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.layout.dates import find_date
from retrieval.layout.kinds import TITLES, Kind
from retrieval.layout.names import Name, named_by
from retrieval.layout.people import byline, speaker
from retrieval.layout.pieces import Piece
from retrieval.words import fold

_MOST_HEADLINE_LINES = 3
"""Lines of one headline; where more short lines stand, the first is the headline of a list."""

_NOTES = (Kind.DELIVERY, Kind.SPEAKER)

_WHOLE_TITLE = re.compile(r"(?:报告|通知|方案|意见|办法|公报|公告|计划|规划|总结|纪要|规定|条例|决定|简报|年鉴|月报)\Z")
"""A title that ends with the kind of document it stands over goes on in no second line."""


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the lines above an article say. `text` are those of them that belong to its text as well."""

    headline: str | None
    organizations: tuple[Name, ...]
    author: str | None
    date: str | None
    text: tuple[Piece, ...]


def read_masthead(pieces: Sequence[Piece]) -> Masthead:
    """What the lines above an article's text say. A headline may stand over several lines; it is never made up."""
    organization = next((piece for piece in pieces if _names_the_organization(piece)), None)
    title = _title_lines([piece for piece in pieces if piece.kind in TITLES and piece is not organization])
    subtitle = next((piece for piece in pieces if piece.kind is Kind.SUBTITLE), None)
    day = next((piece for piece in pieces if piece.kind is Kind.DATE), None)
    authors: list[str] = []
    text: list[Piece] = []
    for piece in pieces:
        if piece.kind in (Kind.BYLINE, Kind.PERSON):
            authors.extend(byline(piece.text)[0])
        elif piece.kind in _NOTES:
            authors.extend(filter(None, [speaker(piece.text)]))
            text.append(piece)
        elif piece.kind is not Kind.SOURCE and piece not in (organization, subtitle, day, *title):
            text.append(piece)
    said = [find_date(piece.text) for piece in pieces if piece.kind in (Kind.DATE, *_NOTES)]
    return Masthead(
        _headline(title, subtitle),
        named_by(organization.text) if organization else (),
        "、".join(dict.fromkeys(authors)) or None,
        next(filter(None, said), None),
        tuple(text),
    )


def _names_the_organization(piece: Piece) -> bool:
    """Whether a line is one organization's name; a declared heading is a headline before all, and two make one."""
    return piece.kind is Kind.ORGANIZATION and not piece.level and len(named_by(piece.text)) == 1


def _title_lines(candidates: Sequence[Piece]) -> list[Piece]:
    """The lines that make the headline: those up to a title that is whole by its last word, and repetitions of it."""
    most = _MOST_HEADLINE_LINES if len(candidates) <= _MOST_HEADLINE_LINES else 1
    lines: list[Piece] = []
    for piece in candidates:
        repeated = any(piece.text in line.text for line in lines)
        is_whole = bool(lines) and _WHOLE_TITLE.search(fold(lines[-1].text)) is not None
        if repeated or (len(lines) < most and not is_whole):
            lines.append(piece)
    return lines


def _headline(title: Sequence[Piece], subtitle: Piece | None) -> str | None:
    parts: list[str] = []
    for piece in title:
        if not any(piece.text in part for part in parts):
            parts.append(piece.text)
    below = subtitle.text if subtitle else ""
    return " ".join(parts) + below if parts else below.lstrip("—─－- ") or None
