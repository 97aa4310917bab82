"""Which header of a table an English question names, over headers in Chinese: by what its words may be in Chinese."""

import re
from collections.abc import Sequence

from retrieval.question.analysis import Question

COVERED = 0.6
"""Share of a header's characters that the question must say. Not tuned."""

_LEAST_SCORE = 0.2
_ASKING = (
    (re.compile(r"\bwho\b|\bwhose\b"), ("姓名", "人", "员", "者", "长")),
    (re.compile(r"\bwhen\b|\b(?:what|which) (?:date|day|year|month|time)\b"), ("日期", "时间", "年份", "年月")),
    (re.compile(r"\bwhere\b|\baddress\b"), ("地址", "地点", "位置", "所在地", "住所")),
    (re.compile(r"\bhow many\b|\bnumber of\b"), ("数", "数量", "人数", "个数", "总数")),
    (re.compile(r"\bhow (?:much|large|big|long|far|high)\b"), ("额", "金额", "量", "总量")),
    (re.compile(r"\b(?:makes?|produces?|manufactures?)\b"), ("主营产品", "主要产品", "产品")),
    (re.compile(r"\bin charge\b|\bresponsible\b"), ("负责人", "责任人")),
    (re.compile(r"\bcosts?\b"), ("造价", "费用", "价格", "成本", "金额")),
    (re.compile(r"\b(?:phone|telephone|call)\b"), ("电话", "联系电话")),
)
"""What question words ask for, and how headers that tell it end."""


_WHICH = re.compile(r"\b(?:which|what)(?: of the)? ([a-z]+)")
_WHICH_IN_CHINESE = re.compile(
    r"哪(?:一?[个家座条处所项名位款种类批支只段间栋艘台]|些|几[个家座条处所项])?(?=[^是的里天年月日])"
)
_MOST = re.compile(r"[最第]|\b(?:most|least|\w{3,}est|first|last)\b")
_NAME_OF = re.compile(r"(?<=.)(?:名称?|编号)\Z")


def is_which(header: str, question: Question) -> bool:
    """Whether a folded header is the thing of which a question asks which one it is (哪个断面, which section; 断面,
    断面名称). A question for the one with the most of something asks for none, for no row tells that; and a row's
    number in the table is none."""
    if _MOST.search(question.folded) or header == "序号":
        return False
    name = _NAME_OF.sub("", header)
    if not question.words:
        found = _WHICH_IN_CHINESE.search(question.folded)
        return found is not None and len(name) > 1 and _ends_with(name, question.folded, found.end())
    if (asked := _WHICH.search(question.folded)) is None:
        return False
    for concept in question.concepts:
        if concept.alternatives[0][0] == asked[1]:
            forms = [form for form, score in concept.alternatives[1:] if score >= _LEAST_SCORE]
            return any(name.endswith(form) or (len(name) > 1 and form.endswith(name)) for form in forms)
    return False


def _ends_with(name: str, folded: str, at: int) -> bool:
    """Whether a header is the thing at a place of a folded question, or ends with it and the question says the rest:
    中标供应商 for 哪家供应商中的标."""
    ends = (name[cut:] for cut in range(len(name) - 1) if set(name[:cut]) <= set(folded))
    return any(folded.startswith(end, at) for end in ends)


def said_of(header: str, question: Question) -> int:
    """How many characters of a folded header an English question says; 0 where they are too few of it."""
    name = header
    covered = [False] * len(name)
    own = False
    for form in _forms(question):
        at = name.find(form)
        if at >= 0:
            own = True
            covered[at : at + len(form)] = [True] * len(form)
    for asking, ends in _ASKING:
        if asking.search(question.folded):
            end = max((end for end in ends if name.endswith(end)), key=len, default="")
            own = own or len(end) > 1
            covered[len(name) - len(end) :] = [True] * len(end)
    share = sum(covered) / max(1, len(name))
    return sum(covered) if own and share >= COVERED else 0


def _forms(question: Question) -> Sequence[str]:
    """What the words of an English question may be in Chinese, of two and more characters."""
    forms = [form for term in question.terms for form in term.forms]
    forms += [
        form for concept in question.concepts for form, score in concept.alternatives[1:] if score >= _LEAST_SCORE
    ]
    return [form for form in forms if len(form) > 1 and not form.isascii()]


def all_said(question: Question, folded: str) -> bool:
    """Whether a folded row says in Chinese all that stands beside the question word of an English question and that
    the dictionary knows: a water level is no level."""
    wanted = (
        concept.alternatives[1:]
        for concept in question.concepts
        if concept.asked and concept.term is None and not _asks(concept.alternatives[0][0])
    )
    forms = ([form for form, score in them if score >= _LEAST_SCORE and len(form) > 1] for them in wanted)
    return all(any(form in folded for form in them) for them in forms if them)


def _asks(word: str) -> bool:
    return any(asking.search(word) for asking, _ in _ASKING)


def fits(value: str, question: Question) -> bool:
    """Whether a cell's value may be of the kind that an English question asks for."""
    digits = any(character.isdigit() for character in value)
    if question.answer.kind in ("quantity", "date"):
        return digits
    return not (question.answer.kind == "person" and digits)
