"""The classes of units, and how each unit is written in folded Chinese and English text.

Factors are exact: those of the International System of Units (BIPM, SI Brochure, 9th edition, 2019, tables 4, 7, 8)
and, for 斤 and 公顷, of the State Council's order on legal units of measurement (1984). 亩 is a class of its own: it is
2000/3 m², which no decimal gives exactly.
"""

import re
from decimal import Decimal
from typing import NamedTuple

_COUNTED = "个家项宗件条座辆台所次名位人户处场列张套只群颗枚栋幢间艘架组类种轮部批支大篇块份门对例笔口级"
"""The measure words that count after Chinese numerals too."""
_AFTER_DIGITS = "头匹版幅片层班队强股起单桩眼株棵箱床本册袋桶瓶盒根顶把尾羽双道重步面金银铜环院站县市村镇乡"
"""Those that make a word rather than a count with a Chinese numeral: 四面, 三线, 一把."""
_THINGS = ("标准箱", "榨季", "批次", "班次", "场次")
"""Measures that are things too, so that 个 may stand before them."""
_WITH_GE = tuple(f"个{thing}" for thing in _THINGS)
_COMPOUND_MEASURES = "|".join(
    (*_THINGS, *_WITH_GE, "人次|人份|户次|件次|列次|架次|台次|辆次|张次|家次|台套|张床位|标箱|连冠")
)
_ENGLISH_MEASURES = (
    "person|persons|people|project|projects|company|companies|enterprise|enterprises|firm|firms|zone|zones|park|parks|"
    "item|items|household|households|road|roads|case|cases|set|sets|unit|units|vehicle|vehicles|car|cars|teu|teus|"
    "student|students|school|schools|job|jobs|bed|beds|province|provinces|city|cities|county|counties|village|villages|"
    "passenger|passengers|station|stations|measure|measures"
)

