"""What a toolkit gives without any of our ranking: BM25, the encoder alone, and both fused, over our own passages.

Every baseline reads what our encoder reads, a passage behind its context (organization, headline, headings), shows the
sentence that shares most words with the question, and never refuses.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.jieba_words import jieba_words
from embeddings import Encoder
from retrieval import Library
from retrieval.answer import Answer, Citation, RankedPassage
from retrieval.indexes.vector_cache import stored_windows
from retrieval.passages.windows import LONGEST_CONTEXT
from retrieval.search.near_duplicates import whole_vectors
from retrieval.storage.passages import StoredPassage, all_passages

K1, B = 1.2, 0.75
"""BM25's constants as in Lucene."""

RRF_K = 60
"""The constant of reciprocal rank fusion, as its authors chose it."""

FUSED = 100
"""Passages of each ranking that are fused."""

SHOWN = 5

_TOKEN = re.compile(r"[a-z]+|\d+(?:\.\d+)?|[\u3400-\u9fff]+")

Scores = NDArray[np.float32]
Tokens = Callable[[str], list[str]]
Scorer = Callable[[str], Scores]
"""Question -> a score for every passage, in their order."""


def one_and_two_grams(text: str) -> list[str]:
    """The Chinese characters of a text and the pairs of neighbouring ones; words of Latin letters and numbers whole."""
    found: list[str] = []
    for run in _TOKEN.findall(text.lower()):
        if run[0] >= "\u3400":
            found += [*run, *(run[i : i + 2] for i in range(len(run) - 1))]
        else:
            found.append(run)
    return found


class BM25:
    """BM25 over the tokens of some texts.

    S. Robertson and H. Zaragoza, "The probabilistic relevance framework: BM25 and beyond", Foundations and Trends in
    Information Retrieval 3 (2009), equation 3.15, with Lucene's inverse document frequency, which is never negative.
    """

    def __init__(self, texts: Iterable[str], tokens: Tokens) -> None:
        self._tokens = tokens
        counts = [Counter(tokens(text)) for text in texts]
        self._size = len(counts)
        lengths = np.array([count.total() for count in counts])
        norms = K1 * (1 - B + B * lengths / max(1.0, lengths.mean()))
        postings: dict[str, tuple[list[int], list[int]]] = {}
        for number, count in enumerate(counts):
            for token, times in count.items():
                numbers, frequencies = postings.setdefault(token, ([], []))
                numbers.append(number)
                frequencies.append(times)
        self._weights: dict[str, tuple[NDArray[np.int64], NDArray[np.float64]]] = {}
        for token, (numbers, frequencies) in postings.items():
            where, times_in = np.array(numbers), np.array(frequencies)
            rarity = math.log(1 + (self._size - len(where) + 0.5) / (len(where) + 0.5))
            self._weights[token] = where, rarity * times_in * (K1 + 1) / (times_in + norms[where])

    def __call__(self, question: str) -> Scores:
        """The score of every text; a token that the question repeats counts as often."""
        scores = np.zeros(self._size, dtype=np.float32)
        for token, times in Counter(self._tokens(question)).items():
            if token in self._weights:
                where, weights = self._weights[token]
                scores[where] += times * weights
        return scores


def dense(vectors: Scores, encoder: Encoder) -> Scorer:
    """The cosine of the question with each passage as a whole; `vectors` (passages, dimension) in their order."""
    return lambda question: vectors @ encoder.encode_queries([question])[0]


def fused(scorers: Sequence[Scorer]) -> Scorer:
    """Reciprocal rank fusion of the best of each scorer; what has no score is not ranked.

    G. Cormack, C. Clarke, S. Büttcher, "Reciprocal rank fusion outperforms Condorcet and individual rank learning
    methods", SIGIR 2009.
    """

    def score(question: str) -> Scores:
        total: Scores | None = None
        for scorer in scorers:
            scores = scorer(question)
            total = np.zeros_like(scores) if total is None else total
            for place, number in enumerate(best(scores, FUSED), 1):
                total[number] += 1 / (RRF_K + place) if scores[number] > 0 else 0
        assert total is not None
        return total

    return score


def best(scores: Scores, most: int) -> list[int]:
    """The `most` best-scored numbers, the lower of equals first."""
    return [int(number) for number in np.argsort(-scores, kind="stable")[:most]]


def baselines(library: Library) -> Mapping[str, Callable[[str], Answer]]:
    """Each baseline's way to answer, by its name. Nothing is encoded but the questions."""
    with library.reading() as (db, _):
        passages = list(all_passages(db))
        windows = stored_windows(db, (passage.id for passage in passages))
    vectors = whole_vectors(windows, {passage.id: passage for passage in passages})
    texts = [f"{passage.context[:LONGEST_CONTEXT]}\n{passage.text}" for passage in passages]
    words = BM25(texts, jieba_words)
    e5 = dense(np.stack([vectors[passage.id] for passage in passages]), library.encoder())
    scorers: dict[str, Scorer] = {
        "BM25, words": words,
        "BM25, 1+2-grams": BM25(texts, one_and_two_grams),
        "e5": e5,
        "RRF of words and e5": fused((words, e5)),
    }
    return {name: _answering(scorer, passages) for name, scorer in scorers.items()}


def _answering(scorer: Scorer, passages: Sequence[StoredPassage]) -> Callable[[str], Answer]:
    def answer(question: str) -> Answer:
        scores = scorer(question)
        asked = set(jieba_words(question))
        shown = tuple(
            _shown(place, float(scores[number]), passages[number], asked)
            for place, number in enumerate(best(scores, SHOWN), 1)
        )
        return Answer(question, "zh", True, None, None, 1.0, shown)

    return answer


def _shown(place: int, score: float, passage: StoredPassage, asked: set[str]) -> RankedPassage:
    return cited(place, score, passage, likeliest_sentence(passage, asked))


def likeliest_sentence(passage: StoredPassage, asked: set[str]) -> str:
    """The sentence of a passage that shares most of the words that are asked for, the first of equals."""
    sentences = [passage.text[start:end] for start, end in passage.sentences]
    return max(sentences, key=lambda one: len(asked & set(jieba_words(one))))


def cited(place: int, score: float, passage: StoredPassage, sentence: str) -> RankedPassage:
    """A passage at its place, as an answer has it."""
    citation = Citation(
        passage.citation, passage.document_name, passage.headline or passage.document_title, passage.organizations,
        passage.author, passage.date, passage.page, passage.lines, passage.spans, passage.text,
    )  # fmt: skip
    return RankedPassage(place, score, passage.text, sentence, citation)
