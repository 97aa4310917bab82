"""Which organizations an article speaks for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.layout.bylines import is_speaker_line
from retrieval.layout.line_kinds import dateline
from retrieval.text.folding import COMMON_HAN, fold
from retrieval.text.organization_names import Name, division_names, full_name, mentions, names
from retrieval.text.sentences import sentences

_MOST = 3
_OPENING_SENTENCES = 2
_OPENING_CHARACTERS = 500
_LONGEST_SALUTATION = 10
_YEAR = re.compile(r"(?:关于)?(?:(?:19|20)\d{2}|[一二][〇零○一二三四五六七八九]{3})年度?\s*")
_ROW_OR_FIELD = re.compile(
    r"(?:[^：，。\n]{1,30}：[^：\n]{1,100}[，。]){2,}|[^：:，。；\s]{1,12}[：:]\s*[^\s。！？][^。！？]{0,100}\Z|[^\n]*\t"
)
_REPORTED_TO = re.compile(
    rf"在(?P<place>[{COMMON_HAN}]{{2,16}}?)第.{{1,6}}届|代表(?P<body>[{COMMON_HAN}]{{2,16}}?)(?:人民)?政府"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """What tells whose statement an article is: the organizations of the line above its headline, the headline, the
    lines on an address (`notes`: `在某某省第十四届…`), who signs at the end, its paragraphs; the title and the
    organizations that its document declares."""

    in_masthead: Sequence[Name]
    headline: str | None
    notes: str
    issuers: Sequence[Name]
    paragraphs: Sequence[str]
    title: str | None = None
    declared: tuple[str, ...] = ()
    is_only: bool = False


def organizations(said: Statement) -> tuple[tuple[str, ...], str]:
    """The organizations an article is about, the main one first, each by the fullest name the article gives it, and
    how they were told; none with an empty reason.

    In this order: the line above the headline; the headline; the document's declared title; the lines on an address;
    who signs at the end; the first sentences, where the one named most often counts. What a document declares stands
    for its only article; of several, for those that name no organization themselves, or only a place.
    """
    if said.declared and said.is_only:
        return said.declared, "the document declares it"
    found, why = _in_text(said)
    if said.declared and all(_is_place(name) for name in found):
        return said.declared, "the document declares it, and the article names no other organization"
    text = "\n".join((said.headline or "", said.notes, *said.paragraphs))
    return tuple(dict.fromkeys(full_name(name, text) for name in found[:_MOST])), why


def _in_text(said: Statement) -> tuple[tuple[Name, ...], str]:
    """The organizations that the article itself names, and where."""
    if found := tuple(said.in_masthead):
        return found, "the line above the headline names it"
    if found := _in_headline(said.headline):
        return found, "the headline names it"
    if found := _in_headline(said.title):
        return found, "the document's title names it"
    if found := _in_notes(said.notes) or _of_speaker(said.notes):
        return found, "the lines on the address name it"
    if found := tuple(said.issuers):
        return found, "it signs at the end"
    found = _in_opening(said.paragraphs, "\n".join((said.headline or "", said.notes, *said.paragraphs)))
    return found, "the first sentences name it" if found else ""


def _is_place(name: Name) -> bool:
    """Whether a name is only a division of government's: an institution or a zone says what it is behind its place."""
    return name.place == name.text


def _in_headline(headline: str | None) -> tuple[Name, ...]:
    """The zones and institutions of a headline, or the division of government it begins with."""
    if headline is None:
        return ()
    found = [name for name in names(headline) if name.sure or name.span[0] == 0]
    zones = [name for name in found if name.is_zone]
    return tuple(zones or found or division_names(_without_year(headline)))


def _without_year(headline: str) -> str:
    match = _YEAR.match(fold(headline))
    return headline[match.end() :] if match else headline.removeprefix("关于")


def _in_notes(notes: str) -> tuple[Name, ...]:
    for match in _REPORTED_TO.finditer(fold(notes)):
        place = match["place"] or match["body"]
        if found := division_names(place):
            return tuple(found)
    return ()


def _of_speaker(notes: str) -> tuple[Name, ...]:
    """The division of government whose office the speaker of an address holds (`青禾县县长 …`)."""
    lines = (line.strip("—- \u3000（(") for line in notes.split("\n"))
    return next((tuple(found) for line in lines if is_speaker_line(line) and (found := division_names(line))), ())


def _in_opening(paragraphs: Sequence[str], text: str) -> tuple[Name, ...]:
    """The organization that the first sentences name, and the article most often; a place, if there is no other."""
    opening = _opening(paragraphs)
    found = names(opening)
    counted = [(name.is_zone, name.sure, mentions(name, text), name) for name in found]
    likely = [row for row in counted if row[1] or row[2] > 1]
    if likely:
        return (max(likely, key=lambda row: row[:3])[3],)
    clauses = re.split(r"[,，。:：;；、\s]", opening)
    places = [name for clause in clauses for name in division_names(clause)]
    return tuple(places[:1]) or _in_notes(opening)


def _opening(paragraphs: Sequence[str]) -> str:
    """The first sentences of the first paragraph that has any, without `本报讯`.

    The rows of a table and the fields of a form are none: they name whom or what they are about, and not whose
    statement they are.
    """
    prose = (paragraph for paragraph in paragraphs if not _ROW_OR_FIELD.match(paragraph[:_OPENING_CHARACTERS]))
    first = next((paragraph for paragraph in prose if len(paragraph) > _LONGEST_SALUTATION), "")[:_OPENING_CHARACTERS]
    first = first[dateline(first)[0] :]
    spans = sentences(first)[:_OPENING_SENTENCES]
    return first[: spans[-1][1]] if spans else ""
