"""What a question asks for, told more finely than its kind: where the answer would stand in it, and what it would be
called."""

import re
from dataclasses import dataclass
from typing import Literal

import rjieba

from retrieval.document import Span
from retrieval.question.analysis import Question
from retrieval.text.folding import HAN
from retrieval.text.stopwords import STOP_WORDS

Sought = Literal[
    "list", "figure", "reason", "date", "quantity", "person", "place", "body", "manner", "name", "which", "other"
]
"""What is sought. A *figure* is what a figure in the question measures; a *body* is a company, a university, a
department; *which* and *other* tell no more than that something is."""

_COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10} | {
    word: number for number, word in enumerate(("two", "three", "four", "five", "six", "seven", "eight"), 2)
}
_LIST = re.compile(
    r"哪些|哪(?P<n>[两二三四五六七八九十])|哪几(?![年天月日号])|分别|都有谁|(?:都有|包括|包含|分为|都是|都叫)(?:什么|啥|哪)|"
    r"\b(?:which|what|name|list)(?: are)?(?: the| these)? (?P<m>two|three|four|five|six|seven|eight)\b|"
    r"\b(?:what|which) are\b|\bwhat (?:\w+ )?(?:two|three|four|types|kinds|things|countries|areas)\b|\bname the\b"
)
_FIGURE = re.compile(
    r"(?:指标|数字|数据|数)(?:是|说|指|对应|$|[?？。])|对应|指的?是|是指|代表|是(?:什么|啥|哪一?[项个])|说的是|"
    r"\b(?:measures?|refers?|represents?|stands? for|figures?|mean|signif\w+)\b"
)
_COUNTED = re.compile(
    r"多少|(?<![\d十百千万])几(?!乎)|多[大长高久远快]|第几|百分之|"
    r"\bhow (?:many|much|long|large|big|far|fast|high|old)\b|"
    r"\bwhat (?:percentage|percent|share|proportion|number|amount|rate)\b"
)
_DATE = re.compile(r"[公西]元几年|[在于]几年|几[几]?年[几]月|哪一?[年天月日]")
_WHICH = re.compile(r"哪|何|什么|甚么|谁|\b(?:which|who|where)\b")
_REASON = re.compile(
    r"为什么|为啥|为何|何以|何故|什么原因|原因(?:是|为)|因为什么|\bwhy\b|\bwhat (?:caused|reason)\b|\bfor what reason\b"
)
_PLACE = re.compile(
    r"哪里|哪儿|(?<!如)何[处地]|什么地[方区]|在哪|位于|出生地|(?:哪|什么|何)[一个座片处国所条]{0,2}(?:地[方区点]|国家|国|城市|省|州|县|村|镇|岛|洲|大陆|半岛)|"
    r"\bwhere\b|\b(?:which|what) (?:\w+ )?(?:country|city|state|place|town|island|continent|location|nation)\b"
)
_BODY = re.compile(
    r"(?:哪|什么|何|谁)[^,，?？。]{0,8}?(?:公司|企业|集团|机构|大学|学校|高校|学院|组织|部门|银行|医院|单位|党|俱乐部|球队|队伍?|研究院|平台|剧团|乐团|厂)|"
    r"谁家|\b(?:which|what) (?:[\w']+ ){0,3}?(?:company|companies|firm|firms|university|organi[sz]ation|institution|"
    r"agency|body|department|maker|manufacturer|bank|school|team|group|party|enterprise)\b"
)
_NAME = re.compile(r"叫[什甚]么|[什甚]么名字|叫啥|名称")
_CALLED = re.compile(r"(?:的)?(?:名字|名称|全称|全名)?(?:又|也)?[叫称]?[是为做作]?\Z")
_MANNER = re.compile(r"怎么样?|怎样|如何|何种方式|\bhow\b(?! (?:many|much|long|large|big|far|fast|high|old))")
_ASKING = re.compile(
    r"为什么|为啥|为何|怎么样?|怎样|如何|"
    r"(?:哪|何)(?:一|[两二三四五六七八九十几])?[个家些里儿座位年天月日项种类条处所份款名届级次支颗本部门只块号人地时]{0,2}|"
    r"(?:什么|甚么|啥)(?:样的|人|时候|时间|地方|名字)?|多少|(?<![\d十百千万])几(?!乎)|谁|多[大长高久远快]"
)
_ENGLISH_ASKING = re.compile(r"\b(?:which|what|whose|who|whom|when|where|why|how)\b")
_HEAD_END = re.compile(rf"[^{HAN}a-z0-9]")
_ENGLISH_WORDS = re.compile(r"[a-z][a-z'-]*")
_IN_HEADS = ("n", "vn", "j", "l", "g", "m", "x", "eng", "a", "b", "s")
_VERBS = "is are was were be been do does did has have had can could will would may might must"
_AUXILIARY = frozenset(_VERBS.split())


