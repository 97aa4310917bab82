"""Whether a row of a table or a field of a form has what a question asks for: its cells and headers say all it says."""

import re
from collections.abc import Iterator, Sequence

import rjieba

from retrieval.answer import Check
from retrieval.evidence.constraints.evidence import Evidence, mostly_stands
from retrieval.evidence.rows.asked_cell import cells, is_row, names_of_cells, values_of_cells
from retrieval.question.contrasts import said_in
from retrieval.question.demands import GENERIC
from retrieval.question.named_things import named_things

_COMPARING = re.compile(
    r"最[大多少高低长短小早晚快慢好差贵]|排名|排第|居第|第[一二三四五六七八九十](?=的|位|名|大|多|高)|"
    r"\b(?:most|least|fewest|largest|smallest|highest|lowest|biggest|longest|shortest|greatest|ranks?|ranked)\b"
)
_ADDING = re.compile(
    r"(?:一共|总共|合计|总计|加起来|加在一起|平均)(?=.{0,8}(?:多少|几))|平均\S{1,8}(?:多少|几)|"
    r"\b(?:in total|altogether|combined|total of|average)\b"
)
_SAYING_OF_ALL = re.compile(r"最|合计|总计|小计|共计|平均|排名|名次|位次|total|average|rank")

_LEAST_NAME = 2
"""Characters of a cell that may name a row."""

_NOUN_TAGS = ("n", "j", "s", "vn")
_VERB_TAGS = ("v", "vn")
_ASKING_TAGS = ("r",)
_DOERS = ("人", "方", "者", "员", "单位", "机构", "部门", "公司", "企业")
"""What makes of the verb before it somebody who does it: 审批人, 施工单位."""

_SAYING_NOTHING = """
数据 数值 指标 名称 名字 数目 数额 金额 单位 时间 日期 人数 人口 比例 占比 比重 部分 方面 类型 种类 级别 等级
时候 实际 牌子 结果 内容
表格 记录 资料 问题 答案 地方 地点 情形 程度 水平 规模 合计 总计 小计 总数 总额 总和 人员 编号 号码 电话
"""
_TOO_COMMON = GENERIC | frozenset(_SAYING_NOTHING.split())


def column(evidence: Evidence) -> Iterator[Check]:
    """A check of the things that a Chinese question names, where a row would answer it: contradicted where one stands
    neither in the passage nor around it, by any of its names, silent where it may be short for what does. And a check
    of what only all rows together tell (the most, a sum, a rank): contradicted where a row would answer that does not
    say it itself."""
    question, row = evidence.query.question, evidence.candidate.passage.text[slice(*evidence.sentence)]
    yield from _of_all(evidence, is_row(row))
    if question.words or not is_row(row):
        return
    where = evidence.passage.folded + evidence.around
    things = _things(_without_names(question.folded, values_of_cells(row)), names_of_cells(row))
    near = {character for name, value in cells(row) for character in name + value} - _IN_MANY_HEADERS
    missing = [word for word in things if not (mostly_stands(word, where) or question.otherwise(word, where))]
    short = [word for word in missing if not near.isdisjoint(word) and all(said in where for said in said_in(word))]
    missing = [word for word in missing if word not in short]
    if short and not missing:
        yield Check("kind", short[0], "silent", None, "other_measure")
    if missing:
        start = question.folded.find(missing[0])
        wanted = question.text[start : start + len(missing[0])]
        yield Check("measure", wanted, "contradicted", None, "other_measure")


_IN_MANY_HEADERS = frozenset("人名数量日期时间编号单位负责金额年月第上下大小新总的")
"""Characters that tell nothing of what a column is of; with another in common a word may be a short form: 核磁."""


def _without_names(folded: str, values: Sequence[str]) -> str:
    """A folded question with blanks for the cells and the institutions that it names, whose parts are no things: 商行
    of 农商行, 镇西 of 镇西湾村."""
    for value in sorted(values, key=len, reverse=True):
        if len(value) >= _LEAST_NAME:
            folded = folded.replace(value, " " * len(value))
    for thing in named_things(folded):
        folded = folded[: thing.start] + " " * (thing.end - thing.start) + folded[thing.end :]
    return folded


def _of_all(evidence: Evidence, row: bool) -> Iterator[Check]:
    question = evidence.query.question
    asked = _COMPARING.search(question.folded) or _ADDING.search(question.folded)
    if asked is None:
        return
    wanted = question.text[slice(*asked.span())]
    if not row:
        yield Check("kind", wanted, "met", None, "no_such_answer")
    elif not _SAYING_OF_ALL.search(evidence.said) and not _named(evidence.written, question.folded):
        yield Check("kind", wanted, "contradicted", None, "no_such_answer")


def _named(row: str, folded: str) -> bool:
    """Whether a question names the row: a value of a cell of it stands in the question."""
    return any(len(value) > 1 and value in folded for value in values_of_cells(row))


def _things(folded: str, named: Sequence[str]) -> Iterator[str]:
    """The nouns of a question that say something, and the verbs that say who does a thing.

    Only words of the dictionary, and not what a question word asks for (什么时候), nor what stands behind the name of a
    column (高级职称 where one is 高级).
    """
    words = rjieba.tag(folded, False)
    around = zip([("", ""), *words], words, [*words[1:], ("", "")], strict=False)
    for (before, asking), (word, tag), (following, _) in around:
        if len(word) < 2 or word in _TOO_COMMON or asking.startswith(_ASKING_TAGS) or before in named:
            continue
        if tag.startswith(_NOUN_TAGS) or (tag.startswith(_VERB_TAGS) and following.startswith(_DOERS)):
            yield word
