"""What is in the library, document by document."""

import json
import sqlite3
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A source and the document it holds. `organizations` are those of its articles, each once, in reading order."""

    name: str
    path: str
    title: str | None
    organizations: tuple[str, ...]
    encoding: str | None
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
        "SELECT s.name, s.path, d.title, d.encoding, LENGTH(d.text), d.warnings, d.id, "
        "(SELECT COUNT(*) FROM passages p WHERE p.document = d.id) "
        "FROM sources s JOIN documents d ON d.id = s.document ORDER BY s.name, s.path"
    ).fetchall()
    return [
        DocumentSummary(
            name=name,
            path=path,
            title=title,
            organizations=_organizations(db, number),
            encoding=encoding,
            articles=_articles(db, number),
            passages=passages,
            characters=characters,
            warnings=tuple(json.loads(warnings)),
        )
        for name, path, title, encoding, characters, warnings, number, passages in rows
    ]


def _articles(db: sqlite3.Connection, document: int) -> int:
    return int(db.execute("SELECT COUNT(*) FROM articles WHERE document = ?", [document]).fetchone()[0])


def _organizations(db: sqlite3.Connection, document: int) -> tuple[str, ...]:
    rows = db.execute("SELECT organizations FROM articles WHERE document = ? ORDER BY ordinal", [document])
    return tuple(dict.fromkeys(name for (stored,) in rows for name in json.loads(stored)))
