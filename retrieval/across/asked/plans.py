"""Whether a question asks for what is planned, for what was done, or for both."""

import re

import rjieba

from retrieval.across.asked.years import Years
from retrieval.text.stopwords import FUNCTION_WORDS, STOP_WORDS

_PLANNED = re.compile(
    r"目标|预期(?!寿命)|计划(?!生育)|力争|打算|拟|定在|定为|设定|\b(?:targets?|targeted|goals?|plan(?:s|"
    r"ned|ning)?|aim(?:s|ed|ing)?|intend\w*|set (?:out|for))\b"
)
_DONE = re.compile(
    r"完成(?:情况|了)|实际(?:完成|增长|达到)|已(?:经)?(?:完成|建成)|\b(?:actual(?:ly)?|achieved|accomplished)\b"
)
_TIME = r"(?:(?:19|20)\d\d年?|去年|上年|今年|本年|明年|来年|\b(?:last|this|next) year\b)"
_AND = r"(?:以及|[和与及跟、,;]|\band\b)"
_SAME_OF_BOTH = re.compile(rf"({_TIME})的?\s?{_AND}(?=\s?(?:(?:in|for) )?{_TIME})")
"""Two times that have what is asked for in common: 2030年和2031年目标."""

_EMPTY = FUNCTION_WORDS | STOP_WORDS | {"各", "多少", "几", "怎么", "什么"}
"""Words beside a time that say nothing of what is asked for then."""


def asks_for_plan(folded: str, years: Years) -> bool | None:
    """Whether a folded question asks for what is planned and for nothing else (True), for what was done (False), or for
    both, or does not tell (None)."""
    if _PLANNED.search(folded) is None:
        return False if _DONE.search(folded) else None
    if not years.several:
        return True
    pieces = _pieces(folded)
    planned = [_PLANNED.search(piece) is not None for piece in pieces]
    return None if _DONE.search(folded) or not all(planned) else True


def _pieces(folded: str) -> list[str]:
    """What a question asks for of one time after another: the parts between conjunctions, each with those beside it
    that name no time, without those that name nothing but one (and of 2031)."""
    joined = [""]
    for part in re.split(_AND, _SAME_OF_BOTH.sub(r"\1 ", folded)):
        if re.search(_TIME, part) and re.search(_TIME, joined[-1]):
            joined.append(part)
        else:
            joined[-1] += f" {part}"
    return [piece for piece in joined if any(map(_tells, rjieba.cut(re.sub(_TIME, " ", piece), False)))]


def _tells(word: str) -> bool:
    return word.isalpha() and word not in _EMPTY
