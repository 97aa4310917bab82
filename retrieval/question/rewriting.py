"""Questions that lack what they are about, completed with the question before."""

import re
from dataclasses import dataclass

import rjieba

from retrieval.document import Span
from retrieval.numbers import Quantity
from retrieval.question.analysis import Question, analyse
from retrieval.question.concepts import NAME_TAGS
from retrieval.question.entity_linking import mentions, named_in
from retrieval.question.intent import asks_for_documents
from retrieval.question.organization_index import OrganizationIndex
from retrieval.question.vocabulary import ASKING, KINDS
from retrieval.text.folding import HAN, fold
from retrieval.text.organization_vocabulary import ZONE
from retrieval.text.stopwords import FUNCTION_WORDS, STOP_WORDS

_LONGEST_NEW = 16
"""Characters, or in English twice as many, of the new subject in `那X呢` and `what about X`."""

_SHORT = 6
_SHORT_VERB_FIRST = 10
_SHORT_ENGLISH = 2
"""Characters, in English words, that a question without a subject has beside those that ask: up to so many are taken
for one that lacks it, up to more where it begins with its verb."""

_NEW = re.compile(
    r"(?:那么?|如果是|换成|再?看看|说到)\s*(?P<new>.+?)(?:的话|的情况|那边)?呢?[?!。\s]*|(?P<bare>.+?)(?:的话)?呢[?!。\s]*"
)
_NEW_ENGLISH = re.compile(
    r"(?:(?:and|so|then|but|ok(?:ay)?)[, ]+)?(?:(?:what|how) about|what of|and)(?: for| in| of)? (?P<new>.+?)[?!.\s]*"
)
_ASKS = re.compile(
    r"哪|什么|甚么|啥|多少|几|谁|怎|咋|如何|何时|为何|是否|吗|\b(?:wh\w+|how|do|does|did|is|are|was|were|has|have)\b"
)

_PRONOUN = re.compile(
    rf"(?P<many>[它他]们|(?<!哪)[这那]?两(?:地|省|市|区|家|者)|[这那]些(?:地方|{ZONE}|省份?|城市))|"
    rf"(?<![其吉])[它他](?!们|的?[人国])|(?<![应活])该(?:区|省|市|县|地|{ZONE})|"
    rf"[这那]个?(?:里|边|儿|区|省|市|县|{ZONE}|地方|省份|城市)|当地|\A其(?![中他它实余次])"
)
_PRONOUN_ENGLISH = re.compile(
    r"\b(?:(?P<many>they|them|(?P<their>their)|both(?: of them)?|these (?:zones|provinces|cities|places))|"
    r"it|(?P<its>its)|"
    r"(?:this|that|the same) (?:zone|province|city|region|county|place|area|company)|"
    r"(?<!is )(?<!are )(?<!was )(?<!were )there(?! (?:is|are|was|were)\b))\b"
)
_EMPTY_IT = re.compile(r"\bhow long (?:does|did|will) it take\b|\b(?:is|was) it (?:true|possible|that)\b|\bmake it\b")
_WHOSE = re.compile(r"谁家|哪[一两二三几]?家(?!企业|公司|单位|机构|工厂|银行|医院)")
_PERSON = re.compile(r"[他她](?!们)|\b(?:he|she|him|(?P<his>his|her))\b")
_TIME_TAGS = ("t", "d", "c", "p")
_THING_TAGS = ("n", "vn", "v", "b", "j", "l", "a", "t", "eng", "uj", "x", "i")


@dataclass(frozen=True, slots=True)
class Previous:
    """What was asked before: the question, as it was understood; whose statement the answer was, and the short answer
    (each None where there was none)."""

    question: str
    organization: str | None
    answer: str | None


def complete(text: str, previous: Previous | None, names: OrganizationIndex) -> str | None:
    """A question with what it lacks taken from the question before, or None where it stands by itself.

    It lacks its question (`那高平呢？`, `What about 2023?`), says its subject with a pronoun (`它`, `该区`, `there`),
    or has none (`签约了哪些企业？`). Who names an organization, or asks for one, lacks nothing.
    """
    if previous is None:
        return None
    asked, before = analyse(text), analyse(previous.question)
    if asked.empty or asks_for_documents(asked):
        return None
    new = _new(asked)
    if new is not None:
        return _asked_again(asked, new, previous, names)
    if named_in(asked, names) or asked.answer.kind == "organization" or _WHOSE.search(asked.folded):
        return None
    person = _PERSON.search(asked.folded)
    if person and before.answer.kind in ("person", "author") and previous.answer:
        owner = "'s" if person["his"] else ""
        return f"{text[: person.start()]}{previous.answer}{owner}{text[person.end() :]}"
    english = bool(asked.words)
    pronoun = (_PRONOUN_ENGLISH if english else _PRONOUN).search(_EMPTY_IT.sub(_blank, asked.folded))
    subjects = _subjects(before, previous, names, english, answered=pronoun is not None)
    if not subjects or _names_another(asked, pronoun.start() if pronoun else len(text)):
        return None
    if pronoun:
        return _replaced(text, pronoun, subjects, english)
    return _about(text, subjects[0], english) if _lacks_subject(asked) else None


