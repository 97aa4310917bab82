"""The cell of a table's row, or the field of a form, that a question asks for by the name of its column.

Readers write a row as `县区：河口，面积：31万亩，产量：12万吨。` and a field as `负责人：赵明远。`.
Where a question names the column and asks for no other thing, what stands behind the name is the answer, and no other
cell of the row.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.document import Span
from retrieval.evidence.figures.rates import rate_asked
from retrieval.evidence.rows.asked_header import all_said, fits, is_which, said_of
from retrieval.question.analysis import Question
from retrieval.question.contrasts import contrasts_in
from retrieval.text.folding import COMMON_HAN, fold

_LONGEST_VALUE = 60
_LONGEST_FIELD = 30
_MOSTLY = 0.6
_CLAUSES = re.compile("[，；！？]")
_CELL = re.compile(
    r"(?:\A|(?<=[，、。；！？…：\n]))(?P<name>[^，、。；：\n]{1,40})：(?P<value>[^\n]+?)"
    r"(?=[，、][^，、。；：\n]{1,40}：|。?(?:\n|\Z))"
)
_ASKED_BEHIND = re.compile(
    r"(?:是|为|有|达|共|一共|总共|占|分别|叫做?)*(?:多少|几|什么|谁|哪|何|多大|多长|多高|如何|\?|\Z)"
)
_PERIOD = re.compile(r".{1,6}(?:季度|月|年|半年|期)")
_ASKED_BEHIND_A_PERIOD = re.compile(rf"[{COMMON_HAN}]{{0,6}}?{_ASKED_BEHIND.pattern}")
"""What the columns of periods measure stands behind the name: `二季度经费是多少`."""

_ASKED_BEFORE = re.compile(r"(?:多少|几)(?:[个名位家户人台套项座条处所]|)\Z")
_COUNT_OF = re.compile(r"(?<=..)(?:总?人数|总数|数量?|户数|个数|家数|额|量)\Z")
_SUM = re.compile(r"合计|总计|小计|总数|全部")
_UNIT = re.compile(r"(?<=[^\s#*])[(\[][^()\[\]\d]{1,6}[)\]]")
"""The unit in a header: 人数(人)."""

_DATED = re.compile(r"(?:日期|时间|时刻|年份|年月|日)\Z")
"""How the names of columns of dates end."""

_A_YEAR = re.compile(
    r"(?P<year>(?:19|20)\d\d)年?(?:[末底度]|全年|[上下]半年|[一二三四]季度|\d{1,2}月末?|"
    r"(?:实际|决算|预算|概算|计划|安排|目标|完成|执行)[数额]?)?"
)

_MARKS = re.compile(r"\A[#*]*其中|[#*()\[\]]+")


@dataclass(frozen=True, slots=True)
class _Cell:
    names: tuple[str, ...]
    value: Span


def asked_cell(question: Question, stretch: str, around: str = "") -> Span | None:
    """Where in the `stretch` of a passage the cell stands whose column the question names, None where it names none or
    several, or asks for another thing of the row. A question in English names it by what its words are in Chinese; what
    the table is of stands `around` the row."""
    found = _asked(question, stretch, around)
    return None if found is None else found.value


def asked_names(question: Question, stretch: str, around: str = "") -> tuple[str, ...]:
    """The parts of the header of that cell, folded; none where there is none."""
    found = _asked(question, stretch, around)
    return () if found is None else found.names


def _asked(question: Question, stretch: str, around: str) -> _Cell | None:
    which = [cell for cell in _cells(stretch) if is_which(cell.names[-1], question)]
    if len(which) == 1 and not _stands_in(question, stretch, which[0]):
        return which[0]
    if (cell := _of_year(question, stretch)) is not None:
        return cell
    if question.words:
        return _asked_in_english(question, stretch, around)
    folded = _in_its_words(question, stretch)
    found = [cell for cell in _cells(stretch) if _is_asked(cell, folded, stretch)]
    if not found:
        return _dated(question, stretch)
    most = max(map(_length, found))
    best = [cell for cell in found if _length(cell) == most]
    sums = [cell for cell in best if any(map(_SUM.fullmatch, cell.names))]
    chosen = best if len(best) == 1 else sums
    return chosen[0] if len(chosen) == 1 else None


def _dated(question: Question, stretch: str) -> _Cell | None:
    """Of a question for a date the one cell of a date of which it says all characters: 开工时间 for 什么时候开的工."""
    if question.answer.kind != "date":
        return None
    found = []
    for cell in _cells(stretch):
        core = _DATED.sub("", cell.names[-1])
        told = core != cell.names[-1] and len(core) > 1 and set(core) <= set(question.folded)
        if told and not _stands_in(question, stretch, cell):
            found.append(cell)
    return found[0] if len(found) == 1 else None


def _of_year(question: Question, stretch: str) -> _Cell | None:
    """The cell of the one year that a question for a figure names, in a row whose cells are of years; None where what
    the row has of a year is more than one cell."""
    if question.answer.kind != "quantity" or len(question.years) != 1 or rate_asked(question.folded) == "growth":
        return None
    cells = [(cell, match) for cell in _cells(stretch) if (match := _A_YEAR.fullmatch(" ".join(cell.names)))]
    ours = [cell for cell, match in cells if int(match["year"]) in question.years]
    if len(ours) > 1:
        wanted = PLANNED if _PLAN_ASKED.search(question.folded) else DONE
        ours = [cell for cell in ours if wanted.search(cell.names[-1])]
    return ours[0] if len(ours) == 1 and len(cells) > 1 else None


_PLAN_ASKED = re.compile(r"预算|计划|概算|安排|目标|\b(?:budget\w*|plan\w*|target\w*)\b")
PLANNED, DONE = re.compile("预算|计划|概算|安排|目标|拟"), re.compile("决算|实际|完成|已|支出|执行")
"""Headers of what was planned, and of what was done."""


def _in_its_words(question: Question, stretch: str) -> str:
    """A Chinese question with its terms of the field as the headers of a row have them."""
    names = names_of_cells(stretch)
    if not question.terms:
        return _in_other_words(question.folded, names)
    return question.worded_as("\n".join((*names, *map(_counted, names))))


def _in_other_words(folded: str, names: Sequence[str]) -> str:
    """A folded question that says what a header says by another word (老师 for 教师人数), by the header's."""
    for name in names:
        for contrast in contrasts_in(_counted(name)):
            if contrast.word not in folded:
                other = next((word for word in sorted(contrast.said, key=len, reverse=True) if word in folded), None)
                folded = folded.replace(other, contrast.word) if other else folded
    return folded


