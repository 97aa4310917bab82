"""The tables of a library's database."""

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, MetaData, Table

from retrieval.storage.column_types import FRACTION, NUMBER, SERIAL, TEXT, Tuple

TABLES = MetaData()

meta = Table(
    "meta",
    TABLES,
    Column("key", TEXT, primary_key=True),
    Column("value", TEXT, nullable=False),
    sqlite_with_rowid=False,
)
"""What the library records of itself (`State`)."""

folders = Table("folders", TABLES, Column("path", TEXT, primary_key=True), sqlite_with_rowid=False)
"""Folders that `index` was given: files that vanish from them are dropped."""

documents = Table(
    "documents",
    TABLES,
    Column("id", SERIAL, primary_key=True),
    Column("sha256", TEXT, nullable=False, unique=True),
    Column("reader", TEXT, nullable=False),
    Column("reader_version", NUMBER, nullable=False),
    Column("layout", NUMBER, nullable=False),
    Column("encoding", TEXT),
    Column("title", TEXT),
    Column("pages", NUMBER),
    Column("declared", TEXT, nullable=False),
    Column("characters", NUMBER, nullable=False, server_default="0"),
    Column("warnings", Tuple, nullable=False),
    Column("generation", NUMBER, nullable=False),
    sqlite_autoincrement=True,
)
"""One version of a document, identified by its bytes; several sources may hold the same. `declared` is what a
documents.yaml says of it, `characters` how long its text is."""

texts = Table(
    "texts",
    TABLES,
    Column("document", NUMBER, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("ordinal", NUMBER, primary_key=True),
    Column("text", TEXT, nullable=False),
    sqlite_with_rowid=False,
)
"""The text of each document in pieces (`retrieval.storage.contents.texts`)."""

places = Table(
    "places",
    TABLES,
    Column("document", NUMBER, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("start", NUMBER, primary_key=True),
    Column("end", NUMBER, nullable=False),
    Column("page", NUMBER),
    Column("x0", FRACTION),
    Column("y0", FRACTION),
    Column("x1", FRACTION),
    Column("y1", FRACTION),
    Column("confidence", FRACTION),
    Column("sheet", TEXT),
    Column("row", NUMBER),
    Column("first_column", NUMBER),
    Column("last_column", NUMBER),
    sqlite_with_rowid=False,
)
"""Where stretches of a document's text stand in its file: boxes on pages, cells of sheets."""

readings = Table(
    "readings",
    TABLES,
    Column("sha256", TEXT, primary_key=True),
    Column("document", TEXT, nullable=False),
    sqlite_with_rowid=False,
)
"""What readers took out of files, kept until it is committed: an interrupted run need not read them again."""

aliases = Table(
    "aliases",
    TABLES,
    Column("path", TEXT, primary_key=True),
    Column("organization", TEXT, primary_key=True),
    Column("alias", TEXT, primary_key=True),
    sqlite_with_rowid=False,
)
"""Names that users give organizations, by the file that says so."""

words = Table(
    "words",
    TABLES,
    Column("path", TEXT, primary_key=True),
    Column("line", TEXT, primary_key=True),
    sqlite_with_rowid=False,
)
"""Words of the field that users give, as they wrote them, by the file that says so."""

sources = Table(
    "sources",
    TABLES,
    Column("path", TEXT, primary_key=True),
    Column("name", TEXT, nullable=False),
    Column("folder", TEXT, ForeignKey("folders.path")),
    Column("document", NUMBER, ForeignKey("documents.id"), nullable=False),
    Column("stamp", TEXT),
    Index("sources_document", "document"),
    sqlite_with_rowid=False,
)
"""Where a document came from. `name` is the path below `folder`, the one that was indexed, or the file's name alone.
`stamp` is the file's (`SourceReader.stamp`) before it was read; an earlier version kept none."""

articles = Table(
    "articles",
    TABLES,
    Column("document", NUMBER, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("ordinal", NUMBER, primary_key=True),
    Column("headline", TEXT),
    Column("organizations", Tuple, nullable=False),
    Column("author", TEXT),
    Column("date", TEXT),
    Column("publication", TEXT),
    sqlite_with_rowid=False,
)

passages = Table(
    "passages",
    TABLES,
    Column("id", SERIAL, primary_key=True),
    Column("document", NUMBER, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("article", NUMBER, nullable=False),
    Column("citation", TEXT, nullable=False),
    Column("text", TEXT, nullable=False),
    Column("spans", Tuple, nullable=False),
    Column("sentences", Tuple, nullable=False),
    Column("first_line", NUMBER, nullable=False),
    Column("last_line", NUMBER, nullable=False),
    Column("page", NUMBER),
    Column("headings", Tuple, nullable=False),
    Column("generation", NUMBER, nullable=False),
    Index("passages_article", "document", "article"),
    Index("passages_generation", "generation"),
    Index("passages_citation", "citation"),
    sqlite_autoincrement=True,
)
"""An id is never given twice: a later generation's passages have higher ones."""

windows = Table(
    "windows",
    TABLES,
    Column("passage", NUMBER, ForeignKey("passages.id", ondelete="CASCADE"), primary_key=True),
    Column("start", NUMBER, primary_key=True),
    Column("end", NUMBER, primary_key=True),
    Column("vector", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""What of a passage is encoded: the whole, and windows of its sentences. `vector` is a key of `vectors`."""

citations = Table(
    "citations",
    TABLES,
    Column("id", TEXT, primary_key=True),
    Column("sha256", TEXT, nullable=False),
    Column("quote", TEXT, nullable=False),
    Column("before", TEXT, nullable=False),
    Column("after", TEXT, nullable=False),
    sqlite_with_rowid=False,
)
"""Every passage that could ever have been cited, kept when its document goes: quote, and what stands around it."""

versions = Table(
    "versions",
    TABLES,
    Column("sha256", TEXT, primary_key=True),
    Column("source", TEXT, primary_key=True),
    Column("name", TEXT, nullable=False),
    sqlite_with_rowid=False,
)
"""Which source has ever held which document, and under what name: where to look for a quote whose document is gone."""

vectors = Table(
    "vectors",
    TABLES,
    Column("key", LargeBinary, primary_key=True),
    Column("vector", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""Vectors (float16) by the hash of model and text: what was encoded once is not encoded again."""

terms = Table(
    "terms",
    TABLES,
    Column("id", SERIAL, primary_key=True),
    Column("token", TEXT, nullable=False, unique=True),
    Column("count", NUMBER, nullable=False),
    sqlite_autoincrement=True,
)
"""The tokens of a full-text index that is kept elsewhere (`retrieval.storage.contents.terms`)."""

segments = Table(
    "segments",
    TABLES,
    Column("name", TEXT, primary_key=True),
    Column("first", NUMBER, nullable=False),
    Column("windows", NUMBER, nullable=False),
    Column("width", NUMBER),
    Column("recall", FRACTION),
    sqlite_with_rowid=False,
)
"""The files of the vector index that are in use: the first generation whose passages they hold, how many vectors, and
of those with a graph how it is searched and what it finds (`StoredSegment`)."""

tombstones = Table(
    "tombstones",
    TABLES,
    Column("passage", NUMBER, primary_key=True, autoincrement=False),
    Column("generation", NUMBER, nullable=False),
    Column("windows", NUMBER, nullable=False),
)
"""Passages that are gone, with the number of their vectors, which still stand in one of those files."""
