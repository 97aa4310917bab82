"""Where articles begin in the pieces of a document."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from retrieval.layout.blocks import Piece, runs
from retrieval.layout.bylines import trailing_byline
from retrieval.layout.line_kinds import BACK_MATTER, FURNITURE, TITLES, Kind
from retrieval.layout.reading_order.seams import is_finished
from retrieval.text.folding import fold
from retrieval.text.organization_names import Name, named_by, names

_LONGEST_MASTHEAD = 9
"""Lines above an article's text at the most; more short lines in a row are a list or a table."""

BEHIND_SIGNATURE = "a headline stands behind a signature"
"""Why an article begins that is issued with the one before, as a measure with the notice that announces it."""

_CLOSING = (Kind.BYLINE, Kind.PERSON, Kind.SOURCE, Kind.DATE)
_OPENING = (Kind.BYLINE, Kind.SOURCE, Kind.DELIVERY)
_OPENING_CHARACTERS = 600
"""Characters of an article in which its zone is named."""


@dataclass(slots=True)
class RawArticle:
    """The pieces of one article: those above its text, and its text.

    `signed` says that a writer's name ends what has been read so far; `numbered` that there are numbered sections, as
    in reports and not in news. `issuers` are the organizations that sign at its end.
    """

    masthead: list[Piece] = field(default_factory=list)
    body: list[Piece] = field(default_factory=list)
    signed: bool = False
    numbered: bool = False
    issuers: tuple[Name, ...] = ()
    sources: list[Piece] = field(default_factory=list)
    why: str = ""

    @property
    def start(self) -> int:
        return min(piece.start for piece in (*self.masthead, *self.body))

    def add(self, pieces: Sequence[Piece]) -> None:
        """Appends pieces to the text."""
        self.body.extend(pieces)
        self.numbered = self.numbered or any(piece.kind is Kind.NUMBERED for piece in pieces)
        if pieces:
            last = pieces[-1]
            self.signed = last.kind in (Kind.BYLINE, Kind.PERSON) or bool(trailing_byline(last.text))

    def is_open(self) -> bool:
        """Whether its text stops in mid-sentence, or announces what is to come."""
        last = self.body[-1] if self.body else None
        if last is None or last.kind not in (Kind.BODY, Kind.DATELINE):
            return False
        return (not is_finished(last.text) and not self.signed) or fold(last.text).endswith(":")


def split(pieces: Sequence[Piece]) -> list[RawArticle]:
    """The pieces of each article, in the order of the text; empty only when `pieces` is."""
    headline_level = _headline_level(pieces)
    groups = runs(pieces, _stand_together)
    articles: list[RawArticle] = []
    for index, group in enumerate(groups):
        following = groups[index + 1][0] if index + 1 < len(groups) else None
        closing = 0
        why: str | None
        if not articles:
            why = "the document begins here"
        elif group[0].kind in FURNITURE:
            closing = _closing_lines(group, articles[-1], following)
            _close(articles[-1], group[:closing])
            why = _begins_article(group[closing:], following, articles[-1], headline_level)
        else:
            why = _begins_without_headline(group[0], articles[-1])
        rest = group[closing:]
        if why:
            above = rest if len(rest) <= _LONGEST_MASTHEAD else rest[:1]
            above = above if rest[0].kind in FURNITURE else []
            articles.append(RawArticle(masthead=list(above), why=why))
            rest = rest[len(above) :]
        articles[-1].add(rest)
    return articles


def _stand_together(piece: Piece, following: Piece) -> bool:
    """Whether two neighbours may both stand above one article; a zone's name as a declared heading begins its own."""
    begins = piece.level and following.level and _is_zone(following)
    return piece.kind in FURNITURE and following.kind in FURNITURE and not begins


def _headline_level(pieces: Sequence[Piece]) -> int:
    """The declared level whose headings are headlines of articles; 0 when that is none.

    Level 1, where the text begins with it; further down it is a level of sections under an undeclared title. Above it
    may stand what stands above headlines: a lesser heading, an organization, a line on the source or the day.
    """
    above = (Kind.SOURCE, Kind.DATE, Kind.ORGANIZATION, Kind.SUBTITLE, Kind.BYLINE, Kind.PERSON)
    first = next((piece for piece in pieces if piece.level == 1 or (piece.kind not in above and not piece.level)), None)
    return 1 if first is not None and first.level == 1 and first.kind in TITLES else 0


