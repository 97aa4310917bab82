"""Pinyin without tones: how names are typed in Latin letters, and what homophones have in common."""

import re
import unicodedata
from functools import cache, lru_cache
from itertools import pairwise

from retrieval.text.folding import HAN

MOST_READINGS = 2
"""Readings of a character that are taken, the commonest first (the order of pypinyin's table)."""

_LONGEST_SYLLABLE = 6
"""Letters of `zhuang`."""

_HAN = re.compile(f"[{HAN}]+")


@cache
def _table() -> dict[int, str]:
    from pypinyin.pinyin_dict import pinyin_dict

    return pinyin_dict


@cache
def readings(character: str) -> tuple[str, ...]:
    """The syllables that a Chinese character is read as, `v` for ü; empty for any other character."""
    marked = _table().get(ord(character), "")
    plain = unicodedata.normalize("NFD", marked.replace("ü", "v"))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return tuple(dict.fromkeys(letters.split(",")))[:MOST_READINGS] if letters else ()


def pairs_in_pinyin(text: str) -> list[str]:
    """The overlapping pairs of neighbouring Chinese characters, each in every reading, joined: 高平 is gaoping."""
    found: list[str] = []
    for match in _HAN.finditer(text):
        for first, second in pairwise(match[0]):
            found.extend(pair_in_pinyin(first, second))
    return found


@lru_cache(maxsize=1 << 16)
def pair_in_pinyin(first: str, second: str) -> tuple[str, ...]:
    """Two characters in every reading, joined; none where one is not Chinese."""
    return tuple(a + b for a in readings(first) for b in readings(second))


@lru_cache(maxsize=1 << 14)
def syllables(word: str) -> tuple[str, ...]:
    """A lower-case Latin word as syllables of pinyin (`gaoping`: gao, ping); empty when it is none.

    Of several ways to cut it, the one whose first syllables are longest: GB/T 16159 asks for an apostrophe elsewhere.
    """
    ends: dict[int, int] = {}
    for start in reversed(range(len(word))):
        for end in range(min(start + _LONGEST_SYLLABLE, len(word)), start, -1):
            if (end == len(word) or end in ends) and word[start:end] in _known():
                ends[start] = end
                break
    found: list[str] = []
    position = 0
    while position in ends:
        found.append(word[position : ends[position]])
        position = ends[position]
    return tuple(found)


@cache
def _known() -> frozenset[str]:
    return frozenset(reading for code in _table() for reading in readings(chr(code)))
