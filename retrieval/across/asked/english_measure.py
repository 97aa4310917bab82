"""The measure that an English question asks for, in the Chinese of the reports."""

import re
from collections.abc import Iterable, Sequence

from retrieval.across.asked.measure import ECONOMY, PRICES, Part, blank, economy, merged, others
from retrieval.document import Span
from retrieval.question.concepts import english_concepts
from retrieval.text.field_words import FieldWords
from retrieval.text.glossary import english_words, stem
from retrieval.text.stopwords import STOP_WORDS

_LEAST_COVERED = 0.75
"""Share of the words of an English term that a question must hold, where it does not hold it whole."""

_LEAST_GLOSS = 0.5
"""Score of a translation from which on it may stand for an English word."""

_NOISE_WORDS = """
province provincial region regional zone city county report reported stated state states set target goal plan planned
aim growth grow grew growing grown rate rates rise rose increase increased fast faster fastest slow slowest high higher
highest low lower lowest large larger largest small smaller smallest most least fewest top bottom first list show give
compare government work annual year actual actually expected projected forecast number amount figure figures value
level total size compound much many did achieve achieved reach reached exceed exceeded over under above below than more
less fewer percent percentage per cent main how what which its their respective respectively among across table rank
ranking ranked order ordered sort sorted chart plot bar named name names every each say says said mention mentioned
according built build building complete completed start started add added make made produce produced have had spend
spent get got do does post posted record recorded register registered fell fall decline declined drop dropped down up
"""
_NOISE = frozenset(_NOISE_WORDS.split())

_CODE = re.compile(r"\b(?:\d+[A-Za-z]|[A-Za-z]+\d)[A-Za-z\d.]*")
"""Letters with digits: what they name is another thing than what stands behind them (5G users)."""


def english_measure(
    text: str, taken: Iterable[Span], field: FieldWords
) -> tuple[str, tuple[Part, ...], frozenset[str]] | None:
    """The same of an English question, as it was written."""
    rest = blank(text, taken)
    asked = english_words(rest)
    stems = [stem(word) for word in asked]
    parts: list[Part] = []
    used: set[int] = set()
    named: list[str] = []
    terms = _english_terms(stems, field)
    joined = _joined_terms(terms, stems, field)
    if joined is not None:
        parts.append(joined)
        used |= {place for places, _ in terms for place in places}
        named.append(" ".join(asked[place] for place in sorted(used)))
        terms = []
    for places, term in terms:
        parts.append(
            Part(tuple(f for f in field.same(term) if not f.isascii() or len(f) <= 6), _longer_of(field, term))
        )
        used |= places
        named.append(term)
    lowered = rest.lower()
    for pattern, called in ((ECONOMY, "地区生产总值"), (PRICES, "居民消费价格")):
        match = pattern.search(lowered)
        if match is None or (pattern is ECONOMY and not _english_bare(lowered[: match.start()])):
            continue
        used |= {i for i, s in enumerate(stems) if s in ("economi", "econom", "inflat")}
        if not parts:
            parts.append(economy() if called == "地区生产总值" else Part(field.same(called)))
            named.append("economic growth" if called == "地区生产总值" else "consumer prices")
    coded = {word for code in _CODE.findall(rest) for word in english_words(code)}
    if any(word in coded and place not in used for place, word in enumerate(asked)):
        return None
    further = [place for place, word in enumerate(asked) if place not in used and not _english_noise(word)]
    concepts = {c.alternatives[0][0]: c for c in english_concepts(" ".join(asked), asked, ())}
    for place in further:
        beside = place + 1 in used or place + 1 in further or place - 1 in used
        concept = concepts.get(asked[place])
        said = (
            tuple(w for w, score in concept.alternatives[1:] if score >= _LEAST_GLOSS and len(w) > 1) if concept else ()
        )
        if not said and (beside or not parts):
            return None  # half a name is another: 5G base stations are no bases
        if said and (not parts or beside):
            parts.append(Part((*said, *(form for word in said for form in field.same(f"{word}总额")[1:]))))
            named.append(asked[place])
    return (" ".join(named), tuple(merged(parts)), frozenset()) if parts else None


def _english_bare(before: str) -> bool:
    """Whether no word before one for the economy makes it one of a kind (the digital economy)."""
    words = english_words(before)
    return not words or _english_noise(words[-1])


def _english_noise(word: str) -> bool:
    return word in STOP_WORDS or word in _NOISE or word.isdigit() or len(word) < 2


def _english_terms(stems: Sequence[str], field: FieldWords) -> list[tuple[set[int], str]]:
    """The English terms that a question says, whole or by most of their words, those of more words first: no word of it
    is said twice over unless a term adds another."""
    found: list[tuple[float, set[int], str]] = []
    for line in (*field.lines, *field.given):
        for term in line.terms:
            if not term.isascii():
                continue
            wanted = [stem(word) for word in english_words(term) if word not in STOP_WORDS]
            if not wanted:
                continue
            places = {i for i, s in enumerate(stems) if s in wanted}
            covered = len({stems[i] for i in places}) / len(set(wanted))
            whole = covered == 1.0
            if whole or (covered >= _LEAST_COVERED and len(set(wanted)) >= 4):
                found.append((len({stems[i] for i in places}) + (0.5 if whole else 0.0), places, term))
    chosen: list[tuple[set[int], str]] = []
    used: set[int] = set()
    for _, places, term in sorted(found, key=lambda one: (-one[0], len(one[2]))):
        if not places <= used and not (len(places) == 1 and places & used):
            chosen.append((places, term))
            used |= places
    return chosen


def _joined_terms(terms: Sequence[tuple[set[int], str]], stems: Sequence[str], field: FieldWords) -> Part | None:
    """The one term that two which share a word make: 规上工业 and 工业增加值 are 规上工业增加值. None where they make
    none, or each has the word for itself."""
    shared = terms[0][0] & terms[1][0] if len(terms) == 2 else set()
    if not shared or len({stems[place] for place in shared}) < len(shared):
        return None
    forms = [[form for form in field.same(term) if not form.isascii()] for _, term in terms]
    for one, other in (forms, forms[::-1]):
        for first in one:
            for second in other:
                size = next((n for n in range(min(len(first), len(second)), 1, -1) if first.endswith(second[:n])), 0)
                whole = first + second[size:]
                if size and len(field.same(whole)) > 1:
                    return Part(field.same(whole), _longer_of(field, whole))
    return None


def _longer_of(field: FieldWords, term: str) -> tuple[str, ...]:
    """The terms for other things that hold a form of a term."""
    found: list[str] = []
    for form in field.same(term):
        if not form.isascii():
            for known in field.in_text(form):
                if known.end - known.start == len(form):
                    found += known.longer
    return others(field.same(term), dict.fromkeys(found))
