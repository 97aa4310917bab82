"""Whether a sentence names anything of the sort whose name a question asks for: a company, a university, a person."""

import re
from collections.abc import Iterator, Sequence

import rjieba

from retrieval.answer import Check
from retrieval.evidence.constraints.evidence import Evidence
from retrieval.evidence.rows.asked_cell import cells, is_row
from retrieval.question.analysis import Question
from retrieval.question.bodies.named import bodies
from retrieval.question.places.named import places_in_chinese
from retrieval.text.folding import HAN
from retrieval.text.person_names import is_person, name_end

_BODY = (
    r"公司|企业|集团|大学|高校|学院|医院|银行|[船药钢电工]厂|厂[家商]|事务所|律所|供应商|承包商|施工方|"
    r"(?:承建|施工|建设|设计|监理)?单位"
)
_BODY_WANTED = re.compile(
    rf"哪[一几两三四五]?[家个所间][^,，?？。的了]{{0,6}}?(?:{_BODY})|哪(?:{_BODY})|(?:什么|何)(?:{_BODY})|"
    r"哪[一几]?家(?=[?？了]|\Z)|哪些(?:企业|公司|银行|医院|高校|厂家|供应商)|"
    r"(?:承建|施工|建设|设计|运营|供货|生产|制造|监理)(?:单位|方|商|企业|厂家|公司)(?:叫|是)(?:哪里|谁|哪一?[家个]|什么)|"
    r"\b(?:which|what|name(?: of)?) (?:(?!(?:is|was|are|were|did|does|do|has|have|had|will|can)\b)[\w'-]+ ){0,3}?"
    r"(?:company|companies|firms?|universit(?:y|ies)|banks?|makers?|manufacturers?|contractors?|suppliers?|hospitals?|shipyards?)\b"
)
_BODY_END = re.compile(r"(?:公司|集团|大学|学院|银行|医院|研究[院所]|中心|物流|科技|物业|股份|生物|电气|能源|重工)\Z")
_COMPANY = re.compile(r"公司|企业|集团|\b(?:company|firm|manufacturer|contractor|supplier)\b")
_NO_COMPANY = re.compile(r"(?:大学|学院|医院|研究[院所]|学校|[委党]|政府)\Z")
_BODY_NOUN = re.compile(rf"[{HAN}]{{2,}}[厂局院队会行社所店矿]")
_UNNAMED = re.compile(
    r"某[^,;。]{0,6}\Z|(?:[一二两三四五六七八九十几数多\d有这那某各每][余多]?[家所个]|[该本各全其])[^,;。]{0,6}\Z"
)
"""What stands before a body that is not named: 一家做动画片的公司."""

_NAME_TAGS = ("nz", "nt", "nr", "eng")
_NO_BODY_TAGS = ("v", "d", "p", "m", "r", "ns", "t", "f", "u", "c")
_AGENT = re.compile(r"(?:由|被|向|与|交给|委托)\Z")
"""What stands before a body that does something, by whatever name: 由云程承建."""

_BEGINS = re.compile(r"(?:\A|[,;:。、(“]|[和与及])\Z")
_ITEMS = ("、", "和", "与", "及", "等")
_WORKER = re.compile(r"(?:记者|通讯员)\s?\Z|本报\Z")
_BEFORE = 8
"""Characters before a body in which it may be said to be one of a kind."""

