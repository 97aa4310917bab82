"""Figures of several together: 三、四级手术3380台 tells nothing of 四级手术, nor 甲区、乙县419人 of either."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from retrieval.answer import Check
from retrieval.document import Span
from retrieval.evidence.constraints.evidence import Evidence
from retrieval.evidence.denial import figures_of
from retrieval.evidence.rows.asked_cell import is_row
from retrieval.question.named_things import named_things
from retrieval.question.negation import clauses
from retrieval.text.folding import HAN

_AND = r"(?:、|和|与|及|以及|\+)"
_EACH = re.compile("分别|各(?!类|项|种|级)|均|依次")
_NUMBER, _KIND = r"[一二三四五六七八九十\d]+", "[级期类档批号层段]"
_DEGREE = re.compile(rf"(?P<number>{_NUMBER})(?P<kind>{_KIND})(?![^,?？]{{0,5}}[、和与及])")
_GROUPED = re.compile(rf"(?P<first>{_NUMBER}){_KIND}?{_AND}(?P<second>{_NUMBER})(?P<kind>{_KIND})")


def joint(evidence: Evidence) -> Iterator[Check]:
    """Contradicted where the sentence names what the question asks a figure of only together with another of its kind,
    and states one figure of both."""
    question = evidence.query.question
    if question.answer.kind != "quantity" or question.answer.listed or is_row(evidence.written):
        return
    spans = clauses(evidence.passage.folded, *evidence.sentence)
    for begin, (start, end) in zip(_beginnings(evidence.passage.folded, spans), spans, strict=True):
        figures = figures_of(evidence.query, evidence.candidate, (start, end))
        figures = [q for q in figures if not evidence.passage.folded[q.start : q.end].endswith("号")]
        if len(figures) != 1 or _EACH.search(evidence.passage.folded, start, end):
            continue
        before = evidence.passage.folded[begin : figures[0].start]
        found = _grouped(question.folded, before) or _named_together(question.folded, before)
        found = found or _added(question.folded, before)
        if found is not None and evidence.said.count(found[0]) <= 1:
            yield Check("whose", found[0], "contradicted", found[1], "different_subject")
            return


def _beginnings(folded: str, spans: Sequence[Span]) -> Iterator[int]:
    """Where what is told of the figures of each clause begins: of one that begins with a sum with the clause before it
    (新增甲和乙两个专业,合计招生160人)."""
    last = None
    for span in spans:
        sums = last is not None and _SUM.match(folded[slice(*span)].lstrip()) is not None
        yield last[0] if last is not None and sums else span[0]
        last = span


def _added(asked: str, before: str) -> tuple[str, str] | None:
    """The one of two things, whatever they are, whose sum stands before the figure, that the question names; None where
    it names both together, or what is a name itself (人和大桥)."""
    match = _SUM_OF_TWO.search(before)
    if match is None or before[match.end("first") - 1 : match.start("second") + 1] in asked:
        return None
    named = [_common(match[one], asked) for one in ("first", "second")]
    found = [name for name in named if name]
    return (found[0], match[0]) if len(found) == 1 else None


def _common(text: str, asked: str) -> str:
    """The longest stretch of two characters and more that a text shares with a question."""
    stretches = (text[a:b] for a in range(len(text)) for b in range(len(text), a + 1, -1))
    return max((one for one in stretches if one in asked), key=len, default="")


_SUM = re.compile(rf"(?:[两三四](?:者|[{HAN}]))?(?:合计|共计|总计|一共|总共|共(?=\d|\Z|[投花耗支用需]))")
_BETWEEN = "(?:、|和|以及|(?<![惠涉普波遍顾])及|(?<![参给赋])与)"
_SUM_OF_TWO = re.compile(
    rf"(?P<first>[{HAN}a-z\d]{{2,12}}){_BETWEEN}(?P<second>[{HAN}a-z\d]{{2,12}}?)"
    rf"(?:(?:[两三四][{HAN}]{{1,3}}|等)?,?(?:{_SUM.pattern})|总(?:[投造面产里装][{HAN}]{{1,2}}|建筑面积|人口|长度?|额|量))"
)


def _grouped(asked: str, before: str) -> tuple[str, str] | None:
    """What a question asks of one degree, and the two degrees that stand before the figure."""
    for match in () if _GROUPED.search(asked) else _GROUPED.finditer(before):
        numbers = (match["first"], match["second"])
        degrees = (one for one in _DEGREE.finditer(asked) if one["kind"] == match["kind"])
        wanted = [one for one in degrees if one["number"] in numbers]
        if len(wanted) == 1:
            return wanted[0]["number"] + match["kind"], match[0]
    return None


def _named_together(asked: str, before: str) -> tuple[str, str] | None:
    """The one of two things, named side by side before the figure, that the question names."""
    for one, other in pairwise(named_things(before)):
        if one.group == other.group and re.fullmatch(_AND, before[one.end : other.start]):
            pair = [thing for thing in (one, other) if thing.name in asked]
            if len(pair) == 1:
                return before[pair[0].start : pair[0].end], before[one.start : other.end]
    return None
