"""The words that answer, marked in a passage: a sentence or, of a long one, the clauses that do."""

import re
from collections.abc import Sequence

from retrieval.document import Span
from retrieval.extraction.span_probabilities import AnswerSpans
from retrieval.ranking.candidate import Candidate, best_sentence
from retrieval.ranking.query_matcher import Matcher, Reading

LONGEST = 140
"""Characters of the longest highlight (the command line's contract)."""

_FULL_STOPS = "。！？!?…"
_CLOSING = "”’」』）)》 \n"
_MARKS = "，,、；;：: "
_CLAUSE = re.compile(rf"[^{_MARKS}]+[{_MARKS}]*")
_DIGITS_COMMA = re.compile(r"(?<=\d)[,，](?=\d{3})")


def full_sentence(text: str, sentences: Sequence[Span], chosen: Span) -> Span:
    """The sentence, from full stop to full stop, that the part `chosen` of it stands in: `sentences` may also end at a
    semicolon."""
    parts = sorted(sentences)
    first = last = parts.index(chosen)
    while first and not _ends(text, parts[first - 1]):
        first -= 1
    while last + 1 < len(parts) and not _ends(text, parts[last]):
        last += 1
    return parts[first][0], parts[last][1]


def _ends(text: str, part: Span) -> bool:
    return text[part[0] : part[1]].rstrip(_CLOSING).endswith(tuple(_FULL_STOPS))


def highlight(candidate: Candidate, matcher: Matcher) -> Span:
    """The stretch of a passage's text to mark, at most 140 characters, about the part of a sentence that answers
    best."""
    best = best_sentence(candidate)
    return stretch_about(
        (best.start, best.end), candidate.passage.sentences, candidate.reading, matcher, candidate.answers
    )


def stretch_about(
    chosen: Span, sentences: Sequence[Span], reading: Reading, matcher: Matcher, answers: AnswerSpans | None = None
) -> Span:
    """The stretch to mark about the `chosen` part of a sentence and, where they are known, the `answers` in the
    passage.

    The whole sentence where it is short enough, else the run of its clauses that holds most of what is asked and most
    of the answer; of equals, most of the chosen part, then most of the sentence.
    """
    text = reading.analysed.text
    start, end = _trimmed(text, *full_sentence(text, sentences, chosen))
    if end - start <= LONGEST:
        return start, end
    return max(
        _runs(text, start, end),
        key=lambda run: (
            matcher.match(reading, *run).total + (2 * answers.inside(*run) if answers else 0.0),
            _overlap(run, chosen),
            run[1] - run[0],
        ),
    )


def closing(text: str) -> Span:
    """The last clauses of a passage that are short enough to mark: where a byline stands behind the last sentence."""
    end = len(text.rstrip())
    runs = (run for run in _runs(text, 0, end) if run[1] == end)
    return max(runs, key=lambda run: run[1] - run[0], default=(max(0, end - LONGEST), end))


def _runs(text: str, start: int, end: int) -> list[Span]:
    """The longest run of whole clauses from each clause between `start` and `end` on that is short enough (what a
    shorter one holds, it holds too); a clause that is not is cut."""
    clauses = [
        (start + a, start + b) for a, b in (m.span() for m in _CLAUSE.finditer(_DIGITS_COMMA.sub("0", text[start:end])))
    ]
    runs = []
    for i, (first, _) in enumerate(clauses):
        fitting = [run for _, last in clauses[i:] if (run := _trimmed(text, first, last))[1] - run[0] <= LONGEST]
        begin = _trimmed(text, *clauses[i])[0]
        runs.append(fitting[-1] if fitting else (begin, begin + LONGEST))
    return runs


def _trimmed(text: str, start: int, end: int) -> Span:
    stretch = text[start:end]
    return start + len(stretch) - len(stretch.lstrip()), start + len(stretch.rstrip(_MARKS + "\n"))


def _overlap(a: Span, b: Span) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))
