"""Questions that compare, taken apart into one question about each side."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from retrieval.document import Span
from retrieval.question.analysis import Question
from retrieval.question.entity_linking import mentions
from retrieval.question.organization_index import OrganizationIndex
from retrieval.text.folding import HAN
from retrieval.text.organization_vocabulary import ZONE
from retrieval.text.person_names import is_person

_MORE = "高多大快长强"
_LESS = "低少小慢短弱"
_WHO = rf"(?:谁|哪[一个两家座边方里儿省市县区地]{{0,3}}(?:{ZONE}|省份|城市|地方|地区)?)[的家]?"
_THAN = rf"(?:更为?|比较|较为?|最)?(?P<more>[{_MORE}])|(?:更为?|比较|较为?|最)?[{_LESS}]"
_BY = rf"[,?][又要]?[{_MORE}{_LESS}]出?了?(?:多少|几)[^,?。]{{0,4}}[?。]*"
_COMPARATIVE = re.compile(
    rf"(?P<who>{_WHO})[^,。?;:]{{0,16}}?(?P<asked>(?:{_THAN})(?:一?[些点])?)(?=[呢啊吗呀]?[?。]*(?:{_BY})?\s*\Z)|"
    rf"(?P<which>{_WHO})[^,。?;:]{{0,16}}?(?P<many>[更较最](?P<more_many>多)|[更较最]少)|"
    rf"(?=[更比较最])(?P<said>(?:{_THAN.replace('<more>', '<more_said>')})(?:一?[些点])?)(?=的?[呢吗]?[,。?!;]|\s*\Z)"
)
_DIFFERENCE = re.compile(
    rf"(?<![占对])比(?![例重较值率])[^,。?]{{1,20}}?(?P<asked>[{_MORE}{_LESS}]出?(?:了?多少|几)?[吗么]?)"
)
_EACH = re.compile(r"分别|各自|各(?=有|是|为|占|达|多少|几|签|完|引|新)")
_TOGETHER = re.compile(r"相比|对比|比较|相差|区别|差别|差距|不同|异同|(?<![成首古])都")
_BOTH_OF = re.compile(
    rf"这?[两二三](?:地|省|市|区|县|家|者|个(?:{ZONE}|省份?|城市|地方|年份?)?)(?:之间|当?中|里)?的?|(?<![成首古])都|{_BY}(?=\s*\Z)"
)
_AND = r"(?:和|与|跟|同|及|以及|还是|或者?|对比|相比|比|、|/)"

_ENGLISH_MORE = ("more", "most", "greater", "higher", "highest", "larger", "largest", "bigger", "biggest", "faster",
                 "fastest", "longer", "longest", "stronger")  # fmt: skip
_ENGLISH_LESS = ("fewer", "fewest", "less", "least", "lower", "lowest", "smaller", "smallest", "slower", "slowest",
                 "shorter", "shortest", "weaker")  # fmt: skip
_COUNTING = ("more", "most", "fewer", "fewest")
_ENGLISH_COMPARATIVE = re.compile(
    rf"(?P<by>\bhow (?:much|many) )?\b(?P<asked>{'|'.join(_ENGLISH_MORE + _ENGLISH_LESS)})\b"
)
_ENGLISH_BY = re.compile(
    r"(?P<by>\bby )?\bhow (?:much|many)\b(?=[^,;?]*?\b(?P<asked>"
    rf"(?:{'|'.join(_ENGLISH_MORE + _ENGLISH_LESS)})(?=[^;?]*\b(?:than|compared)\b)|"
    r"(?:exceed|surpass|outperform|outpace|trail|lag(?:ged)?(?= behind))(?:e?s|e?d)?(?: behind)?)\b)"
)
_ENGLISH_CHOICE = re.compile(r"\b(?:which|who|whose|or|than|compared?)\b")
_ENGLISH_NO_COMPARISON = re.compile(r"\b(?:at (?:least|most)|more than (?:a |an )?[\d]|less than [\d]|once more)\b")
_ENGLISH_EACH = re.compile(r"\b(?:respectively|each(?: of them)?)\b")
_ENGLISH_TOGETHER = re.compile(r"\b(?:both|compared?|comparison|versus|vs\.?|difference)\b")
_ENGLISH_BOTH_OF = re.compile(
    r"\b(?:which|who) of (?:the|these) (?:two|three)(?: \w+)??\b|\bof (?:the|these) (?:two|three)\b|"
    r"\b(?:compare|compared (?:to|with)|versus|vs\.?|both|between)\b|,? and by how (?:much|many(?: \w+){1,2})(?=\W*\Z)"
)
_ENGLISH_WHICH = re.compile(
    r"\b(?:which|what|who)(?: one)?\b(?P<verb>(?= (?:has|have|had|is|was|set|did|does|got|\w+ed)\b))?"
)
_ENGLISH_AND = r"(?:\b(?:and|or|than|with|to|versus|vs\.?)(?![A-Za-z])(?:\s+(?:in|of|for|at|that of|those of)\b)?|[/&])"
_CLAUSE = 6
"""Characters beside a side's name that make a clause about it, so that a clause about another can be left out."""

