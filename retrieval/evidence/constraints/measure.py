"""Whether a passage speaks of the measure that a question asks for, or of one that is told apart from it."""

import re
from collections.abc import Iterator
from itertools import islice, takewhile

import rjieba

from retrieval.answer import Check, State
from retrieval.evidence.constraints.evidence import Evidence, mostly_stands
from retrieval.question.contrasts import Contrast, said_in
from retrieval.question.demands import Measure
from retrieval.question.negation import clauses
from retrieval.text.field_words import shipped, stands

_NOUNS = ("n", "vn", "j", "b", "nz", "x")
_NOUNS_AS_VERBS = frozenset({"预算", "计划", "补贴"})
"""Nouns that the dictionary has as verbs."""

_IN_BOTH = re.compile("城镇|农村")
_BOTH = "城乡"
"""What says the two at once that are told apart elsewhere."""

_BEFORE = 8
_STATISTIC = re.compile(
    r"(?:[值额率比]|收入|支出|投资|指数|价格|人口|经费|余额|利润|能耗|[产电里]量|系数|寿命|强度|面积)\Z|\Ag[dn]p\Z"
)
"""How the names of statistics end."""


def measure(evidence: Evidence) -> Iterator[Check]:
    """A check of each word of the question that has opposites, and of the noun phrase whose figure is asked for."""
    for contrast in evidence.demands.contrasts:
        yield _of_contrast(evidence, contrast)
    if evidence.demands.measure is not None:
        yield _of_phrase(evidence, evidence.demands.measure)
    yield from _of_statistic(evidence)


def _of_contrast(evidence: Evidence, contrast: Contrast) -> Check:
    here, where = said_in(evidence.said), said_in(evidence.passage.folded + evidence.around)
    others = contrast.others & here
    if others and contrast.said & here and (apart := _told_of_another(evidence, contrast)):
        return Check("measure", contrast.word, "contradicted", apart, "other_measure")
    if contrast.said & (here if others else where):
        return Check("measure", contrast.word, "met", None, "other_measure")
    other = max(sorted(others), key=len, default=None)
    state: State = "silent" if other is None else "contradicted"
    return Check("measure", contrast.word, state, other, "other_measure")


def _told_of_another(evidence: Evidence, contrast: Contrast) -> str | None:
    """What the clauses of the sentence with a date are told of where one is asked for and it is always the opposite:
    一期2030年通车,二期暂缓 dates no 二期."""
    if evidence.query.question.answer.kind != "date":
        return None
    dates = [q for q in evidence.passage.quantities if q.date is not None]
    found: list[frozenset[str]] = []
    last: frozenset[str] = frozenset()
    for start, end in clauses(evidence.passage.folded, *evidence.sentence):
        last = said_in(evidence.passage.folded[start:end]) & (contrast.said | contrast.others) or last
        if any(start <= q.start and q.end <= end for q in dates):
            found.append(last)
    apart = bool(found) and all(words and not words & contrast.said for words in found)
    return max(sorted(found[0]), key=len) if apart else None


def _of_phrase(evidence: Evidence, wanted: Measure) -> Check:
    """Contradicted where nothing that narrows the noun stands in the passage or around it, and something else narrows
    it each time the sentence states a figure of it, more than once, or in a part: 供水6200万吨,其中城市供水….
    (占支出的19.1% states none.)"""
    where = evidence.passage.folded + evidence.around
    question = evidence.query.question
    said = any(
        mostly_stands(word, where) or question.otherwise(word, where) or (_IN_BOTH.match(word) and _BOTH in where)
        for word in wanted.modifiers
    )
    if said or question.otherwise(wanted.head, where):
        return Check("measure", wanted.text, "met", None, "other_measure")
    narrowed = [
        _narrowing(evidence.said[max(0, at.start() - _BEFORE) : at.start()])
        for at in re.finditer(rf"(?<![占平]){re.escape(wanted.head)}(?!的)", evidence.said)
    ]
    parts = [one for one in narrowed if one]
    if parts and (all(narrowed) or len(parts) > 1 or "其中" in evidence.said):
        return Check("measure", wanted.text, "contradicted", f"{parts[0]}{wanted.head}", "other_measure")
    return Check("measure", wanted.text, "silent", None, "other_measure")


def _of_statistic(evidence: Evidence) -> Iterator[Check]:
    """Whether the statistic of the field that is asked for stands in the passage or around it, by any of its names;
    contradicted where it does not, the sentence says nothing like it, and it states another one."""
    question = evidence.query.question
    asked = [(name, term) for name, term in question.named_terms if any(map(_STATISTIC.search, (name, *term.forms)))]
    if not asked:
        return
    name, term = asked[-1]
    where = evidence.passage.folded + evidence.around
    if any(stands((name, *term.forms), term.longer, where)):
        yield Check("measure", name, "met", None, "other_measure")
        return
    others = [evidence.said[other.start : other.end] for other in shipped().in_text(evidence.said)]
    others = [
        other
        for other in others
        if _STATISTIC.search(other) and other not in question.folded and other not in term.forms
    ]
    left = evidence.said
    for other in others:
        left = left if name[:2] in other else left.replace(other, " ")
    if any(mostly_stands(one, left) for one in (name, *term.forms) if not one.isascii()):
        return
    if instead := next(iter(others), None):
        yield Check("measure", name, "contradicted", instead, "other_measure")


def _narrowing(before: str) -> str:
    """The noun that a text ends with, or has before its last verb (油茶 of 油茶种植); empty for none."""
    tagged = rjieba.tag(before.strip())
    behind_verb = len(tagged) > 1 and tagged[-1][1] in ("v", "vn") and tagged[-1][0] not in _NOUNS_AS_VERBS
    if behind_verb and tagged[-2][1].startswith(_NOUNS):
        tagged = tagged[:-1]
    nouns = takewhile(lambda pair: pair[0] in _NOUNS_AS_VERBS or pair[1].startswith(_NOUNS), reversed(tagged))
    narrowing = "".join(word for word, _ in reversed(list(islice(nouns, 2))))
    return narrowing if len(narrowing) >= 2 else ""
