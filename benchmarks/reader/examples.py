"""Questions with passages that answer them or do not, for the answer reader to learn from.

Each question is taken with the passage that answers it, with what our ranking puts first of those that do not, and now
and then with its own passage after what answers was cut out; one that nothing answers with the passage that comes
nearest. Some are asked once more so that nothing answers them (`benchmarks.negatives`). Long passages are cut to some
sentences.
"""

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from tokenizers import Tokenizer

from benchmarks.bench import Bench
from benchmarks.negatives import content_words, cut_out, other_organization, other_side, other_word, other_year
from benchmarks.reader.packing import ANSWERS, BEGINS, ENDS, Example, Flags, Group, Ints
from benchmarks.rows import Row
from benchmarks.sets import Asked, bare, holds
from embeddings.onnx_reader import on_tokens
from retrieval.document import Span
from retrieval.extraction.reading import Prepared, prepared
from retrieval.question.analysis import language_of
from retrieval.ranking.query import Query
from retrieval.ranking.ranker import rank
from retrieval.storage.passages import StoredPassage
from retrieval.text.folding import fold
from retrieval.text.sentences import sentences

LONGEST = 320
"""Tokens from which on a passage is cut, its context and the question included."""
LOOKED_AT = 20
"""Candidates among which wrong passages are looked for."""
NEXT = 6
"""Of the best wrong passages one is always taken, others are drawn from so many."""
CUT_OUT = 0.35
"""Share of the questions asked once more of their passage without what answers."""
SPOILT = 0.4
"""Share of the questions asked once more of another organization, another year, another thing."""
LEAST_TEXT = 15
"""Characters that must be left of a passage when what answers is cut out."""

Words = Mapping[str, Sequence[str]]
"""What questions are about, by language."""


def words_of(questions: Iterable[str]) -> Words:
    """What these questions are about."""
    found: dict[str, set[str]] = {"zh": set(), "en": set()}
    for question in questions:
        found[_language(question)].update(content_words(question))
    return {language: sorted(known) for language, known in found.items()}


