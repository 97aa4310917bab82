"""Words of Chinese and mixed text, in the one form in which texts and questions are compared.

`fold` never moves an offset, so what is found in a folded text stands at the same place in the text itself.
"""

import re
import unicodedata
from functools import cache

import opencc
import rjieba

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_HAN = re.compile(f"[{HAN}]")
_RUN = re.compile(rf"(?P<han>[{HAN}]+)|(?P<latin>[a-z][a-z0-9]*(?:[-.&+'][a-z0-9]+)*)|(?P<digits>\d+(?:\.\d+)*)")


class _FoldTable(dict[int, str]):
    """Code point -> folded character, filled as characters are met (`str.translate` asks `__missing__`)."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        narrow = unicodedata.normalize("NFKC", character)
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
    compatibility form (Unicode NFKC) is longer than one, such as ㎡, is left as it is.
    """
    return text.translate(_FOLD)


def is_traditional(text: str) -> bool:
    """Whether `text` is written in Traditional characters: more of its characters change than would by chance."""
    han = _HAN.findall(text)
    changed = sum(fold(character) != character for character in han)
    return changed >= 2 or (changed == 1 and len(han) <= 6)


def words(text: str) -> list[str]:
    """The words of a folded text in reading order: jieba's words of each run of Han characters, the longer ones
    followed by the dictionary words inside them (its search mode); runs of Latin letters, and of digits with their
    points.

    Runs are cut apart first because rjieba cuts as jieba does only where no ASCII stands between (a test holds this).
    """
    found: list[str] = []
    for match in _RUN.finditer(text):
        if match.lastgroup == "han":
            found.extend(rjieba.cut_for_search(match[0]))
        else:
            found.append(match[0])
    return found


def grams(text: str) -> list[str]:
    """The overlapping pairs of neighbouring Han characters of a folded text (a lone character stands for itself).

    They find what no dictionary knows: on every set measured, pairs alone are as good as words or better (BM25).
    """
    found: list[str] = []
    for match in _RUN.finditer(text):
        if match.lastgroup == "han":
            run = match[0]
            found.extend(run[i : i + 2] for i in range(len(run) - 1)) if len(run) > 1 else found.append(run)
    return found