def _subjects(
    before: Question, previous: Previous, names: OrganizationIndex, english: bool, answered: bool
) -> list[str]:
    """What the question before was about, in words of the language: the organizations that it names; without any, whose
    statement answered it, where it asked for that or `answered` says to take it."""
    known: dict[str, None] = {}
    for place in mentions(before, names):
        written = before.text[place.start : place.end]
        same_language = english == bool(before.words)
        known[written if len(place.organizations) > 1 and same_language else min(place.organizations)] = None
    if not known:
        known = dict.fromkeys(sorted(named_in(before, names)))
    if not known and previous.organization and (answered or before.answer.kind == "organization"):
        known = {previous.organization: None}
    if len(known) > 1 and previous.organization in known:  # of several, who answered comes first
        known = dict.fromkeys([previous.organization, *known])
    return [_latin(name, names) if english else name for name in known]


def _latin(name: str, names: OrganizationIndex) -> str:
    """An organization's name in Latin letters, as a question in English may write it."""
    return next((form.title() for form in sorted(names.forms(name)) if form.isascii()), name)


def _new(asked: Question) -> str | None:
    """What `那X呢` and `what about X` put in the place of something in the question before."""
    match = (_NEW_ENGLISH if asked.words else _NEW).fullmatch(asked.folded)
    if match is None:
        return None
    group = "new" if match["new"] is not None else "bare"
    longest = 2 * _LONGEST_NEW if asked.words else _LONGEST_NEW
    if len(match[group]) > longest or _ASKS.search(match[group]):
        return None
    return asked.text[slice(*match.span(group))]


def _asked_again(asked: Question, new: str, previous: Previous, names: OrganizationIndex) -> str | None:
    """The question before with `new`, of the question `asked`, in the place of what is of its kind there:
    organizations, dates, figures; or with `new` as what is asked of the same organization."""
    before, added = analyse(previous.question), analyse(new)
    english = bool(before.words)
    organizations = mentions(added, names)
    if not organizations and _is_unknown_name(asked, new):
        return _renamed(new, before, names) if english == bool(asked.words) else None
    parts = [*((m.start, m.end) for m in organizations), *((q.start, q.end) for q in added.quantities)]
    if not parts or _beside(new, parts):
        return _something_else(asked, new, previous, names)
    edits: list[tuple[int, int, str]] = []
    lacking: list[str] = []
    if organizations:
        written = new[organizations[0].start : organizations[-1].end]
        if english != bool(analyse(written).words):
            called = [min(place.organizations) for place in organizations]
            written = " and ".join(_latin(name, names) for name in called) if english else "和".join(called)
        places = [(place.start, place.end) for place in mentions(before, names)] or _asked_for_place(before)
        edits += [(places[0][0], places[-1][1], written)] if places else []
        lacking += [] if places else [written]
    for quantity in added.quantities:
        written = _written(quantity, new, english)
        like = next((q for q in before.quantities if _alike(q, quantity)), None)
        edits += [(like.start, like.end, written)] if like else []
        lacking += [] if like else [written]
    text = before.text
    for start, end, written in sorted(edits, reverse=True):
        text = text[:start] + written + text[end:]
    return _about(text, (" in " if english else "").join(lacking), english) if lacking else text


def _beside(new: str, parts: list[Span]) -> str:
    """What stands in `new` beside its parts and words that say nothing."""
    rest = list(new)
    for start, end in parts:
        rest[start:end] = [" "] * (end - start)
    words = re.findall(rf"[{HAN}]+|[^\W_]+", fold("".join(rest)))
    return "".join(word for word in words if word not in FUNCTION_WORDS and word not in STOP_WORDS and word != "s")


def _asked_for_place(before: Question) -> list[Span]:
    """Where a question that asks for an organization says so (哪个开发区)."""
    match = next(pattern for kind, pattern in KINDS if kind == "organization").search(before.folded)
    return [match.span()] if match else []


def _alike(one: Quantity, other: Quantity) -> bool:
    return one.unit == other.unit if one.date is None else other.date is not None


