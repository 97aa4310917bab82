"""The answers about each side of a comparison, made one."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from retrieval.answer import Answer
from retrieval.numbers import Quantity, quantities
from retrieval.question.decomposition import Comparison


def compared(text: str, found: Comparison, answers: Sequence[Answer], k: int) -> Answer:
    """One answer to the question `text` out of those about each side alone, in the order of the sides: at most `k`
    passages, the best of each side, then the second best of each.

    Answered when one of the sides is. The short answer is the side with more or less, where each side's figure is of
    the same kind and unit, or what answers of each where that is asked for, unless it is one and the same and no
    figure. The surest side comes first, and `confidence` is its; the whole is doubted where a side is. The score of a
    passage is among those of its side.
    """
    surest = max(answers, key=_certainty)
    winner = _winner(found, answers) if found.sign else None
    order = sorted(range(len(answers)), key=lambda number: _certainty(answers[number]), reverse=True)
    rows = zip_longest(*(answers[number].passages for number in order))
    passages = {passage.citation.id: passage for row in rows for passage in row if passage is not None}
    shown = tuple(replace(passage, rank=rank) for rank, passage in enumerate(list(passages.values())[:k], 1))
    figures = [answer.answer for answer in answers if answer.answered and answer.answer is not None]
    short = found.sides[winner] if winner is not None else None
    told_apart = len(set(figures)) == len(figures) or bool(quantities("".join(figures)))
    if found.each and len(figures) == len(answers) and told_apart:
        short = "、".join(figures)
    return replace(
        surest,
        question=text,
        answer=short if surest.answered else None,
        passages=shown,
        doubted=any(answer.doubted for answer in answers),
        milliseconds={name: sum(answer.milliseconds[name] for answer in answers) for name in surest.milliseconds},
    )


def _certainty(answer: Answer) -> tuple[bool, float]:
    return answer.answered, answer.confidence


def _winner(found: Comparison, answers: Sequence[Answer]) -> int | None:
    """The number of the side with more, or less where that is asked for; None where their figures cannot be compared
    or the first two are equal."""
    figures = [
        _figure(answer, organizations) for answer, organizations in zip(answers, found.organizations, strict=True)
    ]
    known = [figure for figure in figures if figure is not None]
    if len(known) < len(figures) or len({(f.unit, f.measure if f.unit in ("", "item") else None) for f in known}) > 1:
        return None
    ordered = sorted(range(len(known)), key=lambda number: -found.sign * known[number].value)
    return ordered[0] if known[ordered[0]].value != known[ordered[1]].value else None


def _figure(answer: Answer, organizations: frozenset[str]) -> Quantity | None:
    """The figure that answers of a side, when it is a statement of that side's own."""
    if not answer.answered or answer.answer is None:
        return None
    if organizations and organizations.isdisjoint(answer.passages[0].citation.organizations):
        return None
    return next((figure for figure in quantities(answer.answer) if figure.date is None), None)
