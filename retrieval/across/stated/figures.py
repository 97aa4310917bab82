"""Which figure of a sentence a measure has there: read by rule, clause by clause."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import rjieba

from retrieval.across.asked.measure import Kind, Measure
from retrieval.across.stated.mentions import Mention
from retrieval.numbers import Quantity
from retrieval.numbers.measure_words import alike
from retrieval.text.folding import HAN

_GROWTH = "增长率|增长|增速|增幅|涨幅|上涨|上升|提高|提升|下降|降低|回落|减少|下跌|降幅|增加|缩减|压减|减|降|增|涨"
_BOUNDS = "不少于|不低于|不超过|不高于|超过|高于|低于|少于|多于|突破|至少|达到|约为|接近|超|近|约|逾|达|过"
_LEADING = re.compile(
    rf"(?P<verb>{_GROWTH})(?P<to>到|至)?(?:速度|幅度)?(?:了|为|是|在|约|预计|均|都|分别|各|有望|保持在?|"
    rf"稳定在?|控制在|维持在|力争|不变|{_BOUNDS})*\s?\Z"
)
_FALLING = re.compile("下降|降低|回落|减少|下跌|降幅|缩减|压减|减|降")
_BEFORE_VALUE = re.compile(
    r"(?:不少于|不低于|不超过|不高于|超过|高于|低于|少于|多于|突破|至少|接近|约|超|近|逾|下降|负增长)\Z"
)
_AFTER_VALUE = re.compile(r"(?:左右|以上|以内|以下|上下|余|多(?!个百分点)|\+)")
_ALLOWED = re.compile(
    "|".join(
        sorted(
            
                f"{_GROWTH}|{_BOUNDS}|同比|比上年|比去年|较上年|较去年|上年|去年|今年|全年|当年|名义|实际|"
                f"同口径|可比口径|按可比价格?计算|"
                
            
                "按不变价格?计算|可比价|不变价格?|预计|预期|初步核算|初步统计|初步|快报数?|累计|完成|实现|保持|"
                "稳定|控制|维持|力争|确保|争取|"
                
            
                "努力|左右|以上|以内|以下|上下|再上新台阶|上新台阶|再上台阶|再创新高|再创历史新高|创历史新高|"
                "创新高|创新低|迈上|跨上|跃上|跨越|连续|连跨|跨过|迈过|个?[百千万]亿(?:元)?台阶|台阶|"
                
            
                "新台阶|首次|历史性地?|大关|总量|总额|总值|总数|数量|规模|水平|比重|比例|占比|目标值?|指标|和|"
                "与|及|到|至|的|了|也|已|将|要|"
                
            
                "仍|还|又|均|都|双双|进一步|年均|是|为|在|有|率|数|额|量|值|比率|幅度|速度|达标|全省|全市|全区|"
                "全县|一般|总|计划|新|年|余|"
                
            "可|能|再|连续|持续|稳步|其中|增幅|人数|人|定为|设为|安排|提升|稳居|居|位居|排|全国|第".split("|"),
            key=len,
            reverse=True,
        )
    )
)  # fmt: skip
"""What may stand between a measure and its figure; the rest must name nothing."""

_NAMING_TAGS = ("n", "j", "b", "a", "vn", "eng", "l", "i", "s", "z", "nz", "ns", "nr", "nt")
_CAME_TO = re.compile(r"年?(?:全年)?(?:预计)?(?:达到?|增长|实现|突破|超过)")
_LONGEST_GAP = 30
_REACH = 60
"""Characters behind a measure in which its figure stands."""

_BACK = 12
_HAVING = re.compile(r"(?:有|达到?|超过?|突破|新增|净增|新培育|认定|拥有)(?:了|约|近)?\Z")
"""What stands before a figure that tells how much there is of what is named behind it."""

_DOUBTFUL = 0.8
"""How sure a figure is beside one with nothing but set words between it and its measure."""

_IN_TURN = re.compile(r"分别|各自|依次")
"""What hands figures out one by one: `retrieval.numbers.listed_figures` reads those."""

_TIMES = frozenset({"years", "day", "months", "second", "workday", "ordinal", "times"})
"""Classes of units in which only what lasts is measured: beside other measures they say since when."""

_IN_WORDS = re.compile(
    r"(?:增长|增速|增幅|涨幅|增长速度)?(?:继续|实现|力争|总体|基本)?"
    r"(?:(?:与|和|同)[^,;。、]{1,14}(?:同步|持平|相当|一致|匹配|相适应)|(?:同比|基本|大体)持平|"
    r"(?:保持|快于|高于|低于|不低于|不高于|略高于|稳中|处于|控制在)[^,;。、]{1,16}|"
    r"(?:实现|保持)?(?:较快|平稳|稳定|正|恢复性|两位数|双位数)增长)"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a measure in a sentence: `[start, end)` is its value as it is written, `number` its quantity (None
    where it is said in words only), `kind` what kind of figure it is, `falls` whether it is by how much something
    falls, `sure` how surely it is the measure's (0..1)."""

    start: int
    end: int
    number: Quantity | None
    kind: Kind
    falls: bool
    sure: float


