"""What a web page declares about itself: title, author, date, and the paper or site that it was taken from.

The names are those of the State Council's guide on government web sites (政府网站发展指引, 2017, annex 1), of Open
Graph and Dublin Core, and those that newspapers use.
"""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from retrieval.readers.declared_properties import declared_author, declared_title

_TITLES = ("articletitle", "og:title", "dc.title", "title")
_AUTHORS = ("author", "article:author", "dc.creator")
_DATES = ("pubdate", "article:published_time", "publishdate", "og:release_date", "datepublished", "dc.date", "date")
_PUBLICATIONS = ("contentsource", "source", "og:site_name", "sitename")
_SITE = re.compile(r"\s*[_|｜]\s*|\s+[-–—－]+\s+|(?:-|—|－){1,2}(?=[^-—－]*(?:网|政府|报社?|新闻|门户|频道|中心)\Z)")
_DATE = re.compile(r"((?:19|20)\d\d)\s*[-./年]?\s*(\d{1,2})\s*[-./月]?\s*(\d{1,2})")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page declares, None where it does not. `titles` are all ways in which it may be called."""

    title: str | None
    author: str | None
    date: str | None
    publication: str | None
    titles: tuple[str, ...]


def read_metadata(root: Any) -> Metadata:
    """What the `meta` elements and the title of a parsed page declare."""
    declared: dict[str, str] = {}
    for node in root.iter("meta"):
        name = node.get("name") or node.get("property") or node.get("itemprop") or ""
        declared.setdefault(name.lower(), " ".join(node.get("content", "").split())[:_LONGEST])
    heading = " ".join("".join(root.xpath("string(//title)")).split())[:_LONGEST]
    parts = [part.strip() for part in _SITE.split(heading) if part.strip()]
    named = _first(declared, _TITLES)
    longest = max(parts, key=len, default="")
    return Metadata(
        declared_title(named or longest),
        declared_author(_first(declared, _AUTHORS)),
        _date(_first(declared, _DATES)),
        _first(declared, _PUBLICATIONS) or None,
        tuple(dict.fromkeys(filter(None, (named, heading, longest)))),
    )


def _first(declared: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((declared[name] for name in names if declared.get(name)), "")


def _date(text: str) -> str | None:
    """The day in a date as pages write it, as ISO 8601."""
    match = _DATE.search(text)
    if match is None:
        return None
    try:
        return datetime.date(*map(int, match.groups())).isoformat()
    except ValueError:
        return None