def _language(question: str) -> str:
    return "en" if language_of(question) == "en" else "zh"


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes examples with the reader's tokenizer; `draw` decides which, `wrong` is how many passages that do not answer
    a question is asked of."""

    tokenizer: Tokenizer
    draw: random.Random
    wrong: int = 3

    def groups(self, bench: Bench, row: Row, words: Words) -> Iterator[Group]:
        """The examples of a question, and of what it is when it is spoilt, perhaps by one of the `words`; none where
        its evidence stands in no passage."""
        if not (own := self.group(bench, row)):
            return
        yield own
        if row.evidence and self.draw.random() < SPOILT and (question := self._spoilt(bench, row, words)):
            spoilt = Row(question, row.document, (), near=row.evidence[0])
            if group := self.group(bench, spoilt):
                yield group

    def _spoilt(self, bench: Bench, row: Row, words: Words) -> str | None:
        query, _, _ = bench.gather(row.question)
        asked = Asked(row.question, row.evidence, (row.document,))
        right = next(p for p in bench.passages if holds(p.text, p.document_name, asked))
        about = bench.passages if query.named else [right]
        with bench.library.reading() as (_, snapshot):
            names = snapshot.names
        made = (
            other_organization(query.question, asked, query.named, names, bench.passages, self.draw),
            other_year(query.question, query.named, about, self.draw),
            other_side(query.question, right.text, self.draw),
            other_word(query.question, right.text + right.context, words[_language(query.question.text)], self.draw),
        )
        likely = [question for question in made[:3] if question] or [question for question in made if question]
        return self.draw.choice(likely) if likely else None

    def group(self, bench: Bench, row: Row) -> Group | None:
        """The examples of a question; none where its evidence stands in no passage."""
        query, _, found = bench.gather(row.question)
        ranked = [c.passage for c in rank(found.passages, query, found.scores, LOOKED_AT)]
        own = [p for p in bench.passages if p.document_name == row.document]
        right = [p for p in own if _holds(p, row.evidence)][:1]
        if row.evidence and not right:
            return None
        near = [p for p in own if row.near and _holds(p, (row.near,))][:1]
        others = [p for p in ranked if p not in right + near and not _holds(p, row.evidence)]
        further = others[1:NEXT]
        wrong = [*near, *others[:1], *self.draw.sample(further, len(further))][: self.wrong]
        examples = [self.example(query, p, self._some(p, query, row.evidence), row, "right") for p in right]
        if right and self.draw.random() < CUT_OUT and len(left := cut_out(right[0].text, row.evidence)) > LEAST_TEXT:
            spoilt = replace(right[0], text=left, sentences=tuple(sentences(left)))
            examples.append(self.example(query, spoilt, self._some(spoilt, query, ()), row, "cut out"))
        examples += [
            self.example(query, p, self._some(p, query, (row.near,)), row, "near" if p in near else "wrong")
            for p in wrong
        ]
        if not examples or (right and not examples[0].answers):
            return None
        return Group(bench.questions.name, tuple(examples))

    def example(self, query: Query, passage: StoredPassage, text: str, row: Row, role: str) -> Example:
        """The example of a question and a `text` of a passage; what answers is marked where the text is the right
        one."""
        ready = prepared(text, passage.context, query.question, query.term_weights)
        tokens = self.tokenizer.encode(ready.question, ready.text)
        places, hints = on_tokens(tokens, ready.hints)
        inside = (places[:, 1] > places[:, 0]) & (places[:, 0] >= ready.first)
        numbers = np.zeros(len(places), np.int64)
        for number, (start, end) in enumerate(sentences(ready.text[ready.first :]), 1):
            numbers[inside & (places[:, 1] > start + ready.first) & (places[:, 0] < end + ready.first)] = number
        marks = np.zeros(len(places), np.int64)
        for first, last in occurrences(ready, row.evidence) if role == "right" else ():
            touched = inside & (places[:, 1] > first) & (places[:, 0] < last)
            marks[np.isin(numbers, numbers[touched])] |= ANSWERS
            answer = [span for span in occurrences(ready, (row.answer,)) if first <= span[0] and span[1] <= last]
            marks |= ends_of(answer or [(first, last)], places, inside)
        return Example(np.array(tokens.ids, np.int64), hints, numbers, marks, role)

    def _some(self, passage: StoredPassage, query: Query, pieces: Sequence[str]) -> str:
        """The passage's text, or as many of its sentences as may be read, those with `pieces` among them and otherwise
        that which shares most with the question."""
        text, question = passage.text, query.question.text
        costs = [len(self.tokenizer.encode(text[a:b], add_special_tokens=False)) for a, b in passage.sentences]
        room = LONGEST - len(self.tokenizer.encode(question, passage.context))
        if sum(costs) <= room:
            return text
        kept = [
            at
            for at, span in enumerate(passage.sentences)
            if any(bare(p) in bare(text[slice(*span)]) for p in pieces if p)
        ]
        first = kept[0] if kept else _likest(question, text, passage.sentences)
        last = first + 1
        while True:
            ways = [way for way in ((first - 1, last), (first, last + 1)) if way[0] >= 0 and way[1] <= len(costs)]
            ways = [way for way in ways if sum(costs[slice(*way)]) <= room]
            if not ways:
                return text[passage.sentences[first][0] : passage.sentences[last - 1][1]]
            first, last = self.draw.choice(ways)


def _likest(question: str, text: str, spans: Sequence[Span]) -> int:
    pairs = {question[at : at + 2] for at in range(len(question) - 1)}
    return max(range(len(spans)), key=lambda at: sum(pair in text[slice(*spans[at])] for pair in pairs))


def _holds(passage: StoredPassage, pieces: Sequence[str]) -> bool:
    text = bare(passage.text)
    return any(bare(piece) in text for piece in pieces)


def ends_of(answers: Iterable[Span], places: Ints, inside: Flags) -> Ints:
    """Marks (tokens,) of where the answers begin and end, of the tokens at these `places` (tokens, 2) which are
    `inside` what may answer."""
    marks = np.zeros(len(places), np.int64)
    for begin, end in answers:
        at = np.flatnonzero(inside & (places[:, 1] > begin) & (places[:, 0] < end))
        marks[at[:1]] |= BEGINS
        marks[at[-1:]] |= ENDS
    return marks


def occurrences(ready: Prepared, pieces: Sequence[str]) -> Iterator[Span]:
    """Where the pieces stand in the passage, white space and the writing of marks aside."""
    letters = [(letter, at) for at in range(ready.first, len(ready.text)) for letter in bare(ready.text[at])]
    text = "".join(letter for letter, _ in letters)
    for piece in pieces:
        wanted = bare(fold(piece))
        for match in re.finditer(re.escape(wanted), text) if wanted else ():
            yield letters[match.start()][1], letters[match.end() - 1][1] + 1