@dataclass(frozen=True, slots=True)
class AnswerType:
    """What a question asks for.

    `sought` is its sort. `heads` are folded words that the answer may end with, the surest first (哪座机场: 机场).
    `count` is how many things are asked for, where the question says so. `slot` is where in the folded question the
    answer would stand, None where no question word is found: only in a Chinese question is it so, since in English
    the question word is moved to the front.
    """

    sought: Sought
    heads: tuple[str, ...]
    count: int | None
    slot: Span | None


def answer_type(question: Question) -> AnswerType:
    """Read off a question what it asks for."""
    listed = _LIST.search(question.folded)
    count = None
    if listed and (written := listed["n"] or listed["m"]):
        count = _COUNTS[written]
    if question.words:
        return AnswerType(_sought(question, bool(listed)), _english_heads(question), count, None)
    match = _ASKING.search(question.folded)
    if match is None:
        return AnswerType(_sought(question, bool(listed)), (), count, None)
    heads, end = _chinese_heads(question.folded, match.end())
    sought = _sought(question, bool(listed))
    if sought == "name":
        heads = _named_kind(question.folded[: match.start()])
    return AnswerType(sought, heads, count, (match.start(), end))


def _sought(question: Question, listed: bool) -> Sought:
    folded = question.folded
    counted = bool(_COUNTED.search(folded))
    figures = [
        q for q in question.quantities if q.kind not in ("determiner", "ordinal", "identifier") and q.date is None
    ]
    if question.kind == "date" or _DATE.search(folded):
        return "date"
    if listed:
        return "list"
    if figures and _FIGURE.search(folded) and not counted and question.kind in ("other", "quantity"):
        return "figure"
    if _REASON.search(folded):
        return "reason"
    if counted or (question.kind == "quantity" and not _WHICH.search(folded)):
        return "quantity"
    if _BODY.search(folded):
        return "body"
    if question.kind in ("person", "author"):
        return "person"
    if question.kind == "organization" or _PLACE.search(folded):
        return "place"
    if question.kind == "name" or _NAME.search(folded):
        return "name"
    if question.units and not _WHICH.search(folded):
        return "quantity"
    if _MANNER.search(folded):
        return "manner"
    return "which" if re.search(r"哪|何|\bwhich\b", folded) else "other"


def _chinese_heads(folded: str, behind: int) -> tuple[tuple[str, ...], int]:
    """The nouns right behind the question word, the last first, and where they end: 机场 of 哪座机场, 企业 of 哪家世界
    500 强企业."""
    nouns: list[str] = []
    end = behind
    position = behind
    for word, tag in rjieba.tag(_HEAD_END.split(folded[behind : behind + 14], maxsplit=1)[0]):
        position += len(word)
        if word == "的":
            nouns.clear()
        elif not tag.startswith(_IN_HEADS):
            break
        elif len(word) > 1 or tag.startswith("n"):
            nouns.append(word)
            end = position
    return tuple(reversed(nouns)), end


def _named_kind(before: str) -> tuple[str, ...]:
    """What it is whose name is asked for: the last noun before the question word, 机场 of 那座机场叫什么."""
    tagged = rjieba.tag(_CALLED.sub("", before))
    return next(((word,) for word, tag in reversed(tagged) if tag.startswith("n") and len(word) > 1), ())


def _english_heads(question: Question) -> tuple[str, ...]:
    """What the words between which or what and the verb may be in Chinese."""
    match = _ENGLISH_ASKING.search(question.folded)
    if match is None or match[0] not in ("which", "what"):
        return ()
    noun: list[str] = []
    for word in _ENGLISH_WORDS.findall(question.folded[match.end() :])[:6]:
        if word in _AUXILIARY or (word in STOP_WORDS and noun):
            break
        if word not in STOP_WORDS:
            noun.append(word)
    by_word = {concept.alternatives[0][0]: concept for concept in question.concepts}
    found: list[tuple[float, str]] = []
    for word in noun[:3]:
        if word in by_word:
            found += [(-score, chinese) for chinese, score in by_word[word].alternatives[1:] if len(chinese) > 1]
    return tuple(chinese for _, chinese in sorted(found))
