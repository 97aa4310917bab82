"""What is in the library, document by document."""

import json
import sqlite3
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A source and the document it holds. `title` is its own, or the headline of its only article.

    `organizations` are those of its articles, each once, in reading order; `date` is the latest of theirs. `reader`
    says as what the file was read, `pages` how many it has, None where its format has none.
    """

    name: str
    path: str
    title: str | None
    organizations: tuple[str, ...]
    reader: str
    encoding: str | None
    pages: int | None
    date: str | None
    articles: int
    passages: int
    characters: int
    warnings: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """The summary as `documents --json` prints it."""
        return asdict(self)


def summaries(db: sqlite3.Connection) -> list[DocumentSummary]:
    """Every source in the library, by name."""
    rows = db.execute(
        "SELECT s.name, s.path, COALESCE(d.title, (SELECT MIN(headline) FROM articles a WHERE a.document = d.id "
        "HAVING COUNT(*) = 1)), d.reader, d.encoding, d.pages, LENGTH(d.text), d.warnings, d.id, "
        "(SELECT MAX(date) FROM articles a WHERE a.document = d.id), "
        "(SELECT COUNT(*) FROM passages p WHERE p.document = d.id) "
        "FROM sources s JOIN documents d ON d.id = s.document ORDER BY s.name, s.path"
    ).fetchall()
    return [
        DocumentSummary(
            name=name,
            path=path,
            title=title,
            organizations=_organizations(db, number),
            reader=reader,
            encoding=encoding,
            pages=pages,
            date=date,
            articles=_articles(db, number),
            passages=passages,
            characters=characters,
            warnings=tuple(json.loads(warnings)),
        )
        for name, path, title, reader, encoding, pages, characters, warnings, number, date, passages in rows
    ]


def _articles(db: sqlite3.Connection, document: int) -> int:
    return int(db.execute("SELECT COUNT(*) FROM articles WHERE document = ?", [document]).fetchone()[0])


def _organizations(db: sqlite3.Connection, document: int) -> tuple[str, ...]:
    rows = db.execute("SELECT organizations FROM articles WHERE document = ? ORDER BY ordinal", [document])
    return tuple(dict.fromkeys(name for (stored,) in rows for name in json.loads(stored)))