def _counted(name: str) -> str:
    """What a header counts: 员工 of 员工人数."""
    return _COUNT_OF.sub("", name)


def _asked_in_english(question: Question, stretch: str, around: str) -> _Cell | None:
    """The cell whose header an English question says most of; None for none, and for several that it says as much
    of."""
    if not all_said(question, fold(f"{stretch} {around}")):
        return None
    said: list[tuple[int, _Cell]] = []
    for cell in _cells(stretch):
        value = fold(stretch[slice(*cell.value)])
        names = [name for name in cell.names if not _SUM.fullmatch(name)]
        each = [said_of(name, question) for name in names]
        if each and all(each) and value.strip("。") not in question.folded and fits(value, question):
            said.append((sum(each), cell))
    best = [cell for count, cell in said if count == max(count for count, _ in said)]
    return best[0] if len(best) == 1 else None


def is_row(stretch: str) -> bool:
    """Whether a stretch of a passage is a row of a table or a field of a form: most of it two cells or more, or all of
    it one that is short."""
    found = list(_CELL.finditer(stretch))
    length = len(stretch.strip("。\n "))
    taken = sum(len(cell[0].strip("。\n ")) for cell in found)
    if len(found) == 1:
        value = found[0]["value"]
        return taken >= length and len(value) <= _LONGEST_FIELD and not _CLAUSES.search(value)
    return len(found) > 1 and taken >= _MOSTLY * length


def names_of_cells(stretch: str) -> list[str]:
    """The parts of the headers of a row's cells, folded."""
    return [name for cell in _cells(stretch) for name in cell.names]


def values_of_cells(stretch: str) -> list[str]:
    """What stands in a row's cells, folded."""
    return [fold(stretch[slice(*cell.value)]) for cell in _cells(stretch)]


def cells(stretch: str) -> list[tuple[str, str]]:
    """The header of each cell of a row, its last part, with what stands in it; folded."""
    return [(cell.names[-1], fold(stretch[slice(*cell.value)])) for cell in _cells(stretch)]


def placed_cells(stretch: str) -> list[tuple[str, Span]]:
    """The header of each cell of a row, folded, with where in the row what stands in it is."""
    return [(" ".join(cell.names), cell.value) for cell in _cells(stretch)]


def _cells(stretch: str) -> Iterator[_Cell]:
    for match in _CELL.finditer(stretch):
        written = _UNIT.sub("", fold(match["name"]))
        names = tuple(filter(None, (_MARKS.sub("", part) for part in written.split())))
        if names and len(match["value"]) <= _LONGEST_VALUE:
            yield _Cell(names, match.span("value"))


def _stands_in(question: Question, stretch: str, cell: _Cell) -> bool:
    return fold(stretch[slice(*cell.value)]).strip("。") in question.folded


def _is_asked(cell: _Cell, folded: str, stretch: str) -> bool:
    """Whether a question names all parts of a cell's header and asks for one of them, or how many there are of what it
    counts (户数), and does not give the value."""
    start, end = cell.value
    names = [name for name in cell.names if not _SUM.fullmatch(name)]
    if not names or fold(stretch[start:end]) in folded:
        return False
    if names == [f"{names[0][0]}数"] and re.search(rf"(?:多少|几){names[0][0]}(?=[?了]|\Z)", folded):
        return True
    if len(names) == 1 and (thing := _counted(names[0])) != names[0]:
        counted = re.search(rf"(?:多少|几)[名个位家户人]?{re.escape(thing)}", folded)
        names = [thing] if counted or _is_asked_for(thing, folded) else names
    if not all(name in folded for name in names):
        return False
    return any(len(name) > 1 and _is_asked_for(name, folded) for name in names)


def _is_asked_for(name: str, folded: str) -> bool:
    """Whether a question word stands right behind a name in the question, or `多少` right before it."""
    begin = folded.find(name)
    asked = _ASKED_BEHIND_A_PERIOD if _PERIOD.fullmatch(name) else _ASKED_BEHIND
    while begin >= 0:
        if asked.match(folded, begin + len(name)) or _ASKED_BEFORE.search(folded[:begin]):
            return True
        begin = folded.find(name, begin + 1)
    return False


def _length(cell: _Cell) -> int:
    return sum(len(name) for name in cell.names if not _SUM.fullmatch(name))
