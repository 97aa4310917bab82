"""What of a line is no part of its words: characters that nobody sees, marks of notes, blanks inside figures.

A passage is a join of spans of the document's text. Leaving these out of the spans keeps a figure whole (`27.93` with a
soft hyphen in it, `1 204 563`), and one figure from growing into another (`320¹家`). Nothing is ever put in.
"""

import re

from retrieval.document import Span
from retrieval.text.folding import BASIC_HAN

_UNSEEN = "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
_UNITS = "[%％‰℃万亿元个家人户吨亩米公平立千百项次岁年月日天件套台辆名位倍斤克度升座所条间张册页美欧港日]"
_BLANK = "[ \u00a0\u2009\u202f]"
_NO_BREAK = "[\u00a0\u2009\u202f]"
_MATH = re.compile(r"\$(?P<inside>[^$\n]{1,120})\$")
_IN_MATH = re.compile(
    r"(?<=[\d.,])\s+(?=[\d.,])|\s+(?=\\?%)|\\(?=%)|\{,\}|(?<=\d)\\[,;:! ](?=\d)|[{}](?=[\d.,%])|(?<=[\d.,%])[{}]"
)
_PLAIN_MATH = re.compile(r"[\d\s.,+\-−%{}\\:;!]+")
_ELIDED = re.compile(
    rf"(?P<unseen>[{_UNSEEN}]+)"
    # 320¹家, 7.8%²: the mark of a note; an exponent stands behind a unit or a power of ten.
    rf"|(?<=[\d%％‰{BASIC_HAN}，。；：！？、）)》”\"])(?P<raised>[¹²³⁰⁴-⁹]{{1,3}})"
    # 320[1]家, 320①家, 发展[12]。
    rf"|(?<=[\d%％‰{BASIC_HAN}”》）])(?P<note>[\[〔]注?\d{{1,2}}[\]〕]|[（(]注\d{{1,2}}[)）])|(?<=\d)(?P<circled>[①-⑳])(?={_UNITS})"
    rf"|(?<=[\d%％‰{BASIC_HAN}”》）])(?P<before_mark>[①-⑳]|[*＊†‡]{{1,3}})(?=[，。；、）)]|\Z)"
    # 1 204 563, and 12 345 with blanks that no line breaks at.
    rf"|(?<![\d.,，])(?<!\d{_BLANK})\d{{1,3}}(?P<thousands>(?:{_BLANK}\d{{3}}){{2,4}}|(?:{_NO_BREAK}\d{{3}}))(?![\d]|{_BLANK}?\d)"
    rf"|(?<=[{BASIC_HAN}])\d{{1,3}}(?P<thousand> \d{{3}})(?={_BLANK}?{_UNITS})"
    # 1 2 3 . 4 and 18. 64亿元 in running text.
    rf"|(?<=[{BASIC_HAN}])(?P<spaced>{_BLANK}?(?:\d(?:{_BLANK}\d)*{_BLANK}\.(?:{_BLANK}\d)+"
    rf"|\d{{1,4}}(?:\.{_BLANK}|{_BLANK}\.{_BLANK}?)\d{{1,4}}))(?={_BLANK}?{_UNITS})"
    rf"|(?<=[{BASIC_HAN}])(?P<comma>\d{{1,3}},{_BLANK}\d{{3}}(?:\.\d+)?)(?={_BLANK}?{_UNITS})"
)
_TAKES_EXPONENT = re.compile(r"(?:(?<![\d.,，])10|[×xX*·]\s*10|(?:平方|立方)?(?:千米|公里|厘米|毫米|米)|[㎜㎝㎞])\Z")
_ANY = re.compile(rf"[{_UNSEEN}¹²³⁰⁴-⁹①-⑳*＊†‡\[〔（($]|\d{_BLANK}|{_BLANK}[.]|[.,]{_BLANK}")
_SPACES = re.compile(rf"{_BLANK}+")


def kept(line: str) -> list[Span]:
    """The stretches of a line of text that are its words, in order: the whole of it where nothing is left out."""
    if not _ANY.search(line):
        return [(0, len(line))]
    left_out = sorted({*_in_formulas(line), *_in_text(line)})
    spans: list[Span] = []
    position = 0
    for start, end in left_out:
        if start > position:
            spans.append((position, start))
        position = max(position, end)
    if position < len(line):
        spans.append((position, len(line)))
    return spans or [(0, len(line))]


def _in_text(line: str) -> list[Span]:
    found: list[Span] = []
    for match in _ELIDED.finditer(line):
        kind = match.lastgroup or ""
        start, end = match.span(kind)
        if kind in ("thousands", "thousand", "spaced", "comma"):
            found += [blank.span() for blank in _SPACES.finditer(line, start, end) if blank.start() > match.start()]
        elif kind != "raised" or not _takes_exponent(line[max(0, start - 6) : start], match["raised"]):
            found.append((start, end))
    return found


def _takes_exponent(before: str, raised: str) -> bool:
    return _TAKES_EXPONENT.search(before) is not None and (raised != "¹" or "×" in before)


def _in_formulas(line: str) -> list[Span]:
    """What LaTeX puts around and between the digits of a figure: `$1 2 . 5 \\%$` is 12.5%."""
    found: list[Span] = []
    for formula in _MATH.finditer(line):
        inside = formula["inside"]
        if not _PLAIN_MATH.fullmatch(inside) or not any(map(str.isdigit, inside)):
            continue
        start = formula.start("inside")
        found += [(start + a, start + b) for a, b in (match.span() for match in _IN_MATH.finditer(inside))]
        found += [(formula.start(), start), (formula.end() - 1, formula.end())]
    return found
