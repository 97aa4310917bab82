"""What a question asks for: the kind of answer, the unit of a figure, what it would be called, and where in the
question it would stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

import rjieba

from retrieval.document import Span
from retrieval.numbers import Quantity, quantities
from retrieval.numbers.measure_words import measure_of
from retrieval.numbers.units import CURRENCIES, RATES
from retrieval.question.concepts import Concept
from retrieval.question.vocabulary import KINDS, NUMBER_WANTED, UNITS, WHEN, Kind
from retrieval.text.folding import HAN
from retrieval.text.stopwords import STOP_WORDS

_COUNTS = (
    {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
    | {word: number for number, word in enumerate(("two", "three", "four", "five", "six", "seven", "eight"), 2)}
    | {str(number): number for number in range(2, 10)}
)
_LIST = re.compile(
    rf"(?<!第)(?P<t>[两三四五六七八九十])(?:[{HAN}]{{1,4}}[”\"'」]|[{HAN}]{{1,2}}(?=具体|分别|各))(?:具体|分别|各自?)?(?:是|指|为|有|包括|包含)(?:的是)?[什啥哪]|"
    r"哪些|哪(?P<n>[两二三四五六七八九十]|[2-9](?!\d))(?!个?大?[字词])|哪几(?![年天月日号])|分别|都有谁|(?:都有|包括|包含|分为|都是|都叫)(?:什么|啥|哪)|"
    r"\b(?:which|what|name|list)(?: are)?(?: the| these)? "
    r"(?P<m>two|three|four|five|six|seven|eight|[2-9](?![\d.]))\b(?!-)|"
    r"\b(?:what|which) are\b|\bwhat (?:\w+ )?(?:two|three|four|types|kinds|things|countries|areas)\b|\bname the\b"
)
_FIGURE = re.compile(
    r"(?:指标|数字|数据|数)(?:是|说|指|对应|$|[?？。])|对应|指的?是|是指|代表|说的是|"
    r"(?<!原因)(?<!理由)(?<!目的)(?<!结果)(?<!名[称字])(?<!措施)(?<!内容)是(?:什么|啥|哪一?[项个])|"
    r"\b(?:measures?|refers?|represents?|stands? for|figures?|mean|signif\w+)\b"
)
COUNTED = re.compile(
    r"多少|(?<![哪\d十百千万])几(?!乎)|多[大长高久远快]|(?<![很许更众])多[宽深](?![带敞阔圳化入山受])|第几|百分之|"
    r"\bhow (?:many|much|long|large|big|far|fast|high|old|wide|deep|broad)\b|"
    r"\bwhat (?:percentage|percent|share|proportion|number|amount|rate)\b"
)
_DATE = re.compile(r"[公西]元几年|[在于]几年|几[几]?年[几]月|哪一?[年天月日]")
_WHICH = re.compile(r"哪|何|什么|甚么|谁|\b(?:which|who|where)\b")
_REASON = re.compile(
    r"为什么|为啥|为何|为嘛|何以|何故|点解|凭什么|怎么会|什么原因|原因(?:是|为)|因为什么|"
    r"怎么(?:今年|去年|现在|后来|也|都)?(?:反而|反倒|突然|忽然|还|又|就|老|总)?"
    r"(?:[没未]|不(?!同|一样)|[停断少降涨跌减慢晚迟拖亏关塌垮丢缺空][^,?？]{0,6}了)|"
    r"哪(?:[几两三些]|一)?(?:个|条|方面|点)?原因|什么(?:拖累|导致|造成|引起|致使)|"
    r"\bwhy\b|\bwhat (?:caused|reason)\b|\bfor what reason\b"
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
_MANNER = re.compile(
    r"怎么样?|怎样|如何|何种方式|\bhow\b(?! (?:many|much|long|large|big|far|fast|high|old|wide|deep|broad))"
)
_ASKING = re.compile(
    r"为什么|为啥|为何|怎么样?|怎样|如何|"
    r"(?:哪|何)(?:一|[两二三四五六七八九十几])?[个家些里儿座位年天月日项种类条处所份款名届级次支颗本部门只块号人地时]{0,2}|"
    rf"{WHEN}|(?:什么|甚么|啥)(?:样的|人|地方|名字)?|多少|(?<![\d十百千万])几(?!乎)|谁|多[大长高久远快]|(?<![很许更众])多[宽深](?![带敞阔圳化入山受])"
)
_ENGLISH_ASKING = re.compile(r"\b(?:which|what|whose|who|whom|when|where|why|how)\b")
_AFTER_WHEN = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|may|might|must|should|shall|exactly)\b"
_CONJUNCTION = re.compile(rf"\bwhen\b(?! {_AFTER_WHEN}|,? in \d|\s*\?*\s*\Z)")
"""When the grid fails, who …"""

_RELATIVE = re.compile(r"(?P<before>[a-z]+) (?P<word>who|whose|whom|where)\b")
_NO_ANTECEDENT = frozenset(("and", "or", "but", "to", "of", "by", "is", "was", "are", "were"))
"""Words behind which a question word asks, though another stands before."""

_YUAN = re.compile(r"块(?=钱|[?？。!]|\Z)")
"""块 for yuan, where nothing stands behind it that it would count."""

_STAKE = re.compile(r"的?(?:股[权份]|份额)(?!转让|融资|投资|回购|激励|质押|出让|收购|基金|款|资金)")
"""What is held in shares, and mostly told as a percentage."""

_HEAD_END = re.compile(rf"[^{HAN}a-z0-9]")
_ENGLISH_WORDS = re.compile(r"[a-z][a-z'-]*")
_IN_HEADS = ("n", "vn", "j", "l", "g", "m", "x", "eng", "a", "b", "s")
_VERBS = "is are was were be been do does did has have had can could will would may might must"
_AUXILIARY = frozenset(_VERBS.split())


_COPULA = r"(?:一共|总共|共)?(?:是|为|有|达到?)?(?:了)?\Z"
_BARRED = (
    (re.compile("产量" + _COPULA), RATES | {"mu", "m2", "CNY", "m", "day", "month", "year"}),
    (re.compile("(?:人数|人次|户数|数量|个数|家数)" + _COPULA), RATES | {"mu", "m2", "CNY", "kg", "m", "kWh"}),
    (
        re.compile("(?:增加值|产值|生产总值|gdp|总额|零售额|销售额|贷款|存款|余额|利润|营收|税收|收入|支出)" + _COPULA),
        RATES | {"mu", "m2", "m", "kWh", "kg"},
    ),
    (re.compile("(?:里程|长度|全长)" + _COPULA), RATES | {"mu", "m2", "CNY", "kg"}),
)
"""What is asked after, and the classes of unit that no figure of it has."""


@dataclass(frozen=True, slots=True)
class AnswerType:
    """What a question asks for.

    `kind` is the kind of thing. `units` are the classes of unit that a figure asked for may have, `measure` its measure
    word, as far as the question tells. `listed` is whether several are asked for, `count` how many, where the question
    says so. `heads` are folded words that the answer may end with, the surest first (哪座机场: 机场). `slot` is where
    in the folded question the answer would stand, None where no question word is found: only in a Chinese question is
    it so, since in English the question word is moved to the front. `barred` are classes that a figure of what is asked
    after cannot have, where more than one can: an output is no area.
    """

    kind: Kind
    units: frozenset[str] = frozenset()
    measure: str | None = None
    listed: bool = False
    count: int | None = None
    heads: tuple[str, ...] = ()
    slot: Span | None = None
    barred: frozenset[str] = frozenset()


def answer_type(folded: str, given: Sequence[Quantity], english: Sequence[Concept] | None = None) -> AnswerType:
    """Read off a folded question what it asks for. `given` are the quantities in it, `english` the content words of an
    English one, None for a Chinese one."""
    if english is not None:
        folded = _without_conjunctions(folded)
    listed = _LIST.search(folded)
    written = (listed["t"] or listed["n"] or listed["m"]) if listed else None
    units, measure = units_of(folded)
    kind = _kind(folded, given, bool(units))
    asked = AnswerType(kind, units, measure, bool(listed), _COUNTS[written] if written else None)
    if english is not None:
        return replace(asked, heads=_english_heads(folded, english), measure=_english_measure(folded) or measure)
    match = _ASKING.search(folded)
    if match is None:
        return asked
    heads, end = _chinese_heads(folded, match.end())
    if kind == "name":
        heads = _named_kind(folded[: match.start()])
    barred = frozenset() if units else _barred(folded[: match.start()]) or _counted(folded, match.start())
    counted = measure_of(heads[0]) if heads and match[0] == "多少" and not units else None
    if counted is not None:
        asked = replace(asked, units=frozenset({"item"}), measure=counted)
    return replace(asked, heads=heads, slot=(match.start(), end), barred=barred)


def _barred(before: str) -> frozenset[str]:
    return next((units for noun, units in _BARRED if noun.search(before)), frozenset())


def _counted(folded: str, start: int) -> frozenset[str]:
    """Rates, where 多少 stands right before what is counted: 多少案件 are no percentage."""
    return RATES if _THINGS.match(folded, start) else frozenset()


_THINGS = re.compile(rf"多少(?!比|百|成|倍|个百)(?=[{HAN}]{{2}})")


def _english_measure(folded: str) -> str | None:
    """The measure word of what an English question counts: 艘 of "how many of the port's tugboats"."""
    counted = _HOW_MANY.search(folded)
    words = takewhile(lambda word: word not in _BEHIND_NOUN, _ENGLISH_WORDS.findall(counted[1])) if counted else ()
    return next(filter(None, map(measure_of, words)), None)


_HOW_MANY = re.compile(r"\bhow many\b(?: of\b)?([^,;?]*)")
_PREPOSITIONS = "who that which in at on of for from to by with under over after before"
_BEHIND_NOUN = _AUXILIARY.union(_PREPOSITIONS.split())
"""Words with which what is counted ends."""


def _without_conjunctions(folded: str) -> str:
    """An English question with blanks for the words that look like question words and join clauses: a conjunction and,
    behind a question word, a relative pronoun ("how many who …")."""
    blanked = _CONJUNCTION.sub("    ", folded)

    def blank(match: re.Match[str]) -> str:
        asks = match["before"] in _NO_ANTECEDENT or not _ENGLISH_ASKING.search(blanked, 0, match.start("word"))
        return match[0] if asks else f"{match['before']} {' ' * len(match['word'])}"

    return _RELATIVE.sub(blank, blanked)


def units_of(folded: str) -> tuple[frozenset[str], str | None]:
    """The classes of unit that the quantity asked for may have, and its measure word where the question has one.

    They are told by what stands where the number would (多少座, how many projects), or by what is asked after (a
    rate, a sum, an area, a time). No classes: it cannot be told.
    """
    match = NUMBER_WANTED.search(folded)
    if match and _YUAN.match(folded, match.end()):
        return CURRENCIES, None
    if match and _STAKE.match(folded, match.end()):
        return frozenset({"%", "item"}), None
    if match:
        read = quantities(folded[: match.start()] + "5 " + folded[match.end() :])
        there = [q for q in read if q.start <= match.start() < q.end and not q.bare]
        if there:
            return _also(there[0].unit), there[0].measure
    return next((units for pattern, units in UNITS if pattern.search(folded)), frozenset()), None


def _also(unit: str) -> frozenset[str]:
    """A class of unit, with that in which it may be told, too: days in working days."""
    return frozenset({unit, "workday"}) if unit == "day" else frozenset({unit})


def _kind(folded: str, given: Sequence[Quantity], has_unit: bool) -> Kind:
    """The kind of thing asked for: what the question word itself says, else what is counted or asked after."""
    said = next((kind for kind, pattern in KINDS if pattern.search(folded)), None)
    if said is not None and said != "quantity":
        return said
    which = bool(_WHICH.search(folded))
    counted = bool(COUNTED.search(folded))
    figures = any(q.kind not in ("determiner", "ordinal") and q.date is None for q in given)
    told: tuple[tuple[Kind, bool], ...] = (
        ("date", bool(_DATE.search(folded))),
        ("figure", figures and not counted and bool(_FIGURE.search(folded))),
        ("reason", bool(_REASON.search(folded))),
        ("quantity", counted or (said == "quantity" and not which)),
        ("body", bool(_BODY.search(folded))),
        ("place", bool(_PLACE.search(folded))),
        ("name", bool(_NAME.search(folded))),
        ("quantity", has_unit and not which),
        ("manner", bool(_MANNER.search(folded))),
        ("which", bool(re.search(r"哪|何|\bwhich\b", folded))),
    )
    return next((kind for kind, holds in told if holds), "other")


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


def _english_heads(folded: str, concepts: Sequence[Concept]) -> tuple[str, ...]:
    """What the words between which or what and the verb may be in Chinese."""
    match = _ENGLISH_ASKING.search(folded)
    if match is None or match[0] not in ("which", "what"):
        return ()
    noun: list[str] = []
    for word in _ENGLISH_WORDS.findall(folded[match.end() :])[:6]:
        if word in _AUXILIARY or (word in STOP_WORDS and noun):
            break
        if word not in STOP_WORDS:
            noun.append(word)
    by_word = {concept.alternatives[0][0]: concept for concept in concepts}
    found: list[tuple[float, str]] = []
    for word in noun[:3]:
        if word in by_word:
            found += [(-score, chinese) for chinese, score in by_word[word].alternatives[1:] if len(chinese) > 1]
    return tuple(chinese for _, chinese in sorted(found))
