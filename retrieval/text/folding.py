"""Words of Chinese and mixed text, in the one form in which texts and questions are compared.

`fold` never moves an offset, so what is found in a folded text stands at the same place in the text itself.
"""

import re
import unicodedata
from functools import cache

import opencc

COMMON_HAN = "\u4e00-\u9fff"
"""The block of unified ideographs (Unicode), for a character class. What tells names, offices, units and kinds of lines
by their characters takes no others on purpose: it had better miss a rare one than take in what a bad font left."""

BASIC_HAN = f"\u3400-\u4dbf{COMMON_HAN}"
"""With extension A: what print and its recognition have, which write no compatibility forms."""

HAN = f"{BASIC_HAN}\uf900-\ufaff\U00020000-\U0003134f"
"""Every Han character, with the compatibility forms and the extensions beyond the basic plane."""

_HAN = re.compile(f"[{HAN}]")


_SET_APART = re.compile("[\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2460-\u249b\u24ea-\u24ff\u2776-\u2793]")
"""Superscript and circled numbers: as plain digits they would grow together with those beside them (320¹)."""


class _FoldTable(dict[int, str]):
    """Code point -> folded character, filled as characters are met (`str.translate` asks `__missing__`)."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        narrow = character if _SET_APART.match(character) else unicodedata.normalize("NFKC", character)
        folded = _simplified(narrow if len(narrow) == 1 else character).lower()
        self[code] = folded if len(folded) == 1 else character
        return self[code]


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def _simplified(character: str) -> str:
    return str(_converter().convert(character)) if _HAN.match(character) else character


_FOLD = _FoldTable()


def fold(text: str) -> str:
    """`text` in narrow, lower-case, Simplified characters, one for one: `len(fold(text)) == len(text)`.

    Characters are converted singly (OpenCC's t2s), so a Traditional phrase keeps its length; a character whose
    compatibility form (Unicode NFKC) is longer than one, such as ㎡, is left as it is, and so are numbers that are set
    apart from digits beside them, such as ² and ①.
    """
    return text.translate(_FOLD)


def is_traditional(text: str) -> bool:
    """Whether `text` is written in Traditional characters: more of its characters change than would by chance."""
    han = _HAN.findall(text)
    changed = sum(fold(character) != character for character in han)
    return changed >= 2 or (changed == 1 and len(han) <= 6)
