"""Which values are asked for: those that fulfil the condition, the most or the least; and in which order."""

from collections import Counter
from collections.abc import Sequence

from retrieval.across.asked.condition import Condition
from retrieval.across.asked.inquiry import Inquiry
from retrieval.across.choosing import Chosen, Column
from retrieval.numbers.measure_words import alike


def ordered(inquiry: Inquiry, chosen: Sequence[Chosen], column: Column) -> list[Chosen]:
    """Rows in the order asked for, else the most first, or the least where that is asked; a series by organization and
    year; what is counted in something else than the column, or said in words only, last."""
    if inquiry.years.several:
        return sorted(chosen, key=lambda one: (one.organization, one.statement.when.year or 0))
    rising = (inquiry.condition is not None and inquiry.condition.relation in ("under", "at most")) or (
        bool(inquiry.extremes) and inquiry.extremes[0].sign < 0
    )
    sign = -inquiry.order.sign if inquiry.order else 1 if rising else -1
    return sorted(chosen, key=lambda one: (not comparable(column, one), sign * worth(one), one.organization))


def comparable(column: Column, one: Chosen) -> bool:
    """Whether a value is a number of what the column counts: 户 beside 个 are not."""
    number = one.statement.figure.number
    if number is None or number.unit != column.unit:
        return False
    return column.word is None or number.measure is None or alike(number.measure, column.word)


def worth(one: Chosen) -> float:
    """What a value is worth in the base unit of its class: below zero for a fall; of a range the lower end."""
    figure = one.statement.figure
    if figure.number is None:
        return 0.0
    value = float(figure.number.value)
    return -abs(value) if figure.falls else value


def selected(inquiry: Inquiry, rows: Sequence[Chosen], column: Column) -> list[str] | None:
    """The organizations that a question asks for among those with a row, in their order, each once; None where it asks
    for all values."""
    if inquiry.form == "condition" and inquiry.condition is not None:
        condition, scale = inquiry.condition, _scale(rows)
        return list(dict.fromkeys(one.organization for one in rows if _fulfils(condition, one, scale)))
    if inquiry.form != "extreme":
        return None
    known = [one for one in rows if comparable(column, one)]
    found: list[str] = []
    for extreme in inquiry.extremes:
        order = sorted(known, key=lambda one: -extreme.sign * worth(one))
        if order:
            last = worth(order[min(extreme.count, len(order)) - 1])
            found += [one.organization for one in order if extreme.sign * worth(one) >= extreme.sign * last]
    return list(dict.fromkeys(found))


def _scale(rows: Sequence[Chosen]) -> float:
    """What the numbers of most rows are multiplied by (万, 亿)."""
    counts = Counter(one.statement.figure.number.factor for one in rows if one.statement.figure.number is not None)
    return float(max(counts, key=lambda factor: counts[factor], default=1))


def _fulfils(condition: Condition, one: Chosen, scale: float) -> bool:
    """Whether a value fulfils a condition; one of a number without a unit is of the unit that most rows have."""
    number = one.statement.figure.number
    if number is None:
        return condition.relation == "is not"
    if condition.relation == "range":
        return number.upper is not None
    value, asked = worth(one), float(condition.value)
    if condition.unit == "" and number.unit != "item":
        value /= scale
    upper = float(condition.upper) if condition.upper is not None else asked
    return {
        "at least": value >= asked,
        "over": value > asked,
        "at most": value <= asked,
        "under": value < asked,
        "between": asked <= value <= upper,
        "is": value == asked,
        "is not": value != asked,
    }[condition.relation]
