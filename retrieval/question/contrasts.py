"""Words that are told apart (夏粮 and 秋粮, 总投资 and 完成投资), out of `data/contrasts.txt`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

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
def _pattern() -> re.Pattern[str]:
    words = {word for one in _sets() for member in one for word in member}
    return re.compile("|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word))))


def contrasts_in(folded: str) -> Iterator[Contrast]:
    """The words of a folded text that have opposites, but for those whose opposite it says, too: it tells both."""
    found = {match[0] for match in _pattern().finditer(folded)}
    for members in _sets():
        here = [member for member in members if member & found]
        if len(here) == 1:
            word = max(here[0] & found, key=len)
            yield Contrast(word, here[0], frozenset().union(*(member for member in members if member is not here[0])))
