"""Where the words of a question stand in and around the stretches of a sentence that could answer."""

from collections.abc import Sequence

import numpy as np

from retrieval.evidence.span_candidates import Matrix, Places, Runs, Word, clauses
from retrieval.extraction.question_occurrences import LETTER, Said, occurrences, pairs
from retrieval.extraction.text_analysis import AnalysedText
from retrieval.indexes.term_weights import TermWeights
from retrieval.numbers import Quantity
from retrieval.question.analysis import Question

REACH = 8.0
"""Characters over which the nearness of a question's word falls to 1/e: about a clause. Not tuned."""
NEAR = 10
"""Characters of the context of the question word, and of a candidate, that are held against each other."""
_BESIDE = 8


def said(question: Question, reading: AnalysedText, term_weights: TermWeights, runs: Runs) -> dict[str, Matrix]:
    """Where the question's words stand: in a candidate, near before it, near behind it, and on which side."""
    size, starts, ends = len(reading.folded), runs.starts, runs.ends
    found = occurrences(question, reading, term_weights)
    covered = np.zeros(size + 1)
    weight = np.zeros(size + 1)
    for one in found:
        covered[one.start : one.end] = 1
        weight[one.start : one.end] = np.maximum(weight[one.start : one.end], one.weight / (one.end - one.start))
    for start, end in pairs(question, reading.folded):
        covered[start:end] = np.maximum(covered[start:end], 0.5)
    own = np.array([1.0 if LETTER.match(c) else 0.0 for c in reading.folded] + [0.0])
    cover, weights, owns = (np.concatenate([[0.0], np.cumsum(a)]) for a in (covered * own, weight, own))
    inside = (cover[ends] - cover[starts]) / np.maximum(1.0, owns[ends] - owns[starts])
    positions = np.arange(size + 1)
    before, behind = _nearest(found, positions, None)
    columns = {
        "said inside": inside,
        "nothing said": inside == 0,
        "all said": inside >= 0.99,
        "weight inside": weights[ends] - weights[starts],
        "first word said": covered[starts] == 1,
        "last word said": covered[np.maximum(ends - 1, 0)] == 1,
        "near before": before[starts],
        "near behind": behind[ends],
        "near both": np.sqrt(before[starts] * behind[ends]),
    }
    order = {"left before": (-1, 0), "left behind": (-1, 1), "right before": (1, 0), "right behind": (1, 1)}
    for name, (side, place) in order.items():
        columns[name] = _nearest(found, positions, side)[place][ends if place else starts]
    columns |= _around(found, covered * own, own, runs)
    columns |= _subjects(found, reading.quantities, runs)
    columns |= _contexts(question, reading.folded, starts, ends)
    left = [one for one in found if one.side < 0 and one.away <= 1]
    right = [one for one in found if one.side > 0 and one.away <= 1]
    columns["right after its left"] = _touching({one.end for one in left}, starts)
    columns["right before its right"] = _touching({one.start for one in right}, ends)
    columns["right before its left"] = _touching({one.start for one in left}, ends)
    columns["right after its right"] = _touching({one.end for one in right}, starts)
    return {name: np.asarray(column, dtype=float) for name, column in columns.items()}


def _around(said: Sequence[Said], covered: Matrix, own: Matrix, runs: Runs) -> dict[str, Matrix]:
    """How much of what stands right beside a candidate in its clause is said in the question, and how much of the
    question stands in its clause and in its part of the sentence, against the best one."""
    words, first, starts, ends = runs.words, runs.first, runs.starts, runs.ends
    size = len(own) - 1
    cover, owns = (np.concatenate([[0.0], np.cumsum(a)]) for a in (covered, own))
    begin, finish = np.zeros(len(words), dtype=int), np.zeros(len(words), dtype=int)
    clause, part = np.zeros(len(words)), np.zeros(len(words))
    parts = clauses(words)
    in_clause = [_in(said, words[a].start, words[b - 1].end) for a, b in parts]
    most = max(in_clause, default=0.0) or 1.0
    for (a, b), share in zip(parts, in_clause, strict=True):
        begin[a:b], finish[a:b] = words[a].start, words[b - 1].end
        clause[a:b] = share / most
    pieces = _parts(words)
    in_part = [_in(said, words[a].start, words[b - 1].end) for a, b in pieces]
    most = max(in_part, default=0.0) or 1.0
    for (a, b), share in zip(pieces, in_part, strict=True):
        part[a:b] = share / most
    low, high = np.maximum(begin[first], starts - _BESIDE), np.minimum(finish[runs.last], ends + _BESIDE)
    before, behind = owns[starts] - owns[low], owns[np.minimum(high, size)] - owns[ends]
    return {
        "said beside before": (cover[starts] - cover[low]) / np.maximum(1.0, before),
        "said beside behind": (cover[np.minimum(high, size)] - cover[ends]) / np.maximum(1.0, behind),
        "nothing before": before == 0,
        "nothing behind": behind == 0,
        "its clause": clause[first],
        "its part": part[first],
    }


