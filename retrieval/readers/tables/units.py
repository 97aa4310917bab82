"""Units that stand beside the figures of a table: in a column's header, in a row's label, or above the table.

`投资（亿元）` over 43.4 says 43.4亿元. So that it can be found, and answered, as such, the unit is moved behind the
number.
"""

import re
from functools import lru_cache

from retrieval.numbers import quantities
from retrieval.text.folding import COMMON_HAN

_LONGEST_UNIT = 12
"""Characters: `万吨标准煤`, `元/平方米`."""

_NUMBER = re.compile(r"[+\-−－▲△]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?(?:[eE][+\-]?\d{1,3})?")
_ACCOUNTS = re.compile(r"\A[(（]([\d.,]+)[)）]\Z")
_IDENTIFIER = re.compile(r"0\d+|\d{11,}")
"""Digits that number nothing: a zero leads them, or there are too many of them without a mark between."""

_BRACKETED = re.compile(
    r"(?P<name>.*?)\s*[（(\[［【〔]\s*(?:(?:计量)?单位\s*[:：]\s*)?(?P<unit>[^（）()\[\]［］【】〔〕]{1,12})\s*[)）\]］】〕]"
)
_SLASHED = re.compile(r"(?P<name>[^/／]+)[/／](?P<unit>[^/／\s]{1,12})")
_PERCENT = re.compile(r"(?P<name>.*[^\d\s])\s*(?P<unit>[%％‰])")
_NOTE = re.compile(
    rf"(?:\A|.*[（(\s])(?:[{COMMON_HAN}]{{0,2}})单位\s*[:：]\s*(?P<unit>[^\s（）()]{{1,12}})\s*[)）]?\s*\Z", re.DOTALL
)
_ONLY_A_NOTE = re.compile(rf"[（(]?[{COMMON_HAN}]{{0,2}}单位\s*[:：]")
_LONGEST_NOTE = _LONGEST_NAME = 100
_UNIT_COLUMN = re.compile(r"(?:计量|计算|数据)?单位")
_OTHER_MEASURE = re.compile(
    r"率|比重|占比|比例|比上年|同比|环比|增长|增速|增幅|百分|指数|倍数|序号|[编账帐卡证书文批型户单]号|号码|编码|代码|行次|排名|排序|名次|位次|年份|年度\Z|月份|日期|"
    r"时间|电话|手机|传真|邮编|邮政|次数|年龄"
)
_MONEY = re.compile(r"金额|资金|经费|投资|造价|预算|单价|价格|费用|收入|支出|成本|利润|税")
_OTHER_THAN_MONEY = re.compile(r"数量?\Z|人口|面积|长度|里程|产量|用电量|用地")


def split_unit(name: str) -> tuple[str, str]:
    """A header or label without the unit that it ends in, and that unit: `投资（亿元）` -> `投资`, `亿元`.

    The unit stands in brackets, behind a slash or is a per cent sign; it is empty where there is none.
    """
    if len(name) > _LONGEST_NAME:
        return name, ""
    for pattern in (_BRACKETED, _SLASHED, _PERCENT):
        match = pattern.fullmatch(name)
        if match and is_unit(match["unit"]):
            return match["name"], match["unit"]
    return name, ""


@lru_cache(maxsize=1024)
def is_unit(text: str) -> bool:
    """Whether `text` is nothing but a unit that can stand behind a number: `亿元`, `%`, `万平方米`; but no `月`."""
    if not text or len(text) > _LONGEST_UNIT or text[0].isdigit():
        return False
    number = f"12.5{text}"
    found = quantities(number)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(number)):
        return False
    return bool(found[0].unit) or text in ("万", "亿")


def with_unit(value: str, unit: str) -> str:
    """`value` with its unit behind it where it is a plain number and no telephone or account, else as it is."""
    return value + unit if unit and is_number(value) and not _IDENTIFIER.fullmatch(value) else value


def is_number(value: str) -> bool:
    """Whether `value` is digits only, with a sign, thousands and decimals as the case may be; in accounts, what is
    negative stands in brackets."""
    return _NUMBER.fullmatch(_ACCOUNTS.sub(r"\1", value)) is not None


def noted_unit(text: str) -> str:
    """The unit that a line above a table states for all of it (`单位：亿元`), empty when it states none or several."""
    match = _NOTE.match(text) if len(text) <= _LONGEST_NOTE else None
    return match["unit"] if match and is_unit(match["unit"]) else ""


def only_notes_unit(text: str) -> bool:
    """Whether a cell says nothing but the unit of the table that it stands above."""
    return _ONLY_A_NOTE.match(text) is not None and bool(noted_unit(text))


def names_units(header: str) -> bool:
    """Whether a column holds the units of its rows: `单位`, `计量单位`."""
    return _UNIT_COLUMN.fullmatch(header) is not None


def may_have(header: str, unit: str) -> bool:
    """Whether figures under a header without a unit may be in the unit of the whole row or table.

    They may not where the header names a rate, a rank or a date, or, when the unit is one of money, a count or an area,
    and when it is none, money.
    """
    if _OTHER_MEASURE.search(header):
        return False
    return not (_OTHER_THAN_MONEY if unit.endswith("元") else _MONEY).search(header)
