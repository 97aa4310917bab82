"""Questions with sentences that answer them or do not, as the verifier is given them.

Each question is taken with the sentence that was written beside it, or the likest that holds what was, and with the
sentences around that. Many answerable ones, and all where a set has no others, are taken once more with another
sentence of the same document: one that would be given for the answer if what answers were not there, for what the
product is wrong about is mostly that.
"""

import random
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import partial

import numpy as np
from tokenizers import Tokenizer

from benchmarks.bench import Bench
from benchmarks.reader.examples import ends_of, occurrences
from benchmarks.reader.packing import ANSWERS, Example, Group
from benchmarks.sets import bare
from benchmarks.verifier.rows import Row
from embeddings.onnx_reader import claimed_on_tokens, on_tokens
from retrieval.document import Span
from retrieval.extraction.verifying import Claim, surrounded
from retrieval.ranking.candidate import Candidate, best_sentence
from retrieval.ranking.query import Query
from retrieval.ranking.ranker import rank
from retrieval.storage.passages import StoredPassage
from retrieval.text.tokens import grams

ELSEWHERE = 0.6
"""Share of the answerable questions that are taken once more with another sentence, where a set has others, too."""
LIKEST = 0.7
"""Share of those whose other sentence is the one that ranks first; it is one of the first five of the rest."""
SHORTEST = 8
"""Characters of another sentence at least."""

Sentence = tuple[StoredPassage, Span]


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes examples with the reader's tokenizer; `draw` decides which."""

    tokenizer: Tokenizer
    draw: random.Random

    def groups(self, bench: Bench, rows: Sequence[Row], source: str) -> Iterator[Group]:
        """The examples of the rows, each a group of its own."""
        elsewhere = 1.0 if all(row.answers for row in rows) else ELSEWHERE
        own: dict[str, list[StoredPassage]] = {}
        for passage in bench.passages:
            own.setdefault(passage.document_name, []).append(passage)
        for row in rows:
            passages = own.get(row.document, [])
            saying = [one for one in _sentences(passages) if _says(one, row.sentence)]
            if not saying:
                continue
            query, _, found = bench.gather(row.question, frozenset(passage.id for passage in passages))
            claimed = max(saying, key=partial(_shared, set(grams(row.question))))
            yield Group(source, (self.example(query, claimed, row.answers, row.short),))
            if row.answers and self.draw.random() < elsewhere:
                other = self._other(row, rank(found.passages, query, found.scores))
                if other is not None:
                    yield Group(source, (self.example(query, other, False),))

    def example(self, query: Query, claimed: Sentence, answers: bool, short: str = "") -> Example:
        """The example of a question and a sentence; its tokens are numbered 1, and where it answers they are marked,
        and those with which the `short` answer begins and ends."""
        passage, span = claimed
        claim = Claim(passage.text, passage.context, passage.sentences, span)
        ready, there = surrounded(claim, query.question, query.term_weights)
        tokens = self.tokenizer.encode(ready.question, ready.text)
        places, hints = on_tokens(tokens, ready.hints)
        inside = claimed_on_tokens(places, there) > 0
        marks = inside * ANSWERS * answers
        if answers:
            stated = [(a, b) for a, b in occurrences(ready, (short,)) if there[0] <= a and b <= there[1]]
            marks |= ends_of(stated, places, inside)
        return Example(np.array(tokens.ids, np.int64), hints, inside.astype(np.int64), marks, "claimed")

    def _other(self, row: Row, ranked: Sequence[Candidate]) -> Sentence | None:
        """One of the sentences that rank first of those that do not say what answers."""
        short = bare(row.short)
        others = [
            one
            for one in _ranking(ranked)
            if len(text := _text(one)) > SHORTEST
            and not _says(one, row.sentence)
            and not (short and short in bare(text))
        ][:5]
        if not others:
            return None
        return others[0] if self.draw.random() < LIKEST else self.draw.choice(others)


def _sentences(passages: Sequence[StoredPassage]) -> Iterator[Sentence]:
    return ((passage, span) for passage in passages for span in passage.sentences)


def _ranking(ranked: Sequence[Candidate]) -> list[Sentence]:
    """All sentences of the candidates, as far behind the first as passage and sentence are together."""
    behind = [
        (candidate.score + sentence.score - best_sentence(candidate).score, candidate.passage, sentence)
        for candidate in ranked
        for sentence in candidate.sentences
    ]
    behind.sort(key=lambda one: -one[0])
    return [(passage, (sentence.start, sentence.end)) for _, passage, sentence in behind]


def _text(sentence: Sentence) -> str:
    passage, span = sentence
    return passage.text[slice(*span)]


def _shared(asked: Set[str], sentence: Sentence) -> int:
    return len(asked.intersection(grams(_text(sentence))))


def _says(sentence: Sentence, wanted: str) -> bool:
    said, wanted = bare(_text(sentence)), bare(wanted)
    return bool(said) and (wanted in said or said in wanted)
