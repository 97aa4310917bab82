"""Page furniture: what stands on a page for the page's sake (its number, its editors, the paper's name and day).

It belongs to no article and breaks paragraphs that run on over a page. It is left out of the text, but what it says of
the day and the paper serves the articles on the page.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retrieval.document import Block, Document
from retrieval.text.folding import COMMON_HAN, fold
from retrieval.text.written_dates import WRITTEN_DATE, find_date

_DAY = "the paper's day"

_LONGEST = 60
"""Characters of a line of furniture at the most."""

_DIGITS = r"[\d一二三四五六七八九十零〇]{1,4}"
_PAGE_NUMBER = re.compile(
    rf"[-—–─·•~*]+\s*\d{{1,4}}\s*[-—–─·•~*]+|第\s*{_DIGITS}\s*页(?:\s*[,/(]?\s*[共总]\s*{_DIGITS}\s*页\)?)?"
    r"|\d{1,4}\s*/\s*\d{1,4}\s*页|page\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?"
)
_EDITION = r"(?:第?\s*[a-h]?\s*\d{1,2}\s*版|第[一二三四五六七八九十]{1,3}版)"
_WEEKDAY = rf"(?:星期[一二三四五六日天]|周[一二三四五六日](?![{COMMON_HAN}]))"
_ISSUE = r"(?:\(?(?:总第?|第)\s*\d{1,6}\s*期\)?)"
_EDITION_LINE = re.compile(rf"{_EDITION}(?:[\s:·|/]+[{COMMON_HAN}·]{{2,6}})?|[{COMMON_HAN}]{{2,6}}[\s:·|/]+{_EDITION}")
_JUMP = re.compile(r"[(\[【]?\s*(?:下转|上接|紧接)\s*第?\s*\S{1,4}\s*版.{0,16}")
_CREDIT_ROLE = (
    r"(?:本?版?(?:责任)?(?:编辑|责编)|本版主编|版式(?:设计)?|版面(?:设计)?|美编|美术编辑|校对|组版|排版|制图|"
    r"值班(?:主任|编辑|编委|总编)|审核|审读|终审|检校)"
)
_NAMES = rf"[{COMMON_HAN}·]{{1,4}}(?:[\s、,]+(?!{_CREDIT_ROLE})[{COMMON_HAN}·]{{1,4}})*"
_CREDITS = re.compile(rf"[(\[【]?(?:{_CREDIT_ROLE}\s*[:/\s]\s*{_NAMES}[\s|、,;]*)+[)\]】]?")
_DATED = re.compile(rf"{_WEEKDAY}|{_EDITION}(?![{COMMON_HAN}])|{_ISSUE}")
_IN_A_DATED_LINE = re.compile(
    rf"{_WEEKDAY}|{_EDITION}|{_ISSUE}|{_CREDITS.pattern}|农历\S{{2,12}}|国内统一\S{{0,30}}|cn\s*\d\d-\d{{4}}"
)
_MEDIUM = re.compile(rf"[{COMMON_HAN}]{{1,10}}(?:报|周刊|月刊|旬刊|杂志|通讯|简报|快报|新闻网|在线)")
_MOTTO = re.compile(rf"[{COMMON_HAN}]{{2,12}}(?:[\s·、，]+[{COMMON_HAN}]{{2,12}}){{0,3}}")
_CONTROL = (
    r"(?:字[号体]|文字大小)(?:\s*[:【\[(]?\s*[a-z]?[大中小]){2,3}|字[号体]\s*[:+-]*|打印(?:本[页文])?|分享(?:到|至)?(?:\s*:?\s*"
    r"(?:微信|微博|qq空间?|朋友圈))*|收藏(?:本[页文])?|关闭(?:窗口|本页)?|返回(?:顶部|首页|列表)?|"
    r"(?:浏览|点击|阅读|访问)(?:次数|量|数)?\s*:\s*\d*\s*次?|扫一扫\S{0,20}|[大中小]"
)
_WEB_CONTROLS = re.compile(
    rf"(?:[【\[(|]?\s*(?:{_CONTROL})\s*[】\])|]?\s*)+|(?:您?(?:现在|当前|目前|所在)?的?(?:所在)?位置\s*:|首页\s*[>»/]).*|"
    r"(?:上|下)一[篇条页则]\s*:.*|责任编辑\s*:.{1,20}|相关(?:链接|阅读|新闻)\s*:?"
)
_LONGEST_SECTION = 6
"""Characters of the name of a newspaper's page (`要闻`, `综合新闻`), beside its number."""

_COPY_NUMBER = re.compile(r"\d{6}")
"""The first line of an official document that is numbered copy by copy (GB/T 9704-2012, 7.2.1)."""