_OTHER, _OURS = "\0", "\1"
"""What stands in a question for the name of another side, and around that of the side that is asked about."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A question that compares, taken apart.

    `sides` are what each side is called in an answer, `questions` what is asked of each of them alone, `organizations`
    whose statements those are about (none where years are compared). `sign` is 1 where the side with more is asked
    for, -1 for the one with less, 0 where neither is; `each` is whether the figure of each is.
    """

    sides: tuple[str, ...]
    questions: tuple[str, ...]
    organizations: tuple[frozenset[str], ...]
    sign: int
    each: bool


@dataclass(frozen=True, slots=True)
class _Side:
    called: str
    places: tuple[Span, ...]
    organizations: frozenset[str]


def comparison(question: Question, names: OrganizationIndex) -> Comparison | None:
    """What a question compares: organizations that it names, or years, or people of each of whom it asks. None where it
    names fewer than two, or no word in it compares them or asks for each."""
    cue = _cue(question)
    if cue is None:
        return None
    sides = _organizations(question, names)
    if len(sides) < 2:
        sides = _years(question)
    if len(sides) < 2 and cue.each:
        sides = _people(question)
    if len(sides) < 2:
        return None
    asked = _asked_alone(question, cue)
    return Comparison(
        tuple(side.called for side in sides),
        tuple(_alone(asked, side, sides, bool(question.words)) for side in sides),
        tuple(side.organizations for side in sides),
        cue.sign,
        cue.each,
    )


@dataclass(frozen=True, slots=True)
class _Cue:
    """What says that a question compares: the direction, whether each side's figure is asked for, and what stands in
    the question, by place, where a single side's figure would be asked for."""

    sign: int
    each: bool
    instead: Mapping[Span, str]


def _cue(question: Question) -> _Cue | None:
    folded = question.folded
    if question.words:
        return _english_cue(folded)
    match = _COMPARATIVE.search(folded)
    if match:
        asked, who = next(groups for groups in (("asked", "who"), ("many", "which"), ("said", "")) if match[groups[0]])
        instead = {match.span(asked): "多少"}
        if who:
            instead[match.span(who)] = ""
        more = match["more"] or match["more_many"] or match["more_said"]
        return _Cue(1 if more else -1, False, instead)
    match = _DIFFERENCE.search(folded)
    if match:
        return _Cue(0, False, {match.span("asked"): "多少"})
    match = _EACH.search(folded)
    if match:
        return _Cue(0, True, {match.span(): ""})
    return _Cue(0, False, {}) if _TOGETHER.search(folded) else None


def _english_cue(folded: str) -> _Cue | None:
    match = _ENGLISH_COMPARATIVE.search(folded)
    if match and match["by"]:
        return _Cue(0, False, {match.span(): match["by"].strip()})
    difference = _ENGLISH_BY.search(folded)
    if difference and not _ENGLISH_NO_COMPARISON.search(folded):
        return _Cue(0, False, {difference.span("by"): "", difference.span("asked"): ""})
    if match and _ENGLISH_CHOICE.search(folded) and not _ENGLISH_NO_COMPARISON.search(folded):
        instead = {match.span(): "how many" if match["asked"] in _COUNTING else "how much"}
        which = _ENGLISH_WHICH.search(folded)
        if which:
            instead[which.span()] = "" if which["verb"] is not None else "the"
        return _Cue(1 if match["asked"] in _ENGLISH_MORE else -1, False, instead)
    match = _ENGLISH_EACH.search(folded)
    if match:
        return _Cue(0, True, {match.span(): ""})
    return _Cue(0, False, {}) if _ENGLISH_TOGETHER.search(folded) else None


