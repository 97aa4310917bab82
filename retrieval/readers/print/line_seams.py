"""What stands between two printed lines once they are one: a space between Latin words, nothing in Chinese."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from retrieval.text.folding import BASIC_HAN

_WORDS = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_BROKEN = re.compile(r"([A-Za-z]+)-\Z")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_HAN = re.compile(f"[{BASIC_HAN}]")
_SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that a document's lines hold whole, in lower case; those with a hyphen inside among them."""

    words: frozenset[str]


def vocabulary(lines: Iterable[str]) -> Vocabulary:
    """The Vocabulary of a document; empty, to spare the work, when no line of it ends with a hyphen."""
    texts = list(lines)
    if not any(_BROKEN.search(text) for text in texts):
        return Vocabulary(frozenset())
    return Vocabulary(frozenset(word.lower() for text in texts for word in _WORDS.findall(text)))


def seam(before: str, after: str, vocabulary: Vocabulary) -> tuple[int, str]:
    """How many characters at the end of line `before` are left out, and what stands between it and line `after`.

    A hyphen is left out when the document has the word without it elsewhere and never with it; a soft hyphen always.
    """
    if before.endswith(_SOFT_HYPHEN):
        return 1, ""
    if (broken := _BROKEN.search(before)) and (rest := _WORDS.match(after)):
        halves = broken[1].lower(), rest[0].lower()
        is_sure = "".join(halves) in vocabulary.words and "-".join(halves) not in vocabulary.words
        return int(is_sure), ""
    return 0, " " if _are_words(before, after) else ""


def _are_words(before: str, after: str) -> bool:
    """Whether a word ends with the line `before` and another begins with `after`; figures in Chinese run on."""
    last, first = before[-1:], after[:1]
    if last.isspace() or first.isspace() or last in "-/([" or first in ",.;:!?)]%/":
        return False
    if not (last.isascii() or _LATIN.match(last)) or not (first.isascii() or _LATIN.match(first)):
        return False
    if last in ".,0123456789" and first.isdigit():
        return not (_HAN.search(before) or _HAN.search(after))
    return True
