"""What is removed is gone: from every table, from the pages of the file, and from the indexes."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import tantivy
from small_reports import HILL, REPORTS, RIVER, write

from retrieval.errors import LibraryError, UnknownId
from retrieval.ingestion import indexing
from retrieval.ingestion.removing import Traces
from retrieval.library import Library
from retrieval.settings import Settings
from retrieval.storage.engines import sqlite
from retrieval.storage.engines.sqlite import SqliteFile

Open = Callable[..., Library]
LATER = "河湾经济开发区改建码头，货物吞吐量达到 615 万吨。"


def stored(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Everything in a data directory: path and bytes."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield str(path.relative_to(folder)), path.read_bytes()


def holding(folder: Path, probes: set[bytes]) -> set[str]:
    """The files, by name, in which one of the probes stands."""
    return {name for name, data in stored(folder) if any(probe in data for probe in probes)}


def vectors_of(folder: Path, name: str) -> set[bytes]:
    """The vectors of a document, as they are stored."""
    with closing(sqlite3.connect(folder / "library.sqlite")) as db:
        return {
            vector
            for (vector,) in db.execute(
                "SELECT v.vector FROM vectors v JOIN windows w ON w.vector = v.key JOIN passages p ON p.id = w.passage "
                "JOIN sources s ON s.document = p.document WHERE s.name = ?",
                (name,),
            )
        }


def in_dictionary(folder: Path, word: str) -> bool:
    """Whether the dictionary of the full-text index, which is compressed, has a word, of removed passages too."""
    (index,) = (folder / "lexical").iterdir()
    return tantivy.Index.open(str(index)).searcher().doc_freq("words", word) > 0


def test_no_byte_of_it_is_left_in_any_file(library: Library, folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "library"
    vectors = vectors_of(data, "河湾.txt")
    citation = library.ask("哪个开发区审批时限压减了58.4%？").passages[0].citation.id
    (folder / "河湾.txt").write_text(LATER, encoding="utf-8")
    library.index([folder])
    vectors |= vectors_of(data, "河湾.txt")
    assert library.show(citation).status == "superseded"
    probes = {text.encode() for text in ("联络员", "吞吐量", "河湾")}
    held = {Path(name).parts[0] for name in holding(data, probes | vectors)}
    assert held == {"library.sqlite", "library.sqlite-wal", "vectors"}
    assert in_dictionary(data, "吞吐量")
    told: list[Traces] = []
    library.remove("河湾.txt", forget=told.append)
    assert citation in told[0].quotes
    assert any("吞吐量" in quote for quote in told[0].quotes.values())
    assert holding(data, probes | vectors) == set()
    assert not in_dictionary(data, "吞吐量")
    with pytest.raises(UnknownId):
        library.show(citation)
    assert library.ask("岭南坡高新区的无人机企业有多少家？").answer == "64 家"


@pytest.fixture
def written_anew(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The databases that are written anew."""
    written: list[Path] = []
    compact = SqliteFile.compact
    monkeypatch.setattr(SqliteFile, "compact", lambda file: written.append(file.path) or compact(file))
    return written


def test_what_another_document_holds_too_stays(library: Library, folder: Path, written_anew: list[Path]) -> None:
    (folder / "抄本.txt").write_text(RIVER, encoding="utf-8")
    library.index([folder])
    citation = library.ask("哪个开发区审批时限压减了58.4%？").passages[0].citation.id
    told: list[Traces] = []
    assert library.remove("河湾.txt", forget=told.append).also == ("抄本.txt",)
    assert (told, written_anew) == ([Traces({})], [])
    with pytest.raises(UnknownId):
        library.fitting("河湾.txt")
    assert library.show(citation).document == "抄本.txt"
    library.remove("抄本.txt")
    with pytest.raises(UnknownId):
        library.show(citation)


