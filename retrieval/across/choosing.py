"""Of all that is stated, what answers: of the time that is asked about, of the kind that most state, the surest."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from retrieval.across.asked.inquiry import Inquiry
from retrieval.across.asked.measure import Kind
from retrieval.across.stated.statements import Statement
from retrieval.numbers import Quantity
from retrieval.numbers.measure_words import alike

LEAST_SURE = 0.6
"""How sure a statement must be to be shown: what is less certain counts as not stated. Set by hand."""

_UNSAID_YEAR = 0.85
_UNSAID_PLAN = 0.85
"""How much less sure a statement is of which nothing tells the year, or that it was done. What nothing tells to be a
plan is none."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The statement that answers for an organization and year; `conflict` is whether another document states
    otherwise."""

    organization: str
    statement: Statement
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """What the values of a table have in common: the kind of figure and the class of its unit."""

    kind: Kind
    unit: str
    word: str | None


def choose(inquiry: Inquiry, stated: Mapping[str, Sequence[Statement]]) -> tuple[list[Chosen], Column | None]:
    """The statements that answer, by organization and, for a series, by year; those that contradict one another all.
    None for the column where nobody states anything."""
    newest = max((s.when.year or 0 for all_of in stated.values() for s in all_of if s.when.planned is False), default=0)
    written = max((_written(s) for all_of in stated.values() for s in all_of), default=newest)
    fitting = {name: [one for s in all_of if (one := _fitting(inquiry, s, written))] for name, all_of in stated.items()}
    if inquiry.planned is None and not inquiry.years.several:
        fitting = _of_one_time(inquiry, fitting)
    column = _column(inquiry, fitting)
    if column is None:
        return [], None
    found: list[Chosen] = []
    for name, all_of in fitting.items():
        for statements in _by_year(inquiry, _in_column(column, all_of)):
            found += _best(name, statements)
    return found, column


def _written(statement: Statement) -> int:
    passage = statement.passage
    return int(passage.date[:4]) if passage.date else (statement.when.year or 0)


def _fitting(inquiry: Inquiry, statement: Statement, newest: int) -> Statement | None:
    """A statement as sure as it is of the time that is asked about, None where it is of another."""
    when = statement.when
    sure = statement.sure
    if when.several or when.months != inquiry.months:
        return None
    if inquiry.planned is not None and when.planned is not inquiry.planned:
        if inquiry.planned or when.planned is not None:
            return None
        sure *= _UNSAID_PLAN
    years = inquiry.years.among(newest)
    if years is not None and when.year not in years:
        written = _written(statement)
        if when.year is not None or (written and years.isdisjoint((written - 1, written))):
            return None
        sure *= _UNSAID_YEAR
    if inquiry.years.reports and not inquiry.years.wanted and _written(statement) not in inquiry.years.reports:
        return None
    return replace(statement, sure=sure) if sure >= LEAST_SURE else None


def _of_one_time(inquiry: Inquiry, fitting: Mapping[str, Sequence[Statement]]) -> dict[str, list[Statement]]:
    """Of plans and results those of the one kind, where a question asks for neither: results, of the last year of
    which most have any; plans where few state a result."""
    done = {name: [s for s in all_of if s.when.planned is not True] for name, all_of in fitting.items()}
    planned = {name: [s for s in all_of if s.when.planned is True] for name, all_of in fitting.items()}
    wanted = done if 3 * _holding(done) >= _holding(planned) else planned
    if inquiry.years.wanted or inquiry.years.relative is not None:
        return {name: wanted[name] or list(all_of) for name, all_of in fitting.items()} if wanted is done else wanted
    years = Counter(year for all_of in wanted.values() for year in {s.when.year for s in all_of} if year is not None)
    most = max(years.values(), default=0)
    last = max((year for year, count in years.items() if 2 * count >= most), default=None)
    return {name: [s for s in all_of if s.when.year in (last, None)] for name, all_of in wanted.items()}


def _holding(statements: Mapping[str, Sequence[Statement]]) -> int:
    return sum(bool(all_of) for all_of in statements.values())


def _column(inquiry: Inquiry, fitting: Mapping[str, Sequence[Statement]]) -> Column | None:
    """The kind and unit in which most organizations state the measure, of those that the question leaves open."""
    counts: Counter[Column] = Counter()
    for all_of in fitting.values():
        counts.update({_column_of(s) for s in all_of if s.figure.number is not None})
    if not counts:
        words = next((s for all_of in fitting.values() for s in all_of), None)
        return None if words is None else Column(words.figure.kind, "", None)
    return max(counts, key=lambda column: (counts[column], column.kind == "amount", column.unit))


def _column_of(statement: Statement) -> Column:
    number = statement.figure.number
    assert number is not None
    return Column(statement.figure.kind, number.unit, number.measure if number.unit == "item" else None)


def _in_column(column: Column, statements: Iterable[Statement]) -> list[Statement]:
    """The statements of a column's kind; of counts those of its measure word, or else of another."""
    said = [s for s in statements if s.figure.kind == column.kind]
    same = [s for s in said if s.figure.number is None or _same_unit(column, s.figure.number)]
    numbers = [s for s in same if s.figure.number is not None]
    return numbers or same or [s for s in said if s.figure.number is not None and s.figure.number.unit == column.unit]


def _same_unit(column: Column, number: Quantity) -> bool:
    if number.unit != column.unit:
        return False
    return column.word is None or number.measure is None or alike(column.word, number.measure)


def _by_year(inquiry: Inquiry, statements: Sequence[Statement]) -> list[list[Statement]]:
    """The statements of each year of a series: results before plans, unless plans are asked for."""
    if not inquiry.years.several:
        return [list(statements)] if statements else []
    years = sorted({s.when.year for s in statements if s.when.year is not None})
    of_years = ([s for s in statements if s.when.year == year] for year in years)
    return [[s for s in one if inquiry.planned or s.when.planned is not True] or one for one in of_years]


def _best(name: str, statements: Sequence[Statement]) -> list[Chosen]:
    """The surest statement, before others that stand where targets are listed, earlier ones before later ones; with
    those of other documents that contradict it."""
    order = sorted(statements, key=lambda s: (-s.sure, s.figure.number is None, not s.when.targets, s.passage.id))
    best = order[0]
    against: list[Statement] = []
    for other in order[1:]:
        documents = {s.passage.document for s in (best, *against)}
        if other.passage.document not in documents and other.sure >= best.sure and _contradicts(best, other):
            against.append(other)
    return [Chosen(name, s, bool(against)) for s in (best, *against)]


def _contradicts(one: Statement, other: Statement) -> bool:
    """Whether two statements cannot both be so: their numbers differ, also when the more exact is rounded."""
    a, b = one.figure.number, other.figure.number
    if a is None or b is None or a.unit != b.unit or a.approximate or b.approximate or one.when != other.when:
        return False
    if a.upper is not None or b.upper is not None:
        return (a.value, a.upper) != (b.value, b.upper)
    steps = [_step(q) for q in (a, b)]
    return abs(a.value - b.value) > max(steps) / 2


def _step(q: Quantity) -> Decimal:
    """The worth of the last digit that a quantity is written with."""
    written = (q.value / q.factor).normalize().as_tuple()
    return q.factor * Decimal(1).scaleb(min(int(written.exponent), 0))
