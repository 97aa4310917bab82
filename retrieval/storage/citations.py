"""Citations as they are kept, whatever becomes of their documents."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import BindParameter, Connection, bindparam, func, select

from retrieval.storage.schema import citations, sources, versions
from retrieval.storage.statements import insert_new


@dataclass(frozen=True, slots=True)
class KeptCitation:
    """A passage as it was cited: the hash of its document's bytes, its text, and what stood before and after it."""

    id: str
    sha256: str
    quote: str
    before: str
    after: str


_BY_ID = select(citations).where(citations.c.id == bindparam("id"))
_BEGINNING = (
    select(citations.c.id)
    .where(citations.c.id >= bindparam("first"), citations.c.id < bindparam("behind"))
    .order_by(citations.c.id)
    .limit(bindparam("most"))
)
_IDS = select(citations.c.id)
_SHA256: BindParameter[str] = bindparam("sha256")
_NEWEST = (
    select(sources.c.document)
    .distinct()
    .join(versions, versions.c.source == sources.c.path)
    .where(versions.c.sha256 == _SHA256)
    .order_by(sources.c.document.desc())
)
_NAME = select(func.min(versions.c.name)).where(versions.c.sha256 == _SHA256)


def keep_citations(db: Connection, kept: Iterable[KeptCitation]) -> None:
    """Keep citations; those that are known stay as they are."""
    rows = [
        {"id": one.id, "sha256": one.sha256, "quote": one.quote, "before": one.before, "after": one.after}
        for one in kept
    ]
    insert_new(db, citations, rows)


def kept_citation(db: Connection, number: str) -> KeptCitation | None:
    """The citation with an id."""
    row = db.execute(_BY_ID, {"id": number}).first()
    return None if row is None else KeptCitation(*row)


def ids_beginning(db: Connection, beginning: str, most: int) -> list[str]:
    """The ids, in order and at most so many, that begin so."""
    return list(db.scalars(_BEGINNING, {"first": beginning, "behind": beginning + "\U0010ffff", "most": most}))


def all_ids(db: Connection) -> list[str]:
    """The id of every citation that is kept."""
    return list(db.scalars(_IDS))


def newest_versions(db: Connection, sha256: str) -> list[int]:
    """The documents that now stand where one with these bytes has stood, the newest first."""
    return list(db.scalars(_NEWEST, {"sha256": sha256}))


def name_once(db: Connection, sha256: str) -> str:
    """A name under which a document with these bytes has stood."""
    return str(db.execute(_NAME, {"sha256": sha256}).scalar_one())
