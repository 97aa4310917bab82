"""The forms of an organization's name: in full, in short, as the bare place, in pinyin.

临汾经济技术开发区   临汾经济开发区, 临汾经开区, 临汾开发区, 临汾, linfen
石桥高新区           石桥高新技术产业开发区, 石桥高新技术开发区, 石桥, shiqiao
广西壮族自治区       广西, guangxi
"""

import re
from functools import cache
from itertools import product

import rjieba

from retrieval.text.folding import fold
from retrieval.text.organization_vocabulary import PEOPLES, RANK, ZONE, zone_kind
from retrieval.text.pinyin import readings, spoken

_ZONE = re.compile(rf"(?:{RANK})?(?P<kind>{ZONE})\Z")
_GOVERNMENT = re.compile(r"(?:人民)?政府\Z")
_DIVISION = re.compile(rf"(?<=..)(?:{PEOPLES})*自治[区州县旗]\Z|特别行政区\Z|(?<=..)[省市县区]\Z")


_TRADE_WORDS = """
光伏 新能源 汽车 火炬 稀土 生物 医药 生物医药 化工 石化 软件 航空 航天 物流 冷链 农业 纺织 轻纺 食品 陶瓷 钢铁 家居 电子
信息 科技 数字 服装 冶金 建材 造纸 皮革 装备 机械 水产 文化 创意 旅游 康养 环保 健康 智能制造 新材料
"""
_TRADES = frozenset(_TRADE_WORDS.split())
"""What a place within a place is not called: 光伏 of 青山光伏产业园."""


def place(name: str) -> str:
    """The bare place in an organization's name (广西 of 广西壮族自治区); the name itself where it holds no place."""
    zone = _ZONE.sub("", name)
    bare = _DIVISION.sub("", _GOVERNMENT.sub("", zone)) if zone else ""
    return bare if len(bare) >= 2 else name


def _bare_forms(whole: str) -> frozenset[str]:
    bare = place(whole)
    parts = rjieba.cut(bare) if bare != whole else []
    inner = len(parts) > 1 and len(parts[-1]) >= 2 and parts[-1] not in _TRADES
    return frozenset({bare} | ({parts[-1]} if inner else set()))


@cache
def aliases(name: str) -> frozenset[str]:
    """The folded Chinese forms under which a question may name the organization `name`, itself among them: a zone's by
    the forms of its kind.

    A place within a place goes by its last part too, the place that the dictionary cuts off there.
    """
    whole = fold(name)
    bares = _bare_forms(whole)
    zone = _ZONE.search(whole)
    forms = zone_kind(zone["kind"]) if zone and bares != {whole} else ()
    return frozenset({whole} | bares | {bare + form for bare in bares for form in forms})


@cache
def pinyin_forms(name: str) -> frozenset[str]:
    """The bare place of an organization in lower-case pinyin without tones, joined, as it is spelt: `zhangzi` for
    长子经开区, `shaanxi` for 陕西省; ü as it is typed, `u` or `v`."""
    read = ["".join(spoken(bare)) for bare in _bare_forms(fold(name))]
    return frozenset(form.replace("ü", typed) for form in read for typed in "uv")


@cache
def heard_forms(name: str) -> frozenset[tuple[str, str]]:
    """The bare place of an organization with every way to say it, each character in each of its readings: `changzi` and
    `zhangzi` for 长子经开区, as those say it who type it by ear."""
    bares = _bare_forms(fold(name))
    return frozenset((bare, "".join(said)) for bare in bares for said in product(*map(readings, bare)))
