"""What a figure is only compared with: 低于全市平均水平, 超过规定的上限 do not say how high that is."""

import re
from collections.abc import Iterator

from retrieval.answer import Check
from retrieval.evidence.constraints.evidence import Evidence

_BASES = (
    ("平均|[人户日月年亩]均", "average|mean"),
    (
        "上限|下限|限额|限值|最高限|标准(?!化|厂房|间|件|地|箱)|红线|门槛",
        "upper limit|lower limit|limit|ceiling|cap|threshold|standard",
    ),
    ("警戒水位|警戒线|警戒", "warning level|danger level|alert level"),
    ("目标|预期|计划数|任务数|考核值|定额", "target|quota"),
)  # fmt: skip
"""What figures are compared with, in Chinese and in English."""

_ASKED_BEHIND = (
    "(?:水平|值|线|数|水位|额|任务|要求)?(?:具体|到底|究竟|大约|约)?(?:是|为|有|定在|定为|设在|在)?了?"
    "(?:多少|几|多[高低大])"
)
_ASKED_BEFORE = r"\b(?:what|how (?:much|many|high|low))\b[^?]*"
_ASKED = tuple(
    (
        re.compile(rf"(?:{chinese}){_ASKED_BEHIND}|{_ASKED_BEFORE}\b(?:{english})\b"),
        chinese,
    )
    for chinese, english in _BASES
)
_DIFFERENCE = re.compile(
    r"[高低多少超]出?了?(?:多少|几)|相差|差多少|"
    r"\b(?:above|below|over|exceed\w*|(?:more|less) than) (?:\w+ )?by\b|\bby how\b"
)
"""What asks how far something is from it, and not how high it is."""

_COMPARED = r"(?:低于|高于|高出|超过?|超出|优于|好于|快于|慢于|领先|未?达到?|不及|不超过|控制在|符合|满足|接近|持平)"


def base(evidence: Evidence) -> Iterator[Check]:
    """Contradicted where a question asks how high the average, limit or target is, and the sentence only compares
    something with it, without a figure of it."""
    question = evidence.query.question
    if question.answer.kind != "quantity" or _DIFFERENCE.search(question.folded):
        return
    for asked, chinese in _ASKED:
        match = asked.search(question.folded)
        if match is None:
            continue
        compared = list(re.finditer(rf"{_COMPARED}(?P<rest>[^,;。]*?(?:{chinese})[^,;。]*)", evidence.said))
        elsewhere = re.sub(rf"{_COMPARED}[^,;。]*?(?:{chinese})[^,;。]*", " ", evidence.said)
        if compared and not re.search(chinese, elsewhere) and not any(_FIGURE.search(one["rest"]) for one in compared):
            written = question.text[slice(*match.span())].strip()
            yield Check("measure", written, "contradicted", None, "no_such_answer")
            return


_FIGURE = re.compile(r"\d|百分之")