def _close(article: RawArticle, lines: Sequence[Piece]) -> None:
    """Appends the lines below an article's text but those on its source. An issuer's name is text, not a heading."""
    for line in lines:
        if line.kind is Kind.ORGANIZATION:
            article.issuers += named_by(line.text)
            article.add([replace(line, kind=Kind.BODY)])
        elif line.kind is Kind.SOURCE:
            article.sources.append(line)
        else:
            article.add([line])


def _closing_lines(group: Sequence[Piece], article: RawArticle, following: Piece | None) -> int:
    """How many lines at the head of `group` close the article before: its byline, source, date or signature."""
    if not article.body or article.is_open():
        return 0
    for count, piece in enumerate(group):
        after = group[count + 1] if count + 1 < len(group) else following
        is_signature = piece.kind is Kind.ORGANIZATION and (after is None or after.kind is Kind.DATE)
        if piece.kind not in _CLOSING and not is_signature:
            return count
    return len(group)


def _begins_article(
    opening: Sequence[Piece], following: Piece | None, current: RawArticle, headline_level: int
) -> str | None:
    """Why masthead-like lines begin an article, or None where they begin a section of the one before.

    They begin one when the format says so; when a news opening follows; when they name an organization, a writer, a
    source or a subtitle; when the article before is signed; when they begin with another zone's name than its.
    """
    title = next((piece for piece in opening if piece.kind in TITLES), None)
    if title is None or len(opening) > _LONGEST_MASTHEAD or fold(title.text).startswith(BACK_MATTER):
        return None
    if headline_level and any(piece.level == headline_level and piece.kind in TITLES for piece in opening):
        return "a heading of the highest level stands here"
    if title.level:
        return "a heading names another zone" if _is_zone(title) else None
    kinds = [piece.kind for piece in opening]
    if following is not None and following.kind is Kind.DATELINE:
        return "a headline stands above a news opening"
    if Kind.DELIVERY in kinds or current.issuers:
        return BEHIND_SIGNATURE if current.issuers else "a line says when an address was given"
    if current.numbered or following is None or current.is_open():
        return None
    return _introduced_by(kinds) or _told_from(title, current)


def _introduced_by(kinds: Sequence[Kind]) -> str | None:
    """By which of the lines beside it, of these kinds, a headline is told from a section's heading."""
    if any(kind in _OPENING for kind in kinds):
        return "a writer or a source stands below the headline"
    if kinds.count(Kind.SUBTITLE) == 1:
        return "a subtitle stands below the headline"
    return "a line names whose article it is" if 1 <= kinds.count(Kind.ORGANIZATION) <= 2 else None


def _told_from(title: Piece, current: RawArticle) -> str | None:
    """What of the article before, or of a bare headline, shows that another begins."""
    if current.signed:
        return "the article before is signed"
    return "the headline names another zone" if _names_another_zone(title.text, current, at_start=True) else None


def _begins_without_headline(piece: Piece, current: RawArticle) -> str | None:
    """Why body text begins an article of its own: by a news opening, or by another zone after a signed article."""
    if piece.kind is Kind.DATELINE:
        return "a news opening stands here" if current.body else None
    is_other = current.signed and not current.numbered and _names_another_zone(piece.text[:80], current, at_start=False)
    return "the article before is signed, and the text is about another zone" if is_other else None


def _names_another_zone(text: str, current: RawArticle, at_start: bool) -> bool:
    """Whether `text` names a zone, at its start where that is asked, that the article before does not open with."""
    zone = next((name for name in names(text) if name.is_zone and name.sure), None)
    if zone is None or (at_start and zone.span[0] > 0):
        return False
    opening = "".join(piece.text for piece in current.masthead)
    for piece in current.body:
        if len(opening) > _OPENING_CHARACTERS:
            break
        opening += piece.text[:_OPENING_CHARACTERS]
    return zone.place not in opening and any(name.is_zone for name in names(opening))


def _is_zone(piece: Piece) -> bool:
    return piece.kind is Kind.ORGANIZATION and any(name.is_zone for name in named_by(piece.text))
