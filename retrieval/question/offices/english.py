"""What English calls an office, and what that is in Chinese."""

import re
from collections.abc import Iterator

from retrieval.question.offices.written import Office, offices
from retrieval.text.glossary import english_words
from retrieval.text.stopwords import STOP_WORDS


def _office(written: str) -> Office:
    return next(office for _, _, office in offices(written))


_NO_DEPUTY = r"(?<!vice )(?<!vice-)(?<!deputy )"
_COMMITTEE = r"(?:working|work) committee "

_CALLED: tuple[tuple[re.Pattern[str], tuple[Office, ...]], ...] = tuple(
    (re.compile(rf"\b(?:{pattern})\b"), tuple(map(_office, written.split())))
    for pattern, written in (
        (rf"{_NO_DEPUTY}mayor", "市长 镇长 县长 区长"),
        (r"(?:vice|deputy)[ -]mayor", "副市长 副镇长 副县长 副区长"),
        (rf"{_NO_DEPUTY}(?:chair(?:man|woman|person)?) of the (?:board|company|group)", "董事长"),
        (r"vice[ -]chair(?:man|woman|person)?", "副董事长 副主席"),
        (
            r"chair(?:man|woman|person)? of the supervisory board|supervisory board chair(?:man|woman)?",
            "监事会主席 监事长",
        ),
        (
            r"(?:chair(?:man|woman|person)?|president) of the (?:labou?r|trade) union|"
            r"(?<!student )(?<!students )union (?:chair\w*|president)",
            "工会主席",
        ),
        (r"(?<!deputy )general manager", "总经理"),
        (r"deputy general manager", "副总经理"),
        (r"cfo|chief financial officer|finance director", "财务总监"),
        (r"cto|chief technology officer|technical director", "技术总监"),
        (r"(?<!deputy )chief engineer", "总工程师"),
        (r"chief accountant", "总会计师"),
        (r"chief economist", "总经济师"),
        (r"safety director", "安全总监"),
        (r"(?:head|chief) nurse|nurse manager", "护士长"),
        (r"(?<!chief )accountant", "会计"),
        (r"(?:thesis|doctoral|phd|academic|graduate) (?:supervisor|advis[eo]r)|'s (?:supervisor|advis[eo]r)", "导师"),
        (r"chief scientist", "首席科学家"),
        (rf"{_NO_DEPUTY}(?:party (?:(?:working|work|group) )?(?:committee )?|{_COMMITTEE})secretary", "书记"),
        (rf"{_NO_DEPUTY}secretary of the (?:[\w'-]+ ){{0,4}}?party (?:(?:working|work) )?committee", "书记"),
        (r"(?:deputy|vice) (?:party )?(?:(?:working|work|group) )?(?:committee )?secretary", "副书记"),
        (
            rf"{_NO_DEPUTY}(?:director|head) of the (?:[\w'-]+ ){{0,4}}?"
            r"(?:management|administrative|administration) committee",
            "主任",
        ),
        (rf"{_NO_DEPUTY}governor", "省长"),
        (r"(?:deputy|vice)[ -]governor", "副省长"),
        (r"(?:head|school) ?master|headteacher", "校长"),
    )
)
"""What an English question calls an office, in small letters, and what it is in Chinese."""


_HEADS = {
    "head": "局长 处长 科长 主任 所长 站长 馆长 院长 校长 厅长 司长 部长 支队长 大队长 中队长 队长 组长 会长 经理 "
    "负责人",
    "director": "局长 处长 科长 主任 所长 站长 馆长 院长 厅长 司长 部长 支队长 队长 总监 台长",
    "chief": "局长 处长 科长 主任 所长 站长 支队长 大队长 中队长 队长 组长 部长",
    "leader": "队长 组长 支队长 负责人 主任 书记",
    "captain": "队长 支队长 大队长 中队长 船长 机长",
    "commander": "支队长 大队长 中队长 队长 指挥长 团长",
    "dean": "院长 主任 教务长",
    "president": "校长 院长 会长 主席 总裁 行长 社长",
    "principal": "校长 园长",
    "manager": "经理",
    "magistrate": "县长",
    "chairman": "董事长 主席 会长 理事长",
    "curator": "馆长",
    "librarian": "馆长",
    "spokesman": "发言人",
    "editor": "主编 总编辑",
}
"""Words for who leads something, and the offices that each may be, where nothing says what is led."""

_HEAD_FORMS = {
    "headmaster": "principal", "chairwoman": "chairman", "chairperson": "chairman", "spokesperson": "spokesman",
    "spokeswoman": "spokesman", "editor-in-chief": "editor",
}  # fmt: skip

_THEMSELVES = frozenset({"chairman", "chairwoman", "chairperson", "principal", "magistrate"})
"""Words that are one office, whatever is led: the chairman of a bank is not its president."""

