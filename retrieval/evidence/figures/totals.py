"""Totals that are given for their parts: 种子类11起,罚款合计62.8万元 does not say how much was fined for seeds."""

import re
from collections.abc import Iterator

from retrieval.answer import Check
from retrieval.evidence.constraints.evidence import Evidence
from retrieval.evidence.constraints.when import asked_years, figures_of_years
from retrieval.evidence.denial import figures_of
from retrieval.evidence.rows.asked_cell import is_row
from retrieval.numbers import Quantity
from retrieval.text.folding import HAN

_TOTAL = re.compile(r"合计|总计|共计|一共|总共|总的|全部|\b(?:total|altogether|in all)\b")
_BEFORE_TOTAL = re.compile("合计|总计|共计|总额为?|共")
_COUNTED = re.compile(rf"(?:\A|(?<=[、,;:中]))(?P<name>[{HAN}]{{2,8}}?)(?=\d)")
_OF_EACH = re.compile(rf"[{HAN}]{{1,8}}[和与跟、][{HAN}]{{1,8}}?(?:各|分别)[{HAN}]{{0,4}}?(?:多少|几)")
_SAME_FOR_ALL = re.compile("各|均|都|每")


def in_total(evidence: Evidence) -> Iterator[Check]:
    """Contradicted where the question names one of several that the sentence counts, and the one figure that would
    answer is of all of them; or asks how many there are of each of two, and the sentence has one figure of the years
    asked about."""
    question = evidence.query.question
    if question.answer.kind != "quantity" or is_row(evidence.written):
        return
    each = _OF_EACH.search(question.folded)
    if each is not None:
        if len(_figures(evidence)) == 1 and not _SAME_FOR_ALL.search(evidence.said):
            yield Check("kind", question.text[slice(*each.span())], "contradicted", None, "no_such_answer")
    elif not (question.answer.listed or _TOTAL.search(question.folded)):
        yield from _of_all_counted(evidence)


def _of_all_counted(evidence: Evidence) -> Iterator[Check]:
    question, folded, begin = evidence.query.question, evidence.passage.folded, evidence.sentence[0]
    counted = [one for one in _COUNTED.finditer(folded, begin, evidence.sentence[1]) if not _TOTAL.search(one["name"])]
    parts = [one for one in counted if "其中" in folded[begin : one.end()]]
    named = [one["name"] for one in parts if one["name"].removeprefix("其中") in question.folded]
    figures = figures_of(evidence.query, evidence.candidate, evidence.sentence)
    own = any(one.end() == figure.start for one in counted for figure in figures)
    if not named or own or len(counted) < 2 or len(figures) != 1:
        return
    figure = figures[0]
    total = _BEFORE_TOTAL.search(folded, max(begin, figure.start - 4), figure.start)
    if total is not None and total.end() == figure.start:
        stated = evidence.candidate.passage.text[figure.start : figure.end]
        yield Check("whose", named[0], "contradicted", stated, "different_subject")


def _figures(evidence: Evidence) -> list[Quantity]:
    years = asked_years(evidence.demands, evidence.candidate)
    if years:
        return [*figures_of_years(evidence, years)]
    return [*figures_of(evidence.query, evidence.candidate, evidence.sentence)]
