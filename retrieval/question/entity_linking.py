"""Where in a question organizations are named."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.question.analysis import Question
from retrieval.question.organization_index import OrganizationIndex
from retrieval.text.glossary import english_words

_MOST_WORDS = 4
"""English words in which a name may be written."""

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['-](?=[^\W\d_]))*")
_KIND = re.compile(
    r"(?:\s+(?:and|new|autonomous|economic|technolog\w+|development|high-tech|industrial|province|city|municipality|"
    r"county|region|area|zone|park)\b)+",
    re.IGNORECASE,
)
"""The kind of organization that an English question may write behind the place: Economic Development Zone."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch `[start, end)` of a question that names organizations of the library: several where all go by it."""

    start: int
    end: int
    organizations: frozenset[str]


def named_in(question: Question, names: OrganizationIndex) -> frozenset[str]:
    """The organizations that a question names: as they are written, or else as they sound."""
    if question.words:
        return names.in_english(question.words)
    heard = (ours for places in names.by_sound(question.folded).values() for ours in places.values())
    return names.in_chinese(question.folded) or frozenset(name for ours in heard for name in ours)


def mentions(question: Question, names: OrganizationIndex) -> list[Mention]:
    """Where the organizations that a question names are written, in its order, each stretch once. Names that are only
    heard (typed in other characters) have no place."""
    found = sorted(_english(question.text, names) if question.words else _chinese(question.folded, names), key=_place)
    return [mention for number, mention in enumerate(found) if not number or mention.start >= found[number - 1].end]


def _place(mention: Mention) -> tuple[int, int]:
    return mention.start, -mention.end


def _chinese(folded: str, names: OrganizationIndex) -> Iterator[Mention]:
    by_form: dict[str, set[str]] = {}
    for name in names.in_chinese(folded):
        for form in names.chinese_forms(name):
            if form in folded:
                by_form.setdefault(form, set()).add(name)
    if by_form:
        longest_first = "|".join(map(re.escape, sorted(by_form, key=lambda form: (-len(form), form))))
        for match in re.finditer(longest_first, folded):
            yield Mention(*match.span(), frozenset(by_form[match[0]]))


def _english(text: str, names: OrganizationIndex) -> Iterator[Mention]:
    """The shortest runs of words that name something, with the kind of organization behind them."""
    places = [match.span() for match in _WORD.finditer(text)]
    taken: set[int] = set()
    for length in range(1, _MOST_WORDS + 1):
        for first in range(len(places) - length + 1):
            run = range(first, first + length)
            start, end = places[first][0], places[run[-1]][1]
            found = names.in_english(english_words(text[start:end])) if taken.isdisjoint(run) else frozenset()
            if found:
                taken.update(run)
                kind = _KIND.match(text, end)
                end -= len("'s") * text[start:end].lower().endswith("'s")
                yield Mention(start, kind.end() if kind else end, found)
