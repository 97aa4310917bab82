"""Which rows of a table are its header: what they say is no statement, but names what stands in the rows below.

A header is told by what it is not. The rows below a header hold figures or dates where it has words; a table of words
only has a header when the format says so or its first row is made of the words that columns are headed with.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from retrieval.readers.tables.units import is_number, is_unit, names_units, split_unit

Cells = Mapping[int, str]
"""The texts of a row by column, empty ones left out."""

LONGEST_HEADER = 60
"""Characters of the longest text that is a column's header; what is longer is content."""

MOST_ROWS = 3
"""Rows of a header at the most."""

SAMPLE = 30
"""Rows below a header that are looked at."""

_SHARE = 0.5
"""The least share of a column's cells that must be figures for the column to be one of figures, and of the table's
columns that a header must cover."""

_FIGURE = re.compile(r"[约近超逾＋+\-−－±]?\d.{0,20}", re.DOTALL)
_DATE = re.compile(
    r"(?:19|20)\d\d(?:年.{0,12}|[-./]\d{1,2}(?:[-./]\d{1,2})?)?|\d{1,2}月(?:\d{1,2}日)?|\d{1,2}(?:-\d{1,2})月"
)
_SENTENCE = re.compile(r"[。！？；]")
_WORD_OF_HEADERS = re.compile(
    r".*(?:序号|编号|代码|名称|姓名|单位|部门|机构|企业|公司|地区|区域|园区|开发区|省份|城市|县区|市县|项目|工程|指标|内容|类别|类型|分类|"
    r"性质|职务|职称|时间|日期|年份|年度|月份|期限|地点|地址|电话|联系人|联系方式|金额|资金|投资额?|总投资|产值|收入|数量|数值|数额|总量|"
    r"合计|总计|小计|占比|比重|增速|增长|增幅|率|负责人|责任人|领导|措施|任务|目标|要求|进度|进展|状态|情况|说明|备注|产业|行业|产品|面积|规模|"
    r"人数|户数|家数|个数|次数|排名|来源|依据|标准|等级|级别|结果|关系|性别|年龄|民族|学历|专业|职业|型号|规格|品种|用途|方式|范围|频次|"
    r"岗位|班级|县域|乡镇|街道|社区|村庄|村名|站名|站点|断面|作物|户主)"
)
_ENGLISH_WORD = re.compile(
    r"(?:.*\b)?(?:no|id|name|date|year|month|type|category|item|project|zone|region|area|city|county|province|company|indicator|"
    r"unit|value|amount|number|total|share|rate|growth|investment|output|revenue|status|notes?|remarks|leader|title|"
    r"description|department|organization|sector|industry|address|phone|source)",
    re.IGNORECASE,
)
_FIELD = re.compile(r"[^：:]{1,20}[：:]\s*\S.*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table: the name and the unit (empty where none is given) of each column, and how many rows it
    takes up."""

    names: Mapping[int, str]
    units: Mapping[int, str]
    rows: int


def find_header(
    rows: Sequence[Cells], spread: Sequence[Cells], together: int, declared: int = 0, assumed: bool = False
) -> Header | None:
    """The header that `rows` begin with, or None when none is evident or nothing stands below it.

    `spread` are the same rows with the text of cells merged side by side in each of their columns. The first `together`
    rows stand right below each other; a header does not reach further. `declared` is the number of rows that the format
    itself calls a header. `assumed` says that a first row of words, each another, may be taken for one, as in files
    made for data.
    """
    if declared:
        header = _header(spread[:declared])
        is_short = all(len(name) <= LONGEST_HEADER for name in header.names.values())
        return header if is_short and declared < len(rows) else None
    candidates = rows[: min(MOST_ROWS + 1, together)]
    leading = next((i for i, row in enumerate(candidates) if any(map(is_figure, row.values()))), len(candidates))
    height = _height(rows, spread, min(leading, MOST_ROWS))
    body = rows[height : height + SAMPLE]
    if not height or not body or len(rows[0]) < 2:
        return None
    header = _header(spread[:height])
    columns = {column for row in body for column in row}
    if len(header.names.keys() & columns) <= _SHARE * len(columns) or not _are_headers(header.names.values()):
        return None
    return header if _is_evident(header, body, assumed) else None


def _height(rows: Sequence[Cells], spread: Sequence[Cells], leading: int) -> int:
    """How many of the leading rows without figures are one header: those that merged cells or a row of units tie
    together."""
    height = min(leading, 1)
    while 0 < height < leading and _divides(rows[height - 1], spread[height - 1], rows[height]):
        height += 1
    return height


def _divides(above: Cells, spread: Cells, below: Cells) -> bool:
    """Whether the row `below` names parts of what the row `above` names: two of them under one merged cell, or cells
    under blanks where the format has no merged cells; or gives its units."""
    figures = [column for column in below if column != min(above, default=0)]
    if figures and all(_is_unit_of(above.get(column, ""), below[column]) for column in figures):
        return True
    merged = spread if len(spread) > len(above) else _filled_to_the_right(above, below)
    divided: dict[str, set[str]] = {}
    for column in below.keys() & merged.keys():
        if merged[column] != below[column]:
            divided.setdefault(merged[column], set()).add(below[column])
    return any(len(parts) > 1 for parts in divided.values())


def _is_unit_of(header: str, text: str) -> bool:
    return not names_units(header) and is_unit(text.strip("（）()"))


def _filled_to_the_right(above: Cells, below: Cells) -> dict[int, str]:
    """A row whose blanks are filled with the cell to their left: what is left of merged cells where a format has none.
    The first column, where labels stand, is filled into none."""
    filled = dict(above)
    columns = sorted(above.keys() | below.keys())
    last = ""
    for column in columns[1:]:
        last = above.get(column, last)
        if last:
            filled[column] = last
    return filled


def _header(rows: Sequence[Cells]) -> Header:
    names: dict[int, str] = {}
    units: dict[int, str] = {}
    if len(rows) > 1 and all(len(row) < len(rows[-1]) for row in rows[:-1]):
        rows = [*(_filled_to_the_right(row, rows[-1]) for row in rows[:-1]), rows[-1]]
    for column in sorted({column for row in rows for column in row}):
        parts: list[str] = []
        for text in (row[column] for row in rows if column in row):
            bare = text.strip("（）() ")
            if parts and is_unit(bare):
                units[column] = bare
            elif text not in parts:
                parts.append(text)
        names[column], unit = split_unit(" ".join(parts).rstrip("：: "))
        if unit:
            units.setdefault(column, unit)
    return Header(names, units, len(rows))


def _are_headers(texts: Iterable[str]) -> bool:
    return all(len(text) <= LONGEST_HEADER and not _SENTENCE.search(text) for text in texts)


def _is_evident(header: Header, body: Sequence[Cells], assumed: bool) -> bool:
    """Whether the rows below differ from the header as statements differ from what they are about."""
    known = sum(_is_word_of_headers(name) for name in header.names.values())
    named = 3 * known >= 2 * len(header.names)
    figures = [column for column in list(header.names)[1:] if _share(body, column, is_figure) >= _SHARE]
    numbers = [column for column in figures if _share(body, column, _is_plain) >= _SHARE]
    dates = [c for c in header.names if not is_date(header.names[c]) and _share(body, c, is_date) >= _SHARE]
    if numbers or header.units or (figures and (named or len(header.names) > 2)):
        return True
    if len(body) < 2 and not named:
        return False
    distinct = len(set(header.names.values())) == len(header.names)
    return named or (assumed and distinct) or (bool(dates) and len(header.names) > 2)


def _is_word_of_headers(name: str) -> bool:
    return bool(_WORD_OF_HEADERS.fullmatch(name) or names_units(name) or _ENGLISH_WORD.fullmatch(name))


def reads_as_header(row: Cells) -> bool:
    """Whether a row is made of nothing but the words that columns are headed with, three or more of them."""
    if any(map(is_figure, row.values())) or len(row) < 3:
        return False
    names = [split_unit(text)[0] for text in row.values()]
    return len(set(names)) > 2 and all(map(_is_word_of_headers, names))


def is_field(text: str) -> bool:
    """Whether a cell is a field with its value (`填报单位：…`), which no header is."""
    return _FIELD.fullmatch(split_unit(text)[0]) is not None


def _share(rows: Sequence[Cells], column: int, test: Callable[[str], bool]) -> float:
    """The share of a column's cells of which `test` holds."""
    texts = [row[column] for row in rows if column in row]
    return sum(map(test, texts)) / len(texts) if texts else 0.0


def is_figure(text: str) -> bool:
    """Whether a cell is a number, with what stands behind it, and no date."""
    return _FIGURE.fullmatch(text) is not None and not is_date(text)


def _is_plain(text: str) -> bool:
    return is_number(text.removesuffix("%").removesuffix("％")) and not is_date(text)


def is_date(text: str) -> bool:
    """Whether a cell is a day, a month or a year."""
    return _DATE.fullmatch(text) is not None
