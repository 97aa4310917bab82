"""Words of the field: what one thing is called in full, in short, as an abbreviation and in English.

`data/words.txt` holds those that ship and says how it is written: one concept a line, `term = term = …`. Users add
theirs in the same form, or a word by itself as in jieba's user dictionary: `word`, `word 5`, `word 5 nz`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

import rjieba

from retrieval.text.folding import HAN, fold
from retrieval.text.glossary import english_words, stem
from retrieval.text.tokens import places

LONGEST_TERM = 100
"""Characters of the longest term; a longer one is no word but a sentence."""

_DATA = Path(__file__).parents[1] / "data" / "words.txt"
_ENTRY = re.compile(r"(?P<word>\S+|[^\W\d][\x20-\x7e]*?)(?:\s+\d+)?(?:\s+(?P<tag>[a-z]{1,4}))?", re.ASCII)
_PROPER = ("nr", "ns", "nt", "nz")
_LATIN = re.compile("[a-z]")
_LETTER = re.compile(rf"[{HAN}A-Za-z]")


@dataclass(frozen=True, slots=True)
class Line:
    """What a line of such a file says: folded terms for one thing, and whether that is a name."""

    terms: tuple[str, ...]
    proper: bool = False


def read_line(text: str) -> Line | None:
    """What a line says; None for an empty one or a remark (`# …`).

    Raises ValueError with what is wrong and what to write instead.
    """
    text = text.strip()
    if not text or text.startswith("#"):
        return None
    if "=" not in text:
        entry = _ENTRY.fullmatch(text)
        if entry is None:
            raise ValueError(
                f"{text!r} is no word with a frequency and a tag. Write `word`, `word 5` or `word 5 n`; "
                "for words that mean the same, `word = other word`"
            )
        return Line((_term(entry["word"]),), (entry["tag"] or "").startswith(_PROPER))
    terms = tuple(dict.fromkeys(_term(part.strip()) for part in text.split("=")))
    if len(terms) < 2:
        raise ValueError(f"{text!r} says that a word means itself. Write `word = other word`")
    return Line(terms)


def _term(written: str) -> str:
    if not written:
        raise ValueError("a word is missing beside `=`. Write `word = other word`")
    if len(written) > LONGEST_TERM:
        raise ValueError(f"{written[:12]!r}… has over {LONGEST_TERM} characters. Write a shorter word")
    if len(written) < 2 or not _LETTER.search(written):
        raise ValueError(f"{written!r} is too short, or has no letter, to tell anything. Write a longer word")
    return fold(" ".join(written.split()))


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the field in a text: where it stands, the other `forms` for the same thing, and the `longer` terms for
    other things that reach into one of them, where it is not said; whether it is a name, and whether a user gave it."""

    start: int
    end: int
    forms: tuple[str, ...]
    longer: tuple[str, ...]
    proper: bool = False
    given: bool = False


