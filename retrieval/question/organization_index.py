"""Which organizations a question names: in Chinese, by sound, in English, or by a name that users gave them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise, product

import rjieba

from retrieval.document import Span
from retrieval.text.folding import fold
from retrieval.text.glossary import english_words, look_up
from retrieval.text.organization_aliases import aliases, heard_forms, pinyin_forms
from retrieval.text.pinyin import readings

_LEAST_GLOSS = 0.5
_MOST_WORDS = 4
"""English words in which a name in Latin letters may be written."""


class OrganizationIndex:
    """The organizations of a library and all that they go by."""

    def __init__(self, organizations: Iterable[str], added: Mapping[str, Iterable[str]] | None = None) -> None:
        """`added` are further names, by users, under any name of the organization."""
        self._chinese = {name: aliases(name) for name in organizations}
        self._by_form: dict[str, set[str]] = {}
        self._added: dict[str, set[str]] = {}
        for name, forms in self._chinese.items():
            for form in forms:
                self._by_form.setdefault(form, set()).add(name)
        for known, further in (added or {}).items():
            for name in self.called(known):
                for alias in further:
                    self._add(name, alias)
        self._longest = max(map(len, self._by_form), default=0)

    def _add(self, name: str, alias: str) -> None:
        self._chinese[name] |= {fold(alias)}
        self._by_form.setdefault(fold(alias), set()).add(name)
        if joined := _joined(english_words(alias)):
            self._latin.setdefault(joined, set()).add(name)
            self._added.setdefault(name, set()).add(joined)

    @cached_property
    def _latin(self) -> dict[str, set[str]]:
        """The organizations by what they go by in Latin letters; made when it is first needed, for it takes its
        time."""
        found: dict[str, set[str]] = {}
        for name in self._chinese:
            for form in pinyin_forms(name):
                found.setdefault(form, set()).add(name)
        return found

    @cached_property
    def _by_sound(self) -> dict[str, dict[str, set[str]]]:
        """By each way to say a place, the places that are said so, and their organizations."""
        found: dict[str, dict[str, set[str]]] = {}
        for name in self._chinese:
            for bare, said in heard_forms(name):
                found.setdefault(said, {}).setdefault(bare, set()).add(name)
        return found

    def chinese_forms(self, name: str) -> frozenset[str]:
        """What an organization of the library goes by in a Chinese question, folded: to know its pinyin takes time."""
        return frozenset(self._chinese[name])

    def forms(self, name: str) -> frozenset[str]:
        """Everything that an organization of the library goes by, folded."""
        return self._chinese[name] | pinyin_forms(name) | self._added.get(name, set())

    def called(self, written: str) -> frozenset[str]:
        """The organizations that go by this name, in any of its forms, or that an English phrase names; the
        organization of this very name, if there is one, alone."""
        folded = fold(written).strip()
        exact = {name for name in self._by_form.get(folded, ()) if fold(name) == folded}
        known = exact or self._by_form.get(folded)
        words = english_words(written)
        return frozenset(known or self._latin.get(_joined(words)) or self.in_english(words))

    def in_chinese(self, folded: str) -> frozenset[str]:
        """The organizations that a folded Chinese question names, by any of their forms; longer forms win over
        shorter."""
        found = [(place, name) for place in self._places(folded) for name in self._by_form[folded[slice(*place)]]]
        return frozenset(
            name
            for (start, end), name in found
            if not any(a <= start and end <= b and b - a > end - start for (a, b), _ in found)
        )

    def _places(self, folded: str) -> list[Span]:
        """Where forms stand in a folded text. Of many forms it is the text's own stretches that are looked up."""
        if len(self._by_form) <= len(folded) * self._longest:
            standing = [form for form in self._by_form if form in folded]
            return [match.span() for form in standing for match in re.finditer(re.escape(form), folded)]
        starts = range(len(folded))
        stretches = ((start, end) for start in starts for end in range(start + 1, start + self._longest + 1))
        return [(start, end) for start, end in stretches if end <= len(folded) and folded[start:end] in self._by_form]

    def in_english(self, words: Sequence[str]) -> frozenset[str]:
        """The organizations that an English question names, given its lower-case words.

        A name in the glossary means what the glossary says (Shaanxi is 陕西, Shanxi 山西); any other is read as pinyin,
        which an asker may write in one word or several (Ma'anshan, Lin Fen), or is a name that users gave.
        """
        found: set[str] = set()
        known: set[int] = set()
        for entry in look_up(words):
            meant = {t.word for t in entry.translations if t.score >= _LEAST_GLOSS}
            hits = {name for word in meant for name in self._by_form.get(word, ())}
            found.update(hits)
            if hits:
                known.update(range(entry.first, entry.last))
        for first in range(len(words)):
            for last in range(first + 1, min(len(words), first + _MOST_WORDS) + 1):
                if known.isdisjoint(range(first, last)):
                    found.update(self._latin.get(_joined(words[first:last]), ()))
        return frozenset(found)

    def by_sound(self, folded: str) -> dict[str, dict[str, set[str]]]:
        """What in a folded Chinese question sounds like a place of the library, typed in haste: the word (高评), the
        places that are said so (高平), and their organizations.

        Only words that no dictionary has are compared, alone or with the next: any two characters may sound like a
        place.
        """
        words = rjieba.cut(folded)
        found: dict[str, dict[str, set[str]]] = {}
        for word in [word + following for word, following in pairwise([*words, ""])] + words:
            if 2 <= len(word) <= 4 and not rjieba.has_word(word):
                for said in product(*map(readings, word)):
                    found.setdefault(word, {}).update(self._by_sound.get("".join(said), {}))
        return {word: places for word, places in found.items() if places}


def _joined(words: Sequence[str]) -> str:
    return "".join(words).replace("'", "")