def figures_of(measure: Measure, mention: Mention, folded: str, stated: Sequence[Quantity]) -> list[Figure]:
    """The figures that a measure named in a folded sentence has there, of every kind that the question may ask for, the
    surest first; `stated` are the quantities of the sentence."""
    figures = [q for q in stated if q.date is None and q.kind in ("cardinal", "multiple", "fraction")]
    found = list(_behind(measure, mention, folded, figures, stated))
    if not found and measure.kind in (None, "amount"):
        found = list(_in_front(measure, mention, folded, figures))
    return sorted(found, key=lambda figure: -figure.sure)


def _behind(
    measure: Measure, mention: Mention, folded: str, figures: Sequence[Quantity], stated: Sequence[Quantity]
) -> Iterator[Figure]:
    position = mention.end
    gap = ""
    first = True
    seen: set[tuple[str, str]] = set()
    for q in figures:
        if q.start < mention.end:
            continue
        between = folded[position : q.start]
        gap += between
        dates = (p for p in stated if p.date is not None and mention.end <= p.start and p.end <= q.start)
        if q.start - mention.end > _REACH or len(gap) > _LONGEST_GAP or any(not _said_of(folded, p) for p in dates):
            return
        sure = _sureness(gap, measure)
        if sure == 0.0 or re.search("[;。!?]", between):
            return
        kind, falls = kind_behind(folded[mention.start : q.start] if first else between, q)
        if kind is not None and fits(measure, kind, q) and (kind, q.unit) not in seen:
            seen.add((kind, q.unit))
            yield figure_at(folded, q, kind, falls, sure)
        first = False
        after = _AFTER_VALUE.match(folded, q.end)
        position = after.end() if after else q.end


def _said_of(folded: str, date: Quantity) -> bool:
    """Whether a date is but one that a figure is compared with (比2023年), or says when what was named came to its
    figure (…, 2024年达到)."""
    if re.search(r"[比较]\s?\Z", folded[: date.start]):
        return True
    return folded[date.start - 1 : date.start] == "," and _CAME_TO.match(folded, date.end) is not None


def _in_front(measure: Measure, mention: Mention, folded: str, figures: Sequence[Quantity]) -> Iterator[Figure]:
    before = [q for q in figures if q.end <= mention.start and mention.start - q.end <= _BACK]
    if not before:
        return
    q = before[-1]
    between = folded[q.end : mention.start]
    if _AFTER_VALUE.sub("", between) not in ("", "的") or re.match(r"[^,;。、!?的了]{0,6}\d", folded[mention.end :]):
        return
    if q.unit in ("%", "pp") or re.match(r"(?:项目|工程|任务|建设项目)", folded[mention.end :]):
        return
    if not measure.flow and not _HAVING.search(folded, 0, q.start):
        return
    if fits(measure, "amount", q):
        yield figure_at(folded, q, "amount", False, _DOUBTFUL)


def figure_at(folded: str, q: Quantity, kind: Kind, falls: bool, sure: float) -> Figure:
    """A figure with the words that bound it."""
    before = _BEFORE_VALUE.search(folded, max(0, q.start - 4), q.start)
    after = _AFTER_VALUE.match(folded, q.end)
    start = before.start() if before else q.start
    return Figure(start, after.end() if after else q.end, q, kind, falls, sure)


def kind_behind(lead: str, q: Quantity) -> tuple[Kind | None, bool]:
    """What kind of figure a quantity is by the words before it; None for how much more or less something is."""
    match = _LEADING.search(lead)
    if q.unit == "pp":
        return None, False
    if q.unit == "%":
        if match is None or match["to"]:
            return "share", False
        return "growth", bool(_FALLING.fullmatch(match["verb"])) or q.value < 0
    if match is not None and not match["to"] and not re.search(r"新增\Z", lead[: match.end("verb")]):
        return (None, False)
    return "amount", False


def fits(measure: Measure, kind: Kind, q: Quantity) -> bool:
    """Whether a quantity of a kind may be what is asked for."""
    if measure.kind is not None and kind != measure.kind:
        return False
    if measure.unit is not None and measure.unit != q.unit:
        return False
    if measure.unit is None and q.unit in _TIMES:
        return False
    return measure.word is None or q.measure is None or alike(measure.word, q.measure)


def _sureness(gap: str, measure: Measure) -> float:
    """How surely a figure behind a gap belongs to the measure before it: 0 where the gap names something else."""
    if _IN_TURN.search(gap):
        return 0.0
    rest = gap
    for word in sorted(measure.helping, key=len, reverse=True):
        rest = rest.replace(word, " ")
    rest = re.sub(rf"[^{HAN}a-z]", " ", _ALLOWED.sub(" ", rest))
    words = rest.split()
    if not words:
        return 1.0
    tagged = [pair for word in words for pair in rjieba.tag(word, False)]
    if any(tag.startswith(_NAMING_TAGS) for _, tag in tagged) or sum(len(word) for word, _ in tagged) > 6:
        return 0.0
    return _DOUBTFUL if "," not in gap else 0.0


def in_words(measure: Measure, mention: Mention, folded: str) -> Figure | None:
    """What a sentence says of a measure without a figure (增长与经济增长同步), None where it says nothing of the
    kind."""
    match = _IN_WORDS.match(folded, mention.end)
    if (
        match is None
        or folded[mention.start - 1 : mention.start] in tuple("与和同跟于及、")
        or re.search(r"\d", match[0])
    ):
        return None
    end = match.end()
    following = folded[end : end + 1]
    if following and following not in ",;。、":
        return None
    return Figure(mention.end, end, None, measure.kind or "growth", False, _DOUBTFUL)
