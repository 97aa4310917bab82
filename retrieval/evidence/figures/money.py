"""Whether a question asks for a sum of money, and whether a sentence states one."""

import re
from collections.abc import Iterable

from retrieval.evidence.constraints.attribute import FIGURE_WANTED, asked_of, is_money
from retrieval.numbers import Quantity
from retrieval.numbers.units import CURRENCIES
from retrieval.question.analysis import Question
from retrieval.text.folding import HAN

_COLLOQUIAL = re.compile(r"[\d一二两三四五六七八九十百千万半][块毛](?:[\d一二三四五六七八九](?!\d)|(?=[,;。、!]|\Z))")
"""八块五, 门票20块: the unit of a sum, and of pieces of something where a noun follows."""

_BY_SHARE = re.compile(
    r"按[^,;。]{0,20}(?:%|成|分之|比例|标准)|减半|减免|免[交收费租]|半价|\d折|[一二三四五六七八九]折"
)
"""A sum that is told by a share of another: 按投资额的5%奖励, 租金减半."""

_IN_SO_MANY_WORDS = re.compile(
    r"(?:投[入资]?|捐[赠款]?|花费?|耗资|出资)了?多少(?:[百千]?[万亿])?(?=[呢啊了?？。!]|\Z)|(?:多少|几)块(?=[?？。!]|\Z)|多少(?:万|亿|百万|千万)?(?:钱|元|块钱|资金|美元|港元|欧元)|"
    r"[^消收免]费(?:用|总额)?(?:一共|总共|共|是|为|有|达|了)*多少(?![辆人户家次部件])|"
    r"多少(?:直接|间接)?的?(?:经济)?损失|损失(?:了|有|是|为|达|约)*多少(?![人户间头亩只])|"
    r"\b(?:damage|loss(?:es)?|amount|sum|price|cost|budget)s? in (?:yuan|rmb|dollars)\b|"
    r"\bwhat (?:was|were|is) the (?:[\w-]+ ){0,3}loss(?:es)?\b|"
    r"\bhow much (?:money|yuan)\b|\bhow many (?:(?:million|billion) )?(?:yuan|dollars)\b|"
    r"(?<!\bby )\bhow much (?:did|does|do|will|would)\b[^?]{1,60}? (?:cost|pay|earn|charge)\b|"
    r"(?<!\bby )\bhow much (?:was|were|is|are)\b[^?]{1,60}? (?:fined|paid|charged)\b|"
    r"\bwhat (?:did|does|will)\b[^?]{1,60}? cost\b"
)
_PAID = re.compile(rf"(?:补偿|赔偿|补贴|补助|奖金|罚款|罚金|工资|押金|利息|定金|津贴)款?金?(?![{HAN}])")
"""What is paid, right behind 多少."""

_COUNTING = re.compile(rf"(?!块?钱|[万亿千百]*(?:美|港|欧|日)?元|[呢啊了])[{HAN}]")
"""What stands behind 多少 where things are counted: 补贴了多少人."""

_OTHERWISE_ASKED = re.compile(
    r"\b(?:what|who|whom|whose|when|where|why|which|how|whether|rate|percent|percentage|share|proportion|growth|if)\b|"
    r"\A(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would)\b"
)
_CHANGE = re.compile(
    r"\bby (?:how|what)\b|\brelative to\b|\b(?:cut|reduced?|lower(?:ed)?|rise|risen|rose|fall|fell|fallen|cheaper|"
    r"grow|grew|grown|increased?|decreased?|changed?|dropp?(?:ed)?)\b"
)
_PRICE = re.compile(r"\b(price|prices|cost|costs|budget|premium|salary|fee|bill|rent|fare)\b")


def asks_for_money(question: Question) -> bool:
    """Whether a question asks for a sum of money: for one in so many words (多少钱), or for a figure of what is paid,
    earned or traded, and not for how it grew or what share it is."""
    folded = question.folded
    if _IN_SO_MANY_WORDS.search(folded):
        return True
    if "%" in question.answer.units or question.answer.kind not in ("quantity", "other"):
        return False
    if question.words:
        return not _CHANGE.search(folded) and (_of_money(asked_of(question)) or _is_priced(folded))
    wanted = FIGURE_WANTED.search(folded)
    if wanted is not None and _PAID.match(folded, wanted.end()):
        return True
    return wanted is not None and not _COUNTING.match(folded, wanted.end()) and _of_money(asked_of(question))


def states_money(said: str, stated: Iterable[Quantity]) -> bool:
    """Whether a folded sentence with the quantities `stated` states a sum of money, or the share that one is; the unit
    of a table's cell may stand elsewhere."""
    sums = (q for q in stated if q.date is None and q.kind != "identifier")
    return any(q.unit in CURRENCIES or not q.unit for q in sums) or any(
        pattern.search(said) for pattern in (_COLLOQUIAL, _BY_SHARE)
    )


def _of_money(word: str | None) -> bool:
    return word is not None and is_money(word)


def _is_priced(folded: str) -> bool:
    """Whether an English question without a question word names a price ("cost of the bridge?")."""
    return _OTHERWISE_ASKED.search(folded) is None and _PRICE.search(folded) is not None
