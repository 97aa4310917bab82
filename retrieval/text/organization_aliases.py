"""The forms of an organization's name: in full, in short, as the bare place, in pinyin.

临汾经济技术开发区   临汾经济开发区, 临汾经开区, 临汾开发区, 临汾, linfen
广西壮族自治区       广西, guangxi
"""

import re
from functools import cache

import rjieba

from retrieval.text.folding import fold

_ZONE = re.compile(
    r"(国家级|省级)?((高新|经济)?技术(产业)?开发区|经济(技术)?开发(试验)?区|经开区|高新(技术产业)?(开发)?区|开发区|新区|示范区)$"
)
_GOVERNMENT = re.compile(r"(人民)?政府$")
_DIVISION = re.compile(r"(壮族|回族|维吾尔)?自治区$|特别行政区$|(?<=..)[省市县区]$")
_SHORT_ZONES = ("经济技术开发区", "经济开发区", "经开区", "开发区")
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

    A place within a place goes by its last part too, the place that the dictionary cuts off there.
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
