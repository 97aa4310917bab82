"""What a line by itself looks like: a headline, a byline, where it was taken from, or body text."""

import re
from enum import Enum

from retrieval.layout.bylines import byline, is_speaker_line
from retrieval.text.folding import COMMON_HAN, fold
from retrieval.text.lines import columns
from retrieval.text.organization_names import named_by
from retrieval.text.written_dates import find_date, is_only_a_date


class Kind(Enum):
    """What a line looks like. Only `BODY` and `DATELINE` are prose; the others are furniture or headings."""

    BODY = "body"
    DATELINE = "dateline"
    """The opening of a news item: `本报讯 …`, `新华社某地1月2日电 …`."""
    HEADLINE = "headline"
    """A short line that does not end as a sentence does: a headline or a section heading."""
    NUMBERED = "numbered"
    """A short line with a section's number: `一、…`, `（二）…`, `第三章 …`."""
    SUBTITLE = "subtitle"
    """A short line after a dash: `——…纪实`."""
    ORGANIZATION = "organization"
    """Names of organizations and nothing else."""
    BYLINE = "byline"
    """`本报记者 某某`, `文/某某`."""
    PERSON = "person"
    """A person's name alone."""
    SPEAKER = "speaker"
    """`省长 某某`."""
    DELIVERY = "delivery"
    """When and where an address was given: `——某年某月某日在…会议上`."""
    DATE = "date"
    SOURCE = "source"
    """`来源：某某日报`."""


FURNITURE = frozenset(Kind) - {Kind.BODY, Kind.DATELINE, Kind.NUMBERED}
"""The kinds of line that may stand above an article's body."""

TITLES = (Kind.HEADLINE, Kind.ORGANIZATION)
"""The kinds of line that an article may begin with."""

BACK_MATTER = ("附件", "附录", "附表", "附注", "名词解释", "名词注释", "参考文献", "后记")
"""How the lines begin that stand over what follows a report."""

LONGEST_HEADLINE = 100
"""Columns: fifty Chinese characters, what two lines across a newspaper's page hold."""

_LONGEST_NOTE = 160
"""Columns of a line that says when, where and by whom an address was given."""

_UNITS = "‰万亿千百元个家项亩吨米公平倍年月日度户人次斤分秒岁兆瓦"

NUMBER_STYLES: dict[str, re.Pattern[str]] = {
    "chapter": re.compile(r"第[一二三四五六七八九十百零〇两\d]{1,4}(?:章|编|篇|部分)"),
    "section": re.compile(r"第[一二三四五六七八九十百零〇两\d]{1,4}节"),
    "chinese": re.compile(r"[一二三四五六七八九十百]{1,4}[、.]"),
    "in brackets": re.compile(r"\([一二三四五六七八九十百]{1,4}\)"),
    "arabic": re.compile(r"\d{1,2}(?:、|\.(?![\d\s]*\d))"),
    "decimal": re.compile(rf"\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}[\s、]*(?![\s、.\d%{_UNITS}]|\Z)"),
    "arabic in brackets": re.compile(r"\(\d{1,2}\)|\d{1,2}\)"),
    "ordinal": re.compile(r"(?:第[一二三四五六七八九十]{1,3}[,、]|[一二三四五六七八九十]{1,3}[是要])"),
}
"""How sections are numbered, the higher level first, on folded text."""

_NUMBER_BEGINNINGS = tuple("第(0123456789一二三四五六七八九十百")