def _organizations(question: Question, names: OrganizationIndex) -> list[_Side]:
    sides: dict[frozenset[str], list[Span]] = {}
    for mention in mentions(question, names):
        sides.setdefault(mention.organizations, []).append((mention.start, mention.end))
    return [
        _Side(min(found) if len(found) == 1 else question.text[slice(*places[0])], tuple(places), found)
        for found, places in sides.items()
    ]


def _years(question: Question) -> list[_Side]:
    sides: dict[int, list[Span]] = {}
    for quantity in question.quantities:
        if quantity.date is not None and quantity.date.year is not None and quantity.date.month is None:
            sides.setdefault(quantity.date.year, []).append((quantity.start, quantity.end))
    return [_Side(question.text[slice(*places[0])].strip(), tuple(places), frozenset()) for places in sides.values()]


def _people(question: Question) -> list[_Side]:
    """The people that a Chinese question names one right after the other (甲和乙分别)."""
    match = re.search(rf"[{HAN}]{{2,4}}(?:[和与、][{HAN}]{{2,4}}?)+(?=分别|各)", question.folded)
    if question.words or match is None:
        return []
    people = [part.span() for part in re.finditer(r"[^和与、]+", match[0])]
    places = [(match.start() + start, match.start() + end) for start, end in people]
    if not all(is_person(question.folded[start:end]) for start, end in places):
        return []
    return [_Side(question.text[start:end], ((start, end),), frozenset()) for start, end in places]


def _asked_alone(question: Question, cue: _Cue) -> list[str]:
    """The question, character by character, with what compares put as a question about one: a replacement stands whole
    in the place of the first character that it replaces."""
    characters = list(question.text)
    both_of = (_ENGLISH_BOTH_OF if question.words else _BOTH_OF).finditer(question.folded)
    for (start, end), text in chain(((match.span(), "") for match in both_of), cue.instead.items()):
        if start < end:
            characters[start:end] = [text] + [""] * (end - start - 1)
    return characters


def _alone(asked: Sequence[str], side: _Side, sides: Sequence[_Side], english: bool) -> str:
    """The question about one side alone: without the names of the others and what joins them, and without clauses that
    are about others only."""
    characters = list(asked)
    for start, end in (place for other in sides if other is not side for place in other.places):
        characters[start:end] = [_OTHER] + [""] * (end - start - 1)
    for start, end in side.places:
        characters[start] = _OURS + characters[start]
        characters[end - 1] += _OURS
    clauses = re.split(r"(?<=[,，;；:：])(?!\d)", "".join(characters))
    own = max((len(clause) for clause in clauses if _OURS in clause and _OTHER not in clause), default=0)
    if own >= side.places[0][1] - side.places[0][0] + _CLAUSE:
        clauses = [clause for clause in clauses if _OTHER not in clause or _OURS in clause]
    text = "".join(clauses)
    joins = _ENGLISH_AND if english else _AND
    text = re.sub(rf"\b(?:(?:that|those)\s+)?(?:in|of|for|at|by)\s+{_OTHER}(?!\s*{_OURS}|\s*{joins})", _OTHER, text)
    between = " " if english else ""
    text = re.sub(rf"\s*{joins}\s*(?=[{_OTHER}{_OURS}])|(?<={_OTHER})\s*{joins}", between, text)
    text = re.sub(rf"(?<!{_OURS}){_OTHER}(?:[,，的]|'s\b)", between, text)
    text = re.sub(rf"[{_OTHER}{_OURS}]", "", text)
    return re.sub(r"[ ,]+(?=[?.!])| (?=[,:;])", "", " ".join(text.split())).strip(" ,，、")
