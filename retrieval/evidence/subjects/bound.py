"""Of whom the figure of a sentence is said, where the sentence names what is asked for and another of its kind:
支援甲县和乙乡,其中派往甲县6人 tells nothing of 乙乡."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.answer import Check
from retrieval.evidence.constraints.evidence import Evidence
from retrieval.evidence.denial import figures_of
from retrieval.evidence.rows.asked_cell import is_row
from retrieval.numbers import Quantity
from retrieval.numbers.measure_words import alike
from retrieval.question.bodies.named import bodies
from retrieval.question.named_things import named_things
from retrieval.question.negation import clauses, parts
from retrieval.question.numbered_things import numbered_things
from retrieval.text.folding import HAN

_BESIDE = re.compile(r"[与和同跟由向从距比]\Z")
"""What stands before a thing that a figure is not said of."""

_OF_ALL = re.compile("分别|各|均|都|共|合计|总计|一共")
"""What says that a figure is of all that were named."""


@dataclass(frozen=True, slots=True)
class _Label:
    """What a text names, `[start, end)` of it: by what it is told from others, and of what kind it is."""

    start: int
    end: int
    name: str
    kind: str


def bound(evidence: Evidence) -> Iterator[Check]:
    """Contradicted where each figure of the kind asked for follows another of the kind that the question names, and
    what the question names stands elsewhere in the sentence."""
    question = evidence.query.question
    if question.words or question.answer.kind != "quantity" or question.answer.listed or is_row(evidence.written):
        return
    fitting, measure = figures_of(evidence.query, evidence.candidate, evidence.sentence), question.answer.measure
    figures = [q for q in fitting if measure and q.measure and alike(measure, q.measure)] or fitting
    yield from _in_parallel(evidence, figures)
    yield from _at_beginning(evidence, figures)
    asked = _labels(question.folded)
    if len(asked) != 1 or not figures:
        return
    named = [one for one in _labels(evidence.passage.folded) if one.kind == asked[0].kind]
    inside = [one for one in named if evidence.sentence[0] <= one.start and one.end <= evidence.sentence[1]]
    if not any(_same(one, asked[0]) for one in inside):
        return
    rivals = [_rival(evidence, asked[0], inside, figure) for figure in figures]
    if all(rivals) and rivals[0]:
        written = question.text[asked[0].start : asked[0].end]
        yield Check(
            "whose",
            written,
            "contradicted",
            evidence.candidate.passage.text[rivals[0].start : rivals[0].end],
            "different_subject",
        )


def _in_parallel(evidence: Evidence, figures: Sequence[Quantity]) -> Iterator[Check]:
    """Contradicted where the figures stand in one part of the sentence, between semicolons, and what the question names
    in another, where both begin alike and go on with another name: 开往甲的全程41小时;开往乙的每周一列."""
    folded, asked = evidence.passage.folded, evidence.query.question.folded
    found = parts(folded, *evidence.whole)
    ours = [part for part in found if any(part[0] <= q.start < part[1] for q in figures)]
    if len(ours) != 1:
        return
    first = folded[slice(*ours[0])].lstrip()
    for part in found:
        other = folded[slice(*part)].lstrip()
        name = other[2:4]
        parallel = part != ours[0] and first[:2] == other[:2] and _HAN_ONLY.fullmatch(other[:4])
        if parallel and name in asked and first[2:4] not in asked:
            yield Check("whose", name, "contradicted", first[2:4], "different_subject")
            return


def _at_beginning(evidence: Evidence, figures: Sequence[Quantity]) -> Iterator[Check]:
    """Contradicted where the clauses of all figures begin with one thing, and another clause of the sentence with
    another of its sort, which alone the question names: 北渠长3公里,南渠水深2米 for the depth of the northern one."""
    folded, question = evidence.passage.folded, evidence.query.question
    spans = clauses(folded, *evidence.sentence)
    begins = [(span, match) for span in spans if (match := _BEGINS.match(folded, *span))]
    of_figures = {match[0] for span, match in begins for q in figures if span[0] <= q.start < span[1]}
    clauses_with = [span for span in spans if any(span[0] <= q.start < span[1] for q in figures)]
    if len(of_figures) != 1 or len(clauses_with) != 1:
        return
    found = next(iter(of_figures))
    asked = [m["name"] for _, m in begins if m["name"] in question.folded and m["kind"] == found[-1]]
    match = next(m for _, m in begins if m[0] == found)
    if asked and match["name"] not in question.folded and not _OF_ALL_OF_IT.match(match["name"]):
        yield Check("whose", asked[0], "contradicted", match["name"], "different_subject")


_OF_ALL_OF_IT = re.compile("[全本该各园厂校院社总现新我]")
"""How words begin that stand for what was named before: 全区, 本院, 园区."""

_BEGINS = re.compile(
    rf"\s*(?:其中|而|同期)?(?P<name>[{HAN}]{{1,4}}?(?P<kind>[站厂渠线坝闸井库楼岸口桥组队班部园场馆院校区段]))(?![长容])"
)
_HAN_ONLY = re.compile(rf"[{HAN}]{{4}}")


def _rival(evidence: Evidence, asked: _Label, named: Sequence[_Label], figure: Quantity) -> _Label | None:
    """The other thing that a figure is said of: the last one named before it, where what is asked for stands neither in
    its clause nor in that of the figure, and the figure is not of all."""
    folded = evidence.passage.folded
    if named and _same(named[0], asked) and not folded[evidence.sentence[0] : named[0].start].strip():
        return None
    apart = [one for one in named if not _BESIDE.search(folded[: one.start])]
    last = max((one for one in apart if one.end <= figure.start), key=lambda one: one.start, default=None)
    if last is None or _same(last, asked) or _OF_ALL.search(folded, last.end, figure.start):
        return None
    spans = clauses(folded, *evidence.sentence)
    near = [span for span in spans if span[0] <= last.start < span[1] or span[0] <= figure.start < span[1]]
    return None if any(_same(one, asked) for one in named for a, b in near if a <= one.start < b) else last


def _same(one: _Label, other: _Label) -> bool:
    if one.name.isdigit() or other.name.isdigit():
        return one.name == other.name
    return one.name in other.name or other.name in one.name


def _labels(folded: str) -> list[_Label]:
    """The places, bodies and numbered things that a folded text names."""
    of_bodies = [_Label(b.start, b.end, folded[b.start : b.end], b.kind) for b in bodies(folded)]
    ends = {one.end for one in of_bodies}
    inside = [(one.start, one.end) for one in of_bodies]
    things = [
        _Label(t.start, t.end, t.name, t.group)
        for t in named_things(folded)
        if t.end not in ends and not any(a <= t.start < b for a, b in inside)
    ]
    numbered = [_Label(n.start, n.end, str(number), n.kind) for n in numbered_things(folded) for number in n.numbers]
    return sorted((*of_bodies, *things, *numbered), key=lambda one: one.start)
