"""The tables of a library's SQLite file."""

VERSION = 2
"""Of the tables, kept in the file as its `user_version`; a file of another version is not opened."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- Folders that `index` was given: files that vanish from them are dropped.
CREATE TABLE IF NOT EXISTS folders (path TEXT PRIMARY KEY) WITHOUT ROWID;

-- One version of a document, identified by its bytes; several sources may hold the same. `declared` is what a
-- documents.yaml says of it.
CREATE TABLE IF NOT EXISTS documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    sha256 TEXT NOT NULL UNIQUE,
    reader TEXT NOT NULL,
    reader_version INTEGER NOT NULL,
    layout INTEGER NOT NULL,
    encoding TEXT,
    title TEXT,
    pages INTEGER,
    declared TEXT NOT NULL,
    text TEXT NOT NULL,
    warnings TEXT NOT NULL,
    generation INTEGER NOT NULL
);

-- Where stretches of a document's text stand in its file: boxes on pages, cells of sheets.
CREATE TABLE IF NOT EXISTS places (
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    page INTEGER,
    x0 REAL, y0 REAL, x1 REAL, y1 REAL,
    confidence REAL,
    sheet TEXT,
    row INTEGER, first_column INTEGER, last_column INTEGER,
    PRIMARY KEY (document, start)
) WITHOUT ROWID;

-- What readers took out of files, kept until it is committed: an interrupted run need not read them again.
CREATE TABLE IF NOT EXISTS readings (sha256 TEXT PRIMARY KEY, document TEXT NOT NULL) WITHOUT ROWID;

-- Names that users give organizations, by the file that says so.
CREATE TABLE IF NOT EXISTS aliases (
    path TEXT NOT NULL,
    organization TEXT NOT NULL,
    alias TEXT NOT NULL,
    PRIMARY KEY (path, organization, alias)
) WITHOUT ROWID;

-- Where a document came from. `name` is the path below `folder`, the one that was indexed, or the file's name alone.
CREATE TABLE IF NOT EXISTS sources (
    path TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    folder TEXT REFERENCES folders,
    document INTEGER NOT NULL REFERENCES documents
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sources_document ON sources (document);

CREATE TABLE IF NOT EXISTS articles (
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    headline TEXT,
    organizations TEXT NOT NULL,
    author TEXT,
    date TEXT,
    publication TEXT,
    PRIMARY KEY (document, ordinal)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    article INTEGER NOT NULL,
    citation TEXT NOT NULL,
    text TEXT NOT NULL,
    spans TEXT NOT NULL,
    sentences TEXT NOT NULL,
    first_line INTEGER NOT NULL,
    last_line INTEGER NOT NULL,
    page INTEGER,
    headings TEXT NOT NULL,
    generation INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS passages_article ON passages (document, article);
CREATE INDEX IF NOT EXISTS passages_generation ON passages (generation);
CREATE INDEX IF NOT EXISTS passages_citation ON passages (citation);

-- What of a passage is encoded: the whole, and windows of its sentences. `vector` is a key of `vectors`.
CREATE TABLE IF NOT EXISTS windows (
    passage INTEGER NOT NULL REFERENCES passages ON DELETE CASCADE,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    vector BLOB NOT NULL,
    PRIMARY KEY (passage, start, end)
) WITHOUT ROWID;

-- Every passage that could ever have been cited, kept when its document goes: quote, and what stands around it.
CREATE TABLE IF NOT EXISTS citations (
    id TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL,
    quote TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL
) WITHOUT ROWID;

-- Which source has ever held which document, and under what name: where to look for a quote whose document is gone.
CREATE TABLE IF NOT EXISTS versions (
    sha256 TEXT NOT NULL,
    source TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (sha256, source)
) WITHOUT ROWID;

-- Vectors (float16) by the hash of model and text: what was encoded once is not encoded again.
CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID;

-- The files of the vector index that are in use: the first generation whose passages they hold, and how many vectors.
CREATE TABLE IF NOT EXISTS segments (
    name TEXT PRIMARY KEY,
    first INTEGER NOT NULL,
    windows INTEGER NOT NULL
) WITHOUT ROWID;

-- Passages that are gone, with the number of their vectors, which still stand in one of those files.
CREATE TABLE IF NOT EXISTS tombstones (
    passage INTEGER PRIMARY KEY,
    generation INTEGER NOT NULL,
    windows INTEGER NOT NULL
);
CREATE TRIGGER IF NOT EXISTS passages_tombstone BEFORE DELETE ON passages BEGIN
    INSERT INTO tombstones SELECT old.id, old.generation, COUNT(*) FROM windows WHERE passage = old.id;
END;
"""
