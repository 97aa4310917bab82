"""Pinyin without tones: how names are typed in Latin letters, and what homophones have in common."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from itertools import pairwise
from pathlib import Path

from retrieval.text.folding import HAN

MOST_READINGS = 2
"""Readings of a character that are taken, the commonest first (the order of pypinyin's table)."""

_LONGEST_SYLLABLE = 6
"""Letters of `zhuang`."""

_HAN = re.compile(f"[{HAN}]+")

_READ = {"长": "chang", "都": "du", "朝": "chao", "什": "shi", "勒": "le", "尾": "wei", "佛": "fo"}
"""How a character reads in the name of a place that pypinyin's phrases do not know, where its own guess differs."""

_PLACES = {
    "陕西": "shaan xi",
    "朝阳": "chao yang",
    "洪洞": "hong tong",
    "繁峙": "fan shi",
    "漯河": "luo he",
    "六合": "lu he",
    "涡阳": "guo yang",
    "珲春": "hun chun",
    "乐陵": "lao ling",
    "荥经": "ying jing",
    "泊头": "bo tou",
    "单县": "shan xian",
    "马尾": "ma wei",
    "昌都": "chang du",
    "曾都": "zeng du",
    "召陵": "shao ling",
    "崆峒": "kong tong",
    "穆棱": "mu ling",
    "蚌山": "beng shan",
    "南乐": "nan le",
}
"""Places that pypinyin reads wrongly, and the official spelling of Shaanxi.

Both tables come from comparing pypinyin 0.55 with the 6,134 entries of CC-CEDICT that name a place: without them it
reads some two hundred differently, with them 39, many of those abroad.
"""

_PLACE = re.compile("|".join(_PLACES))


@cache
def _table() -> dict[int, str]:
    """pypinyin's readings of single characters. The module is loaded by itself: its package brings the phrases along,
    which take four times as long, and which Chinese questions do without."""
    package = find_spec("pypinyin")
    assert package is not None and package.submodule_search_locations is not None
    spec = spec_from_file_location("pinyin_dict", Path(package.submodule_search_locations[0]) / "pinyin_dict.py")
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    table: dict[int, str] = module.pinyin_dict
    return table


@cache
def readings(character: str) -> tuple[str, ...]:
    """The syllables that a Chinese character is read as, `v` for ü; empty for any other character."""
    letters = _without_tones(_table().get(ord(character), ""))
    return tuple(dict.fromkeys(letters.split(",")))[:MOST_READINGS] if letters else ()


def _without_tones(marked: str) -> str:
    plain = unicodedata.normalize("NFD", marked.replace("ü", "v"))
    return "".join(c for c in plain if not unicodedata.combining(c))


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
    marked = {reading for known in _table().values() for reading in known.split(",")[:MOST_READINGS]}
    return frozenset(map(_without_tones, marked))


def spoken(word: str) -> list[str]:
    """The syllables of a word of folded Chinese characters, without tones, each character as the word reads it (长 of
    长治 and of 长子): the one reading by which names are found and by which they are shown."""
    from pypinyin import lazy_pinyin
    from pypinyin.contrib.mmseg import seg

    if place := _PLACE.match(word):
        return _PLACES[place.group()].split() + (spoken(word[place.end() :]) if place.end() < len(word) else [])
    return [
        syllable
        for piece in seg.cut(word)
        for syllable in ([_READ[piece]] if piece in _READ else lazy_pinyin(piece, v_to_u=True))
    ]


def is_spelt_in(name: str, words: Sequence[str]) -> bool:
    """Whether English words have a name, by its pinyin in up to three of them: Qu Bo, Quanzhou's."""
    said, plain = "".join(spoken(name)), [word.replace("'", "") for word in words]
    runs = ("".join(plain[at : at + length]) for at in range(len(plain)) for length in range(1, _MOST_WORDS + 1))
    return any(run in (said, f"{said}s") for run in runs)


_MOST_WORDS = 3
"""English words in which a name may be written."""