CLASSES: dict[str, dict[str, str]] = {
    "%": {"1": "%|percent|per cent|pct", "0.1": "‰|per mille"},
    "pp": {"1": "个百分点|百分点|percentage point|percentage points|pp|ppt|ppts"},
    "CNY": {"1": "元|元人民币|人民币|块钱|yuan|rmb|cny|renminbi|yuan renminbi", "0.1": "角|毛钱"},
    "USD": {"1": "美元|美金|usd|dollar|dollars|us dollar|us dollars"},
    "EUR": {"1": "欧元|eur|euro|euros"},
    "HKD": {"1": "港元|港币|hkd|hong kong dollars"},
    "TWD": {"1": "新台币|台币|twd"},
    "JPY": {"1": "日元|日圆|jpy|yen"},
    "GBP": {"1": "英镑|gbp|pound sterling|pounds sterling"},
    "m2": {
        "1": "平方米|平米|㎡|m2|m²|square metre|square metres|square meter|square meters|sq m|sqm",
        "10000": "公顷|hectare|hectares|ha",
        "1000000": "平方公里|平方千米|㎢|km2|km²|sq km|square kilometre|square kilometres|square kilometer|"
        "square kilometers",
    },
    "mu": {"1": "亩|mu"},
    "m3": {
        "1": "立方米|㎥|m3|m³|cubic metre|cubic metres|cubic meter|cubic meters",
        "0.001": "升|litre|litres|liter|liters",
    },
    "m": {
        "1": "米|m|metre|metres|meter|meters",
        "1000": "公里|千米|㎞|km|kilometre|kilometres|kilometer|kilometers",
        "0.01": "厘米|㎝|cm|centimetre|centimetres|centimeter|centimeters",
        "0.001": "毫米|㎜|mm|millimetre|millimetres|millimeter|millimeters",
        "0.000001": "微米|μm|micrometre|micrometres|micrometer|micrometers|microns",
        "0.000000001": "纳米|nm|nanometre|nanometres|nanometer|nanometers",
        "1852": "海里|nautical mile|nautical miles",
        "0.0254": "英寸|inch|inches",
        "1609.344": "英里|mile|miles",
    },
    "kg": {
        "1": "公斤|千克|㎏|kg|kilogram|kilograms",
        "1000": "吨|公吨|t|ton|tons|tonne|tonnes|metric ton|metric tons|metric tonnes",
        "0.5": "斤|市斤|jin",
        "0.001": "克|gram|grams",
        "0.000001": "毫克|mg|milligram|milligrams",
        "0.000000001": "微克|μg|ug|microgram|micrograms",
    },
    "kV": {"1": "千伏|kv|kilovolt|kilovolts", "0.001": "伏|伏特|v|volt|volts"},
    "kVA": {"1": "千伏安|kva", "1000": "兆伏安|mva"},
    "kW": {
        "1": "千瓦|kw|kilowatt|kilowatts",
        "1000": "兆瓦|mw|megawatt|megawatts",
        "1000000": "吉瓦|gw|gigawatt|gigawatts",
        "0.001": "瓦|瓦特|watt|watts",
    },
    "kWh": {
        "1": "千瓦时|千瓦小时|度电|kwh|kilowatt hour|kilowatt hours",
        "1000": "兆瓦时|mwh|megawatt hours",
        "1000000": "吉瓦时|gwh|gigawatt hours",
        "1000000000": "twh|terawatt hours",
    },
    "PFLOPS": {"1": "p|pf|pflops|petaflops", "1000": "eflops|exaflops"},
    "degC": {"1": "℃|°c|摄氏度|degrees celsius|degree celsius"},
    "times": {"1": "倍|fold"},
    "second": {
        "1": "秒|秒钟|second|seconds",
        "60": "分钟|minute|minutes|min|mins",
        "3600": "小时|个小时|个钟头|钟头|hour|hours|h|hr|hrs",
    },
    "day": {"1": "天|日|个日|day|days", "7": "周|个周|星期|个星期|礼拜|个礼拜|week|weeks"},
    "workday": {"1": "个工作日|工作日|working day|working days|business day|business days|workday|workdays"},
    "months": {"1": "个月|个多月|month|months", "3": "个季度|quarters"},
    "years": {"1": "年|周年|周岁|岁|年度|个年头|year|years|year-old|years-old|yr|yrs", "10": "个年代|decade|decades"},
    "ordinal": {"1": "号|届|期|世纪"},
    "item": {"1": "|".join((*_COUNTED, *_AFTER_DIGITS, _COMPOUND_MEASURES, _ENGLISH_MEASURES))},
}
"""Class -> factor into its base unit -> the ways to write it, separated by `|`. `item` holds measure words."""

RATES = frozenset({"%", "pp", "times"})
"""Classes of unit of a share or a change, which no amount has."""

CURRENCIES = frozenset({"CNY", "USD", "EUR", "HKD", "TWD", "JPY", "GBP"})
"""The classes of sums of money."""

_AFTER_HAN = frozenset((*_COUNTED, *_WITH_GE)) | frozenset(
    re.findall(
        r"\S+",
        "号 届 期 世纪 人次 标箱 标准箱 榨季 元 美元 亩 公顷 平方米 平方公里 立方米 米 公里 斤 "
        "公斤 吨 倍 度电 千瓦 千瓦时 千伏 个百分点 百分点 天 年 周年 年度 岁 周岁 年头 个年头 个月 个季度 小时 "
        "个小时 分钟 工作日 个工作日 星期 个星期",
    )
)
_AFTER_ONE = frozenset("个家项宗座辆台所次名户处场张套部艘架栋枚颗间条件位")
_NOT_UNITS = re.compile(
    "次数|部分|部门|部署|所有|处理|处于|条件|条例|位于|位居|位列|人均|人民(?!币)|户均|名列|名单|家庭|场地|场所|重点|"
    "重大|大力|大幅|面积|面对|站点|组织|类型|种类|版本|份额|片区|层次|环保|环境|院士|院校|市场|市委|市级|市民|县级|"
    "县区|村级|镇区|道路|步骤|起步|对比|对接|对于|日均|日前|元旦|天然|天气|米线|年均|年内|年级|年轻|年代|期间|期末|"
    "号召|台风|级别|金融|金额|银行|口岸|单位|单元|本科|支付|支持|支撑|门槛|批准|把握|根据|顶层|双方|双向|股份|起来|"
    "强化|列为|列入|张家[口界港川]|块状|袋装"
)
"""Words that begin as a unit does."""
_AFTER_SCALE = {"度": "kWh", "方": "m3"}
_PER = re.compile(r"[^\S\n]?/[^\S\n]?(?P<month>月)?")
_LATIN = re.compile(r"(?P<gap>[^\S\n]{0,2}|-)(?P<unit>[a-zμ°]+[23²³]?(?:[ -][a-z]+)?)(?![a-z0-9])")
_LATIN_WORD = re.compile(r"[a-zμ°]+[23²³]?(?![a-z0-9])")
_GAP = re.compile(r"[^\S\n]{0,2}")


