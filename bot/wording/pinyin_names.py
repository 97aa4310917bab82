"""Chinese names beside their pinyin, for readers who do not read Chinese: 临汾经济开发区 (Linfen Jingji Kaifaqu)."""

import re
from functools import cache

import rjieba

from retrieval.text.folding import fold

READINGS = {"长": "chang", "都": "du", "朝": "chao", "什": "shi", "勒": "le", "尾": "wei", "佛": "fo"}
"""How a character reads in the name of a place that pypinyin's phrases do not know, where its own guess differs."""

PLACES = {
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

_PART = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af]+|[A-Za-z0-9.]+")
_DIVISION = re.compile(r"(?<=..)(?=[省市县]$)")
_PLACE = re.compile("|".join(PLACES))


def with_pinyin(name: str, language: str) -> str:
    """A name as readers of `language` (a BCP 47 tag) need it: with its pinyin beside it unless they read Chinese.

    Several names joined by 、 get theirs each. A name without Chinese characters stays as it is.
    """
    if language.startswith("zh"):
        return name
    return "、".join(f"{one} ({spelled})" if (spelled := _spelled(one)) else one for one in name.split("、"))


@cache
def _spelled(name: str) -> str:
    """The pinyin of a name, a capitalised word for each Chinese one; empty for a name without Chinese characters."""
    parts = _PART.findall(name)
    if all(part.isascii() for part in parts):
        return ""
    return " ".join(word for part in parts for word in ([part] if part.isascii() else _words(part)))


def _words(characters: str) -> list[str]:
    """A run of Chinese characters as words of pinyin; the kind of a division stands apart (Taiyuan Shi)."""
    words = (piece for word in rjieba.cut(fold(characters)) for piece in _DIVISION.split(word))
    return [_joined(_syllables(word)) for word in words]


def _syllables(word: str) -> list[str]:
    """The syllables of a word of Chinese characters, without tones."""
    from pypinyin import lazy_pinyin
    from pypinyin.contrib.mmseg import seg

    if place := _PLACE.match(word):
        return PLACES[place.group()].split() + (_syllables(word[place.end() :]) if place.end() < len(word) else [])
    return [
        syllable
        for piece in seg.cut(word)
        for syllable in ([READINGS[piece]] if piece in READINGS else lazy_pinyin(piece, v_to_u=True))
    ]


def _joined(syllables: list[str]) -> str:
    """Syllables as one capitalised word; an apostrophe parts one that begins with a vowel (Xi'an; GB/T 28039)."""
    return "".join(f"'{s}" if i and s[0] in "aoe" else s for i, s in enumerate(syllables)).capitalize()
