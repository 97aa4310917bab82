"""What a question is about: its content words, what they may be in Chinese, and how they sound."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

import rjieba

from retrieval.document import Span
from retrieval.question.vocabulary import ASKED_FOR, ASKING
from retrieval.text.field_words import Term
from retrieval.text.folding import HAN
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

_LATIN = re.compile("[a-z][a-z0-9]+")
_CLAUSE_END = re.compile(r"[,，。;；:：、?？]")

_NAME = re.compile(r"(?<![.?!] )(?<!^)\b[A-Z][\w']*")
"""A word with a capital letter that does not begin a sentence."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that a question is about: folded words any of which says it, with how surely each does (0..1).

    `sounds` are the pairs of syllables of a name in pinyin: who has them all, in characters, says it too. `proper` is
    whether it is written as a name, `asked` whether it stands beside the question word: it says what is wanted. `term`
    is the term of the field that it is a word of: whose other forms say it too.
    """

    alternatives: tuple[tuple[str, float], ...]
    sounds: tuple[str, ...] = ()
    proper: bool = False
    asked: bool = False
    term: Term | None = None

    @property
    def meanings(self) -> list[str]:
        """The words that may say it, the unlikely ones left out."""
        return [word for word, score in self.alternatives if score >= _LEAST_GLOSS]


_LEAST_GLOSS = 0.2
"""Score of a translation from which on it may be meant."""


def chinese_concepts(folded: str, taken: Sequence[Span], terms: Sequence[Term]) -> tuple[list[Concept], list[str]]:
    """The content words of a folded text, and the pairs of characters in them, but for the stretches `taken`. `terms`
    are those of the field in it; each that no word of the dictionary is in, or that a user gave, is a word itself."""
    rest = ASKING.sub(lambda match: " " * len(match[0]), folded)
    for start, end in taken:
        rest = rest[:start] + " " * (end - start) + rest[end:]
    beside = _beside(folded)
    names = {word for word, tag in rjieba.tag(folded) if tag.startswith(NAME_TAGS) and len(word) >= 2}
    concepts: list[Concept] = []
    pairs: list[str] = []
    for run in re.finditer(f"[{HAN}]+", rest):
        for word, start, end in rjieba.tokenize(run[0], "search"):
            if word not in FUNCTION_WORDS:
                term = _covering(terms, run.start() + start, run.start() + end)
                concepts.append(_chinese_concept(word, names, beside, term))
        pairs.extend(grams(run[0]))
    for latin in _LATIN.finditer(folded):
        concepts.append(Concept(((latin[0], 1.0),), term=_covering(terms, *latin.span())))
    held = {concept.term for concept in concepts}
    for term in terms:
        written = folded[term.start : term.end]
        if (term not in held or term.given) and all(concept.alternatives[0][0] != written for concept in concepts):
            concepts.append(_chinese_concept(written, names, beside, term))
    return concepts, pairs


def _covering(terms: Sequence[Term], start: int, end: int) -> Term | None:
    """The term that a stretch stands in."""
    return next((term for term in terms if term.start <= start and end <= term.end), None)


def _chinese_concept(word: str, names: Collection[str], beside: Collection[str], term: Term | None) -> Concept:
    whole = term is not None and term.proper and len(word) == term.end - term.start
    return Concept(((word, 1.0),), (), whole or word in names, any(word in head for head in beside), term)


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


def english_concepts(text: str, words: Sequence[str], terms: Sequence[Term]) -> list[Concept]:
    """The content words of an English text, whose lower-case `words` are given, with what they may be in Chinese;
    `terms` are those of the field in it, of whose words no other translations count."""
    entries = look_up(words)
    names = {word for match in _NAME.finditer(text) for word in english_words(match[0])}
    beside = _beside_in_english(words)
    concepts: list[Concept] = []
    for place, word in enumerate(words):
        if word in STOP_WORDS or word.isdigit():
            continue
        scores: dict[str, float] = {word: 1.0}
        term = _covering(terms, place, place + 1)
        for entry in entries:
            if term is None and entry.first <= place < entry.last:
                for translation in entry.translations:
                    scores[translation.word] = max(scores.get(translation.word, 0.0), translation.score)
        proper = word in names and term is None
        sounds = _sounds(word, words[place + 1 :]) if proper else ()
        concepts.append(Concept(tuple(scores.items()), sounds, proper, place in beside, term))
    return concepts


def _beside_in_english(words: Sequence[str]) -> frozenset[int]:
    """The places of the content words that follow the question words of an English question."""
    found: set[int] = set()
    for place, word in enumerate(words):
        if word in ("what", "which", "who", "whose", "many", "much"):
            content = (i for i in range(place + 1, len(words)) if words[i] not in STOP_WORDS)
            found.update(islice(content, BESIDE_IN_ENGLISH))
    return frozenset(found)


def _sounds(word: str, following: Sequence[str]) -> tuple[str, ...]:
    """The pairs of syllables of a name in pinyin; a name of one takes the first of the next word (Wang Bo)."""
    spoken = tuple(syllable for part in word.split("'") for syllable in syllables(part))
    if len(spoken) == 1 and following:
        spoken += syllables(following[0])[:1]
    return tuple(first + second for first, second in pairwise(spoken))
