"""The passages of a library as all systems are given them, and libraries that are filled up to a size."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks import speed
from benchmarks.made_up import PASSAGES, write_documents
from benchmarks.peers.protocol import Corpus
from retrieval.indexes.vector_cache import stored_windows
from retrieval.library import Library
from retrieval.passages.windows import LONGEST_CONTEXT
from retrieval.ranking.reranking import MOST_READ
from retrieval.search.near_duplicates import whole_vectors
from retrieval.settings import Settings
from retrieval.storage.passages import StoredPassage, all_passages


def passages_of(library: Path) -> list[StoredPassage]:
    """All passages of a library, in the order in which a corpus numbers them."""
    with Library.open(Settings(data_dir=library)) as opened, opened.reading() as (db, _):
        return list(all_passages(db))


def corpus_of(library: Path, questions: Sequence[str], model: Path) -> Corpus:
    """The passages of a library, each behind as much of its context as is encoded with it, and the vector that the
    library has of it as a whole; with questions, and the folder of the encoder in floating point."""
    with Library.open(Settings(data_dir=library)) as opened, opened.reading() as (db, _):
        passages = list(all_passages(db))
        windows = stored_windows(db, (passage.id for passage in passages))
    vectors = whole_vectors(windows, {passage.id: passage for passage in passages})
    heads = [f"{passage.context[:LONGEST_CONTEXT]}\n" for passage in passages]
    return Corpus(
        texts=[head + passage.text for head, passage in zip(heads, passages, strict=True)],
        begins=[len(head) for head in heads],
        vectors=np.stack([vectors[passage.id] for passage in passages]).astype(np.float32),
        questions=list(questions),
        most_read=MOST_READ,
        model=str(model.resolve()),
        library=str(library.resolve()),
    )


def filled_up(library: Path, size: int, work: Path) -> Path:
    """A copy of a library in `work` with so many passages that it has about `size`, made once: what comes is made up,
    with made-up vectors (`benchmarks.made_up`)."""
    data, part, folder = (work / f"{library.name}-{size}{end}" for end in ("", ".part", ".documents"))
    if data.exists():
        return data
    for begun in (part, folder):
        shutil.rmtree(begun, ignore_errors=True)
    shutil.copytree(library, part)
    missing = size - len(passages_of(part))
    write_documents(folder, 0, max(0, round(missing / PASSAGES)))
    print(f"{size:,} passages, {missing:,} of them made up: {speed.apart(speed.index, part, folder)}", flush=True)
    return part.rename(data)
