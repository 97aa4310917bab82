"""Among whom a rank is told: 全国第三 answers nobody who asks for the rank in a province."""

import re
from collections.abc import Iterator

from retrieval.answer import Check
from retrieval.document import Span
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query

_AMONG = (
    r"(?P<scope>全国|全球|世界|亚洲|全省|全市|全县|全区|全州|全镇|[东中西]部|东北|长三角|珠三角|大湾区|"
    r"\b(?:nation(?:al(?:ly)?|wide)|(?:in|across) (?:the (?:whole )?country|china)|globally|worldwide|"
    r"(?:in|across) the world|"
    r"(?:in|across) (?:the|its) (?:whole )?(?:province|city|county))\b)"
)
_IN_CHINESE = {
    "nation": "全国", "countr": "全国", "china": "全国", "glob": "全球", "world": "全球", "province": "全省",
    "city": "全市", "county": "全县",
}  # fmt: skip
"""What a word of an English scope begins with or holds, and what it is in Chinese."""

_LIKE = {"世界": "全球"}
_ASKED = re.compile(
    rf"{_AMONG}[^,;。?]{{0,16}}?(?:第几|几位|第多少|多少位|名次|排名)|"
    rf"\b(?:rank\w*|place[ds]?|position)\b[^?]*?{_AMONG.replace('<scope>', '<behind>')}"
)
_STATED = re.compile(
    rf"{_AMONG}(?P<between>[^,;。、]{{0,16}}?)(?:第[\d一二三四五六七八九十百]+|[首末]位|前列|前[\d一二三四五六七八九十]+)"
)


def among(query: Query, candidate: Candidate, sentence: Span) -> Iterator[Check]:
    """A check that a sentence tells a rank among those that a question names, where it tells ranks among any."""
    asked = _ASKED.search(query.question.folded)
    if asked is None:
        return
    group = "scope" if asked["scope"] else "behind"
    wanted = _scope(asked[group])
    said = candidate.reading.analysed.folded[slice(*sentence)]
    stated = [_scope(match["scope"]) for match in _STATED.finditer(said)]
    if stated:
        written = query.question.text[slice(*asked.span(group))]
        has = wanted in stated
        yield Check("measure", written, "met" if has else "contradicted", None if has else stated[0], "other_measure")


def _scope(written: str) -> str:
    chinese = next((scope for part, scope in _IN_CHINESE.items() if part in written), written)
    return _LIKE.get(chinese, chinese)
