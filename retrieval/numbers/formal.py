"""Numerals as cheques and contracts write them, so that no stroke can be added: 壹佰贰拾万圆 for 一百二十万元.

They are the capital forms of GB/T 15835-2011, appendix. Their characters stand in ordinary words, too (队伍, 海参,
收拾), so that a run of them begins only before a place, a scale, a point or a yuan, and not where a word of jieba's
dictionary ends.
"""

import re

import rjieba

_DIGITS = "壹贰叁参肆伍陆柒捌玖"
_RUN = re.compile(
    rf"(?:[{_DIGITS}](?=[拾佰仟万亿点元圆])|拾(?=[{_DIGITS}万亿元圆]))[{_DIGITS}拾佰仟万亿点零〇一二三四五六七八九十百千]*圆?"
)
_PLAIN = str.maketrans(_DIGITS + "拾佰仟圆", "一二三三四五六七八九十百千元")
_BEFORE = 3
"""Characters before a run in which a word that reaches into it is looked for."""


def in_plain_numerals(text: str) -> str:
    """The folded text with formal numerals as plain ones, character for character."""
    return _RUN.sub(lambda run: run[0] if _ends_word(text, run.start()) else run[0].translate(_PLAIN), text)


def _ends_word(text: str, start: int) -> bool:
    """Whether the character at `start` is the last of a longer word."""
    return len(rjieba.cut(text[max(0, start - _BEFORE) : start + 1], False)[-1]) > 1
