"""Questions with texts that answer them or do not, for the reader to learn from.

Of the public sets each question is taken with the passage that answers it, and without an answer: with the best other
passage that our ranking finds, with its own passage after what answers was cut out, or with one of its words replaced
(`benchmarks.negatives`). Of a collection of reports, clauses with a figure are made into questions for that figure, for
what it measures, and for whose it is, and asked of other passages too. A part of the Chinese questions is asked once
more word for word in English (code-switching; Qin et al., arXiv:2006.06402), since few English ones are at hand.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import rjieba
from numpy.typing import NDArray
from pypinyin import lazy_pinyin
from tokenizers import Tokenizer

from benchmarks.bench import Bench
from benchmarks.negatives import cut_out, other_word
from benchmarks.sets import Asked, bare, holds
from embeddings.onnx_reader import on_tokens
from retrieval.extraction.reading import prepared
from retrieval.numbers import quantities
from retrieval.question.analysis import analyse
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query
from retrieval.ranking.ranker import rank
from retrieval.search.candidates import query_of
from retrieval.storage.passages import StoredPassage
from retrieval.text import glossary
from retrieval.text.folding import HAN, fold
from retrieval.text.organization_aliases import place

LOOKED_AT = 20
"""Candidates among which another passage is looked for."""
LEAST_TEXT = 15
"""Characters that must be left of a passage when what answers is cut out."""

_PARTING = "，。；,;！？\n“”（）:："
_IN_ENGLISH = {
    "什么": "what", "哪": "which", "哪个": "which", "谁": "who", "多少": "how many", "几": "how many", "何": "what",
    "哪里": "where", "哪些": "which", "何时": "when", "哪年": "which year", "为什么": "why", "如何": "how",
    "怎么": "how", "哪一年": "which year", "哪种": "which", "哪位": "who", "是": "is", "的": "of", "在": "in",
    "和": "and", "于": "in",
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A question and a text as tokens: `ids` (tokens,), `hints` (tokens, kinds), and which tokens the answer may stand
    in (`allowed`), begins with (`begins`) and ends with (`ends`, both empty where nothing answers). `kind` says how it
    was made, `held_out` that it is measured on and not learned from."""

    ids: NDArray[np.int64]
    hints: NDArray[np.float16]
    allowed: NDArray[np.bool_]
    begins: tuple[int, ...]
    ends: tuple[int, ...]
    source: str
    language: str
    kind: str
    weight: float
    held_out: bool


@dataclass(frozen=True, slots=True)
class _Statement:
    """A figure and what stands before it: `about` in its clause, `what` in the one before where that says more; `whole`
    is all of it as it stands in the text."""

    what: str
    about: str
    figure: str
    whole: str