def _something_else(asked: Question, new: str, previous: Previous, names: OrganizationIndex) -> str | None:
    """A question that asks `new`, in the language of the question `asked`, of the organization and in the year of the
    question before, unless `new` has its own."""
    its = _PRONOUN.match(fold(new))
    new = new[its.end() :].removeprefix("的") if its else new
    before, added, english = analyse(previous.question), analyse(new), bool(asked.words)
    said = _beside(new, [(q.start, q.end) for q in added.quantities])
    if not english and not all(tag.startswith(_THING_TAGS) for _, tag in rjieba.tag(said)):
        return None
    named = bool(mentions(added, names)) or _names_another(asked, len(asked.text))
    subject = "" if named else next(iter(_subjects(before, previous, names, english, answered=False)), "")
    dates = [] if any(q.date for q in added.quantities) else [q for q in before.quantities if q.date is not None]
    when = next((_written(date, before.text, english) for date in dates), "")
    figure = before.answer.kind == "quantity" or bool(before.answer.units)
    if english:
        of, during = f" of {subject}" if subject else "", f" in {when}" if when else ""
        asking = "How much" if figure else "Who" if before.answer.kind == "person" else "What"
        return f"{asking} is {'' if named else 'the '}{new.removeprefix('the ')}{of}{during}?"
    return f"{subject}{when}{new}{'是多少' if figure else '是谁' if before.answer.kind == 'person' else '有哪些'}？"


def _written(quantity: Quantity, text: str, english: bool) -> str:
    """A quantity of a text as a question in English, or in Chinese, writes it."""
    written = text[quantity.start : quantity.end].strip()
    if quantity.date is None or english == (not re.search(f"[{HAN}]", written)):
        return written
    fields = [(number, kind) for number, kind in zip(quantity.date, "年月日", strict=True) if number is not None]
    if english:
        return "-".join(f"{number:02}" for number, _ in fields)
    return "".join(f"{number}{kind}" for number, kind in fields)


def _is_unknown_name(asked: Question, new: str) -> bool:
    """Whether the new part of a question, which names no organization of the library, is a name and nothing else."""
    if asked.words:
        return all(word[:1].isupper() for word in new.split()) and _names_another(asked, len(asked.text))
    tagged = [tag for word, tag in rjieba.tag(fold(new)) if word.strip()]
    return bool(tagged) and all(tag.startswith(NAME_TAGS) for tag in tagged)


def _renamed(name: str, before: Question, names: OrganizationIndex) -> str | None:
    """The question before asked of another by its `name`; None where it named nobody."""
    places = [(place.start, place.end) for place in mentions(before, names)] or _asked_for_place(before)
    return before.text[: places[0][0]] + name + before.text[places[-1][1] :] if places else None


def _blank(match: re.Match[str]) -> str:
    return "-" * len(match[0])


def _names_another(asked: Question, before: int) -> bool:
    """Whether a question names something of its own ahead of a pronoun: that is what the pronoun stands for."""
    if asked.words:
        return any(
            concept.proper and concept.alternatives[0][0].upper() not in asked.text for concept in asked.concepts
        )
    said = ASKING.sub(" ", asked.folded[:before])
    return any(tag.startswith(NAME_TAGS) and len(word) > 1 for word, tag in rjieba.tag(said))


def _replaced(text: str, pronoun: re.Match[str], subjects: list[str], english: bool) -> str:
    """The question with its subject in the place of the pronoun."""
    subject = (" and " if english else "和").join(subjects if pronoun["many"] else subjects[:1])
    if english and pronoun[0] == "there":
        subject = f"in {subject}"
    elif english and (pronoun["their"] or pronoun["its"]):
        subject += "'s"
    return text[: pronoun.start()] + subject + text[pronoun.end() :]


def _lacks_subject(asked: Question) -> bool:
    """Whether a question is so short that it does not say of whom it asks."""
    if asked.words:
        content = [word for word in asked.words if word not in STOP_WORDS]
        return len(content) <= _SHORT_ENGLISH and bool(_ASKS.match(asked.folded))
    tagged = [(word, tag) for word, tag in rjieba.tag(asked.folded) if not tag.startswith(_TIME_TAGS)]
    verb_first = bool(tagged) and (tagged[0][1] == "v" or "ul" in [tag for _, tag in tagged[1:2]])
    said = ASKING.sub(" ", "".join(word for word, _ in tagged))
    content = [word for word in rjieba.cut(said) if word.strip() and word not in FUNCTION_WORDS]
    length = len("".join(content))
    return bool(_ASKS.search(asked.folded)) and 0 < length <= (_SHORT_VERB_FIRST if verb_first else _SHORT)


def _about(text: str, subject: str, english: bool) -> str:
    """The question `text`, asked of a subject or a time."""
    return f"{text.rstrip(' ?.!')} in {subject}?" if english else f"{subject}{text}"
