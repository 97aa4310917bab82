"""Which organizations a question names: in Chinese, by sound, in English, or by a name that users gave them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise, product

import rjieba

from retrieval.text.folding import fold
from retrieval.text.glossary import english_words, look_up
from retrieval.text.organization_aliases import aliases, pinyin_forms
from retrieval.text.pinyin import readings

_LEAST_GLOSS = 0.5
_MOST_WORDS = 4
"""English words in which a name in Latin letters may be written."""


class OrganizationIndex:
    """The organizations of a library and all that they go by."""

    def __init__(self, organizations: Iterable[str], added: Mapping[str, Iterable[str]] | None = None) -> None:
        """`added` are further names, by users, under any name of the organization."""
        names = list(organizations)
        self._chinese = {name: aliases(name) for name in names}
        self._latin: dict[str, set[str]] = {}
        for name in names:
            for form in pinyin_forms(name):
                self._latin.setdefault(form, set()).add(name)
        self._by_sound = {form: frozenset(found) for form, found in self._latin.items()}
        for known, further in (added or {}).items():
            for name in self.called(known):
                for alias in further:
                    self._add(name, alias)

    def _add(self, name: str, alias: str) -> None:
        self._chinese[name] |= {fold(alias)}
        if joined := _joined(english_words(alias)):
            self._latin.setdefault(joined, set()).add(name)

    def forms(self, name: str) -> frozenset[str]:
        """Everything that an organization of the library goes by, folded."""
        latin = {form for form, names in self._latin.items() if name in names}
        return self._chinese[name] | latin

    def called(self, written: str) -> frozenset[str]:
        """The organizations that go by this name, in any of its forms, or that an English phrase names; the
        organization of this very name, if there is one, alone."""
        folded = fold(written).strip()
        exact = {name for name in self._chinese if fold(name) == folded}
        known = exact or {name for name, forms in self._chinese.items() if folded in forms}
        words = english_words(written)
        return frozenset(known or self._latin.get(_joined(words)) or self.in_english(words))

    def in_chinese(self, folded: str) -> frozenset[str]:
        """The organizations that a folded Chinese question names, by any of their forms; longer forms win over
        shorter."""
        found = [
            (match.span(), name)
            for name, forms in self._chinese.items()
            for alias in forms
            if alias in folded
            for match in re.finditer(re.escape(alias), folded)
        ]
        return frozenset(
            name
            for (start, end), name in found
            if not any(a <= start and end <= b and b - a > end - start for (a, b), _ in found)
        )

    def in_english(self, words: Sequence[str]) -> frozenset[str]:
        """The organizations that an English question names, given its lower-case words.

        A name in the glossary means what the glossary says (Shaanxi is 陕西, Shanxi 山西); any other is read as pinyin,
        which an asker may write in one word or several (Ma'anshan, Lin Fen), or is a name that users gave.
        """
        found: set[str] = set()
        known: set[int] = set()
        for entry in look_up(words):
            meant = {t.word for t in entry.translations if t.score >= _LEAST_GLOSS}
            hits = [name for name, forms in self._chinese.items() if meant & forms]
            found.update(hits)
            if hits:
                known.update(range(entry.first, entry.last))
        for first in range(len(words)):
            for last in range(first + 1, min(len(words), first + _MOST_WORDS) + 1):
                if known.isdisjoint(range(first, last)):
                    found.update(self._latin.get(_joined(words[first:last]), ()))
        return frozenset(found)

    def by_sound(self, folded: str) -> frozenset[str]:
        """The organizations whose place sounds like words of a folded Chinese question: 高评 for 高平, typed in haste.

        Only words that no dictionary has are compared, alone or with the next: any two characters may sound like a
        place.
        """
        words = rjieba.cut(folded)
        heard = [word + following for word, following in pairwise([*words, ""])] + words
        return frozenset(
            name
            for word in heard
            if 2 <= len(word) <= 4 and not rjieba.has_word(word)
            for spoken in product(*(readings(character) for character in word))
            for name in self._by_sound.get("".join(spoken), ())
        )


def _joined(words: Sequence[str]) -> str:
    return "".join(words).replace("'", "")