_HEAD = 3
"""Lines at the head of a document in which a day with its weekday, and nothing else, is that of the paper."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """A line of page furniture, what it is, and the day and the paper that it names."""

    block: Block
    what: str
    date: str | None = None
    publication: str | None = None


def page_furniture(document: Document) -> tuple[Furniture, ...]:
    """The lines of a document that are page furniture, in the order of the text; none where there would be no text
    left.

    A paper's name is furniture beside its day, and a day with its weekday beside other furniture or, if there is but
    one, at the head: elsewhere it may be that of an event.
    """
    texts = [document.text[block.start : block.end].strip() for block in document.blocks]
    read = {index: line for index, text in enumerate(texts) if (line := _read(document.blocks[index], text))}
    days = [index for index, line in read.items() if line.what == _DAY]
    if texts and _COPY_NUMBER.fullmatch(texts[0]):
        read[0] = Furniture(document.blocks[0], "the number of the copy")
    found = read | _names(document.blocks, texts, read)
    for day in days:
        is_head = len(days) == 1 and day < _HEAD
        if not is_head and not any(near in found and near not in days for near in (day - 1, day + 1)):
            del found[day]
    return () if len(found) == len(texts) else tuple(found[index] for index in sorted(found))


def _names(blocks: Sequence[Block], texts: Sequence[str], read: Mapping[int, Furniture]) -> dict[int, Furniture]:
    """The lines with a paper's name, beside its day or with its motto between the two."""
    found: dict[int, Furniture] = {}
    for day in (index for index, line in read.items() if line.date):
        for index in (day - 1, day + 1, day - 2):
            if not 0 <= index < len(texts) or index in read or not _MEDIUM.fullmatch(fold(texts[index])):
                continue
            motto = day - 1 if index == day - 2 else None
            if motto is None or (motto not in read and _MOTTO.fullmatch(texts[motto])):
                found[index] = Furniture(blocks[index], "the paper's name", publication=texts[index])
            if motto is not None and index in found:
                found[motto] = Furniture(blocks[motto], "the paper's motto")
    return found


def _read(block: Block, text: str) -> Furniture | None:
    folded = fold(text)
    if len(text) > _LONGEST:
        return None
    if _PAGE_NUMBER.fullmatch(folded):
        return Furniture(block, "a page number")
    if _EDITION_LINE.fullmatch(folded):
        return Furniture(block, "the number of a newspaper's page")
    if _JUMP.fullmatch(folded):
        return Furniture(block, "a reference to another page")
    if _CREDITS.fullmatch(folded):
        return Furniture(block, "the page's editors")
    if _WEB_CONTROLS.fullmatch(folded):
        return Furniture(block, "the controls of a web page")
    return _read_dated(block, text, folded)


def _read_dated(block: Block, text: str, folded: str) -> Furniture | None:
    """The line with a paper's day: a date with its weekday, or with the number of a page or an issue; the paper's name
    may stand there too, and beside a page's number the page's."""
    date = WRITTEN_DATE.search(folded)
    day = find_date(folded)
    if date is None or day is None or len(day) < len("2024-03-05"):
        return None
    beside = folded[: date.start()].ljust(date.end()) + folded[date.end() :]
    if not _DATED.search(beside):
        return None
    bare = _IN_A_DATED_LINE.sub(lambda match: " " * len(match[0]), beside)
    words = list(re.finditer(r"[^\s|·,()—-]+", bare))
    names = [text[word.start() : word.end()] for word in words if _MEDIUM.fullmatch(word[0])]
    others = [word[0] for word in words if not _MEDIUM.fullmatch(word[0])]
    is_numbered = re.search(_EDITION, beside) is not None
    if others and not (is_numbered and len("".join(others)) <= _LONGEST_SECTION):
        return None
    is_named = bool(names) or is_numbered or re.search(_ISSUE, beside) is not None
    return Furniture(block, "the paper's name and day" if is_named else _DAY, day, names[0] if names else None)


class OnPages:
    """The days and the papers that the furniture of a document's pages names, by where it stands."""

    def __init__(self, furniture: Sequence[Furniture]) -> None:
        self._dates = [(line.block.start, line.date) for line in furniture if line.date]
        self._publications = [(line.block.start, line.publication) for line in furniture if line.publication]

    def date(self, start: int) -> str | None:
        """The day of what begins at `start`: the one named last before it or, at the head of a text, the first."""
        return _nearest(self._dates, start)

    def publication(self, start: int) -> str | None:
        """The paper of what begins at `start`, told as its day is."""
        return _nearest(self._publications, start)


def _nearest(named: Sequence[tuple[int, str]], start: int) -> str | None:
    index = bisect_right(named, start, key=lambda pair: pair[0]) - 1
    return named[max(index, 0)][1] if named else None
