"""Titles and authors that a file's own properties declare."""

import re

from retrieval.text.folding import COMMON_HAN

_HAN = re.compile(f"[{COMMON_HAN}]")
_FILLED_IN_AUTHOR = re.compile(r"用户|作者|微软|管理员")
_FILLED_IN_TITLE = re.compile(
    r"文档\s*\d*\Z|新建|无标题|Microsoft Word|.*\.(?:docx?|wps|txt|xlsx?|et|pptx?|dps|pdf|html?)\Z", re.IGNORECASE
)


def declared_title(value: object) -> str | None:
    """A title property as a person wrote it for readers: in Chinese, and not what a program fills in by itself."""
    return _declared(value, _FILLED_IN_TITLE)


def declared_author(value: object) -> str | None:
    """An author property as a person wrote it for readers: in Chinese, and not the name of an account."""
    return _declared(value, _FILLED_IN_AUTHOR)


def _declared(value: object, filled_in: re.Pattern[str]) -> str | None:
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return text if _HAN.search(text) and not filled_in.match(text) else None
