"""A question taken apart once: its language, what it is about, the quantities in it, the kind of answer it wants."""

import re
from dataclasses import dataclass

from retrieval.numbers import Quantity, quantities
from retrieval.question.answer_type import AnswerType, answer_type
from retrieval.question.concepts import Concept, chinese_concepts, english_concepts
from retrieval.text.field_words import FieldWords, Term, shipped, stands
from retrieval.text.folding import HAN, fold, is_traditional
from retrieval.text.glossary import english_words
from retrieval.text.tokens import places

_ENGLISH_START = re.compile(
    r"\s*(?:what|which|who|whose|when|where|why|how|is|are|was|were|do|does|did|has|have)\b", re.IGNORECASE | re.ASCII
)

LONGEST_QUESTION = 2000
"""Characters of a question that are looked at."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, understood as far as it can be without the documents.

    `language` is `zh`, `zh-Hant` or `en`. `concepts` are its content words and what they may be in Chinese; `pairs` the
    pairs of characters in them (Chinese only). `words` are the lower-case words of an English question. `answer` is
    what it asks for. `terms` are the terms of the field in it: places in the folded text, in English among `words`.
    """

    text: str
    folded: str
    language: str
    concepts: tuple[Concept, ...]
    pairs: tuple[str, ...]
    words: tuple[str, ...]
    quantities: tuple[Quantity, ...]
    answer: AnswerType
    terms: tuple[Term, ...] = ()

    @property
    def years(self) -> frozenset[int]:
        """The years that it names."""
        return frozenset(q.date.year for q in self.quantities if q.date is not None and q.date.year is not None)

    @property
    def named_terms(self) -> list[tuple[str, Term]]:
        """The terms of the field that stand in the clause of the question word and before it, in English anywhere, with
        what they are called there."""
        if self.words:
            return [(" ".join(self.words[term.start : term.end]), term) for term in self.terms]
        end = self.answer.slot[0] if self.answer.slot else len(self.folded)
        begin = max(self.folded.rfind(mark, 0, end) for mark in ",;。") + 1
        return [(self.folded[t.start : t.end], t) for t in self.terms if begin <= t.start and t.end <= end]

    def term_of(self, written: str) -> Term | None:
        """The term of the field of which a part of this Chinese question is one, None where it also stands outside of
        one."""
        if self.words or not self.terms:
            return None
        found = [
            next((term for term in self.terms if term.start <= at and at + len(written) <= term.end), None)
            for at in places(written, self.folded)
        ]
        return found[0] if found and all(found) else None

    def otherwise(self, written: str, folded: str) -> bool:
        """Whether a folded text has another form of the term of which a part of this question is one."""
        term = self.term_of(written)
        return term is not None and any(stands(term.forms, term.longer, folded))

    def worded_as(self, folded: str) -> str:
        """This Chinese question, folded, with its terms of the field as a folded text says them, where it says them
        only otherwise."""
        said = self.folded
        for term in reversed(self.terms):
            if said[term.start : term.end] not in folded:
                at = next(stands(term.forms, term.longer, folded), None)
                form = folded[slice(*at)] if at is not None else said[term.start : term.end]
                said = said[: term.start] + form + said[term.end :]
        return said

    @property
    def empty(self) -> bool:
        """Whether nothing is asked: no letter, no character, no digit."""
        return not any(character.isalnum() for character in self.text)


def language_of(text: str) -> str:
    """The language of a question: `en` where Latin words outweigh Han characters or it begins as an English question
    does, else `zh` or `zh-Hant`."""
    han = len(re.findall(f"[{HAN}]", text))
    latin = len(re.findall(r"[A-Za-z]{2,}", text))
    if latin > han or (latin >= 4 and latin * 2 > han) or (latin >= 2 and _ENGLISH_START.match(text)):
        return "en"
    return "zh-Hant" if is_traditional(text) else "zh"


def _is_scale(written: str) -> bool:
    """Whether a quantity is only a unit with its scale: `亿元` in `多少亿元`."""
    return not re.search(r"[\d零〇一二两三四五六七八九十半]|[a-z]{3}", fold(written))


def analyse(text: str, field_words: FieldWords | None = None) -> Question:
    """Take apart a question of any length; more than its first 2,000 characters are not looked at. `field_words` are
    the words of the field, those that ship unless told."""
    text = text[:LONGEST_QUESTION]
    folded = fold(text)
    language = language_of(text)
    found = tuple(q for q in quantities(text) if not _is_scale(text[q.start : q.end]))
    known = shipped() if field_words is None else field_words
    words = tuple(english_words(text)) if language == "en" else ()
    terms = known.in_words(words) if words else known.in_text(folded)
    concepts, pairs = chinese_concepts(folded, [(q.start, q.end) for q in found], () if words else terms)
    latin = english_concepts(text, words, terms) if words else None
    if latin is not None:
        concepts = [*(c for c in concepts if not c.alternatives[0][0].isascii()), *latin]
    asked = answer_type(folded, found, latin)
    return Question(text, folded, language, tuple(concepts), tuple(pairs), words, found, asked, tuple(terms))
