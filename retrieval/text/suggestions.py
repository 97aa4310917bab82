"""What a person may have meant who wrote a name that is not known."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from retrieval.text.folding import fold

MOST = 3
"""Names that are suggested at a time."""

LEAST_ALIKE = 50.0
"""Per cent of likeness (`rapidfuzz.fuzz.ratio`) from which on a name is suggested: one character of two is wrong, or
five of ten."""

LEAST_ALIKE_CODES = 80.0
"""The same for codes, which are all somewhat alike: two characters of twelve are wrong."""

NEARLY_AS_ALIKE = 15.0
"""Per cent by which a further name may be less alike than the likest."""

SHORTEST_PART = 3
"""Characters of the shortest part of a name that is suggested for it."""


def did_you_mean(wanted: str, known: Iterable[str], least: float = LEAST_ALIKE) -> str:
    """A question to end a complaint with, a space before it: which of the known names, alike by `least` per cent, may
    be meant. Empty where none is."""
    found = [repr(name) for name in suggestions(wanted, known, least)]
    return f" Did you mean {' or '.join(found)}?" if found else ""


def suggestions(wanted: str, known: Iterable[str], least: float = LEAST_ALIKE) -> list[str]:
    """Those of the known names that `wanted` is most like or a part of, the likest first. A path is also known by its
    last part, with and without what stands behind the last dot."""
    forms = [(form, name) for name in dict.fromkeys(known) for form in _forms(name)]
    choices, folded = [fold(form) for form, _ in forms], fold(wanted).strip()
    found = process.extract(folded, choices, scorer=fuzz.ratio, score_cutoff=least, limit=3 * MOST)
    parts = [(number, choice) for number, choice in enumerate(choices) if SHORTEST_PART <= len(folded) < len(choice)]
    found += [(choice, least, number) for number, choice in parts if folded in choice]
    nearly = max((alike for _, alike, _ in found), default=0.0) - NEARLY_AS_ALIKE
    likely = [one for one in found if one[1] >= nearly]
    names = [forms[number][1] for _, _, number in sorted(likely, key=lambda one: -one[1])]
    return list(dict.fromkeys(names))[:MOST]


def _forms(name: str) -> set[str]:
    last = name.rpartition("/")[2]
    return {name, last, last.rpartition(".")[0] or last}
