"""What ranking and confidence are learned from: a set's questions asked of its library, and what was found."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from benchmarks.bench import Bench
from benchmarks.learning import Choice, Outcome
from benchmarks.negatives import other_organization, other_word, other_year, without_evidence
from benchmarks.sets import WRITTEN, Asked, holds, says
from retrieval.evidence.answerability import judge, refuse_beforehand
from retrieval.evidence.answerability_features import signals
from retrieval.evidence.constraints.table import settle
from retrieval.ranking.candidate import Candidate, best_sentence
from retrieval.ranking.query import Query
from retrieval.ranking.ranker import rank
from retrieval.ranking.reranking import MOST_READ, read_best, told
from retrieval.ranking.weights import Situation
from retrieval.search.candidates import Gathered
from retrieval.storage.passages import StoredPassage

KINDS = {
    "real": 4.0, "misplaced": 0.5, "cut out": 1.0, "other organization": 1.0, "other year": 1.0, "other word": 0.2,
    "foreign": 0.5,
}  # fmt: skip
"""How much a question of each kind counts that is not answered: people's own are few, what is asked of another passage
than the first may yet be answered by the first, and words put in at random do not always spoil a question. Of a few
such settings the one that refused most of people's own, cross-validated."""


@dataclass(slots=True)
class Examples:
    """What is learned from; `names` are the features of each model, in the order of the columns."""

    passage: list[Choice] = field(default_factory=list)
    read: list[Choice] = field(default_factory=list)
    sentence: list[Choice] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    names: dict[str, list[str]] = field(default_factory=dict)
    certain: list[tuple[str, str]] = field(default_factory=list)
    """Source and kind of each question that is refused whatever the confidence."""


def together(parts: Iterable[Examples]) -> Examples:
    """The examples of several sets as one."""
    every = Examples()
    for part in parts:
        for kind in ("passage", "read", "sentence", "outcomes", "certain"):
            getattr(every, kind).extend(getattr(part, kind))
        every.names |= part.names
    return every


def choices(bench: Bench) -> Examples:
    """Ask a set's answerable questions: the choices between passages, and between sentences of the right one."""
    into = Examples()
    for asked in bench.questions.asked:
        if not asked.evidence or asked.compares:
            continue
        known, _, found = bench.gather(asked.question)
        ranked = rank(found.passages, known, found.scores, len(found.passages))
        right = np.array([holds(c.passage.text, c.passage.document_name, asked) for c in ranked])
        if not right.any():
            continue
        here = (bench.questions.name, asked.group, _traits(found.scores.situation))
        into.names["passage"] = list(ranked[0].features)
        into.passage.append(Choice(*here, np.array([list(c.features.values()) for c in ranked]), right))
        best = ranked[int(right.argmax())]
        best = told(best, bench.read(best, known), (), known, found.scores.situation)
        said = np.array([says(best.passage.text[s.start : s.end], asked) for s in best.sentences])
        if said.any() and not said.all():
            into.names["sentence"] = list(best.sentences[0].features)
            rows = np.array([list(s.features.values()) for s in best.sentences])
            into.sentence.append(Choice(*here, rows, said))
    return into


def readings(bench: Bench) -> Examples:
    """Ask a set's answerable questions: the choices between the passages that are read, by the score that they had
    before and by what was read."""
    into = Examples()
    for asked in bench.questions.asked:
        if not asked.evidence or asked.compares:
            continue
        known, _, found = bench.gather(asked.question)
        ranked = rank(found.passages, known, found.scores)[:MOST_READ]
        right = np.array([holds(c.passage.text, c.passage.document_name, asked) for c in ranked])
        if right.any() and not right.all():
            margins = [bench.read(candidate, known).margin for candidate in ranked]
            rows = np.array([[c.score, margin] for c, margin in zip(ranked, margins, strict=True)])
            into.read.append(Choice(bench.questions.name, asked.group, _traits(found.scores.situation), rows, right))
    return into


@dataclass(frozen=True, slots=True)
class Asking:
    """How outcomes are asked for: with the `foreign` questions too, whether the best passages are `read`, and by which
    `words`, by language, questions are spoilt: what questions ask about."""

    foreign: Sequence[Asked]
    words: Mapping[str, Sequence[str]]
    read: bool

    @property
    def model(self) -> str:
        """The model that is learned of them."""
        return "confidence" if self.read else "confidence unread"


def outcomes(bench: Bench, asking: Asking) -> Examples:
    """Ask a set's questions, those made of them and foreign ones: whether the first passage answers each."""
    into, draw = Examples(), random.Random(0)

    def best(known: Query, found: Gathered) -> list[Candidate]:
        ranked = rank(found.passages, known, found.scores)
        return read_best(ranked, known, found.scores.situation, bench.reader) if ranked and asking.read else ranked

    def add(group: str, kind: str, known: Query, found: Gathered, ranked: list[Candidate]) -> None:
        if not ranked:
            return
        if (refuse_beforehand(known) or judge(known, found.scores.situation, ranked)).certain:
            into.certain.append((bench.questions.name, kind))
            return
        features = signals(known, settle(known, ranked))
        into.names[asking.model] = list(features)
        row, share = np.array(list(features.values())), KINDS.get(kind, 1.0)
        here = (bench.questions.name, group, _traits(found.scores.situation))
        into.outcomes.append(Outcome(*here, kind, row, kind == "answered", share))

    for asked in bench.questions.asked:
        known, vector, found = bench.gather(asked.question)
        ranked = best(known, found)
        if not asked.evidence:
            add(asked.group, "real", known, found, ranked)
            continue
        right = next((c for c in ranked if holds(c.passage.text, c.passage.document_name, asked)), None)
        if right is None:
            continue
        first = settle(known, ranked).ranked[0]
        sentence = best_sentence(first)
        said = asked.compares or says(first.passage.text[sentence.start : sentence.end], asked)
        answers = said and holds(first.passage.text, first.passage.document_name, asked)
        add(asked.group, "answered" if answers else "misplaced", known, found, ranked)
        if asked.compares or bench.questions.name in WRITTEN:
            continue
        cut = without_evidence(found, asked, bench.library.encoder(), vector)
        add(asked.group, "cut out", known, cut, best(known, cut))
        for kind, spoilt in _spoilt(bench, asked, known, right.passage, asking.words, draw):
            other, _, candidates = bench.gather(spoilt)
            add(asked.group, kind, other, candidates, best(other, candidates))
    for asked in asking.foreign:
        known, _, found = bench.gather(asked.question)
        add(asked.group, "foreign", known, found, best(known, found))
    return into


def _traits(situation: Situation) -> frozenset[str]:
    return frozenset(
        trait for trait in ("en", "attributed") if getattr(situation, "english" if trait == "en" else trait)
    )


def _spoilt(
    bench: Bench,
    asked: Asked,
    known: Query,
    right: StoredPassage,
    words: Mapping[str, Sequence[str]],
    draw: random.Random,
) -> Iterator[tuple[str, str]]:
    with bench.library.reading() as (_, snapshot):
        names = snapshot.names
    about = bench.passages if known.named else [right]
    language = "en" if known.question.language == "en" else "zh"
    made = {
        "other organization": other_organization(known.question, asked, known.named, names, bench.passages, draw),
        "other year": other_year(known.question, known.named, about, draw),
        "other word": other_word(known.question, right.text + right.context, words[language], draw),
    }
    yield from ((kind, text) for kind, text in made.items() if text)
