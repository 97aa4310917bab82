"""Words that are told apart (夏粮 and 秋粮, 总投资 and 完成投资), out of `data/contrasts.txt`; each also goes by the
other forms of its term of the field (`retrieval.text.field_words`)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from retrieval.text.field_words import shipped

_DATA = Path(__file__).parents[1] / "data" / "contrasts.txt"


@dataclass(frozen=True, slots=True)
class Contrast:
    """A word in a text that has opposites: `said` are the words for the same thing, `others` those for the other
    things."""

    word: str
    said: frozenset[str]
    others: frozenset[str]


@cache
def _sets() -> tuple[tuple[frozenset[str], ...], ...]:
    lines = (line.split("#")[0].split() for line in _DATA.read_text(encoding="utf-8").splitlines())
    return tuple(tuple(frozenset(member.split("=")) for member in line) for line in lines if line)


@cache
def _forms(member: frozenset[str]) -> frozenset[str]:
    """The words of a member of a set, with the Chinese and the short other forms of their terms."""
    forms = (form for word in member for form in shipped().same(word))
    return frozenset(form for form in forms if " " not in form)


@cache
def english_words() -> frozenset[str]:
    """The English words among them, without the short forms of terms of the field (gdp)."""
    words = {word for one in _sets() for member in one for word in member if word.isascii() and word.isalpha()}
    return frozenset(word for word in words if len(set(shipped().same(word))) < 2)


@cache
def _pattern() -> re.Pattern[str]:
    words = {word for one in _sets() for member in one for word in _forms(member)}
    return re.compile("|".join(map(_written, sorted(words, key=lambda word: (-len(word), word)))))


def _written(word: str) -> str:
    return rf"\b{re.escape(word)}\b" if word.isascii() and word.isalpha() else re.escape(word)


def said_in(folded: str) -> frozenset[str]:
    """Which of all those words a folded text says, the longest of those that overlap: 进出口 is not 出口."""
    return frozenset(match[0] for match in _pattern().finditer(folded))


def contrasts_in(folded: str) -> Iterator[Contrast]:
    """The words of a folded text that have opposites, but for those whose opposite it says, too: it tells both. Other
    forms of their terms may be looser (财政收入) and demand nothing."""
    found = said_in(folded)
    for members in _sets():
        here = [member for member in members if _forms(member) & found]
        if len(here) == 1 and here[0] & found:
            others = (_forms(member) for member in members if member is not here[0])
            yield Contrast(max(here[0] & found, key=len), _forms(here[0]), frozenset().union(*others))
