"""Where a question names a city, a province or a country."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import rjieba

from retrieval.question.places.gazetteer import bare, gazetteer
from retrieval.text.glossary import Entry, look_up

_LEAST_GLOSS = 0.5
"""Score of a translation from which on an English word names the place."""

_ALL = frozenset({"中国", "中华人民共和国"})
"""What everything that is asked lies in."""


_FROM_OR_TO = ("从", "往", "到", "至", "向", "对", "与", "和", "跟", "同", "赴", "去", "自", "离", "、")
_FROM_OR_TO_IN_ENGLISH = frozenset({"from", "to", "with", "between", "and", "into", "towards", "via", "through"})


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place as a question writes it, and the names without a rank by which texts have it. It is `beside` the matter
    where the question names another place too, or it is where something comes from or goes to."""

    written: str
    names: frozenset[str]
    beside: bool = False


def places_in_chinese(folded: str) -> list[NamedPlace]:
    """The places that a folded Chinese question names: of several behind each other (福建福州) the last, which lies in
    the others."""
    found: list[tuple[int, int]] = []
    position = 0
    for word in rjieba.cut(folded):
        end = position + len(word)
        if word in gazetteer() and bare(word) not in _ALL:
            if found and found[-1][1] == position:
                found.pop()
            found.append((position, end))
        position = end
    return [
        NamedPlace(
            folded[start:end],
            frozenset({bare(folded[start:end])}),
            beside=len(found) > 1 or folded[:start].endswith(_FROM_OR_TO),
        )
        for start, end in found
    ]


def places_in_english(words: Sequence[str], names: frozenset[str]) -> list[NamedPlace]:
    """The places that an English question names, given its lower-case words and those of them that are written as
    names."""
    found: dict[int, NamedPlace] = {}
    taken: set[int] = set()
    for entry in sorted(look_up(words), key=lambda entry: entry.first - entry.last):
        stretch = range(entry.first, entry.last)
        meant = _meant(entry)
        if meant and taken.isdisjoint(stretch) and names.issuperset(words[entry.first : entry.last]):
            taken.update(stretch)
            written = " ".join(word.capitalize() for word in words[entry.first : entry.last])
            moving = entry.first > 0 and words[entry.first - 1] in _FROM_OR_TO_IN_ENGLISH
            found[entry.first] = NamedPlace(written, meant, beside=moving)
    named = [place for _, place in sorted(found.items()) if place.names.isdisjoint(_ALL)]
    return [replace(place, beside=True) for place in named] if len(named) > 1 else named


def _meant(entry: Entry) -> frozenset[str]:
    """The places that an English phrase may mean: what it surely means, and what it means best."""
    surest = max((t.score for t in entry.translations), default=1.0)
    least = min(_LEAST_GLOSS, surest)
    return frozenset(bare(t.word) for t in entry.translations if t.score >= least and t.word in gazetteer())