def test_nothing_is_written_anew_where_citations_are_kept(
    library: Library, folder: Path, tmp_path: Path, written_anew: list[Path]
) -> None:
    citation = library.ask("哪个开发区审批时限压减了58.4%？").passages[0].citation.id
    assert library.remove("河湾.txt", keep_citations=True).folder == folder.resolve()
    assert not library.ask("哪个开发区审批时限压减了58.4%？").answered
    assert library.show(citation).status == "superseded"
    generation = library.index([write(tmp_path / "other", {"另.txt": "另一个园区种树 300 棵。"})]).generation
    library.remove(citation, keep_citations=True)
    assert library.index([tmp_path / "other"]).generation == generation
    assert written_anew == []


def test_a_citation_names_its_document_and_what_is_left_of_one_that_is_gone(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    data = tmp_path / "library"
    (folder / "园区.txt").write_text(
        "\n\n".join(f"第{n}园区种树 {n}00 棵。" * 9 for n in range(1, 9)), encoding="utf-8"
    )
    library.index([folder])
    vectors = vectors_of(data, "河湾.txt")
    citation = library.ask("哪个开发区审批时限压减了58.4%？").passages[0].citation.id
    assert [one.name for one in library.fitting(citation[:8])] == ["河湾.txt"]
    (folder / "河湾.txt").unlink()
    library.index([folder])
    assert library.show(citation).status == "superseded"
    generation = library.index([folder]).generation
    assert any(name.startswith("vectors") for name in holding(data, vectors))
    assert in_dictionary(data, "联络员")
    assert library.remove(citation).name == "河湾.txt"
    assert holding(data, vectors) == set()
    assert not in_dictionary(data, "联络员")
    with pytest.raises(UnknownId):
        library.show(citation)
    assert library.index([folder]).generation == generation + 1
    with pytest.raises(UnknownId):
        library.fitting("河湾.txt")


@pytest.mark.parametrize(
    ("owner", "name", "error"), [(SqliteFile, "compact", LibraryError), (indexing, "tidy", sqlite3.OperationalError)]
)
def test_what_a_kill_left_goes_with_the_next_change(
    owner: object, name: str, error: type[Exception], library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> bool:
        raise sqlite3.OperationalError("database or disk is full")

    data = tmp_path / "library"
    vectors = vectors_of(data, "河湾.txt")
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, full)
        with pytest.raises(error, match="disk is full"):
            library.remove("河湾.txt")
    assert "河湾.txt" not in {document.name for document in library.documents()}
    library.index([write(tmp_path / "other", {"另.txt": "另一个园区种树 300 棵。"})])
    assert len(list((data / "vectors").iterdir())) > 1
    assert holding(data, {"联络员".encode(), *vectors}) == set()


def test_only_what_promises_to_erase_fails_while_another_program_reads(
    library: Library,
    tmp_path: Path,
    written_anew: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    data = tmp_path / "library"
    probes = {"联络员".encode(), *vectors_of(data, "河湾.txt")}
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(data / "library.sqlite", isolation_level=None)) as reader, caplog.at_level("WARNING"):
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM meta").fetchall()
        with pytest.raises(LibraryError, match="still stands in its log"):
            library.remove("河湾.txt")
        library.index([write(tmp_path / "other", {"另.txt": "另一个园区种树 300 棵。"})])
        (segment, *_) = (data / "vectors").iterdir()
        segment.write_bytes(b"")
        with Library.open(Settings(data_dir=data)) as opened:
            assert opened.ask("岭南坡高新区的无人机企业有多少家？").answer == "64 家"
        assert [one.levelname for one in caplog.records if "still stands" in one.message] == ["WARNING"] * 2
        with pytest.raises(LibraryError, match="still stands in its log"):
            library.compact()
    written_anew.clear()
    library.compact()
    assert len(written_anew) == 1
    assert holding(data, probes) == set()


def test_a_folder_that_is_suddenly_empty_drops_nothing(library: Library, folder: Path) -> None:
    for name in REPORTS:
        (folder / name).unlink()
    (folder / ".hidden").touch()
    report = library.index([folder])
    assert (report.dropped, report.emptied) == ((), (str(folder.resolve()),))
    assert len(library.documents()) == len(REPORTS)
    write(folder, {"高新区/岭南坡.txt": HILL})
    assert library.index([folder]).dropped == tuple(sorted(set(REPORTS) - {"高新区/岭南坡.txt"}))
