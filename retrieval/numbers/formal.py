"""Numerals as cheques and contracts write them, so that no stroke can be added: 壹佰贰拾万圆 for 一百二十万元.

They are the capital forms of GB/T 15835-2011, appendix; single ones stand in ordinary words (队伍, 大陆, 参加), so that
only a digit before a place, a scale, a point or a yuan counts.
"""

import re

_DIGITS = "壹贰叁参肆伍陆柒捌玖"
_RUN = re.compile(
    rf"(?:(?<![队大内登收着])[{_DIGITS}](?=[拾佰仟万亿点元圆])|(?<!收)拾(?=[{_DIGITS}万亿元圆]))"
    rf"[{_DIGITS}拾佰仟万亿点零〇一二三四五六七八九十百千]*圆?"
)
_PLAIN = str.maketrans(_DIGITS + "拾佰仟圆", "一二三三四五六七八九十百千元")


def in_plain_numerals(text: str) -> str:
    """The folded text with formal numerals as plain ones, character for character."""
    return _RUN.sub(lambda run: run[0].translate(_PLAIN), text)
