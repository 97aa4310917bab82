"""Whose figure a sentence gives: the organization's own, or that of a part of it, of the country, of another kind."""

import re
from collections.abc import Collection, Sequence

import rjieba

from retrieval.across.asked.measure import Measure
from retrieval.across.stated.mentions import Mention
from retrieval.numbers.units import unit_at
from retrieval.question.demands import GENERIC

_OWN = re.compile(
    r"全(?:省|市|区|县|州|盟|旗|镇|乡|年|社会|体|部|域)?|[我本](?:省|市|区|县|州)|自治区|省|市|地方|年度|"
    r"当年|总体|合计|主要|预计|预期|计划|力争|经济社会发展|国内外|境内外|海内外|中外"
)
_OWN_END = re.compile(rf"(?:{_OWN.pattern}|全部|年末)+\Z")
_DOING = re.compile(
    r"(?:新建|新增|新开工|开工|建成|建设|改造|提升|完成|实现|达到|实施|推进|启动|发展|培育|改建|扩建|续建|"
    r"开通|投产|生产|新)(?:和|及|或|、)?\Z"
)
"""What is done with a thing: behind it begins what the measure is of."""

_NUMBER = re.compile(r"\d[十百千万亿]*(?=[^\W\d]{1,3}\Z)")
_QUOTED = re.compile(r"[”\"』」]\Z")
_TOWARDS = ("对", "向", "自", "从")
"""Prepositions of a phrase that says to or from whom something goes: 对东盟进出口."""

_NARROWING_TAGS = ("n", "j", "a", "b", "vn", "s", "z", "i", "l", "eng", "g", "f")
_PASSING_TAGS = ("t", "u", "d", "m", "x", "q", "r", "c", "p", "y")
_PLACE = re.compile(
    r"[^\W\d_]{2,8}?(?:市|县|区|州|盟|旗|镇|新区|开发区|高新区|经开区|都市圈|城市群|经济带|经济圈|片区|"
    r"园区|示范区|试验区|基地|港|岛)(?!域|内|间)"
)
_LINE_OR_WORKS = re.compile(
    r"(?P<name>(?:(?![市县区州盟旗镇]|重[点大])[^\W\d_]){2,8}?)(?:高铁|铁路|高速|公路|机场|大桥|隧道|通道|电站|工程|项目)"
)
"""What is named after places and is none: 长春高铁, and not what a place builds (长春市建成高速公路)."""

_ALL = re.compile(r"(?:全[省市区县州]|[我本][省市区县]|各[市县区地]|自治区)")
_NO_PLACE = (
    "地区",
    "城市",
    "园区",
    "社区",
    "灾区",
    "山区",
    "牧区",
    "农村",
    "城镇",
    "乡镇",
    "各地",
    "区市",
    "市县",
    "省市",
    "县区",
    "市区",
    "主要",
    "预期",
    "完成",
    "累计",
    "推动",
    "新建",
    "新增",
    "东部",
    "西部",
    "中部",
    "中西部",
)


def is_own(measure: Measure, mention: Mention, folded: str, forms: Collection[str]) -> bool:
    """Whether the figure of a measure in a folded sentence is of all of the organization, which goes by `forms`:
    nothing narrows the measure, and no other place is what the sentence speaks of."""
    before = folded[: mention.start]
    return not _narrowed(measure, before, forms) and not _elsewhere(before, forms)


def _narrowed(measure: Measure, before: str, forms: Collection[str]) -> bool:
    """Whether a noun right before the measure makes it that of something else."""
    phrase = _without_owner(re.split(r"[,;:。!?、]", before)[-1], forms)
    if _QUOTED.search(phrase) or _is_towards(phrase, forms):
        return True
    if _DOING.search(phrase) or _is_counted(phrase):
        return False
    known = {form for part in measure.parts for form in part.forms} | measure.helping
    for word, tag in reversed(rjieba.tag(phrase, False)):
        if tag.startswith("v") and not tag.startswith("vn"):
            return False
        if (
            _OWN.fullmatch(word)
            or (word in GENERIC and word != "项目")
            or word in forms
            or any(word in form for form in known)
        ):
            continue
        if tag.startswith(_NARROWING_TAGS) or word == "类":
            return True
        if tag.startswith(("m", "x", "q")):
            return False
        if not tag.startswith(_PASSING_TAGS):
            return True
    return False


def _is_counted(phrase: str) -> bool:
    """Whether a phrase ends with a figure, whose measure word may also be a noun (建成5处): it narrows nothing."""
    number = _NUMBER.search(phrase)
    unit = unit_at(phrase, number.end()) if number else None
    return unit is not None and unit.end == len(phrase)


def _is_towards(phrase: str, forms: Collection[str]) -> bool:
    """Whether a phrase begins with a preposition, and not with a word or a name of the organization that begins with
    the same character (自治区, 从江)."""
    rest = phrase.removeprefix("其中")
    return (
        rest.startswith(_TOWARDS)
        and not any(rest.startswith(form) for form in forms)
        and rjieba.tag(rest, False)[0] in [(word, "p") for word in _TOWARDS]
    )


def _without_owner(phrase: str, forms: Collection[str]) -> str:
    """A phrase without the organization's own name, or a word for all of it, at its end."""
    bare = _OWN_END.sub("", phrase)
    own = max((form for form in forms if bare.endswith(form)), key=len, default="")
    bare = bare[: len(bare) - len(own)]
    if bare[-2:-1] == "全" and any(bare[-1] in form for form in forms):  # 全疆
        return bare[:-2]
    return bare


def _elsewhere(before: str, forms: Collection[str]) -> bool:
    """Whether the last place that a clause of the sentence begins with is another than the organization."""
    other = False
    for clause in re.split(r"[,;:。!?]", before):
        clause = clause.strip("“”\"' ")
        if _ALL.match(clause) or any(clause.startswith(form) for form in forms):
            other = False
        elif clause.startswith(("全国", "我国")) or _begins_with_place(clause):
            other = True
    return other


def _begins_with_place(clause: str) -> bool:
    """Whether a clause begins with the name of a place: one of the dictionary, or words that end as places do of which
    none is a verb or a number."""
    tagged = rjieba.tag(clause[:12], False)
    if _is_line_or_works(clause, tagged):
        return False
    if not tagged or tagged[0][0] in _NO_PLACE or re.match(r"[\d一二三四五六七八九十两百千]", clause):
        return False
    if tagged[0][1] == "ns":
        return True
    match = _PLACE.match(clause)
    if match is None or match[0].endswith(_NO_PLACE):
        return False
    at, tags = 0, []
    for word, tag in tagged:
        if at >= match.end():
            break
        at += len(word)
        tags.append(tag)
    return tags[0].startswith(("nr", "nz", "j", "x")) and all(tag.startswith(("n", "j", "x", "f", "s")) for tag in tags)


def _is_line_or_works(clause: str, tagged: Sequence[tuple[str, str]]) -> bool:
    """Whether a clause begins with the name of a line or of works: before the word for it stand nouns only, none of
    which is what is done with one (新建)."""
    match = _LINE_OR_WORKS.match(clause)
    if match is None or _DOING.search(match["name"]):
        return False
    at = 0
    for word, tag in tagged:
        if at < match.end("name") and not tag.startswith(("n", "j")):
            return False
        at += len(word)
    return True
