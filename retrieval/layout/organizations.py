"""Which organizations an article speaks for."""

import re
from collections.abc import Sequence

from retrieval.layout.kinds import dateline
from retrieval.layout.names import Name, division_names, full_name, mentions, names
from retrieval.sentences import sentences
from retrieval.words import fold

_MOST = 3
_OPENING_SENTENCES = 2
_OPENING_CHARACTERS = 500
_LONGEST_SALUTATION = 10
_YEAR = re.compile(r"(?:关于)?(?:(?:19|20)\d{2}|[一二][〇零○一二三四五六七八九]{3})年度?\s*")
_REPORTED_TO = re.compile(
    r"在(?P<place>[\u4e00-\u9fff]{2,16}?)第.{1,6}届|代表(?P<body>[\u4e00-\u9fff]{2,16}?)(?:人民)?政府"
)


def of_article(
    in_masthead: Sequence[Name],
    headline: str | None,
    title: str | None,
    notes: str,
    issuers: Sequence[Name],
    paragraphs: Sequence[str],
) -> tuple[str, ...]:
    """The organizations an article is about, the main one first, each by the fullest name the article gives it.

    In this order: the line above the headline (`in_masthead`); the headline; the document's declared `title`; what the
    lines on an address say (`notes`: `在某某省第十四届…`); who signs at the end (`issuers`); the first sentences, where
    the one named most often counts.
    """
    text = "\n".join((headline or "", notes, *paragraphs))
    found = tuple(in_masthead) or _in_headline(headline) or _in_headline(title) or _in_notes(notes)
    found = found or tuple(issuers) or _in_opening(paragraphs, text)
    return tuple(dict.fromkeys(full_name(name, text) for name in found[:_MOST]))


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
    """The first sentences of the first paragraph that has any, without `本报讯`."""
    first = next((paragraph for paragraph in paragraphs if len(paragraph) > _LONGEST_SALUTATION), "")[
        :_OPENING_CHARACTERS
    ]
    first = first[dateline(first)[0] :]
    spans = sentences(first)[:_OPENING_SENTENCES]
    return first[: spans[-1][1]] if spans else ""
