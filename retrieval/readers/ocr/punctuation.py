"""Recognised characters -> the characters that were printed, where what stands beside them leaves no doubt."""

import re
from collections.abc import Callable, Sequence

from retrieval.text.folding import BASIC_HAN

_HAN = f"\u3007{BASIC_HAN}"
_WIDE = "，。、；：？！（）《》〈〉【】〔〕"  # not quotation marks, which English has too
_WIDE_FORMS = str.maketrans(",;:!?()", "，；：！？（）")

_BESIDE_HAN = re.compile(rf"(?<=[{_HAN}{_WIDE}])[,;:!?](?! [A-Za-z])|[,;:!?](?=[{_HAN}])")
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
_OPENED = re.compile(rf"\((?=[{_HAN}][^()（）]*$)")
_CLOSED = re.compile(rf"^[^()（）]*[{_HAN}]\)")
_GROUPED = re.compile(r"(?<![\d.,，])\d{1,3}(?:[,，]\d{3})+(?![\d,，])")
_SPACE = re.compile(rf" +(?=[{_WIDE}]|\Z)|(?:\A|(?<=[{_WIDE}])) +")
_CHINESE = re.compile(rf"[（）{_HAN}]")


def _wide(match: re.Match[str]) -> str:
    return match[0].translate(_WIDE_FORMS)


def _bracketed(match: re.Match[str]) -> str:
    inner = match[0][1:-1]
    return f"（{inner}）" if _CHINESE.search(match[0]) else match[0]


def _closed(match: re.Match[str]) -> str:
    return f"{match[0][:-1]}）"


def _grouped(match: re.Match[str]) -> str:
    return match[0].replace("，", ",")


_CHANGES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_GROUPED, _grouped),
    (_BESIDE_HAN, _wide),
    (_BRACKETED, _bracketed),
    (_OPENED, _wide),
    (_CLOSED, _closed),
)
"""What is changed to what; each keeps the length of the text."""


def tidied(text: str) -> tuple[str, Sequence[int]]:
    """The text of a recognised line with its punctuation as it is printed, and for each of its characters the index of
    the one in `text` that it stands for.

    The two widths of a mark look nearly the same in print, and recognition takes one for the other. Four rules, each
    for a place where only one of them occurs (GB/T 15834-2011 has Chinese text use the wide ones):

    - `,;:!?` next to a Chinese character are wide, but not where a space and a Latin word follow;
    - brackets around Chinese characters are wide, also where the line breaks between them; so is a half of a pair whose
      other half was recognised as wide;
    - a comma between digits in groups of three is narrow: 18,452;
    - there is no space beside a wide mark, which has its own, nor at the ends of a line.
    """
    for pattern, change in _CHANGES:
        text = pattern.sub(change, text)
    left_out = {index for match in _SPACE.finditer(text) for index in range(*match.span())}
    kept = [index for index in range(len(text)) if index not in left_out]
    return "".join(text[index] for index in kept), kept
