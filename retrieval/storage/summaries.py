"""What is in the library, document by document."""

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from retrieval.storage.documents import TITLE
from retrieval.storage.schema import articles, documents, passages, sources


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


_SOURCES = (
    select(
        *sources.c["document", "name", "path"],
        TITLE,
        *documents.c["reader", "encoding", "pages"],
        select(func.count()).where(passages.c.document == documents.c.id).scalar_subquery(),
        documents.c.characters,
        documents.c.warnings,
    )
    .join(documents, documents.c.id == sources.c.document)
    .order_by(sources.c.name, sources.c.path)
)
_ARTICLES = select(*articles.c["document", "organizations", "date"]).order_by(articles.c.document, articles.c.ordinal)


def summaries(db: Connection) -> list[DocumentSummary]:
    """Every source in the library, by name."""
    of_document: dict[int, list[tuple[tuple[str, ...], str | None]]] = {}
    for document, organizations, date in db.execute(_ARTICLES):
        of_document.setdefault(document, []).append((organizations, date))
    found = []
    for document, name, path, title, reader, encoding, pages, count, characters, warnings in db.execute(_SOURCES):
        held = of_document.get(document, [])
        found.append(
            DocumentSummary(
                name=name,
                path=path,
                title=title,
                organizations=tuple(dict.fromkeys(called for every, _ in held for called in every)),
                reader=reader,
                encoding=encoding,
                pages=pages,
                date=max((date for _, date in held if date is not None), default=None),
                articles=len(held),
                passages=count,
                characters=characters,
                warnings=warnings,
            )
        )
    return found
