"""Documents of a passage each, made up for the indexes, and whether an index holds what the database does."""

import math

import numpy as np
import pytest
from sqlalchemy import Connection

from retrieval.indexes.engine import Indexes
from retrieval.indexes.lexical import Term
from retrieval.storage import segments
from retrieval.storage.changes import drop_sources
from retrieval.storage.documents import stored_sources
from retrieval.storage.schema import articles, documents, passages, sources, windows
from retrieval.storage.statements import insert

DIMENSION = 6


def write(db: Connection, generation: int, add: int, remove: int, seed: int) -> None:
    """Add documents of a passage with two windows, and remove the oldest."""
    random = np.random.default_rng(seed)
    oldest = sorted(stored_sources(db), key=lambda source: source.document)[:remove]
    drop_sources(db, [source.path for source in oldest])
    for place in range(add):
        document = insert(
            db, documents, sha256=f"{generation}-{place}-{seed}", reader="plain", reader_version=1, layout=1,
            declared="{}", characters=4, warnings=(), generation=generation,
        )  # fmt: skip
        insert(db, sources, path=f"{generation}-{place}-{seed}", name="x", document=document)
        insert(db, articles, document=document, ordinal=0, organizations=())
        passage = insert(
            db, passages, document=document, article=0, citation=f"c{document}", text="审批时限",
            spans=((0, 4),), sentences=((0, 4),), first_line=1, last_line=1, headings=(), generation=generation,
        )  # fmt: skip
        for begin in (0, 1):
            key = random.bytes(16)
            vector = random.normal(size=DIMENSION).astype(np.float16)
            segments.keep_vectors(db, [(key, vector.tobytes())])
            insert(db, windows, passage=passage, start=begin, end=4, vector=key)


def check_against(db: Connection, indexes: Indexes) -> None:
    """They hold what the database holds, in few files."""
    rows = [row for batch in segments.vectors_since(db, 0, 1000) for row in batch]
    numbers = {number for number, _ in rows}
    assert set(indexes.lexical.search([[Term("words", "审批")]], 1000)) == numbers
    assert indexes.lexical.size == len(numbers)
    query = np.random.default_rng(1).normal(size=DIMENSION).astype(np.float32)
    best: dict[int, float] = {}
    for number, blob in rows:
        product = float(np.frombuffer(blob, dtype=np.float16).astype(np.float32) @ query)
        best[number] = max(product, best.get(number, product))
    assert indexes.vectors.search(query, 1000) == pytest.approx(best, abs=1e-4)
    assert len(indexes.state.segments) <= 1 + math.log2(1 + len(rows))
    assert indexes.vectors.size <= 2 * max(1, len(rows))
