"""The characters of a web page -> its elements, whatever is wrong with the page.

libxml2 gives up where elements are nested more than 2,048 deep, and takes a time that grows with the square of a tag's
attributes; both are kept from happening. No entity is resolved and nothing fetched.
"""

import re
from typing import Any

_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_SUBSET = re.compile(r"<!DOCTYPE[^<>\[]{0,500}\[[^\]]{0,10000}\]\s*>", re.IGNORECASE)
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LARGE_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9:-]{0,30})[\s/][^<>]{2000,}>")
"""Two thousand characters are some two hundred attributes; an element with so many is read without them."""

_TEXTLESS = ("script", "style")
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9:-]{0,30})\b[^<>]*>")
_LINES = frozenset(
    {"br", "p", "div", "table", "tr", "td", "th", "ul", "ol", "li", "dl", "dt", "dd", "section", "article"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def parsed(text: str) -> Any:
    """The root element of a page, None where it has none. Raises lxml's LxmlError or ValueError for what is no page.

    A page that is nested too deeply is read as lines and headings only.
    """
    text = _NOT_IN_XML.sub("", _SUBSET.sub("", _XML_DECLARATION.sub("", text, count=1), count=1))
    root, is_whole = _parsed(_LARGE_TAG.sub(r"<\1>", text))
    return root if is_whole else _parsed(_flat(text))[0]


def _parsed(text: str) -> tuple[Any, bool]:
    """The root element, and whether the parser got to the end of the page."""
    from lxml import etree

    parser = etree.HTMLParser(huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(text, parser)
    return root, not any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log)


def _flat(text: str) -> str:
    """A page without any element that could hold others, a line break for each that began or ended a line."""

    def flattened(match: re.Match[str]) -> str:
        name = match[1].lower()
        return f"<{'/' * match[0].startswith('</')}{name}>" if name in _HEADINGS else "<br>" if name in _LINES else ""

    for name in _TEXTLESS:
        text = _without(text, name)
    return _TAG.sub(flattened, text)


def _without(text: str, name: str) -> str:
    """A page without the elements of a kind and what is in them."""
    kept: list[str] = []
    position = 0
    folded = text.lower() if len(text.lower()) == len(text) else text
    while (start := folded.find(f"<{name}", position)) >= 0:
        kept.append(text[position:start])
        end = folded.find(f"</{name}", start)
        position = len(text) if end < 0 else end
        if end >= 0:
            close = folded.find(">", end)
            position = len(text) if close < 0 else close + 1
    return "".join([*kept, text[position:]])
