"""Which part of the library a question is asked of: an organization, a document, a stretch of time."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from retrieval.errors import UnknownId, UsageError
from retrieval.question.organization_index import OrganizationIndex
from retrieval.text.folding import fold
from retrieval.text.written_dates import find_date

SHORTEST_TITLE = 6
"""Characters of a title that names its document when it stands in a question; 工作报告 names none."""


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
    db: sqlite3.Connection, names: OrganizationIndex, within: Filter, titled: frozenset[int]
) -> frozenset[int] | None:
    """The ids of the passages that a question is asked of, None for all of them. `titled` are the documents that the
    question names by their titles, if any.

    Raises UnknownId for an organization or document that the library does not have, UsageError for what is no date.
    """
    conditions: list[str] = []
    values: list[object] = []
    if titled:
        conditions.append(f"p.document IN ({','.join(map(str, sorted(titled)))})")
    if within.document is not None:
        found = _documents(db, within.document)
        conditions.append(f"p.document IN ({','.join(map(str, found))})")
    if within.organization is not None:
        called = names.called(within.organization)
        if not called:
            raise UnknownId(f"No article in the library is of {within.organization!r}. `yuanwen documents` lists who.")
        marks = ",".join("?" * len(called))
        conditions.append(f"EXISTS (SELECT 1 FROM json_each(a.organizations) o WHERE o.value IN ({marks}))")
        values.extend(sorted(called))
    # A date is as precise as the text is: 2024 stands for all of that year, and is in when any of it is.
    if within.since is not None:
        conditions.append("a.date || SUBSTR('9999-99-99', LENGTH(a.date) + 1) >= ?")
        values.append(_date(within.since))
    if within.until is not None:
        conditions.append("a.date <= ? || SUBSTR('9999-99-99', LENGTH(?) + 1)")
        values.extend([_date(within.until)] * 2)
    if not conditions:
        return None
    rows = db.execute(
        "SELECT p.id FROM passages p JOIN articles a ON a.document = p.document AND a.ordinal = p.article "
        f"WHERE {' AND '.join(conditions)}",
        values,
    )
    return frozenset(number for (number,) in rows)


def _date(written: str) -> str:
    found = find_date(f"{written}年" if written.isdecimal() else written)
    if found is None:
        raise UsageError(f"{written!r} is no date. Write it like 2024, 2024-05 or 2024-05-17.")
    return found


def _documents(db: sqlite3.Connection, wanted: str) -> list[int]:
    rows = db.execute(
        "SELECT d.id, s.name, s.path, d.title FROM sources s JOIN documents d ON d.id = s.document"
    ).fetchall()
    exact = [number for number, *called in rows if wanted in called]
    found = exact or [n for n, name, _, _ in rows if wanted in (PurePosixPath(name).name, PurePosixPath(name).stem)]
    if not found:
        raise UnknownId(f"There is no document {wanted!r} in the library. `yuanwen documents` lists what there is.")
    return sorted(set(found))


def titles(db: sqlite3.Connection) -> dict[str, frozenset[int]]:
    """What names documents in a question: folded titles, headlines of single articles, and files' names without suffix,
    each with the documents that go by it. What all documents go by names none."""
    rows = db.execute(
        "SELECT d.id, s.name, d.title, MIN(a.headline), COUNT(DISTINCT a.ordinal) FROM sources s "
        "JOIN documents d ON d.id = s.document JOIN articles a ON a.document = d.id GROUP BY s.path"
    ).fetchall()
    found: dict[str, set[int]] = {}
    for number, name, title, headline, articles in rows:
        single = headline if articles == 1 else None
        for called in {fold(text).strip() for text in (PurePosixPath(name).stem, title, single) if text}:
            if len(called) >= SHORTEST_TITLE:
                found.setdefault(called, set()).add(number)
    documents = {number for number, *_ in rows}
    return {called: frozenset(numbers) for called, numbers in found.items() if numbers != documents}


def named_documents(folded: str, known: Mapping[str, frozenset[int]]) -> frozenset[int]:
    """The documents that a folded question names by their titles, the longest where one title holds another."""
    inside = [title for title in known if title in folded]
    longest = [title for title in inside if not any(title != other and title in other for other in inside)]
    return frozenset(number for title in longest for number in known[title])