class Unit(NamedTuple):
    """A unit found in a text: where it ends, how it is written, its class and its factor into the base unit."""

    end: int
    written: str
    name: str
    factor: Decimal


def _entries() -> dict[str, tuple[str, Decimal]]:
    table: dict[str, tuple[str, Decimal]] = {}
    for name, factors in CLASSES.items():
        for factor, ways in factors.items():
            table.update((way, (name, Decimal(factor))) for way in ways.split("|"))
    return table


_UNITS = _entries()
_LONGEST = max(len(way) for way in _UNITS if not way.isascii())


def counts(written: str, one: bool) -> bool:
    """Whether a number in Chinese numerals before this unit is a count; `one`: the number is 一, as often an article.

    四面, 三线 and 一批 are words rather than counts.
    """
    if one and _UNITS[written][0] in ("item", "ordinal"):
        return written in _AFTER_ONE
    return written in _AFTER_HAN


def unit_at(text: str, start: int) -> Unit | None:
    """The longest unit that the folded `text` has at `start`, after at most two spaces or, in English, a hyphen.

    A denominator belongs to how it is written and not to its class: 微克/立方米 is 微克.
    """
    unit = _scaled_at(text, start) or _symbol_at(text, start) or _latin_at(text, start)
    per = _PER.match(text, unit.end) if unit else None
    if unit is None or per is None:
        return unit
    if per["month"]:
        return unit._replace(end=per.end())
    below = _symbol_at(text, per.end()) or _latin_at(text, per.end())
    return unit._replace(end=below.end) if below else unit


def _scaled_at(text: str, start: int) -> Unit | None:
    """亿度 and 亿方: 度 and 方 are these units after 万 and 亿 only."""
    way = text[start : start + 1]
    if way not in _AFTER_SCALE or text[start - 1 : start] not in ("万", "亿"):
        return None
    return Unit(start + 1, way, _AFTER_SCALE[way], Decimal(1))


def _symbol_at(text: str, start: int) -> Unit | None:
    gap = _GAP.match(text, start)
    begin = gap.end() if gap else start
    if _NOT_UNITS.match(text, begin):
        return None
    for length in range(min(_LONGEST, len(text) - begin), 0, -1):
        way = text[begin : begin + length]
        if way == "%" or (way in _UNITS and not way[-1].isascii()):
            return Unit(begin + length, way, *_UNITS[way])
    return None


def _latin_at(text: str, start: int) -> Unit | None:
    match = _LATIN.match(text, start)
    if match is None:
        return None
    begin = match.start("unit")
    for way in (match["unit"], match["unit"].replace("-", " ")):
        if way in _UNITS:
            return Unit(match.end(), way, *_UNITS[way])
    word = _LATIN_WORD.match(text, begin)
    if word is None or word[0] not in _UNITS:
        return None
    return Unit(word.end(), word[0], *_UNITS[word[0]])
