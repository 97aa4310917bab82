"""Questions that a library does not answer, made of those that it does.

What people ask in vain is mostly near to what stands there: the fact of another place, another year, a detail that was
left out. So each answerable question is spoilt in these ways, and what is known to be answered all the same left out:

    other organization   the organization named is replaced by another of the library, unless that says nearly the same
    other year           the year named is replaced by one of which the organization's passages do not speak
    other word           a word that the answering passage has is replaced by a word of other questions
    other side           one of two words that are asked of alike (imports, exports) is replaced by the other
    cut out              the question stays, what answers it is cut out of every passage
"""

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import rjieba

from benchmarks.sets import Asked, bare, holds
from embeddings import Encoder
from retrieval.indexes.dense import Vectors
from retrieval.passages.windows import windows
from retrieval.question.analysis import Question, language_of
from retrieval.question.organization_index import OrganizationIndex
from retrieval.search.candidates import Gathered
from retrieval.storage.passages import StoredPassage
from retrieval.text.folding import fold
from retrieval.text.organization_aliases import place
from retrieval.text.sentences import sentences
from retrieval.text.stopwords import STOP_WORDS
from retrieval.text.tokens import grams

LEAST_LEFT = 15
"""Characters that must be left of a passage for it to stay when what answers is cut out."""

SHORT = 10
"""Characters up to which evidence is only the answer itself: then its whole sentence is cut out."""

NEARLY = 0.5
"""Share of the pairs of characters of the evidence from which on another sentence says nearly the same."""

SIDES = [line.split() for line in Path(__file__).with_name("sides.txt").read_text(encoding="utf-8").splitlines()]
"""Words that are asked of alike, of which a passage may have the one and not the other."""

_YEAR = re.compile(r"(?<!\d)20[12]\d(?!\d)")


def without_evidence(found: Gathered, asked: Asked, encoder: Encoder, vector: Vectors) -> Gathered:
    """The candidates of a question as they would be if the documents did not say what answers it."""
    passages: list[StoredPassage] = []
    cosines = dict(found.scores.cosines)
    for passage in found.passages:
        if holds(passage.text, passage.document_name, asked):
            text = cut_out(passage.text, asked.evidence)
            if len(text) < LEAST_LEFT:
                continue
            passage = replace(passage, text=text, sentences=tuple(sentences(text)))
            stretches = windows(text, passage.sentences, passage.context, encoder)
            vectors = encoder.encode_passages([window.encoded for window in stretches])
            cosines[passage.id] = {
                (w.start, w.end): float(row @ vector) for w, row in zip(stretches, vectors, strict=True)
            }
        passages.append(passage)
    return Gathered(passages, replace(found.scores, cosines=cosines), found.alike)


def cut_out(text: str, evidence: Sequence[str]) -> str:
    """A text without what answers: without these pieces or, of short ones, the sentences that they stand in."""
    for piece in map(bare, evidence):
        while piece:
            letters = [(letter, place) for place, character in enumerate(text) for letter in bare(character)]
            at = "".join(letter for letter, _ in letters).find(piece)
            if at < 0:
                break
            start, end = letters[at][1], letters[at + len(piece) - 1][1] + 1
            if len(piece) < SHORT:
                for first, last in sentences(text):
                    if first < end and start < last:
                        start, end = min(start, first), max(end, last)
            text = text[:start] + text[end:]
    return text.strip("，,。；;、 \n")


def other_organization(
    question: Question,
    asked: Asked,
    named: frozenset[str],
    names: OrganizationIndex,
    passages: Sequence[StoredPassage],
    draw: random.Random,
) -> str | None:
    """The question asked of another organization, or None where it names none or every other one says nearly the
    same. `passages` are all of the library. Every article has an author, whether its text says so or not."""
    if len(named) != 1 or question.answer.kind == "author":
        return None
    (name,) = named
    written = _form_in(question, names.forms(name))
    others = sorted({o for p in passages for o in p.organizations} - named)
    draw.shuffle(others)
    for other in others:
        theirs = [p.text for p in passages if other in p.organizations and name not in p.organizations]
        if written and theirs and not _says_nearly(theirs, asked.evidence):
            start, end = written
            latin = question.text[start:end].isascii()
            return question.text[:start] + (_in_latin(names, other) if latin else place(other)) + question.text[end:]
    return None


def _form_in(question: Question, forms: frozenset[str]) -> tuple[int, int] | None:
    for form in sorted(forms, key=len, reverse=True):
        if (at := question.folded.find(form)) >= 0:
            return at, at + len(form)
    return None


def _in_latin(names: OrganizationIndex, name: str) -> str:
    return max((form for form in names.forms(name) if form.isascii()), key=len, default=name).capitalize()


def _says_nearly(texts: Sequence[str], evidence: Sequence[str]) -> bool:
    for piece in evidence:
        wanted = set(grams(fold(re.sub(r"\s+", "", piece))))
        for text in texts:
            folded = fold(re.sub(r"(?<=\W) +| +(?=\W)", "", text))
            for start, end in sentences(folded):
                if len(wanted) < 2 or len(wanted & set(grams(folded[start:end]))) >= NEARLY * len(wanted):
                    return True
    return False


def other_year(
    question: Question, named: frozenset[str], passages: Sequence[StoredPassage], draw: random.Random
) -> str | None:
    """The question asked of another year, of which the organizations named do not speak; None where it names no
    year."""
    match = _YEAR.search(question.text)
    if not match:
        return None
    theirs = [p for p in passages if not named or named & set(p.organizations)]
    said = {year for p in theirs for year in _YEAR.findall(p.text + " ".join((*p.headings, p.date or "")))}
    year = int(match[0])
    silent = [str(y) for y in (*range(year - 4, year), year + 1, year + 2) if str(y) not in said]
    return question.text[: match.start()] + draw.choice(silent) + question.text[match.end() :] if silent else None


def content_words(text: str) -> list[str]:
    """The words of a question that could be asked about: nouns and names in Chinese, words that are no stop words in
    English."""
    if language_of(text) == "en":
        found = re.findall(r"(?<![\w'-])[A-Za-z]{4,}(?![\w'-])", text[1:])
        return [word for word in found if word.lower() not in STOP_WORDS]
    return [word for word, tag in rjieba.tag(text) if len(word) >= 2 and (tag[0] == "n" or tag == "vn")]


def other_word(question: Question, passage: str, words: Sequence[str], draw: random.Random) -> str | None:
    """The question with one of its content words, what it asks for where that can be told, replaced by one of `words`
    of which `passage`, that answers it, says nothing; None where there is no such word."""
    asked = {written for concept in question.concepts if concept.asked for written, _ in concept.alternatives[:1]}
    own = content_words(question.text)
    own = [word for word in own if fold(word) in asked] or own
    if not own:
        return None
    word, said = draw.choice(own), fold(passage)
    others = [w for w in words if w[0].isupper() == word[0].isupper() and fold(w) not in said + question.folded]
    return question.text.replace(word, draw.choice(others), 1) if others else None


def other_side(question: Question, passage: str, draw: random.Random) -> str | None:
    """The question with one of two words that are asked of alike replaced by the other, of which `passage`, that
    answers it, says nothing; None where it has no such word."""
    said = fold(passage)
    found = [
        (one, other)
        for pair in SIDES
        for one, other in (pair, pair[::-1])
        if re.search(rf"(?<![a-z]){one}(?![a-z])", question.text) and other not in said
    ]
    return question.text.replace(*draw.choice(found), 1) if found else None