_PERSON_WANTED = re.compile(
    r"(?:人|者|老[板师]|经理|领导|会计|教练|[嫌罪逃]犯|骗子|司机|[职学队病伤]员|电工|师[父傅]|父亲|母亲|妻子|丈夫)(?:的?(?:名字|姓名))?(?:叫做?|是)(?:什么名字|什么|啥)|"
    r"\bname of the (?:[\w'-]+ ){0,3}?(?:man|woman|person|suspect|offender|fraudster|swindler|driver|worker|"
    r"electrician|employee|student|doctor|officer|victim|owner)\b|"
    r"姓甚名谁|姓啥|姓什么|何许人|(?:是谁|谁)的?名字|"
    r"(?:教练|队长|领队|导演|主演|编剧|创始人|法人|代表人|设计师|得主)(?:都|各|分别)?(?:是谁|叫什么)|"
    r"\bwho (?:coach|direct|found|design|star|invent)(?:e[sd]|s|ed)?\b|"
    r"\bwho (?:is|was|are|were) the (?:[\w'-]+ )*(?:coach|captain|director of the film|founder|designer|winner)\b"
)
_NAME_WANTED = re.compile(
    r"(?P<kind>[剧影片矿场校学院景区司业团厂园头桥隧船舰星箭书歌馆站镇村乡河湖岛犬狗猫马])(?:的?名字)?(?:分别|各)?(?:叫做?|名为|是)?(?:什么名字|什么(?=[?？]|\Z)|啥)"
)
"""What goes by a name of its own: 那座大桥叫什么, not 这种做法叫什么."""

_BY = re.compile(
    rf"由[{HAN}]{{2,10}}(?:局|院|所|队)?(?:施工|承建|承担|建设|设计|制造|生产|运营)|(?:中标|承建|施工)(?:人|方|单位|商)?[为是](?!哪|谁)"
)
"""Who builds or has won something, whatever it is called."""

_EXCEPTED = re.compile(r"除[^,;。]{2,12}(?:之外|以外|外)[,,]")
"""What is named as the one that all others are not, whatever it is called."""

_NAMING = re.compile('命名为|取名|定名|(?:叫|名为|名叫)[“"]')
"""What leads to a name that need not look like one."""

_SCHOOL_WANTED = re.compile(r"哪一?[所个家](?:小学|中学|学校|高中|初中)|\b(?:which|what) (?:\w+ )?school\b")
_SCHOOLS = "学校"
"""The kind of the bodies that are schools."""

_FIELD = re.compile(r"(?:单位|公司|企业|机构|厂家|方)[::]")
"""A field of a form that names a body."""

_COUNT = re.compile("[一二两三四五六七八九十]")
_QUOTED = re.compile("[“”《》「」\"'‘’]")


def named(evidence: Evidence) -> Iterator[Check]:
    """A check that the sentence names, beside what the question has itself, a body with a name of its own, a person or
    what else goes by one, where the question asks for one by name. Whose statement a passage is it need not say."""
    question, said = evidence.query.question, evidence.said
    wanted = None if _FIT_FOR.search(question.folded) else _BODY_WANTED.search(question.folded)
    if wanted is not None and question.answer.kind in (
        "body",
        "organization",
        "which",
        "name",
        "other",
        "person",
        "place",
    ):
        stated = question.answer.kind == "organization" and bool(evidence.candidate.passage.organizations)
        company = _COMPANY.search(wanted[0]) is not None
        if is_row(evidence.written):
            stated = stated or any(_HEADER.search(name) or _BODY_END.search(value) for name, value in _cells(evidence))
            yield _check(question, wanted, stated)
            return
        stated = stated or _FIELD.search(said) is not None or _EXCEPTED.search(said) is not None
        stated = stated or _BY.search(said) is not None
        yield _check(question, wanted, stated or names_body(question, said, company))
    wanted = _SCHOOL_WANTED.search(question.folded)
    if wanted is not None and question.answer.kind not in ("quantity", "organization"):
        schools = [said[one.start : one.end] for one in bodies(said) if one.kind == _SCHOOLS]
        has = is_row(evidence.written) or any(school not in question.folded for school in schools)
        yield _check(question, wanted, has)
    wanted = _NAME_WANTED.search(question.folded)
    if wanted is not None and question.answer.kind == "name":
        company = wanted["kind"] in ("司", "业", "团", "厂") and not question.answer.listed and "各" not in wanted[0]
        yield _check(
            question,
            wanted,
            names_body(question, said, True) or _NAMING.search(said) is not None
            if company
            else _names_new(question, said),
        )
    wanted = _PERSON_WANTED.search(question.folded)
    if wanted is not None:
        yield _check(question, wanted, _names_person(said))


