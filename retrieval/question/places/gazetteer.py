"""Cities, provinces and countries, and what they lie in (`data/places.tsv`, made by `benchmarks.build_places`)."""

import re
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parents[2] / "data" / "places.tsv"
_RANK = re.compile(r"(?<=..)(?:省|市|县|区|州|盟|旗|自治区|自治州|自治县)\Z")


@cache
def gazetteer() -> dict[str, tuple[str, ...]]:
    """The places by their names in Simplified characters, each with those it lies in."""
    lines = (line.split("\t") for line in _DATA.read_text(encoding="utf-8").splitlines())
    return {name: tuple(holders) for name, *holders in lines}


def bare(name: str) -> str:
    """A place's name without its rank: 深圳 of 深圳市."""
    return _RANK.sub("", name)


def known_place(name: str) -> bool:
    """Whether the gazetteer has a name, with its rank or without."""
    return name in gazetteer() or bare(name) in gazetteer()


def lies_in(name: str) -> frozenset[str]:
    """All places that a place of the gazetteer lies in, without their ranks: 临汾 and 山西 of 霍州; none for a name
    that it has not got."""
    found: set[str] = set()
    wanted = [name]
    while wanted:
        for holder in _holders(wanted.pop()):
            if bare(holder) not in found:
                found.add(bare(holder))
                wanted.append(holder)
    return frozenset(found)


def _holders(name: str) -> tuple[str, ...]:
    known = gazetteer()
    return known.get(name) or known.get(bare(name), ())
