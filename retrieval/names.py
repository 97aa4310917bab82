"""Names of organizations and how people write them: in full, in short, as the bare place, in pinyin.

临汾经济技术开发区   临汾经济开发区, 临汾经开区, 临汾开发区, 临汾, linfen
广西壮族自治区       广西, guangxi
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise, product

import rjieba

from retrieval.glossary import look_up
from retrieval.pinyin import readings
from retrieval.words import fold

_ZONE = re.compile(
    r"(国家级|省级)?((高新|经济)?技术(产业)?开发区|经济(技术)?开发(试验)?区|经开区|高新(技术产业)?(开发)?区|开发区|新区|示范区)$"
)
_GOVERNMENT = re.compile(r"(人民)?政府$")
_DIVISION = re.compile(r"(壮族|回族|维吾尔)?自治区$|特别行政区$|(?<=..)[省市县区]$")
_SHORT_ZONES = ("经济技术开发区", "经济开发区", "经开区", "开发区")
_LEAST_GLOSS = 0.5
_SPELT = {"陕西": "shaanxi"}
"""Places whose spelling in Latin letters (ISO 3166-2:CN) is not their pinyin without tones: 山西 is Shanxi."""


def place(name: str) -> str:
    """The bare place in an organization's name (广西 of 广西壮族自治区); the name itself where it holds no place."""
    zone = _ZONE.sub("", name)
    bare = _DIVISION.sub("", _GOVERNMENT.sub("", zone)) if zone else ""
    return bare if len(bare) >= 2 else name


def _bare_forms(whole: str) -> frozenset[str]:
    bare = place(whole)
    parts = rjieba.cut(bare) if bare != whole else []
    return frozenset({bare} | ({parts[-1]} if len(parts) > 1 and len(parts[-1]) >= 2 else set()))


@cache
def aliases(name: str) -> frozenset[str]:
    """The folded Chinese forms under which a question may name the organization `name`, itself among them.

    A place within a place goes by its last part too (雨山 of 安徽马鞍山雨山经济开发区).
    """
    whole = fold(name)
    bares = _bare_forms(whole)
    zones = {bare + short for bare in bares for short in _SHORT_ZONES} if _ZONE.search(whole) else set()
    return frozenset({whole} | bares | zones)


@cache
def pinyin_forms(name: str) -> frozenset[str]:
    """The bare place of an organization in lower-case pinyin without tones, joined, as it is spelt: `zhangzi` for
    长子经开区, `shaanxi` for 陕西省."""
    from pypinyin import lazy_pinyin

    return frozenset(_SPELT.get(bare) or "".join(lazy_pinyin(bare)) for bare in _bare_forms(fold(name)))


def named_in_chinese(folded: str, organizations: Iterable[str]) -> frozenset[str]:
    """The organizations that a folded Chinese question names, by any of their forms; longer forms win over shorter."""
    found = [
        (match.span(), name)
        for name in organizations
        for alias in aliases(name)
        if alias in folded
        for match in re.finditer(re.escape(alias), folded)
    ]
    return frozenset(
        name
        for (start, end), name in found
        if not any(a <= start and end <= b and b - a > end - start for (a, b), _ in found)
    )


def _by_sound(organizations: Iterable[str]) -> dict[str, list[str]]:
    by_sound: dict[str, list[str]] = {}
    for name in organizations:
        for form in pinyin_forms(name):
            by_sound.setdefault(form, []).append(name)
    return by_sound


def named_in_english(words: Sequence[str], organizations: Iterable[str]) -> frozenset[str]:
    """The organizations that an English question names, given its lower-case words.

    A name in the glossary means what the glossary says (Shaanxi is 陕西, Shanxi 山西); any other is read as pinyin,
    which an asker may write in one word or several (Ma'anshan, Lin Fen).
    """
    names = list(organizations)
    found: set[str] = set()
    known: set[int] = set()
    for entry in look_up(words):
        meant = {t.word for t in entry.translations if t.score >= _LEAST_GLOSS}
        hits = [name for name in names if meant & aliases(name)]
        found.update(hits)
        if hits:
            known.update(range(entry.first, entry.last))
    by_sound = _by_sound(names)
    for first in range(len(words)):
        for last in range(first + 1, min(len(words), first + 4) + 1):
            if known.isdisjoint(range(first, last)):
                found.update(by_sound.get("".join(words[first:last]).replace("'", ""), ()))
    return frozenset(found)


def named_by_sound(folded: str, organizations: Iterable[str]) -> frozenset[str]:
    """The organizations whose place sounds like words of a folded Chinese question: 高评 for 高平, typed in haste.

    Only words that no dictionary has are compared, alone or with the next: any two characters may sound like a place.
    """
    by_sound = _by_sound(organizations)
    words = rjieba.cut(folded)
    heard = [word + following for word, following in pairwise([*words, ""])] + words
    return frozenset(
        name
        for word in heard
        if 2 <= len(word) <= 4 and not rjieba.has_word(word)
        for spoken in product(*(readings(character) for character in word))
        for name in by_sound.get("".join(spoken), ())
    )
