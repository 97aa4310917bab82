"""The figure that a sentence labels with the words of the question, so that no other one is taken for it."""

import re

import rjieba

from retrieval.document import Span
from retrieval.evidence.denial import figures_of
from retrieval.numbers import Quantity
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query

_WANTED = re.compile(r"(?:了|过|着)?(?:多少|几(?!乎)|百分之几)")
_ASKING = re.compile(
    r"(?:了|过|着)?(?:一共|总共|共|大约|约)?(?:是|为|有|达到?)?(?:多少|几(?!乎))[万亿千]?"
    r"[个名位家户台套项座条处所份款件种批次场只头棵株盏辆艘间栋部张本支]?(?:的)?"
)
_LABEL_BEGINS = re.compile(r"[,;:。、()\d]")
_LABEL_ENDS = re.compile(
    r"(?:人数|总数|数量|总量|数)?(?:现有|了|过|着|共计|共|约|达到?|到|为|近|超|逾|突破|[:：\s])*\Z"
)
_SHORTEST_LABEL = 2
_BEFORE_FIGURE = re.compile(r"(?:了|过|着|共|约|达|到|为|近|超|逾|达到|超过|突破|[:：\s]){0,2}")
_WORD = 2
"""Characters of the shortest word that tells what is counted."""


def labelled_figure(query: Query, candidate: Candidate, marked: Span) -> Quantity | None:
    """The one figure of the `marked` stretch of a candidate before which stands just what a question in Chinese says
    around `多少`: 污水处理厂…年处理污水72.6万吨 for 一年处理多少污水."""
    question = query.question
    asking = _ASKING.search(question.folded)
    if not _asks_for_one(query) or asking is None:
        return None
    said = question.folded[: asking.start()] + question.folded[asking.end() :]
    folded = candidate.reading.analysed.folded
    found = [
        figure
        for figure in figures_of(query, candidate, marked)
        if _is_asked(_label(folded, marked[0], figure.start), said, asking.start())
    ]
    return found[0] if len(found) == 1 else None


def framed_figure(query: Query, candidate: Candidate, marked: Span) -> Quantity | None:
    """The one figure of the `marked` stretch of a candidate that stands right behind the word that stands before `多少`
    in a question in Chinese: 种植 of 种植了多少棵."""
    wanted = _WANTED.search(query.question.folded)
    if not _asks_for_one(query) or wanted is None:
        return None
    word = next(reversed(rjieba.cut(query.question.folded[: wanted.start()])), "")
    if len(word) < _WORD:
        return None
    folded = candidate.reading.analysed.folded
    behind = [_BEFORE_FIGURE.match(folded, at.end()) for at in re.finditer(re.escape(word), folded[: marked[1]])]
    ends = {match.end() for match in behind if match and match.start() > marked[0]}
    found = [q for q in figures_of(query, candidate, marked) if q.start in ends]
    return found[0] if len(found) == 1 else None


def _asks_for_one(query: Query) -> bool:
    asked = query.question.answer
    return asked.kind == "quantity" and not asked.listed and not query.question.words


def _label(folded: str, begin: int, end: int) -> str:
    """What stands before a figure in its clause, without words that only lead to it."""
    stretch = _LABEL_ENDS.sub("", folded[begin:end])
    return stretch[max((match.end() for match in _LABEL_BEGINS.finditer(stretch)), default=0) :]


def _is_asked(label: str, said: str, at: int) -> bool:
    """Whether a label stands in what a question says, so that it reaches the place `at` of the word that asks."""
    found = said.find(label) if len(label) >= _SHORTEST_LABEL else -1
    return 0 <= found <= at <= found + len(label)
