"""The paper, agency or site that an article was taken from, as the text says it."""

import re
from collections.abc import Sequence

from retrieval.layout.line_kinds import agency
from retrieval.text.folding import COMMON_HAN, fold

_NAME_END = r"(?:社|报|刊|网|台|客户端|杂志|公众号)"
_SOURCE = re.compile(
    r"(?:来源|稿源|转自|摘自|原载)\s*(?:于)?\s*[:/]?\s*[《“]?(?P<name>[^\s《》“”|,;()\d:/][^\s《》“”|,;()]{0,24}?)(?:[》”\s|,;()]|(?=作者|记者|编辑|责编|时间|发布|\d{4})|\Z)"
)
_ACCORDING = re.compile(
    rf"据(?:《(?P<title>[^《》]{{2,20}})》|(?P<name>[{COMMON_HAN}]{{1,8}}{_NAME_END}))[^,。;:]{{0,14}}?(?:报道|消息|披露|电|讯)"
)
_OPENING, _CLOSING = 60, 40
"""Characters at the head and at the end of an article in which it says where it was taken from."""


def source_of(line: str) -> str | None:
    """What a line on an article's source names: `青禾日报` of `来源：青禾日报 2024-11-05`."""
    match = _SOURCE.search(fold(line))
    return line[match.start("name") : match.end("name")] if match else None


def publication(source_lines: Sequence[str], paragraphs: Sequence[str]) -> str | None:
    """The publication that an article names: in a line on its source, before its first words (`新华社…电`), in them
    (`据《青禾日报》报道`), or in brackets behind its last ones."""
    named = next(filter(None, map(source_of, source_lines)), None)
    if named or not paragraphs:
        return named
    return agency(paragraphs[0]) or _according(paragraphs[0][:_OPENING]) or _in_closing(paragraphs[-1])


def _according(opening: str) -> str | None:
    match = _ACCORDING.search(fold(opening))
    if match is None:
        return None
    start, end = match.span("title" if match["title"] else "name")
    return opening[start:end]


def _in_closing(paragraph: str) -> str | None:
    """The source in brackets behind the last sentence; a mention inside a sentence is no source."""
    tail = paragraph[-_CLOSING:]
    opening = max(tail.rfind("（"), tail.rfind("("))
    if opening < 0 or not tail.endswith(("）", ")")):
        return None
    return source_of(tail[opening:]) or _according(tail[opening:])


def common_publication(named: Sequence[str | None]) -> str | None:
    """The publication of a page whose articles name one: two of them at the least, and none another."""
    said = list(filter(None, named))
    return said[0] if len(said) >= 2 and len(set(said)) == 1 else None
