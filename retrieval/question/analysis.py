"""A question taken apart once: its language, what it is about, the quantities in it, the kind of answer it wants."""

import re
from dataclasses import dataclass

from retrieval.numbers import Quantity, quantities
from retrieval.question.answer_type import AnswerType, answer_type
from retrieval.question.concepts import Concept, chinese_concepts, english_concepts
from retrieval.text.folding import HAN, fold, is_traditional
from retrieval.text.glossary import english_words

LONGEST_QUESTION = 2000
"""Characters of a question that are looked at."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, understood as far as it can be without the documents.

    `language` is `zh`, `zh-Hant` or `en`. `concepts` are its content words and what they may be in Chinese; `pairs` the
    pairs of characters in them (Chinese only). `words` are the lower-case words of an English question. `answer` is
    what it asks for.
    """

    text: str
    folded: str
    language: str
    concepts: tuple[Concept, ...]
    pairs: tuple[str, ...]
    words: tuple[str, ...]
    quantities: tuple[Quantity, ...]
    answer: AnswerType

    @property
    def years(self) -> frozenset[int]:
        """The years that it names."""
        return frozenset(q.date.year for q in self.quantities if q.date is not None and q.date.year is not None)

    @property
    def empty(self) -> bool:
        """Whether nothing is asked: no letter, no character, no digit."""
        return not any(character.isalnum() for character in self.text)


def language_of(text: str) -> str:
    """The language of a question: `en` where Latin words outweigh Han characters, else `zh` or `zh-Hant`."""
    han = len(re.findall(f"[{HAN}]", text))
    latin = len(re.findall(r"[A-Za-z]{2,}", text))
    if latin > han or (latin >= 4 and latin * 2 > han):
        return "en"
    return "zh-Hant" if is_traditional(text) else "zh"


def _is_scale(written: str) -> bool:
    """Whether a quantity is only a unit with its scale: `亿元` in `多少亿元`."""
    return not re.search(r"[\d零〇一二两三四五六七八九十半]|[a-z]{3}", fold(written))


def analyse(text: str) -> Question:
    """Take apart a question of any length; more than its first 2,000 characters are not looked at."""
    text = text[:LONGEST_QUESTION]
    folded = fold(text)
    language = language_of(text)
    found = tuple(q for q in quantities(text) if not _is_scale(text[q.start : q.end]))
    words = tuple(english_words(text)) if language == "en" else ()
    chinese, pairs = chinese_concepts(folded, [(q.start, q.end) for q in found])
    latin = (
        english_concepts(text, words)
        if words
        else [Concept(((word, 1.0),)) for word in re.findall(r"[a-z][a-z0-9]+", folded)]
    )
    asked = answer_type(folded, found, latin if words else None)
    return Question(text, folded, language, (*chinese, *latin), tuple(pairs), words, found, asked)
