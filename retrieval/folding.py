"""The same passage from several sources is one passage: a report as PDF and as a web page is not two answers."""

import difflib
import re
from collections.abc import Mapping, Sequence

import numpy as np

from retrieval.document import Span
from retrieval.store import StoredPassage
from retrieval.vectors import Vectors
from retrieval.words import fold

CLOSE = 0.98
"""Cosine from which two whole passages are compared character by character; a passage and itself with a hundredth of
its characters misread have more."""

ALIKE = 0.95
"""Share of characters (`difflib.SequenceMatcher.ratio`) from which on two passages say the same: what recognition of
print or another program's punctuation makes of one text."""

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
    rows = np.stack([vectors[passage.id] for passage in passages]) if passages else np.zeros((0, 1))
    close = rows @ rows.T >= CLOSE
    kept: list[int] = []
    held: dict[int, list[StoredPassage]] = {}
    for index, passage in enumerate(passages):
        twin = next((i for i in kept if close[i, index] and same_statement(passages[i], passage)), None)
        if twin is None:
            kept.append(index)
            held[index] = []
        else:
            held[twin].append(passage)
    return [(passages[index], tuple(held[index])) for index in kept]


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
    return difflib.SequenceMatcher(None, first, second, autojunk=False).ratio() >= ALIKE


def _said(text: str) -> str:
    return _SPOKEN.sub("", fold(text))


def whole_vectors(
    windows: Sequence[tuple[int, Span, Vectors]], passages: Mapping[int, StoredPassage]
) -> dict[int, Vectors]:
    """Of stored windows, those that are a whole passage, by passage id."""
    return {number: vector for number, stretch, vector in windows if stretch == (0, len(passages[number].text))}
