"""The same passage from several sources is one passage: a report as PDF and as a web page is not two answers."""

import re
from collections.abc import Mapping, Sequence

from rapidfuzz.distance import Indel

from retrieval.indexes.vector_cache import StoredWindows
from retrieval.indexes.vector_segment import Vectors
from retrieval.storage.passages import StoredPassage
from retrieval.text.folding import fold

CLOSE = 0.9
"""Cosine from which two whole passages are compared character by character: of 50 passages with a hundredth of their
characters misread all have .95 to themselves, and .77 at most to another."""

ALIKE = 0.95
"""Share of characters, of both passages together, that stand in their longest common subsequence, from which on two
passages say the same: what recognition of print or another program's punctuation makes of one text."""

LONGER = 0.2
"""Share of a passage's length by which one that says the same may be longer or shorter: punctuation and spaces."""

_SPOKEN = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d+")


def fold_alike(
    passages: Sequence[StoredPassage], vectors: Mapping[int, Vectors]
) -> list[tuple[StoredPassage, tuple[StoredPassage, ...]]]:
    """Each passage that says something of its own, in the order given, with those that say the same after it.

    `vectors` are of the whole passages, unit length, by id. Two passages of different documents say the same when
    nearly every letter and every figure is the same and they are of the same organizations and year: a sentence that
    stands in two places' reports, or in two years' reports of one place, is two statements.
    """
    kept: list[tuple[StoredPassage, list[StoredPassage]]] = []
    by_owner: dict[frozenset[str], list[tuple[StoredPassage, list[StoredPassage]]]] = {}
    for passage in passages:
        peers = by_owner.setdefault(frozenset(passage.organizations), [])
        twin = next((held for first, held in peers if _is_close(first, passage, vectors)), None)
        if twin is None:
            kept.append((passage, []))
            peers.append(kept[-1])
        else:
            twin.append(passage)
    return [(passage, tuple(held)) for passage, held in kept]


def _is_close(one: StoredPassage, other: StoredPassage, vectors: Mapping[int, Vectors]) -> bool:
    if one.document == other.document or abs(len(one.text) - len(other.text)) > LONGER * len(one.text):
        return False
    return float(vectors[one.id] @ vectors[other.id]) >= CLOSE and same_statement(one, other)


def same_statement(one: StoredPassage, other: StoredPassage) -> bool:
    """Whether two passages of different documents say the same of the same."""
    if one.document == other.document or set(one.organizations) != set(other.organizations):
        return False
    if one.date and other.date and one.date[:4] != other.date[:4]:
        return False
    first, second = _said(one.text), _said(other.text)
    if first == second:
        return True
    if sorted(_DIGITS.findall(first)) != sorted(_DIGITS.findall(second)):
        return False
    return Indel.normalized_similarity(first, second) >= ALIKE


def _said(text: str) -> str:
    return _SPOKEN.sub("", fold(text))


def whole_vectors(windows: StoredWindows, passages: Mapping[int, StoredPassage]) -> dict[int, Vectors]:
    """The vectors of the windows that are a whole passage, by passage id."""
    every = zip(windows.passages, windows.stretches, windows.vectors, strict=True)
    return {number: vector for number, stretch, vector in every if stretch == (0, len(passages[number].text))}
