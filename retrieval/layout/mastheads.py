"""What stands above an article's text: headline, organization, writer, date, source."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.layout.blocks import Piece
from retrieval.layout.bylines import byline, speaker, writer_in_source
from retrieval.layout.letterheads import read_letterhead
from retrieval.layout.line_kinds import TITLES, Kind
from retrieval.text.folding import fold
from retrieval.text.organization_names import Name, named_by
from retrieval.text.written_dates import find_date

_MOST_HEADLINE_LINES = 3
"""Lines of one headline; where more short lines stand, the first is the headline of a list."""

_NOTES = (Kind.DELIVERY, Kind.SPEAKER)

_WHOLE_TITLE = re.compile(
    r"(?:报告|通知|方案|意见|办法|公报|公告|计划|规划|总结|纪要|规定|条例|决定|简报|年鉴|月报|表|名单|清单|目录|合同|协议|公示|批复|函)\Z"
)
"""A title that ends with the kind of document it stands over goes on in no second line."""


_FIELD = re.compile(r"(?:(?:证券|股票|公司)(?:代码|简称)|(?:公告|文件|项目|报告)?编号|版本号?|电话|地址|网址|邮编)\s*:")
"""A field that stands above the headline of an announcement (`证券代码：…`)."""

_GOES_ON = re.compile(r"(?:印发|转发|批转|关于|对|的|和|与|及|《[^》]*)\Z")


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the lines above an article say. `text` are those of them that belong to its text as well, `title`,
    `organization` and `sources` the lines that say the headline, whose article it is, and where it was taken from.
    `bulletin` is the name of the bulletin whose letterhead stands above."""

    headline: str | None
    organizations: tuple[Name, ...]
    author: str | None
    date: str | None
    text: tuple[Piece, ...]
    title: tuple[Piece, ...] = ()
    organization: Piece | None = None
    sources: tuple[Piece, ...] = ()
    bulletin: str | None = None


def read_masthead(pieces: Sequence[Piece]) -> Masthead:
    """What the lines above an article's text say. A headline may stand over several lines; it is never made up."""
    letterhead = read_letterhead(pieces)
    pieces = [piece for piece in pieces if piece not in letterhead.lines]
    organization = next((piece for i, piece in enumerate(pieces) if _is_the_organization(piece, pieces[i + 1 :])), None)
    titles = [piece for piece in pieces if piece.kind in TITLES and piece is not organization]
    title = _title_lines([piece for piece in titles if not _FIELD.match(fold(piece.text))] or titles)
    subtitle = next((piece for piece in pieces if piece.kind is Kind.SUBTITLE), None)
    day = next((piece for piece in pieces if piece.kind is Kind.DATE), None)
    sources = tuple(piece for piece in pieces if piece.kind is Kind.SOURCE)
    authors: list[str] = []
    text: list[Piece] = list(letterhead.text)
    for before, piece in zip((None, *pieces), pieces, strict=False):
        if piece.kind is Kind.BYLINE or (piece.kind is Kind.PERSON and not _is_label(before, title)):
            authors.extend(byline(piece.text)[0])
        elif piece.kind in _NOTES:
            authors.extend(filter(None, [speaker(piece.text)]))
            text.append(piece)
        elif piece.kind is not Kind.SOURCE and piece not in (organization, subtitle, day, *title):
            text.append(piece)
    authors = authors or [name for piece in sources for name in writer_in_source(piece.text)]
    said = [
        find_date(piece.text)
        for kinds in ((Kind.DATE, *_NOTES), (Kind.SOURCE,))
        for piece in pieces
        if piece.kind in kinds
    ]
    return Masthead(
        headline=_headline(title, subtitle),
        organizations=named_by(organization.text) if organization else letterhead.organizations,
        author="、".join(dict.fromkeys(authors)) or None,
        date=next(filter(None, said), None) or letterhead.date,
        text=tuple(text),
        title=(*title, *([subtitle] if subtitle else [])),
        organization=organization,
        sources=sources,
        bulletin=letterhead.bulletin,
    )


def _is_label(piece: Piece | None, title: Sequence[Piece]) -> bool:
    """Whether a line is the label of a field in a form, so that a name below it is what was filled in."""
    return piece is not None and piece.kind is Kind.HEADLINE and piece not in title


def _is_the_organization(piece: Piece, below: Sequence[Piece]) -> bool:
    """Whether a line is one organization's name, above a headline or without one; two names make a headline.

    A declared heading is a headline before all, unless another of its level or a higher one follows.
    """
    if piece.kind is not Kind.ORGANIZATION or len(named_by(piece.text)) != 1:
        return False
    return not piece.level or any(other.kind in TITLES and 0 < other.level <= piece.level for other in below)


def _title_lines(candidates: Sequence[Piece]) -> list[Piece]:
    """The lines that make the headline: those up to a title that is whole by its last word, and repetitions of it.

    Where the format declares headings, those up to the last of the highest level: a smaller line before it is the
    title's introduction (引题), what follows is a heading of the text.
    """
    top = min((piece.level for piece in candidates if piece.level), default=0)
    if top:
        last = max(index for index, piece in enumerate(candidates) if piece.level == top)
        candidates = [
            piece for index, piece in enumerate(candidates) if index <= last or _repeats(piece, candidates[:index])
        ]
    most = _MOST_HEADLINE_LINES if len(candidates) <= _MOST_HEADLINE_LINES else 1
    lines: list[Piece] = []
    for piece in candidates:
        is_whole = bool(lines) and _WHOLE_TITLE.search(fold(lines[-1].text)) is not None
        if _repeats(piece, lines) or (len(lines) < most and not is_whole):
            lines.append(piece)
    return lines


def _repeats(piece: Piece, lines: Sequence[Piece]) -> bool:
    return any(piece.text in line.text for line in lines)


def _headline(title: Sequence[Piece], subtitle: Piece | None) -> str | None:
    """The headline's lines as one, white space between them as between the parts of a headline in print."""
    parts: list[str] = []
    for piece in title:
        if not any(piece.text in part for part in parts):
            parts.append(piece.text)
    below = subtitle.text if subtitle else ""
    return _as_one(parts) + below if parts else below.lstrip("—─－- ") or None


def _as_one(parts: Sequence[str]) -> str:
    """The parts of a headline with a space between them, but none where one stops in mid-phrase (`…关于印发`)."""
    whole = ""
    for part in parts:
        whole += f" {part}" if whole and not _GOES_ON.search(whole) else part
    return whole