_AGENCY = rf"本报|本网|本刊|本台|[{COMMON_HAN}]{{2,8}}(?:社|报|刊|网|台|客户端)"
_DATELINE = re.compile(
    rf"[(【]?(?:(?P<named>{_AGENCY})讯(?![息号问飞速])|"
    rf"(?P<wired>{_AGENCY})[{COMMON_HAN}]{{0,8}}\d{{1,2}}月\d{{1,2}}日(?:讯|电|消息)|"
    rf"本[报网刊台][{COMMON_HAN}]{{1,6}}讯(?=[\s(:,]))(?P<rest>\s*[)】]?\s*(?:[(【](?P<writers>[^()【】]{{0,40}})[)】])?[\s:,]*)"
)
_PUBLISHED = r"(?:发布(?:时间|日期)?|时间|日期)\s*:\s*"
_SOURCE = re.compile(
    rf"[(【]?(?:(?:{_PUBLISHED})?(?:19|20)\d\d[-/.年]\d{{1,2}}[-/.月]\d{{1,2}}日?(?:\s*\d{{1,2}}:\d\d(?::\d\d)?)?[\s|]*)?"
    r"(?:信息|文章|稿件|新闻)?(?:来源|稿源|转自|摘自|原载)\s*[:/]\s*\S"
)
_DELIVERY = re.compile(r"[—\-\s(]*(?:19|20|二)\S{2,3}年.{0,30}?在.{2,45}?(?:会议|大会)(?:上|的|\s*\)?\Z)")
_SUBTITLE = re.compile(r"(?:—|─|--|－－)+\s*\S")
_SENTENCE_MARK = re.compile(r"[。!?;…]|\.\s")
_OPEN_END = re.compile(r"[,、:，—.(《“「『【]\Z")
_MOST_WORDS = 12
"""Latin words of a headline; a line with more is a line of text."""

_LATE_BEGINNING = re.compile(r"[,、。:;!?)》”」』】%a-z]")
_SALUTATION = re.compile(r"各位|尊敬的|同志们")


def kind_of(text: str, level: int = 0) -> Kind:
    """The kind of a line, or of lines that the print had broken. `level` is the heading level its format declares."""
    folded = fold(text[:200])
    width = columns(text)
    if _DATELINE.match(folded):
        return Kind.DATELINE
    if width > _LONGEST_NOTE:
        return Kind.BODY
    if level and width <= LONGEST_HEADLINE:
        return _kind_of_declared(text, folded)
    if _DELIVERY.match(folded) and find_date(folded):
        return Kind.DELIVERY
    if _SOURCE.match(folded):
        return Kind.SOURCE
    return _kind_of_short(text, folded) if width <= LONGEST_HEADLINE else Kind.BODY


def _kind_of_declared(text: str, folded: str) -> Kind:
    if named_by(text):
        return Kind.ORGANIZATION
    if _SUBTITLE.match(folded):
        return Kind.SUBTITLE
    return Kind.NUMBERED if number_style(text) else Kind.HEADLINE


def _kind_of_short(text: str, folded: str) -> Kind:
    if is_only_a_date(text):
        return Kind.DATE
    if named_by(text):
        return Kind.ORGANIZATION
    if _SENTENCE_MARK.search(folded) or _OPEN_END.search(folded) or "\t" in text:
        return Kind.BODY
    people, said = byline(text)
    if people:
        return Kind.BYLINE if said else Kind.PERSON
    if is_speaker_line(text):
        return Kind.SPEAKER
    if _SUBTITLE.match(folded):
        return Kind.SUBTITLE
    if number_style(text):
        return Kind.NUMBERED
    letters = sum(character.isalpha() for character in text)
    is_cut = any(folded.count(opening) != folded.count(closing) for opening, closing in ("《》", "()", "“”"))
    is_text = is_cut or _LATE_BEGINNING.match(text) or folded.count(",") > 2 or text.count(" ") >= _MOST_WORDS
    return Kind.BODY if letters < 2 or is_text or _SALUTATION.match(text) else Kind.HEADLINE


def dateline(text: str) -> tuple[int, tuple[str, ...]]:
    """Where the news begins behind `本报讯（记者 某某）`, and the writers named there; 0 and nobody without one."""
    match = _DATELINE.match(fold(text[:200]))
    if match is None:
        return 0, ()
    writers = text[match.start("writers") : match.end("writers")] if match["writers"] else ""
    return match.end(), byline(writers)[0]


def agency(text: str) -> str | None:
    """The paper or agency that a news opening names: `新华社` of `新华社某地1月2日电`; `本报` names none."""
    match = _DATELINE.match(fold(text[:200]))
    group = next((group for group in ("named", "wired") if match and match[group]), None)
    if match is None or group is None or match[group].startswith("本"):
        return None
    start, end = match.span(group)
    return text[start:end].removeprefix("据").removeprefix("據")


def number_style(text: str) -> str | None:
    """The way in which a heading is numbered, a key of NUMBER_STYLES, or None."""
    folded = fold(text[:12])
    if not folded.startswith(_NUMBER_BEGINNINGS):
        return None
    return next((style for style, pattern in NUMBER_STYLES.items() if pattern.match(folded)), None)
