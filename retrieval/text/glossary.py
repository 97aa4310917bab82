"""English to Chinese through CC-CEDICT: what the Chinese words for an English word or phrase may be, best first.

The dictionary lies in `data/glossary.tsv`, made by `python -m benchmarks.build_glossary` (its source and licence are
named in NOTICE): one line a phrase, sorted by bytes, `phrase TAB word:score word:score …`. The file is mapped and
searched by halving, so a question costs some twenty reads a phrase and no loading.
"""

import mmap
import re
import threading
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import snowballstemmer

from retrieval.text.stopwords import STOP_WORDS

LONGEST_PHRASE = 4
"""Words in the longest phrase that is looked up."""

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+")
_DATA = Path(__file__).parents[1] / "data" / "glossary.tsv"


@dataclass(frozen=True, slots=True)
class Translation:
    """A Chinese word (Simplified) for an English one; `score` in 0..1 says how usual the translation is."""

    word: str
    score: float


@dataclass(frozen=True, slots=True)
class Entry:
    """What a stretch of an English question may be in Chinese: words `first` to `last` (exclusive) of
    `english_words`."""

    first: int
    last: int
    translations: tuple[Translation, ...]


def english_words(text: str) -> list[str]:
    """The lower-case words of an English text, in order, without accents (Lüliang); a possessive 's is dropped."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return [word.removesuffix("'s") for word in _WORD.findall(plain)]


@cache
def _stemmer() -> "snowballstemmer.basestemmer.BaseStemmer":
    return snowballstemmer.stemmer("english")


_STEMMING = threading.Lock()
"""A stemmer keeps the word that it works on."""


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The stem of an English word (Snowball's English stemmer), under which its forms meet in the glossary."""
    with _STEMMING:
        return str(_stemmer().stemWord(word))


@cache
def _mapped() -> mmap.mmap:
    with _DATA.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _line(data: mmap.mmap, key: bytes) -> bytes | None:
    low, high = 0, len(data)
    while low < high:
        middle = (low + high) // 2
        start = data.rfind(b"\n", 0, middle) + 1
        end = data.find(b"\n", start)
        found = data[start : data.find(b"\t", start)]
        if found == key:
            return data[start:end]
        if found < key:
            low = end + 1
        else:
            high = start
    return None


@lru_cache(maxsize=1 << 14)
def translations(phrase: str) -> tuple[Translation, ...]:
    """The Chinese words for an English phrase of stems joined by spaces, best first; empty when unknown."""
    line = _line(_mapped(), phrase.encode())
    if line is None:
        return ()
    pairs = (pair.rsplit(":", 1) for pair in line.decode().split("\t")[1].split(" "))
    return tuple(Translation(word, float(score)) for word, score in pairs)


def look_up(words: Sequence[str]) -> list[Entry]:
    """Every stretch of `words` (lower-case English, as `english_words` gives them) that the glossary knows.

    Phrases of up to four words are looked up whole, and each word that is no stop word by itself.
    """
    stems = [stem(word) for word in words]
    entries: list[Entry] = []
    for first in range(len(words)):
        for last in range(min(len(words), first + LONGEST_PHRASE), first, -1):
            if last == first + 1 and words[first] in STOP_WORDS:
                continue
            found = translations(" ".join(stems[first:last]))
            if found:
                entries.append(Entry(first, last, found))
    return entries
