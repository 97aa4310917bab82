"""The measure that a question asks for: what it is called, in all the ways known, and what kind of figure it is."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import rjieba

from retrieval.document import Span
from retrieval.question.demands import GENERIC
from retrieval.text.field_words import FieldWords, shipped
from retrieval.text.folding import HAN
from retrieval.text.stopwords import FUNCTION_WORDS

Kind = Literal["growth", "share", "amount"]
"""How a figure measures: by how many per cent it grows or falls, which part it is (a rate, a ratio), how much it is."""

_NOISE_WORDS = """
以来 至今 近年 历年 逐年 过去 最近 每年 各年 几年
数量 总数 总量 总额 规模 情况 水平 人数 金额 数值 指标 数据 结果 预计数 全省 全市
全区 全县 当地 本省 年度 当年 全年 实际 预计 数目 目标 预期 计划 控制 任务 安排
要求 政府 工作 报告 工作报告 提出 公布 发布 写成 说法 提法 别的 其他 比例 程度 面积
增长 增速 增幅 涨幅 增长率 增长速度 降幅 同比 上涨 下降 降低 提高 增加 变化 速度 速率
幅度 高低 大小 多少 情形 地区 地方 方面 年份 时间 名单 排名 排行 最高 最低 最大 最小
最快 最慢 最多 最少 之间 以上 以下 左右 区间 范围 设定 设为 定为 定在 确定 列出 列表
汇总 比较 对比 一览 请 逐一 依次 表格 分布 全国 各自 分别 名次 省份 完成 实现 达到
超过 高于 低于 大于 小于 少于 多于 控制在 保持 更高 更低 更多 更少 如 例如 比如 包括
不包括 含 即 也就是 还是 或者 或 及 有没有 没有 未 提及 提到 说明 说 写
"""
_NOISE = frozenset(_NOISE_WORDS.split())
"""Words of a question that name no measure."""

_VERBS = ("v", "vd", "vn", "vi", "vg")
_NAMING = ("n", "j", "b", "a", "vn", "eng", "l", "i", "s", "z", "g", "x", "f", "nz", "nr", "ns", "nt")
NOUN = re.compile("就业|收入|支出|投资|消费|贷款|存款|出口|进口|产出|成交|里程|花费")
"""Words that name what is measured, also where the dictionary takes them for verbs."""

_GROWING = re.compile(
    r"增长(?!点|极)|增速|增幅|涨幅|上涨|涨了|降幅|降了|下降|同比|降低|"
    r"\b(?:growth|grow|grew|grown|growing|inflation|faster|fastest|slower|slowest|increas\w+|decreas\w+|"
    r"declin\w+|rose|fell|"
    r"risen|fallen|cut|reduction|reduced?)\b"
)
_SHARE = re.compile(r"(?:(?<!生产)率|比例|比率|比重|占比|强度|系数)\Z")
_FLOW = re.compile(
    r"建成|新建|改造|建设|新增|完成|开工|提升|新开|培育|引进|发放|开通|投产|新开工|启动|实施|\b(?:built|"
    r"build|renovat\w+|add(?:ed|s)?(?! (?:tax|of))(?<!value added)|new|upgraded?|"
    r"complet\w+|start\w*|creat\w+)\b"
)
ECONOMY = re.compile(
    r"经济(?:增长|增速|总量)(?:率|速度)?|\beconom(?:y|ic|ies)\b(?= (?:growth|grew|grow|expand\w*|output)| "
    r"fastest| slowest)|\beconomic (?:growth|output)\b|\bgrowth of the economy\b"
)
_OF_ALL = re.compile(r"(?:[省市区县州]份?|国民|当地|[各本]地|整体|总体|实际|预期|年度?|[的和与及、其])\Z")
"""What may stand before a word for the economy and leave it that of all."""

PRICES = re.compile(r"物价|\binflation\b")
_COUNTED = re.compile(r"(?:人次|人数|户数|家数|件数|套数|辆数|个数|数量|数)\Z")
"""What the name of a count ends with, which a text may say in the unit only (游客人次: 游客3亿人次)."""

_WHOLE = ("全社会", "全部", "全省", "全市", "全区", "全体", "地方", "年末")
"""What may stand before a measure of which all is meant."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a statement has to name: folded `forms`, any of which does. `longer` are terms for other things
    that hold one of the forms."""

    forms: tuple[str, ...]
    longer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """What figures are asked of.

    `name` is what the question calls it. A statement names all `parts`; `helping` are words that may stand beside them.
    `kind` is the kind of figure, `unit` the class of its unit and `word` its measure word, None where the question does
    not tell. `flow` is whether it is what was done in a time, and not what there is at its end.
    """

    name: str
    parts: tuple[Part, ...]
    helping: frozenset[str]
    kind: Kind | None
    unit: str | None
    word: str | None
    flow: bool


def chinese_measure(
    folded: str, taken: Iterable[Span], field: FieldWords
) -> tuple[str, tuple[Part, ...], frozenset[str]] | None:
    """The name, the parts and the helping words of the measure in a folded Chinese question, of which the stretches
    `taken` say something else; None where it names none."""
    text = blank(folded, taken)
    terms = [term for term in field.in_text(text) if not _noise(text[term.start : term.end])]
    parts: list[Part] = []
    for term in terms:
        written = text[term.start : term.end]
        parts.append(Part((written, *term.forms), others((written, *term.forms), term.longer)))
    spans = [(term.start, term.end) for term in terms]
    for pattern, called in ((ECONOMY, "地区生产总值"), (PRICES, "居民消费价格")):
        for match in pattern.finditer(text):
            if (pattern is PRICES or _bare(text[: match.start()])) and not any(
                a < match.end() and match.start() < b for a, b in spans
            ):
                parts.append(economy() if called == "地区生产总值" else Part(field.same(called)))
                spans.append(match.span())
    named = [text[a:b] for a, b in spans]
    rest = _without_brackets(blank(text, spans))
    further, helping = _chinese_rest(rest)
    if not parts and not further:
        return None
    once = merged(parts)
    name = named[0] if named else "".join(further)
    for word in further if named else ():
        name = next((whole for whole in (word + name, name + word) if whole in text), name)
    return name, (*once, *(_of_phrase(word, helping, field) for word in further)), helping


def _bare(before: str) -> bool:
    """Whether nothing stands before a word for the economy that makes it one of a kind (数字经济, 县域经济)."""
    return re.search(rf"[{HAN}]\Z", before) is None or _OF_ALL.search(before) is not None


@cache
def economy() -> Part:
    """What the growth of an economy is called, beside its product."""
    term = shipped().same("地区生产总值")
    longer = shipped().in_text("地区生产总值")
    return Part((*term, "经济增长", "经济增速", "经济总量"), longer[0].longer if longer else ())


def merged(parts: Sequence[Part]) -> list[Part]:
    """Parts without those that say the same as one before (地区生产总值（GDP）)."""
    found: list[Part] = []
    for part in parts:
        at = next((i for i, other in enumerate(found) if set(part.forms) & set(other.forms)), None)
        if at is None:
            found.append(_with_growth(part))
    return found


def _with_growth(part: Part) -> Part:
    return economy() if "地区生产总值" in part.forms else part


def others(forms: Sequence[str], longer: Iterable[str]) -> tuple[str, ...]:
    """Longer terms but for those that only say that all of a thing is meant (全社会固定资产投资)."""
    whole = {f"{word}{form}" for word in _WHOLE for form in forms}
    return tuple(term for term in longer if term not in whole)


def blank(text: str, spans: Iterable[Span]) -> str:
    """The text with spaces in the place of each of the spans, so that positions stay."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _without_brackets(text: str) -> str:
    return re.sub(r"\([^()]*\)|（[^（）]*）|[“\"][^”\"]*[”\"]", lambda match: " " * len(match[0]), text)