def _cells(evidence: Evidence) -> list[tuple[str, str]]:
    return [(name, value.strip("。")) for name, value in cells(evidence.written)]


_FIT_FOR = re.compile("哪些.{1,6}(?:可以|能够?|可|会|应|需要|符合|要)")
"""What asks for the sort of those that may do something, and for none by name."""

_HEADER = re.compile("单位|公司|企业|机构|厂家|方|商|银行|学校|医院|名称")
"""Headers of cells that name bodies."""


def _names_person(said: str) -> bool:
    """Whether a folded sentence has a person's name; 三连冠 looks like one to the dictionary."""
    names = (word for word, tag in rjieba.tag(said) if tag.startswith("nr") and not _COUNT.match(word))
    called = (name_end(said, match.end()) for match in _CALLED.finditer(said))
    return any(map(is_person, names)) or any(end is not None for end in called)


_CALLED = re.compile("老[板师]|教练")


def _names_new(question: Question, said: str) -> bool:
    """Whether a folded sentence has a name that the question does not, or anything in quotation marks."""
    new = (
        tag.startswith((*_NAME_TAGS, "ns")) and len(word) > 1 and word not in question.folded
        for word, tag in rjieba.tag(said)
    )
    return _QUOTED.search(said) is not None or any(new) or names_body(question, said)


def names_body(question: Question, said: str, company: bool = False) -> bool:
    """Whether a folded sentence names a body that the question does not: by a word that the dictionary has as a name,
    or by a word with what bodies are called behind it, unless it only says what sort of body it is; where a `company`
    is asked for, neither a university nor an institute is one."""
    asked = question.folded
    position = 0
    before: list[str] = []
    tagged = rjieba.tag(said)
    for place, (word, tag) in enumerate(tagged):
        start = said.find(word, position)
        position = start + len(word)
        new = len(word) > 1 and word not in asked
        acting = _AGENT.search(said[:start]) and not tag.startswith(_NO_BODY_TAGS)
        if new and (acting or _is_name(said, start, word, tag, tagged[place + 1 : place + 2])):
            return True
        own = (len(word) > 2 and not _in_dictionary(word)) or any(
            len(one) > 1 and one not in asked for one in before[-2:]
        )
        if company and _NO_COMPANY.search(word):
            before = [*before, word]
            continue
        body = _BODY_END.search(word) or (tag.startswith("n") and _BODY_NOUN.fullmatch(word))
        if own and body and not _UNNAMED.search(said[max(0, start - _BEFORE) : start]):
            return True
        before = [*before, word] if re.match(rf"[{HAN}a-z0-9]", word) else []
    return False


def _is_name(said: str, start: int, word: str, tag: str, following: Sequence[tuple[str, str]]) -> bool:
    """Whether a word at `start` of a folded sentence is a body's name: one that the dictionary lacks, or has as an
    institution; of others that it has as names, 雷雨 and 碳化硅 among them, one that begins a clause or an item and is
    no place."""
    if not tag.startswith(_NAME_TAGS) or _WORKER.search(said[:start]):
        return False
    if tag.startswith(("nt", "eng")) or not _in_dictionary(word):
        return True
    goes_on = any(next_tag.startswith(("v", "p", "n")) or next_word in _ITEMS for next_word, next_tag in following)
    return goes_on and _BEGINS.search(said[:start]) is not None and not places_in_chinese(word)


def _in_dictionary(word: str) -> bool:
    return rjieba.cut(word, False) == [word]


def _check(question: Question, wanted: re.Match[str], has: bool) -> Check:
    written = question.text[slice(*wanted.span())].strip()
    return Check("kind", written, "met" if has else "contradicted", None, "no_such_answer")
