"""Which part of a sentence is of what the question names (甲路全程22公里;乙路全程31公里), or of the part of a whole
that is asked for (共有拖轮31艘,其中22艘已检验)."""

import re
from collections.abc import Iterator, Sequence

import rjieba

from retrieval.answer import Check
from retrieval.document import Span
from retrieval.evidence.constraints.evidence import Evidence
from retrieval.evidence.denial import figures_of
from retrieval.evidence.figures.aligned import SAYS_NOTHING
from retrieval.evidence.figures.rates import is_otherwise, named_rate
from retrieval.evidence.rows.asked_cell import is_row
from retrieval.evidence.subjects.coded import codes
from retrieval.question.named_things import named_things
from retrieval.question.negation import parts
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query
from retrieval.text.folding import HAN

_LEAST_WORD = 2

_OF_WHOLE_ASKED = re.compile(
    rf"(?:其中|当中|(?P<whole>[{HAN}]{{2}})[里中][头面边]?)(?:又|还|已)?有?(?:多少|几)|\bhow many (?:\w+ )?of\b|"
    r"\bof (?:the|its|all|these|those)\b[^,?]*,? how many\b"
)
_OF_WHOLE = re.compile(r"其中|(?<![高初一二三四五六七八九十])中(?=(?:已|已有|有|仅|只有)?\d)")


def own_part(query: Query, candidate: Candidate, marked: Span) -> Span | None:
    """The part of the `marked` stretch of a candidate that alone speaks of what the question names; None where there is
    none, or only other parts say what is asked of it: 甲公司营业收入38亿元;净利润4亿元."""
    part = _part_naming(query, candidate, marked)
    if part is None:
        return None
    folded = candidate.reading.analysed.folded
    own, others = folded[slice(*part)], folded[marked[0] : part[0]] + folded[part[1] : marked[1]]
    asked = [concept.meanings for concept in query.question.concepts if concept.asked]
    apart = any(_said(forms, others) and not _said(forms, own) for forms in asked)
    return None if apart else part


def _said(forms: Sequence[str], text: str) -> bool:
    return any(len(form) >= _LEAST_WORD and form in text for form in forms)


def _part_naming(query: Query, candidate: Candidate, marked: Span) -> Span | None:
    """The one part that says a word of the question, beside what it asks for, which no other part says, where all
    others say none such; None where there is none, or one part alone."""
    folded = candidate.reading.analysed.folded
    found = parts(folded, *marked)
    if len(found) < 2:
        return None
    texts = [folded[slice(*part)] for part in found]
    own: dict[int, None] = {}
    for forms in _subjects(query):
        saying = [place for place, text in enumerate(texts) if any(form in text for form in forms)]
        if len(saying) == 1:
            own[saying[0]] = None
    return found[next(iter(own))] if len(own) == 1 else None


def part_of_whole(query: Query, candidate: Candidate, marked: Span) -> Span | None:
    """What stands behind 其中 in the `marked` stretch of a candidate, where a question asks how many of a whole (拖轮中
    有几艘, how many of the tugboats); None where no figure of that whole stands before it, or none behind it."""
    asked = _OF_WHOLE_ASKED.search(query.question.folded)
    folded = candidate.reading.analysed.folded
    found = [at.span() for at in _OF_WHOLE.finditer(folded, *marked)]
    if asked is None or query.question.answer.listed or len(found) != 1:
        return None
    figures = figures_of(query, candidate, (marked[0], found[0][0]))
    if asked["whole"] is not None:
        figures = [q for q in figures if asked["whole"] in (folded[q.start - 2 : q.start], folded[q.end : q.end + 2])]
    part = found[0][1], marked[1]
    return part if figures and figures_of(query, candidate, part) else None


def in_own_part(evidence: Evidence) -> Iterator[Check]:
    """Contradicted where the part that alone says what the question names comes behind all figures or dates that would
    answer, and nothing else that it names is in both: 采购机器人1套,预算2200万元;更新救护车4辆 for the latter."""
    question = evidence.query.question
    if question.answer.kind not in ("quantity", "date") or question.answer.listed or is_row(evidence.written):
        return
    folded = evidence.passage.folded
    whole = evidence.whole
    part = _part_naming(evidence.query, evidence.candidate, whole)
    if part is None or part[0] == whole[0]:
        return
    told = _answering(evidence, whole)
    own, before = folded[slice(*part)], folded[whole[0] : part[0]]
    nouns = (list(filter(_is_thing, concept.meanings)) for concept in question.concepts)
    if any(_said(forms, own) and _said(forms, before) for forms in nouns):
        return
    if told and all(end <= part[0] for end in told):
        named = [form for forms in _subjects(evidence.query) for form in forms if form in folded[slice(*part)]]
        yield Check("whose", max(named, key=len), "contradicted", None, "different_subject")


def _answering(evidence: Evidence, whole: Span) -> list[int]:
    """Where each figure or date of a sentence ends that is of the kind asked for."""
    if evidence.query.question.answer.kind == "quantity":
        figures = figures_of(evidence.query, evidence.candidate, whole)
        named = named_rate(evidence.query.question.folded)
        return [q.end for q in figures if named is None or not is_otherwise(named, evidence.passage.folded, q)]
    dates = (q for q in evidence.passage.quantities if q.date is not None)
    return [q.end for q in dates if whole[0] <= q.start and q.end <= whole[1]]


def _subjects(query: Query) -> list[list[str]]:
    """What may be the words of a question that say of what it asks; what stands beside the question word is none, nor
    are words in the names of whose statement it is."""
    question, owners = query.question, "".join((*query.named, *query.aliases))
    names = [[question.folded[thing.start : thing.end]] for thing in named_things(question.folded)]
    by_code = [[code] for code in codes(question.folded)]
    asked_of = (concept for concept in question.concepts if not concept.asked)
    words = ([word for word in concept.meanings if _is_thing(word) and word not in owners] for concept in asked_of)
    return [*names, *by_code, *words]


def _is_thing(word: str) -> bool:
    """Whether a word is a noun that tells something."""
    tagged = rjieba.tag(word) if len(word) >= _LEAST_WORD and word not in SAYS_NOTHING else []
    return bool(tagged) and tagged[-1][1].startswith(("n", "eng"))
