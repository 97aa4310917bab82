"""Which part of the library a question is asked of: an organization, a document, a stretch of time."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from sqlalchemy import Connection

from retrieval.errors import UnknownId, UsageError
from retrieval.question.organization_index import OrganizationIndex
from retrieval.storage.documents import StoredSource, called, stored_sources
from retrieval.storage.selection import Selection, passages_in
from retrieval.text.folding import fold
from retrieval.text.suggestions import did_you_mean
from retrieval.text.tokens import places
from retrieval.text.written_dates import find_date

SHORTEST_TITLE = 6
"""Characters of a title that names its document when it stands in a question; 工作报告 names none."""


_KIND_OF_DOCUMENT = re.compile(
    r"(?:报告|公报|通报|通知|公告|规划|计划|方案|办法|意见|条例|规定|纪要|年鉴|摘要|白皮书|简报|手册|总结|讲话|"
    r"report|bulletin|yearbook|minutes|plan|notice|summary|[._ -]?[0-9]+)\Z"
)
_QUOTES = "《》“”‘’「」『』\"'〈〉"
_SPOKEN_OF = re.compile(
    r"[^\S\n]?(?:这[篇份个]|一文|里|中(?!国|央|心)|内容|说|提到|提出|提及|写|指出|讲|介绍|谈|认为|报道|作者|主要内容|"
    r"(?:say|state|mention|report|tell|claim|describe)s?\b)"
)
_SPEAKING_OF = re.compile(r"(?:根据|按照?|依据|查阅|\b(?:in|according to|from|per|does|of)(?: the)?[^\S\n])\Z")


@dataclass(frozen=True, slots=True)
class Filter:
    """What an asker narrows the library to; None leaves it whole.

    `organization` is any of its names; `document` a document's name, path or title; `since` and `until` are dates
    (`2024`, `2024-05`, `2024-05-17`, inclusive) of the articles.
    """

    organization: str | None = None
    document: str | None = None
    since: str | None = None
    until: str | None = None


EVERYTHING = Filter()


def passages_within(
    db: Connection,
    names: OrganizationIndex,
    organizations: Mapping[str, Sequence[int]],
    within: Filter,
    titled: frozenset[int],
) -> frozenset[int] | None:
    """The ids of the passages that a question is asked of, None for all of them. `organizations` are the ids of each
    organization's passages, `titled` the documents that the question names by their titles, if any.

    Raises UnknownId for an organization or document that the library does not have, UsageError for what is no date.
    """
    documents = titled or None
    if within.document is not None:
        named = _documents(db, within.document)
        documents = named if documents is None else documents & named
    since, until = (None if date is None else _date(date) for date in (within.since, within.until))
    selection = Selection(documents, since, until)
    ours = None if within.organization is None else _of_organization(names, organizations, within.organization)
    if selection == Selection():
        return ours
    found = passages_in(db, selection)
    return found if ours is None else found & ours


def _of_organization(
    names: OrganizationIndex, organizations: Mapping[str, Sequence[int]], wanted: str
) -> frozenset[int]:
    called_so = names.called(wanted)
    if not called_so:
        raise UnknownId(
            f"No article in the library is of {wanted!r}. `yuanwen documents -l` lists who."
            f"{did_you_mean(wanted, organizations)}"
        )
    return frozenset(number for name in called_so for number in organizations.get(name, ()))


def _date(written: str) -> str:
    found = find_date(f"{written}年" if written.isdecimal() else written)
    if found is None:
        raise UsageError(f"{written!r} is no date. Write it like 2024, 2024-05 or 2024-05-17.")
    return found


def _documents(db: Connection, wanted: str) -> frozenset[int]:
    sources = stored_sources(db)
    exact = [source for source in sources if wanted in (source.name, source.path, source.title)]
    names = [(source, PurePosixPath(source.name)) for source in sources]
    found = exact or [source for source, name in names if wanted in (name.name, name.stem)]
    if not found:
        raise UnknownId(
            f"There is no document {wanted!r} in the library. `yuanwen documents` lists what there is."
            f"{did_you_mean(wanted, _called(sources))}"
        )
    return frozenset(source.document for source in found)


def _called(sources: Sequence[StoredSource]) -> list[str]:
    """What documents go by: their names, then their titles."""
    return [*(source.name for source in sources), *(source.title for source in sources if source.title)]


def titles(db: Connection) -> dict[str, frozenset[int]]:
    """What names documents in a question: folded titles, headlines of single articles, and files' names without suffix,
    each with the documents that go by it. What all documents go by names none."""
    rows = called(db)
    found: dict[str, set[int]] = {}
    for number, name, title, headline in rows:
        for text in {fold(text).strip() for text in (PurePosixPath(name).stem, title, headline) if text}:
            if len(text) >= SHORTEST_TITLE:
                found.setdefault(text, set()).add(number)
    documents = {number for number, *_ in rows}
    return {text: frozenset(numbers) for text, numbers in found.items() if numbers != documents}


def named_documents(folded: str, known: Mapping[str, frozenset[int]]) -> frozenset[int]:
    """The documents that a folded question names by their titles, the longest where one title holds another. The words
    of a title may be what a question asks about: it names the document where it is quoted, says itself what kind of
    document it is, or stands where the question speaks of a document."""
    there = _inside(folded, known)
    inside = [title for title in there if any(_names(title, folded, start) for start in places(title, folded))]
    longest = [title for title in inside if not any(title != other and title in other for other in inside)]
    return frozenset(number for title in longest for number in known[title])


def _inside(folded: str, known: Mapping[str, frozenset[int]]) -> list[str]:
    """The titles that may stand in a folded question. Its own stretches are looked up where they are fewer."""
    stretches = len(folded) * len(folded) // 2
    if len(known) <= stretches:
        return list(known)
    starts = range(len(folded) - SHORTEST_TITLE + 1)
    found = {folded[start:end] for start in starts for end in range(start + SHORTEST_TITLE, len(folded) + 1)}
    return [stretch for stretch in found if stretch in known]


def _names(title: str, folded: str, start: int) -> bool:
    end = start + len(title)
    if start > 0 and end < len(folded) and folded[start - 1] in _QUOTES and folded[end] in _QUOTES:
        return True
    spoken_of = _SPOKEN_OF.match(folded, end) or _SPEAKING_OF.search(folded, max(0, start - 20), start)
    return bool(_KIND_OF_DOCUMENT.search(title) or spoken_of)
