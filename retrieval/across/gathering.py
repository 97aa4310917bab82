"""The passages in which organizations may state a measure: one search over all of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from retrieval.across.asked.measure import Measure
from retrieval.across.stated.mentions import words_of
from retrieval.across.stated.timing import lists_targets
from retrieval.indexes.lexical import Term
from retrieval.indexes.term_weights import TermWeights
from retrieval.search.candidates import Snapshot
from retrieval.storage.passages import StoredPassage, passages_by_id
from retrieval.text.folding import fold
from retrieval.text.tokens import grams, words

MOST_PASSAGES = 6000
"""Passages that are looked at for one question."""

PER_ORGANIZATION = 40
"""Of them, those of one organization, the most promising first."""

TARGETS = 4
"""Passages a document in which its targets are looked for."""

CONTEXT = 2
"""Passages of the same section before one that are read for what time it speaks of."""


@dataclass(frozen=True, slots=True)
class Promising:
    """A passage that may state a measure, with those of its section before it, in order; `behind_targets` is whether
    it stands behind the list of targets of its document, None where that has none."""

    passage: StoredPassage
    earlier: tuple[StoredPassage, ...]
    behind_targets: bool | None = None


def promising(
    db: Connection, snapshot: Snapshot, measure: Measure, organizations: Collection[str], among: frozenset[int] | None
) -> Mapping[str, Sequence[Promising]]:
    """The passages of each organization that may state a measure, in order of promise; only those `among` these ids."""
    terms = _terms(measure, TermWeights(snapshot.indexes.lexical))
    scores = snapshot.indexes.lexical.search(terms, MOST_PASSAGES, among) if terms else {}
    found = sorted(scores)
    owner = {number: name for name in organizations for number in snapshot.organizations.among(name, found)}
    chosen: dict[str, list[int]] = {}
    for number in sorted(scores, key=lambda number: -scores[number]):
        of = chosen.setdefault(owner[number], []) if number in owner else None
        if of is not None and len(of) < PER_ORGANIZATION:
            of.append(number)
    wanted = {number - step for numbers in chosen.values() for number in numbers for step in range(CONTEXT + 1)}
    held = passages_by_id(db, wanted)
    targets = _targets(
        db, snapshot, {held[number].document for numbers in chosen.values() for number in numbers}, among
    )
    return {
        name: [
            Promising(held[number], _earlier(held, number), _behind(targets.get(held[number].document), number))
            for number in numbers
            if held[number].organizations[0] == name
        ]
        for name, numbers in chosen.items()
    }


def _behind(targets: int | None, number: int) -> bool | None:
    return None if targets is None else number > targets


def _targets(
    db: Connection, snapshot: Snapshot, documents: Collection[int], among: frozenset[int] | None
) -> dict[int, int]:
    """The passage of each document that lists its targets, the first where several do."""
    terms = [[Term("grams", pair)] for pair in ("预期", "期目", "目标")]
    found = snapshot.indexes.lexical.search(terms, TARGETS * max(1, len(documents)), among)
    places: dict[int, int] = {}
    for passage in passages_by_id(db, found).values():
        if passage.document in documents and lists_targets(fold(passage.text)):
            places.setdefault(passage.document, passage.id)
    return places


def _earlier(held: Mapping[int, StoredPassage], number: int) -> tuple[StoredPassage, ...]:
    of = held[number]
    before = [held[number - step] for step in range(CONTEXT, 0, -1) if number - step in held]
    return tuple(
        one
        for one in before
        if (one.document, one.article) == (of.document, of.article) and one.headings[:1] == of.headings[:1]
    )


def _terms(measure: Measure, weights: TermWeights) -> list[list[Term]]:
    """For each part of a measure what tells each of its forms best: the rarest pair of characters in one of its
    words, or its rarest word."""
    return [[term for form in part.forms if (term := _telling(form, weights))] for part in measure.parts]


def _telling(form: str, weights: TermWeights) -> Term | None:
    tokens = [("grams", pair) for word in words_of(form) for pair in grams(word)]
    tokens = tokens or [("words", word) for word in words(form)]
    there = [(weights.weight(field, token), field, token) for field, token in tokens if weights.occurs(field, token)]
    if len(there) < len(tokens) or not there:
        return None
    _, field, token = max(there)
    return Term(field, token)
