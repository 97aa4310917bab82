"""Whether a passage tells what is not so, where a question asks for that, and what was done, where it asks for that."""

import re
from collections.abc import Iterator

import rjieba

from retrieval.answer import Check
from retrieval.evidence.constraints.evidence import Evidence
from retrieval.evidence.constraints.when import asked_years, figures_of_years
from retrieval.evidence.denial import COUNTABLE, figures_of, says
from retrieval.evidence.planned import asks_for_done, plan_of
from retrieval.evidence.rows.asked_cell import is_row
from retrieval.question.analysis import Question
from retrieval.question.negation import clauses, denials

_ALSO_DENIES = re.compile("[没未不无非免拒退弃离剩余]|除|[仅只]|其[余它他]|另|失败|例外|落选|淘汰|取消|零")
"""What says beside denials that something is not so, or of whom it is not."""

_BEHIND = 4
"""English words behind a denial among which stands what is denied."""

_THOSE = re.compile(r"[^,;。地]{1,12}的(?:[^,;。的有是占]{0,4}[有是占])?(?:一共|总共)*(?:多少|几|谁|哪)")
_MANY = re.compile(r"(?:多少|几|哪些|谁)[^,;。的\s]{0,10}\Z|\b(?:how many|who|which)\b[^,;]*\Z")
"""What stands behind and before a denial where those are asked for that did not (没拿到的有几家, 有几家没拿到)."""


def negated(evidence: Evidence) -> Iterator[Check]:
    """Contradicted where a question asks how many, who or which did not (却没拿到奖补的有多少家), and the clauses of
    the sentence that state a figure, where one is asked for, tell who did and of none that they did not."""
    yield from _done(evidence)
    question = evidence.query.question
    if not evidence.demands.negated or evidence.demands.whether or question.answer.kind not in COUNTABLE:
        return
    start, end = next(denials(question.folded), (0, 0))
    behind = None if question.words else _THOSE.match(question.folded, end)
    asked = end and (behind or _MANY.search(question.folded, 0, start))
    told = _answering(evidence)
    affirmed = any(form in clause for form in _denied(question, end) for clause in told)
    if asked and affirmed and not any(map(_denies, told)):
        yield Check("measure", question.text[start:end], "contradicted", None, "other_measure")


def _done(evidence: Evidence) -> Iterator[Check]:
    """Contradicted where a question asks for what was done and each figure or date that may answer is of a plan."""
    question, passage = evidence.query.question, evidence.passage
    wanted = asks_for_done(question)
    if (asked := _WHETHER_DONE.search(question.folded)) is not None and _only_planned(evidence):
        yield Check("kind", question.text[slice(*asked.span())], "silent", None, "no_such_answer")
    if wanted is None or question.answer.kind not in ("quantity", "date") or is_row(evidence.written):
        return
    start, end = evidence.sentence
    if question.answer.kind == "date":
        told = [q for q in passage.quantities if q.date is not None and start <= q.start and q.end <= end]
    else:
        years = asked_years(evidence.demands, evidence.candidate)
        told = figures_of(evidence.query, evidence.candidate, evidence.sentence)
        told = (figures_of_years(evidence, years) if years else told) or told
    headings = " ".join(evidence.candidate.passage.headings)
    plans = [plan_of(passage.folded, figure, start, headings) for figure in told]
    if plans and all(plans):
        yield Check("measure", wanted, "contradicted", plans[0], "other_measure")


_WHETHER_DONE = re.compile(
    r"了(?:吗|么|没有?)|有没有(?=[^,?]{0,8}[完建开投])|是否(?:已经?|如期|按时)|\b(?:has|have|did|was|were)\b"
)
_PLANNED = re.compile(r"(?:计划|预计|拟|将|力争|争取|推迟|延期)(?:[于在到至]|\d)|顺延|[年月]底前")
_TOOK_PLACE = re.compile(r"[已曾]|完成了|实际|未|没有|尚|仍")


def _only_planned(evidence: Evidence) -> bool:
    """Whether, where it is asked whether something is so, the clause that says most of it tells of a plan alone."""
    if not evidence.demands.whether or is_row(evidence.written):
        return False
    folded = evidence.passage.folded
    spans = clauses(folded, *evidence.sentence)
    said = max(spans, key=lambda span: says(evidence.query, evidence.candidate, span), default=evidence.sentence)
    return _PLANNED.search(folded, *said) is not None and _TOOK_PLACE.search(folded, *said) is None


def _answering(evidence: Evidence) -> list[str]:
    """The clauses with a figure of the kind asked for; the sentence where there is none."""
    spans = clauses(evidence.passage.folded, *evidence.sentence)
    stating = [span for span in spans if figures_of(evidence.query, evidence.candidate, span)]
    return [evidence.passage.folded[slice(*span)] for span in stating] or [evidence.said]


def _denied(question: Question, end: int) -> list[str]:
    """What a question has behind its denial, which ends there: in Chinese, of an English one all that the words may
    mean."""
    rest = question.folded[end:]
    if not question.words:
        return [word for word in rjieba.cut(rest) if len(word) > 1]
    words = rest.split()[:_BEHIND]
    meant = (concept for concept in question.concepts if concept.alternatives[0][0] in words)
    return [form for concept in meant for form in concept.meanings]


def _denies(text: str) -> bool:
    return _ALSO_DENIES.search(text) is not None or any(denials(text))