def _noise(word: str) -> bool:
    """Whether a word names no measure, nor either of two words that it is made of (控制目标)."""
    halves = ((word[:i], word[i:]) for i in range(2, len(word) - 1))
    return _empty(word) or any(_empty(one) and _empty(other) for one, other in halves)


def _empty(word: str) -> bool:
    return word in _NOISE or word in GENERIC or word in FUNCTION_WORDS


def _chinese_rest(text: str) -> tuple[list[str], frozenset[str]]:
    """The naming phrases of what is left of a question, and its verbs."""
    found: list[str] = []
    helping: set[str] = set()
    for run in re.findall(rf"[{HAN}A-Za-z0-9.+&]+", text):
        chain: list[tuple[str, str]] = []
        tagged = rjieba.tag(run, False)
        for at, (word, tag) in enumerate(tagged):
            if _FLOW.fullmatch(word):
                tag = "v"
            elif NOUN.fullmatch(word):
                tag = "n"
            naming = tag.startswith(_NAMING) and not _noise(word) and not word.isdigit()
            inside = bool(chain) and tag.startswith(_VERBS) and tagged[at + 1 : at + 2] and not _noise(word)
            if naming or (inside and tagged[at + 1][1].startswith(_NAMING) and not _noise(tagged[at + 1][0])):
                chain.append((word, tag))
                continue
            found += _phrase(chain)
            chain = []
            if tag.startswith(_VERBS) and len(word) > 1 and not _noise(word):
                helping.add(word)
        found += _phrase(chain)
    return found, frozenset(helping)


def _of_phrase(word: str, helping: Iterable[str], field: FieldWords) -> Part:
    """The part that a phrase names, with a verb of the question where both are a term (改造 and 老旧小区)."""
    forms: tuple[str, ...] = ()
    for verb in helping:
        for term in (word + verb, verb + word):
            if len(field.same(term)) > 1:
                forms = forms or (word, *field.same(term))
    counted = _COUNTED.sub("", word)
    forms = forms or (*field.same(word), *((counted,) if len(counted) > 1 and counted != word else ()))
    if len(forms) == 1 and len(field.same(f"{word}总额")) > 1:
        forms = (word, *field.same(f"{word}总额"))
    return Part(forms, others(forms, dict.fromkeys(longer for form in forms for longer in field.holding(form))))


def _phrase(chain: Sequence[tuple[str, str]]) -> list[str]:
    """What a run of naming words names: an adjective at its end belongs to what comes behind it."""
    while chain and chain[-1][1].startswith(("a", "z")) and len(chain[-1][0]) == 1:
        chain = chain[:-1]
    joined = "".join(word for word, _ in chain)
    return [joined] if len(joined) > 1 else []


def kind_of_figure(folded: str, parts: Sequence[Part]) -> Kind | None:
    """The kind of figure that a folded question asks for of a measure, None where it does not tell."""
    if _GROWING.search(folded):
        return "growth"
    named = [form for part in parts[:1] for form in part.forms] + [part.forms[0] for part in parts[1:]]
    if any(_SHARE.search(form) for form in named if not form.isascii()):
        return "share"
    return None


def asks_for_flow(folded: str) -> bool:
    """Whether a folded question asks for what was done in a time: 建成 and 新增, and not 保有."""
    return _FLOW.search(folded) is not None