@dataclass(frozen=True)
class FieldWords:
    """A collection of such lines. `given` are those of users: a line of theirs adds to the concept of which it has a
    term."""

    lines: tuple[Line, ...]
    given: tuple[Line, ...] = ()
    _longer: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def _concepts(self) -> dict[str, Line]:
        """Each term's concept."""
        found: dict[str, Line] = {}
        for line in (*self.lines, *self.given):
            known = [found[term] for term in line.terms if term in found]
            terms = tuple(dict.fromkeys(term for one in (*known, line) for term in one.terms))
            concept = Line(terms, line.proper or any(one.proper for one in known))
            found.update(dict.fromkeys(terms, concept))
        return found

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        ordered = sorted(self._concepts, key=lambda term: (-len(term), term))
        return re.compile("|".join(map(re.escape, ordered)) or r"(?!)")

    @cached_property
    def _english(self) -> dict[tuple[str, ...], str]:
        """The terms of Latin letters by the stems of their words."""
        latin = (term for term in self._concepts if term.isascii())
        return {tuple(map(stem, english_words(term))): term for term in latin}

    @cached_property
    def _own(self) -> frozenset[str]:
        return frozenset(term for line in self.given for term in line.terms)

    def in_text(self, folded: str) -> list[Term]:
        """The terms in a folded text, the longest of those that overlap; each of whole words."""
        bounds = _bounds(folded)
        found: list[Term] = []
        at = 0
        while match := self._pattern.search(folded, at):
            whole = match[0] in self._own or ({match.start(), match.end()} <= bounds)
            if whole and match.start() in _places(match[0], folded):
                found.append(self._term(match[0], match.start(), match.end()))
                at = match.end()
            else:
                at = match.start() + 1
        return found

    def in_words(self, words: Sequence[str]) -> list[Term]:
        """The terms in an English text of these lower-case words; their places are numbers of words."""
        stems = [stem(word) for word in words]
        longest = max(map(len, self._english), default=0)
        found: list[Term] = []
        first = 0
        while first < len(stems):
            lengths = range(min(longest, len(stems) - first), 0, -1)
            last = next((first + n for n in lengths if tuple(stems[first : first + n]) in self._english), None)
            if last is None:
                first += 1
            else:
                found.append(self._term(self._english[tuple(stems[first:last])], first, last))
                first = last
        return found

    def same(self, term: str) -> tuple[str, ...]:
        """The folded terms for the same thing as a folded one, itself first."""
        concept = self._concepts.get(term)
        return tuple(dict.fromkeys((term, *concept.terms))) if concept else (term,)

    def _term(self, written: str, start: int, end: int) -> Term:
        concept = self._concepts[written]
        forms = tuple(term for term in concept.terms if term != written)
        longer = tuple(dict.fromkeys(other for term in concept.terms for other in self.holding(term)))
        return Term(start, end, forms, longer, concept.proper, written in self._own)

    def holding(self, term: str) -> tuple[str, ...]:
        """The terms for something else in which a folded term stands, or its beginning does, but not at theirs: 人均GDP
        of GDP, 进出口 of 出口额. The term need not be one of the field."""
        if term not in self._longer:
            own = self._concepts.get(term)
            others = (other for other in self._concepts if self._concepts[other] is not own)
            self._longer[term] = tuple(other for other in others if term in other[1:] or _reaches(other, term))
        return self._longer[term]


def _reaches(other: str, term: str) -> bool:
    """Whether a term ends with what another begins with, two characters at the least."""
    return any(other.endswith(term[:length]) for length in range(2, min(len(other), len(term))))


def _bounds(folded: str) -> set[int]:
    """Where words of a folded text begin and end."""
    found = {0}
    at = 0
    for word in rjieba.cut(folded):
        at += len(word)
        found.add(at)
    return found


def _places(term: str, folded: str) -> list[int]:
    """Where a term begins in a folded text; one of Latin letters only where no letter stands beside it."""
    found = places(term, folded)
    if found and term.isascii():
        around = ((at, folded[max(0, at - 1) : at], folded[at + len(term) :][:1]) for at in found)
        found = [at for at, before, behind in around if not (_LATIN.match(before) or _LATIN.match(behind))]
    return found


def stands(forms: Iterable[str], longer: Iterable[str], folded: str) -> Iterator[tuple[int, int]]:
    """Where one of the forms stands in a folded text, but not where one of the `longer` terms reaches into it."""
    found = [(at, at + len(form)) for form in forms for at in _places(form, folded)]
    if found:
        covered = [(at, at + len(term)) for term in longer for at in _places(term, folded)]
        yield from ((a, b) for a, b in found if not any(c < a < d for c, d in covered))


@cache
def shipped() -> FieldWords:
    """The words that ship."""
    lines = map(read_line, _DATA.read_text(encoding="utf-8").splitlines())
    return FieldWords(tuple(line for line in lines if line is not None))


def with_given(written: Iterable[str]) -> FieldWords:
    """The words that ship with those in lines that users wrote, each of which can be read."""
    given = tuple(line for line in map(read_line, written) if line is not None)
    return FieldWords(shipped().lines, given) if given else shipped()