class Maker:
    """Makes examples with a tokenizer, and English out of Chinese with the glossary."""

    def __init__(self, tokenizer: Tokenizer, draw: random.Random) -> None:
        """`draw` decides which examples are made."""
        self.tokenizer = tokenizer
        self._draw = draw
        self._english = _english_words()

    def example(
        self,
        known: Query,
        passage: StoredPassage,
        text: str,
        answers: Sequence[str],
        source: str,
        kind: str,
        weight: float = 1.0,
        held_out: bool = False,
    ) -> Iterator[Example]:
        """The example of a question and the `text` of a passage; none where there are answers and it has none."""
        question = known.question
        ready = prepared(text, passage.context, question, known.term_weights)
        tokens = self.tokenizer.encode(ready.question, ready.text)
        places, hinted = on_tokens(tokens, ready.hints)
        allowed = (places[:, 1] > places[:, 0]) & (places[:, 0] >= ready.first)
        begins, ends = set(), set()
        for first, last in _occurrences(ready.text, ready.first, answers):
            begin = [i for i in np.flatnonzero(allowed) if tokens.offsets[i][0] <= first < tokens.offsets[i][1]]
            end = [i for i in np.flatnonzero(allowed) if tokens.offsets[i][0] <= last < tokens.offsets[i][1]]
            if begin and end:
                begins.add(int(begin[0]))
                ends.add(int(end[-1]))
        if begins or not answers:
            ids, spans = np.array(tokens.ids, np.int64), (tuple(sorted(begins)), tuple(sorted(ends)))
            told = hinted.astype(np.float16)
            yield Example(ids, told, allowed, *spans, source, question.language, kind, weight, held_out)

    def in_english(self, question: str) -> str | None:
        """A Chinese question word for word in English, names in pinyin; None for one of a single word."""
        words: list[str] = []
        for word in rjieba.cut(fold(question)):
            if word in _IN_ENGLISH:
                words.append(_IN_ENGLISH[word])
            elif word in self._english:
                words.append(self._draw.choice(self._english[word][:3]))
            elif re.search(f"[{HAN}]", word):
                words.append("".join(lazy_pinyin(word)).capitalize())
            elif word.strip().isalnum() or re.match(r"[\d.%]", word):
                words.append(word)
        return " ".join(words) + "?" if len(words) > 2 else None

    def of_question(self, bench: Bench, asked: Asked, words: Sequence[str], held_out: bool) -> Iterator[Example]:
        """The examples of a public set's question; `words` may take the place of one of its own."""
        name, draw = bench.questions.name, self._draw
        known, ranked = _asked(bench, asked.question)
        right = next((c.passage for c in ranked if holds(c.passage.text, c.passage.document_name, asked)), None)
        if right is None:
            return
        answers = asked.evidence
        yield from self.example(known, right, right.text, answers, name, "answered", 1.0, held_out)
        wrong = [c.passage for c in ranked[:4] if not any(bare(text) in bare(c.passage.text) for text in answers)][:1]
        if draw.random() < 0.7:
            for other in wrong:
                yield from self.example(known, other, other.text, (), name, "other passage", 1.0, held_out)
        chance = draw.random()
        if chance < 0.25:
            spoilt = other_word(known.question, right.text + right.context, words, draw)
            if spoilt:
                yield from self.example(_known(bench, spoilt), right, right.text, (), name, "other word", 0.4, held_out)
        elif chance < 0.5 and len(text := cut_out(right.text, answers)) > LEAST_TEXT:
            yield from self.example(known, right, text, (), name, "cut out", 1.0, held_out)
        if known.question.language != "en" and draw.random() < 0.3 and (english := self.in_english(asked.question)):
            other_way = _known(bench, english)
            yield from self.example(other_way, right, right.text, answers, name, "word for word", 0.7, held_out)
            for other in wrong:
                yield from self.example(other_way, other, other.text, (), name, "word for word", 0.7, held_out)

    def of_statements(self, bench: Bench, most: int) -> Iterator[Example]:
        """Examples of `most` passages of organizations, each with a figure that is asked for in several ways."""
        passages = [p for p in bench.passages if p.organizations]
        self._draw.shuffle(passages)
        found = ((passage, stated) for passage in passages if (stated := self._statement(passage)))
        for passage, stated in islice(found, most):
            other = self._draw.choice(passages)
            for asked, answer in self._asked_of(passage, stated):
                yield from self._of_statement(bench, passage, asked, answer, other)

    def _statement(self, passage: StoredPassage) -> _Statement | None:
        """A figure of a passage, drawn, with what stands before it in its clause; where that is only how it changed
        (`增速`), what the clause before is about stands in front."""
        stated = [q for q in quantities(passage.text) if q.date is None and q.kind not in ("determiner", "ordinal")]
        stated = [q for q in stated if q.unit]
        if not stated:
            return None
        figure, text = self._draw.choice(stated), passage.text
        start = _clause_start(text, figure.start)
        about, what = text[start : figure.start], ""
        if len(about.strip()) < 4 and start:
            before = _clause_start(text, start - 1)
            first = next((q.start for q in stated if before <= q.start < start), start - 1)
            start, what = before, text[before:first]
        if not 4 <= len(what + about) <= 30:
            return None
        return _Statement(
            what.strip(), about.strip(), text[figure.start : figure.end], text[start : figure.end].strip()
        )

    def _asked_of(self, passage: StoredPassage, stated: _Statement) -> Iterator[tuple[str, str]]:
        """Questions for a figure, for what it measures, and for whose it is, each with what answers it."""
        draw, whose, written = self._draw, place(passage.organizations[0]), stated.figure
        clause = stated.what + stated.about
        words = rjieba.cut(clause)
        if len(words) > 3 and draw.random() < 0.5:
            clause = "".join(word for word in words if draw.random() > 0.2)
        number = re.match(r"[\d.,]+(?:万亿|万|亿)?", written)
        unit = written[number.end() :] if number and draw.random() < 0.6 else ""
        year = draw.choice(("", "", "2024年", "2025年"))
        if draw.random() < 0.5:
            yield f"{whose}{year}{clause}多少{'' if unit == '%' else unit}？", written
        if draw.random() < 0.4:
            form = draw.choice(("{o}报告里的{w}指的是什么？", "{o}{w}是哪项指标？", "{w}对应{o}的什么？"))
            yield form.format(o=whose, w=written), stated.what or stated.about
        if draw.random() < 0.5:
            kind = draw.choice(("哪个地方", "哪个省", "哪里", "哪个开发区", "哪家园区", "哪座城市"))
            form = draw.choice(("{c}{w}的是{k}？", "{k}{c}{w}？", "{c}{w}，说的是{k}？"))
            yield form.format(c=clause, w=written, k=kind), stated.whole

    def _of_statement(
        self, bench: Bench, passage: StoredPassage, asked: str, answer: str, other: StoredPassage
    ) -> Iterator[Example]:
        name, draw = bench.questions.name, self._draw
        known = _known(bench, asked)
        yield from self.example(known, passage, passage.text, (answer,), name, "answered", 0.5)
        if bare(answer) not in bare(other.text):
            yield from self.example(known, other, other.text, (), name, "other passage", 0.5)
        if draw.random() < 0.3 and len(text := cut_out(passage.text, (answer,))) > LEAST_TEXT:
            yield from self.example(known, passage, text, (), name, "cut out", 0.5)
        if draw.random() < 0.35 and (english := self.in_english(asked)):
            other_way = _known(bench, english)
            yield from self.example(other_way, passage, passage.text, (answer,), name, "word for word", 0.5)