def _in(said: Sequence[Said], start: int, end: int) -> float:
    """The weight of the question's words in a stretch, each word once."""
    best: dict[int, float] = {}
    for one in said:
        if start <= one.start and one.end <= end:
            best[one.word] = max(best.get(one.word, 0.0), one.weight)
    return sum(best.values())


def _parts(words: Sequence[Word]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    first = 0
    for index, word in enumerate(words):
        if word.category == "stop":
            if index > first:
                found.append((first, index))
            first = index + 1
    return found + ([(first, len(words))] if first < len(words) else [])


def _subjects(said: Sequence[Said], quantities: Sequence[Quantity], runs: Runs) -> dict[str, Matrix]:
    """How much of the question stands between the figure before a candidate and itself, and from it to the next figure,
    against the best candidate: in 厂房 3 座、绿地 5 片 each figure has its own subject."""
    words, starts, ends = runs.words, runs.starts, runs.ends
    figures = [(q.start, q.end) for q in quantities if q.date is None and q.kind not in ("determiner", "identifier")]
    part = np.zeros((len(words), 2), dtype=int)
    for a, b in _parts(words):
        part[a:b] = words[a].start, words[b - 1].end
    low, high = part[runs.first, 0], part[runs.last, 1]
    for a, b in figures:
        low = np.where(b <= starts, np.maximum(low, b), low)
        high = np.where(a >= ends, np.minimum(high, a), high)
    memo: dict[tuple[int, int], float] = {}

    def weight(a: int, b: int) -> float:
        if (a, b) not in memo:
            memo[a, b] = _in(said, a, b)
        return memo[a, b]

    subject = np.array([weight(a, b) for a, b in zip(low.tolist(), starts.tolist(), strict=True)])
    object_ = np.array([weight(a, b) for a, b in zip(ends.tolist(), high.tolist(), strict=True)])
    return {
        "its subject": subject / (subject.max() or 1.0),
        "best subject": (subject == subject.max()) & (subject > 0),
        "its object": object_ / (object_.max() or 1.0),
        "best object": (object_ == object_.max()) & (object_ > 0),
    }


def _contexts(question: Question, folded: str, starts: Places, ends: Places) -> dict[str, Matrix]:
    """How far the characters before a candidate are those before the question word, and those behind it those behind:
    as many as are the same in a row, and the share of the pairs near by."""
    same_left, same_right = np.zeros(len(folded) + 1), np.zeros(len(folded) + 1)
    pairs_left, pairs_right = np.zeros(len(folded) + 1), np.zeros(len(folded) + 1)
    slot = question.answer.slot
    if slot is not None:
        left, right = question.folded[: slot[0]].rstrip(), question.folded[slot[1] :].lstrip()
        near_left, near_right = _pairs_of(left[-NEAR:]), _pairs_of(right[:NEAR])
        for at in range(len(folded) + 1):
            before, behind = folded[max(0, at - NEAR) : at].rstrip(), folded[at : at + NEAR].lstrip()
            same_left[at] = _common(left[::-1], before[::-1])
            same_right[at] = _common(right, behind)
            pairs_left[at] = len(near_left & _pairs_of(before)) / max(1, len(near_left))
            pairs_right[at] = len(near_right & _pairs_of(behind)) / max(1, len(near_right))
    return {
        "same before": same_left[starts] / 4,
        "same behind": same_right[ends] / 4,
        "alike before": pairs_left[starts],
        "alike behind": pairs_right[ends],
    }


def _pairs_of(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _common(a: str, b: str) -> int:
    """How many characters two texts begin with in common, four at the most."""
    count = 0
    for one, other in zip(a[:4], b[:4], strict=False):
        if one != other:
            break
        count += 1
    return count


def _touching(places: set[int], at: Places) -> Matrix:
    return np.isin(at, list(places)).astype(float)


def _nearest(said: Sequence[Said], positions: Places, side: int | None) -> tuple[Matrix, Matrix]:
    """At each position how near the question's words stand before it and behind it: of each its weight, less the
    farther away."""
    before, behind = np.zeros(len(positions)), np.zeros(len(positions))
    for one in said:
        if side is None or one.side == side:
            after, ahead = positions - one.end, one.start - positions
            before += np.where(after >= 0, one.weight * np.exp(-np.maximum(after, 0) / REACH), 0.0)
            behind += np.where(ahead >= 0, one.weight * np.exp(-np.maximum(ahead, 0) / REACH), 0.0)
    return before, behind
