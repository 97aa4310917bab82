"""What a question asks: its language, what it is about, the quantities in it, and the kind of answer it wants."""

import re
from dataclasses import dataclass
from itertools import islice, pairwise

import rjieba

from retrieval.numbers import Quantity, quantities
from retrieval.question.vocabulary import (
    ASKED_FOR,
    ASKING,
    KINDS,
    NUMBER_WANTED,
    UNITS,
    Kind,
)
from retrieval.text.folding import HAN, fold, is_traditional
from retrieval.text.glossary import english_words, look_up
from retrieval.text.pinyin import syllables
from retrieval.text.stopwords import FUNCTION_WORDS, STOP_WORDS
from retrieval.text.tokens import grams

BESIDE = 9
"""Characters on either side of a Chinese question word in which it says what is wanted (`工作人员有多少名`)."""

BESIDE_IN_ENGLISH = 2
"""Content words after an English question word that say what is wanted."""

NAME_TAGS = ("nr", "ns", "nt", "nz")
"""jieba's tags of people, places, bodies and other names."""

_CLAUSE_END = re.compile(r"[,，。;；:：、?？]")

_NAME = re.compile(r"(?<![.?!] )(?<!^)\b[A-Z][\w']*")
"""A word with a capital letter that does not begin a sentence."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that a question is about: folded words any of which says it, with how surely each does (0..1).

    `sounds` are the pairs of syllables of a name in pinyin: who has them all, in characters, says it too. `proper` is
    whether it is written as a name, `asked` whether it stands beside the question word: it says what is wanted.
    """

    alternatives: tuple[tuple[str, float], ...]
    sounds: tuple[str, ...] = ()
    proper: bool = False
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question, understood as far as it can be without the documents.

    `language` is `zh`, `zh-Hant` or `en`. `concepts` are its content words and what they may be in Chinese; `pairs` the
    pairs of characters in them (Chinese only). `words` are the lower-case words of an English question. `units` are the
    classes of unit that the quantity asked for may have, `measure` its measure word, as far as the question tells.
    """

    text: str
    folded: str
    language: str
    kind: Kind
    concepts: tuple[Concept, ...]
    pairs: tuple[str, ...]
    words: tuple[str, ...]
    quantities: tuple[Quantity, ...]
    units: frozenset[str]
    measure: str | None

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


def kind_of(folded: str) -> Kind:
    """The kind of answer that a folded question wants, told by its question words."""
    return next((kind for kind, pattern in KINDS if pattern.search(folded)), "other")


def units_of(folded: str) -> tuple[frozenset[str], str | None]:
    """The classes of unit that the quantity asked for may have, and its measure word where the question has one.

    They are told by what stands where the number would (多少座, how many projects), or by what is asked after (a
    rate, a sum, an area, a time). No classes: it cannot be told.
    """
    match = NUMBER_WANTED.search(folded)
    if match:
        read = quantities(folded[: match.start()] + "5 " + folded[match.end() :])
        there = [q for q in read if q.start <= match.start() < q.end and not q.bare]
        if there:
            return frozenset({there[0].unit}), there[0].measure
    return next((units for pattern, units in UNITS if pattern.search(folded)), frozenset()), None


def _chinese_concepts(folded: str, taken: list[tuple[int, int]]) -> tuple[list[Concept], list[str]]:
    rest = ASKING.sub(lambda match: " " * len(match[0]), folded)
    for start, end in taken:
        rest = rest[:start] + " " * (end - start) + rest[end:]
    beside = _beside(folded)
    names = {word for word, tag in rjieba.tag(folded) if tag.startswith(NAME_TAGS) and len(word) >= 2}
    concepts: list[Concept] = []
    pairs: list[str] = []
    for run in re.findall(f"[{HAN}]+", rest):
        for word in rjieba.cut_for_search(run):
            if word not in FUNCTION_WORDS:
                concepts.append(
                    Concept(((word, 1.0),), proper=word in names, asked=any(word in head for head in beside))
                )
        pairs.extend(grams(run))
    return concepts, pairs


def _beside(folded: str) -> set[str]:
    """The content words next to the question words of a folded Chinese question, within its clause: the last one before
    (`总投资` 有多少), the first two after (多少名 `工作人员`)."""
    found: set[str] = set()
    for match in ASKED_FOR.finditer(folded):
        before = _CLAUSE_END.split(folded[max(0, match.start() - BESIDE) : match.start()])[-1]
        after = _CLAUSE_END.split(folded[match.end() : match.end() + BESIDE])[0]
        found.update(_content(before)[-1:] + _content(after)[:2])
    return found


def _content(folded: str) -> list[str]:
    return [
        word for word in rjieba.cut(folded) if len(word) >= 2 and word not in FUNCTION_WORDS and not ASKING.match(word)
    ]


def _english_concepts(text: str, words: list[str]) -> list[Concept]:
    entries = look_up(words)
    names = {word for match in _NAME.finditer(text) for word in english_words(match[0])}
    beside = _beside_in_english(words)
    concepts: list[Concept] = []
    for place, word in enumerate(words):
        if word in STOP_WORDS or word.isdigit():
            continue
        scores: dict[str, float] = {word: 1.0}
        for entry in entries:
            if entry.first <= place < entry.last:
                for translation in entry.translations:
                    scores[translation.word] = max(scores.get(translation.word, 0.0), translation.score)
        proper = word in names
        sounds = _sounds(word, words[place + 1 :]) if proper else ()
        concepts.append(Concept(tuple(scores.items()), sounds, proper, place in beside))
    return concepts


def _beside_in_english(words: list[str]) -> frozenset[int]:
    """The places of the content words that follow the question words of an English question."""
    found: set[int] = set()
    for place, word in enumerate(words):
        if word in ("what", "which", "who", "whose", "many", "much"):
            content = (i for i in range(place + 1, len(words)) if words[i] not in STOP_WORDS)
            found.update(islice(content, BESIDE_IN_ENGLISH))
    return frozenset(found)


def _sounds(word: str, following: list[str]) -> tuple[str, ...]:
    """The pairs of syllables of a name in pinyin; a name of one takes the first of the next word (Wang Bo)."""
    spoken = tuple(syllable for part in word.split("'") for syllable in syllables(part))
    if len(spoken) == 1 and following:
        spoken += syllables(following[0])[:1]
    return tuple(first + second for first, second in pairwise(spoken))


def _is_scale(written: str) -> bool:
    """Whether a quantity is only a unit with its scale: `亿元` in `多少亿元`."""
    return not re.search(r"[\d零〇一二两三四五六七八九十半]|[a-z]{3}", fold(written))


def analyse(text: str) -> Question:
    """Read a question of any length; more than its first 2,000 characters are not looked at."""
    text = text[:2000]
    folded = fold(text)
    language = language_of(text)
    found = [q for q in quantities(text) if not _is_scale(text[q.start : q.end])]
    words = english_words(text) if language == "en" else []
    chinese, pairs = _chinese_concepts(folded, [(q.start, q.end) for q in found])
    latin = (
        _english_concepts(text, words)
        if words
        else [Concept(((w, 1.0),)) for w in re.findall(r"[a-z][a-z0-9]+", folded)]
    )
    return Question(
        text, folded, language, kind_of(folded), (*chinese, *latin), tuple(pairs), tuple(words), tuple(found),
        *units_of(folded),
    )  # fmt: skip
