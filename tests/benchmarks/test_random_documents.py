"""Random documents index without a fault of the program."""

from pathlib import Path

from benchmarks.random_documents import faults, write_documents
from retrieval.library import Library
from retrieval.settings import Settings

NUMBER = 200


def test_random_documents_are_indexed_or_refused_for_a_reason(tmp_path: Path) -> None:
    write_documents(tmp_path / "documents", NUMBER, seed=1)
    with Library.open(Settings(data_dir=tmp_path / "library")) as library:
        report = library.index([tmp_path / "documents"])
        assert not faults(report)
        assert len(report.added) > NUMBER / 2


def test_the_same_seed_gives_the_same_documents(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        write_documents(tmp_path / folder, 20, seed=2)
    texts = [sorted(p.relative_to(tmp_path / f).as_posix() for p in (tmp_path / f).rglob("*")) for f in ("a", "b")]
    assert texts[0] == texts[1]
