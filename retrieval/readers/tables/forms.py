"""Forms: rows of labels with their values beside them -> a statement for each field.

    项目名称 | 河堤加固 | 负责人 | 赵明远      ->  项目名称：河堤加固。 / 负责人：赵明远。

A label is told by its words, by the colon or the unit behind it, by its type, and by standing below other labels. A
label without a value says nothing and is left out; a label that spans several rows stands before those of each.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from retrieval.readers.tables.grid import FilledRow, Slot
from retrieval.readers.tables.headers import Header, is_date, is_figure
from retrieval.readers.tables.rows import FINISHED, Line, plain_line
from retrieval.readers.tables.units import split_unit, with_unit
from retrieval.text.folding import COMMON_HAN

MOST_FORM_ROWS = 300
"""Rows of a block that are looked at for a form at once."""

_LONGEST_LABEL = 16
_MOST_CELLS = 24
"""Of a row of a form."""

_NUMBER_BEFORE = re.compile(r"[*＊※]?\s*(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]\s*)?")
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]")
_REMARK_BEHIND = re.compile(r"[（(【\[][^（）()]{1,20}[）)】\]]\Z")
_LABEL = re.compile(
    r".{0,10}(?:名称|姓名|性别|民族|籍贯|年龄|出生年月|学历|学位|专业|职务|职称|职业|政治面貌|党派|住址|地址|地点|位置|户籍|证件|证书|"
    r"电话|手机|传真|邮箱|邮件|邮编|邮政编码|网址|微信|联系人|联系方式|负责人|责任人|主持人|承担人|经办人|申请人|申报人|受益人|委托人|"
    r"填表人|填报人|制表人|审核人|审批人|批准人|记录人|代表人|法人|监护人|户主|单位|机关|部门|科室|出生地|代码|编号|文号|证号|账号|帐号|开户行|"
    r"开户银行|号码?|日期|时间|年月|年限|期限|起止|工期|周期|年度|频次|次数|经费|资金|金额|投资|预算|造价|概算|费用?|总额|价格?|收入|"
    r"支出|产值|产量|税收|利润|资本|规模|面积|容量|长度|人数|户数|总数|数量|数值|数额|类别|类型|种类|性质|等级|级别|方式|来源|用途|范围|内容|"
    r"简介|概况|情况|摘要|目标|目的|意义|成果|成效|措施|要求|建议|意见|说明|备注|理由|原因|依据|结论|结果|状态|状况|进度|阶段|签字|签名|"
    r"签章|盖章|公章|特长|专长|照片|血型|身高|体重|爱好|院校|班级|工龄|岗位|职级|工种|产地|型号|规格|颜色|经历|履历|奖惩|荣誉|方案|计划)"
)
_SHORT_LABEL = re.compile(
    r".{0,4}(?:[办证管托请报录核批送收接系责持护表查验制编对递签领交养借保荐介起集理用租买卖定约购建]人|项目|对象|问题|课题|主题|题目|"
    r"标题|事项|品种|产品|品牌|人员|职级|学校|企业|机构|指标|业绩|去向|配偶)"
)
_QUESTION = re.compile(r"(?:是否|有无|能否).{1,12}")
_PUNCTUATION = re.compile(r"[，。！？；,!?;☑☒□■√✓]")
_LONGEST_WORD = 4
_SHORT_WORD = re.compile(rf"[{COMMON_HAN}]{{2,8}}")
_DIGIT = re.compile(r"\d")
_BROKEN = re.compile(rf"(?<=[{COMMON_HAN}]) (?=[{COMMON_HAN}（(])")
_NAMELESS = (
    re.compile(r"项目|事项|栏目|名目|条目|要素|字段|类目|类别"),
    re.compile(r"(?:具体|主要|填写|填报|详细)?(?:内容|情况|说明|信息)|详情"),
)


@dataclass(frozen=True, slots=True)
class Field:
    """A label and its value, empty where there is none, with the first and the last column that they stand in.

    `is_new` says that either begins in this row, and is not only merged with the row above.
    """

    label: str
    value: str
    first: int
    last: int
    is_new: bool = True


def form_length(rows: Sequence[FilledRow], columns: Sequence[int]) -> int:
    """How many of `rows`, from the first, are rows of a form; 0 where they begin no form. `columns` are those of the
    whole table."""
    if not _may_be_field(rows[0]):
        return 0
    slots = [row.slots(columns) for row in rows]
    certain = [_certain_fields(of_row) for of_row in slots]
    places = {field.first for fields in certain for field in fields}
    length = 0
    while length < len(rows) and (
        certain[length] or _alike(slots[length], places) or (length and _is_empty_field(slots[length]))
    ):
        length += 1
    found = [fields for fields in certain[:length] if fields]
    values = [field.value for fields in found for field in fields if field.value]
    is_list = all(len(fields) == 1 for fields in found) and _is_headed(values)
    is_single = sum(map(len, found)) < min(2, len(rows))
    return 0 if 2 * len(found) < length or not values or is_single or is_list else length


def is_form_row(row: FilledRow, columns: Sequence[int]) -> bool:
    """Whether a row below the header of a list is one of a form all the same: it has two fields or more, or one whose
    value takes up the rest of the table."""
    if not _may_be_field(row) or not _is_label(row.cells[min(row.cells)], bool(row.set_off)):
        return False
    fields = _fields(row.slots(columns), reads_as_label)
    if len(fields) == 1:
        return fields[0].last >= columns[-1] > columns[1] and len(columns) > 2 and not is_figure(fields[0].value)
    return len(fields) > 1


def form_lines(rows: Sequence[FilledRow], columns: Sequence[int]) -> Iterator[Line]:
    """The fields of the rows of a form, a line each, and what stands beside them."""
    slots = [row.slots(columns) for row in rows]
    certain = [_certain_fields(of_row) for of_row in slots]
    places = {field.first for fields in certain for field in fields}
    for row, of_row, known in zip(rows, slots, certain, strict=True):
        fields = known or _fields(of_row, _stands_in(places), reads_as_label)
        yield from field_lines(fields, row.number)
        if not fields and not _is_empty_field(of_row):
            yield plain_line(row)
            continue
        last = max((field.last for field in fields), default=0)
        for slot in of_row:
            if slot.first > last and slot.is_own and slot.text and not reads_as_label(slot):
                yield Line(slot.text, ((0, len(slot.text), row.number, slot.first, slot.last),))


def field_lines(fields: Collection[Field], number: int) -> Iterator[Line]:
    """A line for each field of the row `number` that has a value."""
    for field in fields:
        if field.value and field.is_new:
            name, unit = split_unit(field.label)
            value = with_unit(field.value, unit)
            text = f"{field.label if unit and value == field.value else name}：{value}"
            place = (0, len(text), number, field.first, field.last)
            yield Line(text if text.endswith(FINISHED) else f"{text}。", (place,))


def names_nothing(header: Header) -> bool:
    """Whether a header only says that labels and contents stand below it (`项目`, `内容`)."""
    names = [header.names[column] for column in sorted(header.names)]
    return len(names) == 2 and all(pattern.fullmatch(name) for pattern, name in zip(_NAMELESS, names, strict=True))


def reads_as_label(slot: Slot) -> bool:
    """Whether a cell names what stands beside it."""
    return _is_label(slot.text, slot.is_set_off)


@lru_cache(maxsize=4096)
def _is_label(text: str, is_set_off: bool) -> bool:
    text = text.rstrip()
    if is_figure(text) or is_date(text) or len(text) > 2 * _LONGEST_LABEL:
        return False
    bare = text.rstrip("：: ")
    name = _REMARK_BEHIND.sub("", _NUMBER_BEFORE.sub("", bare, count=1))
    if not 0 < len(name) <= _LONGEST_LABEL or _PUNCTUATION.search(name):
        return False
    is_marked = bare != text or is_set_off or bool(split_unit(bare)[1])
    return is_marked or any(pattern.fullmatch(name) for pattern in (_LABEL, _SHORT_LABEL, _QUESTION))


def _fields(
    slots: Sequence[Slot], is_label: Callable[[Slot], bool], is_no_value: Callable[[Slot], bool] | None = None
) -> list[Field]:
    """The fields that a row is made of, none where it is no row of a form. What `is_no_value` (else what `is_label`)
    holds of is no value."""
    is_no_value = is_no_value or is_label
    rest = list(slots)
    while rest and not rest[-1].text:
        rest.pop()
    if len(rest) < 2 or all(slot.is_set_off for slot in rest if slot.text):
        return []
    group = ""
    if len(rest) > 2 and is_label(rest[1]) and not is_label(rest[2]) and (rest[0].is_tall or len(rest) % 2):
        group = _name(rest.pop(0).text) + " " if rest[0].text else ""
    if len(rest) % 2 and len(rest) > 1 and rest[-1].is_tall:
        rest.pop()  # a photograph, a stamp, or what else stands beside the form
    fields: list[Field] = []
    for label, value in zip(rest[::2], [*rest[1::2], None], strict=False):
        if not label.text or not is_label(label) or (value is not None and value.text and is_no_value(value)):
            return []
        text, last = ("", label.last) if value is None else (value.text, value.last)
        is_new = label.is_own or (value is not None and value.is_own)
        fields.append(Field(group + _name(label.text), text, label.first, last, is_new))
    return fields


def _certain_fields(slots: Sequence[Slot]) -> list[Field]:
    """The fields of a row whose labels read as such: all of them, or at least half where the others are short words and
    the values are none."""
    return _fields(slots, reads_as_label) or _partly_known(slots)


def _partly_known(slots: Sequence[Slot]) -> list[Field]:
    texts = [slot for slot in slots if slot.text]
    labels, values = texts[::2], texts[1::2]
    known = sum(map(reads_as_label, labels))
    if len(texts) % 2 or 2 * known < len(labels) or not known or any(map(reads_as_label, values)):
        return []
    if not any(len(value.text) > _LONGEST_WORD or _DIGIT.search(value.text) for value in values):
        return []
    places = {slot.first for slot in labels if reads_as_label(slot) or _SHORT_WORD.fullmatch(slot.text)}
    return _fields(slots, lambda slot: slot.first in places, reads_as_label)


def _name(label: str) -> str:
    """A label on one line, as it is read where its cell was too narrow for it."""
    return _BROKEN.sub("", label.rstrip("：: "))


def _may_be_field(row: FilledRow) -> bool:
    """Whether a row may be one of a form, looked at as quickly as can be."""
    if len(row.cells) < 2 or len(row.cells) > _MOST_CELLS:
        return False
    first = row.cells[min(row.cells)]
    return len(first) <= 2 * _LONGEST_LABEL and not is_figure(first)


def _alike(slots: Sequence[Slot], places: Collection[int]) -> bool:
    """Whether a row is one of a form because its labels stand where others do, whatever their words."""
    texts = [slot for slot in slots if slot.text]
    return (
        len(texts) > 1
        and not all(map(reads_as_label, texts))
        and bool(_fields(slots, _stands_in(places), reads_as_label))
    )


def _is_empty_field(slots: Sequence[Slot]) -> bool:
    """Whether a row is a label with blanks beside it: a field that nobody filled in. A heading has a number, or the
    width of the table."""
    texts = [slot for slot in slots if slot.text]
    return len(texts) == 1 < len(slots) and reads_as_label(texts[0]) and not _NUMBERED.match(texts[0].text)


def _stands_in(places: Collection[int]) -> Callable[[Slot], bool]:
    return lambda slot: (
        slot.first in places
        and len(slot.text) <= _LONGEST_LABEL
        and not is_figure(slot.text)
        and not is_date(slot.text)
    )


def _is_headed(values: Sequence[str]) -> bool:
    """Whether the second of two columns is one of figures under a period: a list with a header, and no form."""
    return len(values) > 1 and is_date(values[0]) and all(map(is_figure, values[1:]))