def _clause_start(text: str, at: int) -> int:
    return max(text.rfind(mark, 0, at) for mark in _PARTING) + 1


def _english_words() -> dict[str, list[str]]:
    """The English words for each Chinese one of the glossary, the likeliest first."""
    scored: dict[str, list[tuple[float, str]]] = {}
    lines = (Path(glossary.__file__).parents[1] / "data" / "glossary.tsv").read_text(encoding="utf-8").splitlines()
    for english, _, translations in (line.partition("\t") for line in lines):
        if re.match("[a-z]", english) and len(english) >= 3:
            for translation in translations.split():
                chinese, _, score = translation.rpartition(":")
                scored.setdefault(chinese, []).append((float(score), english))
    return {chinese: [english for _, english in sorted(found, reverse=True)] for chinese, found in scored.items()}


def _asked(bench: Bench, text: str) -> tuple[Query, list[Candidate]]:
    known, _, found = bench.gather(text)
    return known, rank(found.passages, known, found.scores, LOOKED_AT)


def _known(bench: Bench, text: str) -> Query:
    with bench.library.reading() as (_, snapshot):
        return query_of(analyse(text), snapshot)


def _occurrences(folded: str, first: int, answers: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First and last character of each answer, white space and the writing of marks aside, from `first` on."""
    letters = [(letter, at) for at in range(first, len(folded)) for letter in bare(folded[at])]
    text = "".join(letter for letter, _ in letters)
    for answer in answers:
        wanted = bare(fold(answer))
        for match in re.finditer(re.escape(wanted), text) if wanted else ():
            yield letters[match.start()][1], letters[match.end() - 1][1]
