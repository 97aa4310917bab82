"""Chinese names beside their pinyin, for readers who do not read Chinese: 临汾经济开发区 (Linfen Jingji Kaifaqu)."""

import re
from functools import cache

import rjieba

from retrieval.text.folding import HAN, fold
from retrieval.text.pinyin import spoken

_PART = re.compile(rf"[{HAN}]+|[A-Za-z0-9.]+")
_DIVISION = re.compile(r"(?<=..)(?=[省市县]$)")


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
    return [_joined(spoken(word)) for word in words]


def _joined(syllables: list[str]) -> str:
    """Syllables as one capitalised word; an apostrophe parts one that begins with a vowel (Xi'an; GB/T 28039)."""
    return "".join(f"'{s}" if i and s[0] in "aoe" else s for i, s in enumerate(syllables)).capitalize()
