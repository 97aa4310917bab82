"""What tells the stretch of a sentence that answers from the others: features with names, for all of them at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from retrieval.document import Span
from retrieval.evidence.span_candidates import Matrix, Places, Runs, candidates, clauses, runs_of, words_of
from retrieval.evidence.span_overlap_features import said
from retrieval.evidence.span_type_features import kinds
from retrieval.extraction.span_probabilities import AnswerSpans
from retrieval.extraction.text_analysis import AnalysedText
from retrieval.indexes.term_weights import TermWeights
from retrieval.question.analysis import Question

_LENGTHS = (2, 4, 6, 9, 14, 22, 34)
_MARKS = "“”‘’「」『』《》"


@dataclass(frozen=True, slots=True)
class Spans:
    """The candidates of a sentence. `spans` are where they stand in it. `features` has a row for each and a column for
    each of `names`; `edges` says of each the categories of its first and last word and of those before and after.
    `read` and `verified` are the logarithms of how likely the reader and the verifier find each."""

    spans: tuple[Span, ...]
    features: Matrix
    edges: tuple[tuple[str, str, str, str], ...]
    read: Matrix
    verified: Matrix


@dataclass(frozen=True, slots=True)
class Located:
    """The answers that the reader and the verifier find in a passage, None of what did not read it."""

    read: AnswerSpans | None = None
    verified: AnswerSpans | None = None


LEAST_READ = -8.0
"""The logarithm of the least share of a model's answers that is told apart from none."""


def spans_of(
    question: Question,
    sentence: AnalysedText,
    term_weights: TermWeights,
    located: Located = Located(),
    first: int = 0,
) -> Spans:
    """The candidates in a sentence for what a question asks for, with their features. `located` is what is found in
    the passage in which the sentence begins at the character `first`."""
    last = first + len(sentence.folded)
    likeliest = [found.likeliest(first, last) or () for found in (located.read, located.verified) if found is not None]
    places = [place - first for found in likeliest for place in found]
    words = words_of(sentence.folded, sentence.quantities, places)
    chosen = candidates(sentence.folded, words)
    if not chosen:
        return Spans((), np.zeros((0, len(NAMES))), (), np.zeros(0), np.zeros(0))
    runs = runs_of(words, chosen)
    columns = {
        **_shape(question, sentence, runs),
        **said(question, sentence, term_weights, runs),
        **kinds(question, sentence, runs.starts, runs.ends),
    }
    categories = ["edge", *(word.category for word in words), "edge"]
    edges = tuple(
        (categories[i + 1], categories[j + 1], categories[i], categories[j + 2])
        for i, j in zip(runs.first, runs.last, strict=True)
    )
    spans = tuple(zip(runs.starts.tolist(), runs.ends.tolist(), strict=True))
    read, verified = (
        _likely(found, first + runs.starts, first + runs.ends) for found in (located.read, located.verified)
    )
    return Spans(spans, np.stack([columns[name] for name in NAMES], axis=1), edges, read, verified)


def _likely(found: AnswerSpans | None, starts: Places, ends: Places) -> Matrix:
    """The logarithm of how likely a model finds each stretch."""
    if found is None:
        return np.zeros(len(starts))
    return np.maximum(LEAST_READ, np.log(found.exactly(starts, ends) + 1e-30))


def _shape(question: Question, sentence: AnalysedText, runs: Runs) -> dict[str, Matrix]:
    """How long a candidate is, how it lies between the marks, what it lists."""
    words, first, last, starts, ends = runs.words, runs.first, runs.last, runs.starts, runs.ends
    folded, count = sentence.folded, question.answer.count
    length = ends - starts
    clause = np.zeros(len(words), dtype=int)
    begins, finishes = np.zeros(len(words), dtype=bool), np.zeros(len(words), dtype=bool)
    for number, (a, b) in enumerate(clauses(words)):
        clause[a:b] = number
        begins[a], finishes[b - 1] = True, True
    pauses = _sums([word.category == "、" for word in words])
    links = _sums([word.category in ("和", "与", "及", "以及") for word in words])
    verbs = _sums([word.category == "v" for word in words])
    commas = _sums([word.category in ("comma", "colon") for word in words])
    of = _sums([word.category == "的" for word in words])
    categories = ["edge", *(word.category for word in words), "edge"]
    listed = pauses[last + 1] - pauses[first]
    joined = links[last + 1] - links[first]
    beside = np.array([categories[i] == "、" or categories[j + 2] == "、" for i, j in zip(first, last, strict=True)])
    items = 1 + listed + joined
    adjacent = [a.end == b.start and a.category in ("closing",) and b.category == "opening" for a, b in pairwise(words)]
    columns = {
        "one word": first == last,
        "whole clause": begins[first] & finishes[last],
        "begins a clause": begins[first],
        "ends a clause": finishes[last],
        "several clauses": commas[last + 1] > commas[first],
        "a list": listed > 0,
        "beside a list": beside & (listed == 0),
        "part of a list": beside & (listed > 0),
        "as many as asked": (items == count) & (listed + joined > 0) if count else np.zeros(len(first)),
        "not as many": (items != count) if count else np.zeros(len(first)),
        "and": joined > 0,
        "a verb": verbs[last + 1] > verbs[first],
        "of": of[last + 1] > of[first],
        "titles beside": _within(_sums([*adjacent, False]), first, last),
        "quoted": np.array(
            [folded[a] in _MARKS and folded[b - 1] in _MARKS for a, b in zip(starts, ends, strict=True)]
        ),
        "inside quotes": np.array(
            [
                a > 0 and folded[a - 1] in _MARKS and b < len(folded) and folded[b] in _MARKS
                for a, b in zip(starts, ends, strict=True)
            ]
        ),
        "later": starts / max(1, len(folded)),
        "length": np.log1p(length),
    }
    for low, high in zip((0, *_LENGTHS), (*_LENGTHS, 1000), strict=True):
        columns[f"up to {high}" if high < 1000 else "longer"] = (length > low) & (length <= high)
    return {name: np.asarray(column, dtype=float) for name, column in columns.items()}


def _within(sums: Places, first: Places, last: Places) -> Matrix:
    return np.asarray(sums[last] > sums[first])


def _sums(flags: Sequence[bool]) -> Places:
    return np.concatenate([[0], np.cumsum(np.array(flags, dtype=np.int64))])


NAMES = (
    "one word", "whole clause", "begins a clause", "ends a clause", "several clauses", "a list", "beside a list",
    "part of a list", "as many as asked", "not as many", "and", "a verb", "of", "titles beside", "quoted",
    "inside quotes", "later", "length", *(f"up to {high}" for high in _LENGTHS), "longer", "said inside",
    "nothing said", "all said", "weight inside", "first word said", "last word said", "near before", "near behind",
    "near both", "said beside before", "said beside behind", "nothing before", "nothing behind", "its clause",
    "its part", "same before", "same behind", "alike before", "alike behind", "left before", "left behind",
    "right before", "right behind", "right after its left", "right before its right", "right before its left",
    "right after its right", "fitting quantity", "alike quantity", "holds fitting", "other quantity", "holds other",
    "holds given", "date", "holds date", "person", "holds person", "organization", "holds organization",
    "ends as body", "ends as place", "ends with head", "ends like head", "is head", "holds head", "head behind",
    "before given", "behind given", "part of given", "its subject", "best subject", "its object", "best object",
    "head and more",
)  # fmt: skip
"""The features of a candidate, in the order of the columns."""
EDGES = ("first", "last", "before", "behind")
