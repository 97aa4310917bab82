"""Which cells of a table's row may answer a question at all, where it names no column: no serial number answers, nor a
count of households who asks how many people."""

import re

from retrieval.document import Span
from retrieval.evidence.figures.money import asks_for_money
from retrieval.evidence.rows.asked_cell import DONE, PLANNED, placed_cells
from retrieval.numbers import Quantity, quantities
from retrieval.numbers.measure_words import alike
from retrieval.numbers.units import CURRENCIES
from retrieval.question.analysis import Question
from retrieval.text.folding import fold
from retrieval.text.person_names import is_person

_SERIAL = re.compile(r"(?:序号|编号|号码|代码|电话|no\.?)\Z")
_SERIAL_ASKED = re.compile(r"序号|编号|第几|几号|号码|代码|电话|\b(?:serial|number of the|code|phone)\b")
_EMPTY = re.compile(r"[-—–/\s]*")
_MONEY = re.compile(r"投资|金额|资金|经费|费|价|收入|支出|概算|预算|造价|奖|工资|补[助贴]|款|税|利润|产值|[万亿]元")
_DATED = re.compile(r"日期|时间|时刻|年份|年月|起止年限|[起止]日|\d?日\Z")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NAMED = re.compile(r"(?:人|长|员|者|师|主任|领导|书记|姓名|经理)\Z")
_COUNTED = {
    "人": "[人员生师]", "户": "户(?![籍口主])", "栋": "[栋幢]|楼", "家": "家|企业|单位", "所": "所|学校", "张": "床",
    "辆": "车", "部": "梯", "艘": "船", "头": "头|[猪牛羊]", "棵": "[棵株树]", "间": "间", "座": "座",
}  # fmt: skip
"""What stands in the header of a bare figure that is counted so."""

_BORN, _BORN_ASKED = re.compile("出生"), re.compile(r"出生|\b(?:born|birth\w*)\b")
_BEGIN, _BEGIN_ASKED = (
    re.compile("开工|开始|动工|起始|起止"),
    re.compile(r"开[工始]|动工|启动|\b(?:start|beg[iau]n|launch)"),
)
_FINISH = re.compile("完[工成]|竣工|截止|终止|结束|交付|建成")
_FINISH_ASKED = re.compile(r"完[工成]|竣工|建[成好完]|交付|弄好|\b(?:finish|complet|end|due|ready|deliver)")
_DONE_ASKED = re.compile(r"到?现在|已经?|目前|至今|\b(?:so far|already|to date)\b")
_PLAN_ASKED = re.compile(r"计划|打算|预算|概算|安排|拟|\b(?:plan|budget|to be|will|is to)\b")
_APART = (
    (_BEGIN_ASKED, _FINISH_ASKED, _FINISH),
    (_FINISH_ASKED, _BEGIN_ASKED, _BEGIN),
    (_DONE_ASKED, _PLAN_ASKED, PLANNED),
    (_PLAN_ASKED, _DONE_ASKED, DONE),
)
"""What is asked for, unless that is asked for, too, and the headers of what it is not."""


def fitting_cells(question: Question, row: str) -> list[Span]:
    """Where in a row the values stand that are of the kind that a question asks for, of its year and of what it asks to
    have been done, as far as the headers tell; none where that leaves nothing."""
    given = [(name, span, fold(row[slice(*span)]).strip("。 ")) for name, span in placed_cells(row)]
    fitting = [(name, span) for name, span, value in given if _fits(question, name, value)]
    years = {str(year) for year in question.years} if question.answer.kind == "quantity" else set()
    ours = [(name, span) for name, span in fitting if years & set(_YEAR.findall(name))]
    fitting = ours or fitting
    for asked, but, other in _APART:
        if asked.search(question.folded) and not but.search(question.folded):
            fitting = [(name, span) for name, span in fitting if not other.search(name)] or fitting
    return [span for _, span in fitting]


def _fits(question: Question, name: str, value: str) -> bool:
    if _EMPTY.fullmatch(value) or (_SERIAL.search(name) and not _SERIAL_ASKED.search(question.folded)):
        return False
    figures = quantities(value)
    kind = question.answer.kind
    if kind == "date":
        dated = _DATED.search(name) is not None or any(q.date is not None for q in figures)
        return dated and bool(_BORN.search(name)) == bool(_BORN_ASKED.search(question.folded))
    if asks_for_money(question):
        return any(q.unit in CURRENCIES for q in figures) or (_MONEY.search(name) is not None and bool(figures))
    if kind == "quantity":
        return _counts(question, name, figures)
    if kind in ("person", "author"):
        return is_person(value) or (_NAMED.search(name) is not None and not figures)
    return True


def _counts(question: Question, name: str, figures: list[Quantity]) -> bool:
    asked = question.answer
    stated = [q for q in figures if q.date is None]
    if not stated or _DATED.search(name):
        return False
    measured = [q for q in stated if q.unit]
    if not asked.units:
        return True
    if measured:
        return any(
            q.unit in asked.units
            and (q.unit != "item" or None in (asked.measure, q.measure) or alike(asked.measure or "", q.measure or ""))
            for q in measured
        )
    header = _COUNTED.get(asked.measure or "")
    return header is None or re.search(header, name) is not None
