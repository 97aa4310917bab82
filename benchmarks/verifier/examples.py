"""Questions with sentences that answer them or do not, as the verifier is given them.

Each question is taken with the sentence that was written beside it, or the likest that holds what was, and with the
sentences around that. Some answerable ones, and all where a set has no others, are taken once more with another
sentence of the same document, mostly the one that shares most pairs of characters with the question.
"""

import random
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import partial

import numpy as np
from tokenizers import Tokenizer

from benchmarks.bench import Bench
from benchmarks.reader.packing import ANSWERS, Example, Group
from benchmarks.sets import bare
from benchmarks.verifier.rows import Row
from embeddings.onnx_reader import claimed_on_tokens, on_tokens
from retrieval.document import Span
from retrieval.extraction.verifying import Claim, surrounded
from retrieval.question.analysis import analyse
from retrieval.ranking.query import Query
from retrieval.search.candidates import query_of
from retrieval.storage.passages import StoredPassage
from retrieval.text.tokens import grams

ELSEWHERE = 0.35
"""Share of the answerable questions that are taken once more with another sentence, where a set has others, too."""
LIKEST = 0.7
"""Share of those whose other sentence is the likest one; it is one of the five likest of the rest."""
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
        own: dict[str, list[Sentence]] = {}
        for passage in bench.passages:
            own.setdefault(passage.document_name, []).extend((passage, span) for span in passage.sentences)
        with bench.library.reading() as (_, snapshot):
            for row in rows:
                query = query_of(analyse(row.question), snapshot)
                sentences = own.get(row.document, [])
                saying = [one for one in sentences if _says(one, row.sentence)]
                if not saying:
                    continue
                asked = set(grams(row.question))
                claimed = max(saying, key=partial(_shared, asked))
                yield Group(source, (self.example(query, claimed, row.answers),))
                if row.answers and self.draw.random() < elsewhere and (other := self._other(row, sentences)):
                    yield Group(source, (self.example(query, other, False),))

    def example(self, query: Query, claimed: Sentence, answers: bool) -> Example:
        """The example of a question and a sentence; its tokens are numbered 1, and marked where it answers."""
        passage, span = claimed
        claim = Claim(passage.text, passage.context, passage.sentences, span)
        ready, there = surrounded(claim, query.question, query.term_weights)
        tokens = self.tokenizer.encode(ready.question, ready.text)
        places, hints = on_tokens(tokens, ready.hints)
        inside = claimed_on_tokens(places, there).astype(np.int64)
        return Example(np.array(tokens.ids, np.int64), hints, inside, inside * ANSWERS * answers, "claimed")

    def _other(self, row: Row, sentences: list[Sentence]) -> Sentence | None:
        short, asked = bare(row.short), set(grams(row.question))
        others = [
            (_shared(asked, one), self.draw.random(), one)
            for one in sentences
            if len(text := _text(one)) > SHORTEST
            and not _says(one, row.sentence)
            and not (short and short in bare(text))
        ]
        likest = [one for *_, one in sorted(others, key=lambda other: other[:2], reverse=True)][:5]
        if not likest:
            return None
        return likest[0] if self.draw.random() < LIKEST else self.draw.choice(likest)


def _text(sentence: Sentence) -> str:
    passage, span = sentence
    return passage.text[slice(*span)]


def _shared(asked: Set[str], sentence: Sentence) -> int:
    return len(asked.intersection(grams(_text(sentence))))


def _says(sentence: Sentence, wanted: str) -> bool:
    said, wanted = bare(_text(sentence)), bare(wanted)
    return bool(said) and (wanted in said or said in wanted)