_BODIES = {
    "bureau": "局长",
    "office": "主任 处长 所长 局长",
    "department": "处长 部长 科长 主任 局长 厅长 司长",
    "division": "处长 科长 支队长 大队长 主任 部长",
    "section": "科长 处长 组长 经理 主任",
    "station": "站长 所长 台长 经理",
    "college": "院长 校长",
    "school": "院长 校长",
    "faculty": "院长 主任",
    "university": "校长",
    "kindergarten": "园长",
    "hospital": "院长",
    "center": "主任 经理",
    "centre": "主任 经理",
    "laboratory": "主任",
    "lab": "主任",
    "institute": "所长 院长",
    "academy": "院长",
    "library": "馆长",
    "museum": "馆长",
    "team": "队长 组长 支队长 大队长",
    "squad": "队长 支队长 大队长 中队长",
    "brigade": "支队长 大队长 队长 总队长",
    "detachment": "支队长",
    "company": "总经理 经理 董事长 总裁",
    "branch": "经理 行长 主任 局长",
    "bank": "行长",
    "factory": "厂长 经理",
    "plant": "厂长 经理 主任",
    "mine": "矿长",
    "workshop": "主任",
    "village": "村长 主任",
    "town": "镇长",
    "township": "乡长",
    "county": "县长",
    "district": "区长",
    "city": "市长",
    "province": "省长",
    "association": "会长 理事长 主席",
    "society": "会长 理事长",
    "union": "主席 会长",
    "committee": "主任",
    "commission": "主任",
    "ministry": "部长",
    "court": "院长 庭长",
    "ward": "主任",
    "project": "经理 负责人",
}
"""What is led, and what offices lead it."""

_HEAD = rf"(?P<head>{'|'.join(sorted((*_HEADS, *_HEAD_FORMS), key=len, reverse=True))})"
_RANK = r"(?P<rank>(?:(?:deputy|vice|assistant|associate|former|previous|ex|acting|general|executive)[ -])*)"
_BODY = rf"(?P<body>{'|'.join(sorted(_BODIES, key=len, reverse=True))})"
_ANOTHER = rf"(?:['’]s|(?: (?!(?:of|in|at|for|and|on|who|is)\b)[\w'-]+){{0,2}} (?:{'|'.join(_BODIES)})\b)"
"""What shows that a body is another's, which leads (the university's office), or only part of a name."""

_LED = re.compile(
    rf"\b{_RANK}{_HEAD} (?:of|at|for|in charge of) (?P<of>(?:[\w'’&-]+ ){{0,7}}?){_BODY}s?\b(?!{_ANOTHER})"
    r"(?P<more>(?: of(?: [\w'-]+){1,4})?)"
)
_LEADING = re.compile(rf"(?P<of>(?:[\w'’&-]+ ){{0,3}}?){_BODY}(?:'s|’s)? {_RANK}{_HEAD}\b")
_ALONE = re.compile(rf"\b{_RANK}{_HEAD}\b(?! of the (?:film|movie))")
_LOWER = {"deputy": "副", "vice": "副", "associate": "副", "assistant": "助理", "acting": "代", "general": "总"}
_NOT_HELD = frozenset({"former", "previous", "ex"})


def english_offices(folded: str) -> Iterator[Office]:
    """What the offices that an English question in small letters names may be in Chinese: by what is led, where the
    question says so (dean of, head of the bureau, police chief), any of those that the word may be, else."""
    called = [office for pattern, held in _CALLED if pattern.search(folded) for office in held]
    if called:
        yield from called
        return
    match = _LED.search(folded) or _LEADING.search(folded) or _ALONE.search(folded)
    if match is None:
        return
    head = match["head"]
    heads = _HEADS[_HEAD_FORMS.get(head, head)].split()
    if "body" in match.groupdict():
        leading = _BODIES[match["body"]].split()
        heads = [one for one in heads if one in leading] or (heads if head in _THEMSELVES else leading)
    ranks = re.findall(r"[a-z]+", match["rank"])
    prefix = "".join(sorted({_LOWER[rank] for rank in ranks if rank in _LOWER}, reverse=True))
    former = any(rank in _NOT_HELD for rank in ranks)
    for one in heads:
        for held in offices(f"{'原' if former else ''}{prefix}{one}"):
            yield held[2]


def english_body(folded: str) -> tuple[str, ...]:
    """The words that say whose office an English question in small letters asks for, without the word for what kind of
    body that is: academic, affairs of the head of the academic affairs office; none where it does not say."""
    match = _LED.search(folded) or _LEADING.search(folded)
    if match is None:
        return ()
    said = f"{match['of']} {match['more'] if 'more' in match.groupdict() else ''}"
    return tuple(word for word in english_words(said) if word not in STOP_WORDS and word not in _BODIES)
