"""The measure that comes nearest to one that nobody states."""

import re

import rjieba
from sqlalchemy import Connection

from retrieval.across.asked.measure import NOUN, Measure
from retrieval.indexes.lexical import Term
from retrieval.numbers import quantities
from retrieval.search.candidates import Snapshot
from retrieval.storage.passages import passages_by_id
from retrieval.text.field_words import FieldWords
from retrieval.text.folding import HAN, fold
from retrieval.text.tokens import grams

_LOOKED_AT = 20
"""Passages in which a measure of a like name is looked for."""

_VERB = 5
"""Characters of the longest verb before a figure (增长率达到)."""

_NAMES = ("n", "j", "l", "vn")
"""Parts of speech that a name of a measure ends with."""

_LEAST_SHARED = 0.34
"""Share of the pairs of characters of both names that two like names have in common (Dice's coefficient)."""


def nearest_measure(db: Connection, snapshot: Snapshot, measure: Measure, among: frozenset[int] | None) -> str | None:
    """What the measure is called, of those with a figure, whose name has most in common with the one asked for; None
    where none is like it."""
    wanted = {pair for part in measure.parts for pair in grams(part.forms[0])}
    if not wanted:
        return None
    found = snapshot.indexes.lexical.search([[Term("grams", pair)] for pair in sorted(wanted)], _LOOKED_AT, among)
    known = {form for part in measure.parts for form in part.forms}
    best: tuple[float, str] = (0.0, "")
    for passage in passages_by_id(db, found).values():
        text = fold(passage.text)
        for q in quantities(passage.text):
            name = _named_before(text[max(0, q.start - 24) : q.start], snapshot.field_words)
            if name in known:
                continue
            pairs = set(grams(name))
            shared = 2 * len(pairs & wanted) / max(1, len(pairs) + len(wanted))
            best = max(best, (shared, name)) if len(name) > 2 else best
    return best[1] if best[0] >= _LEAST_SHARED else None


def _named_before(text: str, field: FieldWords) -> str:
    """The term of the field or the noun phrase that the words before a figure end with, without the verb between."""
    terms = field.in_text(text)
    if terms and len(text) - terms[-1].end <= _VERB:
        return text[terms[-1].start : terms[-1].end]
    clause = re.split(rf"[^{HAN}]", text)
    tagged = rjieba.tag(next((run for run in reversed(clause) if run), ""), False)
    tagged = [(word, "n" if NOUN.fullmatch(word) else tag) for word, tag in tagged]
    while tagged and not tagged[-1][1].startswith(_NAMES):
        tagged.pop()
    phrase: list[str] = []
    for word, tag in reversed(tagged):
        if not tag.startswith((*_NAMES, "b", "a", "i", "s", "z")):
            break
        phrase.insert(0, word)
    return "".join(phrase)
