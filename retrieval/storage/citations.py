"""Citations as they are kept, whatever becomes of their documents until these are removed, and of which versions of
which source they are."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import BindParameter, Connection, bindparam, delete, func, select

from retrieval.storage.schema import citations, documents, sources, versions
from retrieval.storage.statements import insert_new


@dataclass(frozen=True, slots=True)
class KeptCitation:
    """A passage as it was cited: the hash of its document's bytes, its text, and what stood before and after it."""

    id: str
    sha256: str
    quote: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Removable:
    """A source that was ever indexed: its path and name, the hashes of all its versions, that of the document it holds
    now, None where it is gone and only citations are left of it, and the folder it was found below, if any."""

    path: str
    name: str
    hashes: frozenset[str]
    now: str | None
    folder: str | None


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
_PATH: BindParameter[str] = bindparam("path")
_SOURCE_NAME = func.coalesce(sources.c.name, versions.c.name)
_EVER = (
    select(versions.c.source, _SOURCE_NAME, versions.c.sha256, documents.c.sha256, sources.c.folder)
    .outerjoin(sources, sources.c.path == versions.c.source)
    .outerjoin(documents, documents.c.id == sources.c.document)
    .order_by(_SOURCE_NAME, versions.c.source)
)
_OF_OTHERS = (
    select(versions.c.sha256).join(sources, sources.c.path == versions.c.source).where(versions.c.source != _PATH)
)
_ITS_OWN = select(versions.c.sha256).where(versions.c.source == _PATH, versions.c.sha256.not_in(_OF_OTHERS))
_HASHES: BindParameter[str] = bindparam("hashes", expanding=True, literal_execute=True)
_QUOTES = select(citations.c.id, citations.c.quote).where(citations.c.sha256.in_(_HASHES))
_ERASE_CITATIONS = delete(citations).where(citations.c.sha256.in_(_HASHES))
_ERASE_VERSIONS = delete(versions).where((versions.c.source == bindparam("gone")) | versions.c.sha256.in_(_HASHES))
_HERE = select(sources.c.document).where(sources.c.path == _PATH).scalar_subquery()
_SHARING = select(sources.c.name).where(sources.c.path != _PATH, sources.c.document == _HERE).order_by(sources.c.name)


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


def removables(db: Connection) -> list[Removable]:
    """Every source that was ever indexed, by name and path."""
    found: dict[str, Removable] = {}
    for path, name, version, now, folder in db.execute(_EVER):
        before = found.get(path)
        found[path] = Removable(path, name, (before.hashes if before else frozenset()) | {version}, now, folder)
    return list(found.values())


def hashes_of(db: Connection, path: str) -> list[str]:
    """The hashes of the versions that a source has held and that no other source of the library has."""
    return list(db.scalars(_ITS_OWN, {"path": path}))


def quotes_of(db: Connection, hashes: Collection[str]) -> dict[str, str]:
    """The quotes of all citations of these versions, by their ids."""
    return {row.id: row.quote for row in db.execute(_QUOTES, {"hashes": list(hashes)})}


def erase(db: Connection, path: str, hashes: Collection[str]) -> None:
    """Delete that a source ever held anything, and the citations of these versions."""
    db.execute(_ERASE_CITATIONS, {"hashes": list(hashes)})
    db.execute(_ERASE_VERSIONS, {"gone": path, "hashes": list(hashes)})


def sharing(db: Connection, path: str) -> list[str]:
    """The names of the other sources that hold the same document as the one at a path."""
    return list(db.scalars(_SHARING, {"path": path}))
