"""What is read of the files found: whatever they are, and again where another version of its reader read a document."""

import io
import sqlite3
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import small_reports
from PIL import Image

from retrieval.ingestion.planning import Plan, Progress, plan
from retrieval.ingestion.spool import Spool
from retrieval.library import Library
from retrieval.readers.process.client import ReaderProcess
from retrieval.readers.process.protocol import document_from_json, document_to_json
from retrieval.sources.content import SourceReader
from retrieval.sources.discovery import find_files
from retrieval.sources.sidecar_files import Sidecars

LARGEST = 100_000_000


def read_by_an_older_reader(data_dir: Path, name: str) -> None:
    """Make the library look as if an older reader had read the document `name`, and had seen less in it."""
    with sqlite3.connect(data_dir / "library.sqlite") as db:
        (document,) = db.execute("SELECT document FROM sources WHERE name = ?", [name]).fetchone()
        db.execute("UPDATE documents SET reader_version = 0 WHERE id = ?", [document])
        db.execute("UPDATE texts SET text = text || '。' WHERE document = ?", [document])


def test_indexing_again_cures_drift(library: Library, folder: Path, tmp_path: Path) -> None:
    before = library.ask(small_reports.QUESTIONS[0])
    read_by_an_older_reader(tmp_path / "library", "河湾.txt")
    assert {v.document for v in library.verify() if v.finding == "drift"} == {"河湾.txt"}

    report = library.index([folder])

    assert report.changed == ("河湾.txt",)
    assert set(report.unchanged) == set(small_reports.REPORTS) - {"河湾.txt"}
    assert {v.finding for v in library.verify()} == {"intact"}
    assert len(library.documents()) == len(small_reports.REPORTS)
    after = library.ask(small_reports.QUESTIONS[0])
    assert [p.citation for p in after.passages] == [p.citation for p in before.passages]


def test_every_source_of_the_same_bytes_gets_the_new_reading(library: Library, folder: Path, tmp_path: Path) -> None:
    twin = tmp_path / "twin.txt"
    twin.write_bytes((folder / "河湾.txt").read_bytes())
    library.index([twin])
    read_by_an_older_reader(tmp_path / "library", "twin.txt")

    library.index([folder])

    assert {v.document: v.finding for v in library.verify()}["twin.txt"] == "intact"


def test_a_copy_that_nothing_is_said_of_does_not_undo_what_is_said_of_the_first(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    (folder / "documents.yaml").write_text("河湾.txt: {title: 河湾年报, date: 2019}", encoding="utf-8")
    library.index([folder])
    copies = tmp_path / "copies"
    copies.mkdir()
    (copies / "twin.txt").write_bytes((folder / "河湾.txt").read_bytes())
    for paths in ([copies], [folder], [copies]):
        library.index(paths)
        titles = {one.title for one in library.documents() if one.name in ("河湾.txt", "twin.txt")}
        assert titles == {"河湾年报"}
    library.remove("河湾.txt")
    library.index([copies])
    assert "河湾年报" not in {one.title for one in library.documents()}


class Kept(dict[str, str]):
    """Readings in memory."""

    kept = dict.get
    keep = dict.__setitem__

    def flush(self) -> None:
        """All is kept at once."""


@pytest.fixture(scope="module")
def reader() -> Iterator[ReaderProcess]:
    with ReaderProcess() as reader:
        yield reader


SPOOLS: list[Spool] = []


@pytest.fixture(autouse=True)
def spools_end() -> Iterator[None]:
    """What was read is let go of behind each test."""
    yield
    while SPOOLS:
        SPOOLS.pop().close()


def planned(
    folder: Path, reader: ReaderProcess, kept: Kept | None = None, progress: Progress = lambda *_: None
) -> Plan:
    found = find_files([folder], [], LARGEST)
    SPOOLS.append(Spool())
    with SourceReader(LARGEST) as contents:
        return plan(
            found,
            {},
            Sidecars(),
            contents,
            elsewhere=frozenset(),
            reader=reader,
            readings=Kept() if kept is None else kept,
            progress=progress,
            spool=SPOOLS[-1],
        )


def bomb(member: str, data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, data)
    return buffer.getvalue()


def test_harmful_files_are_named_and_the_others_are_read(tmp_path: Path, reader: ReaderProcess) -> None:
    laughs = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    entities = f'<!DOCTYPE w [<!ENTITY a0 "哈哈">{laughs}]><w>&a9;</w>'.encode()
    picture = io.BytesIO()
    Image.new("1", (12_000, 10_000)).save(picture, "PNG")
    harmful = {
        "a.docx": (bomb("word/document.xml", entities), "entities"),
        "b.docx": (bomb("word/document.xml", bytes(80 * 2**20)), "unpacks to"),
        "c.zip": (bomb("c.txt", bytes(200 * 10**6)), "times its size"),
        "d.zip": (bomb("e.zip", bomb("f.zip", b"")), "an archive in an archive"),
        "g.png": (picture.getvalue(), "120 megapixels"),
        "h.txt": (b"", "empty"),
        "i.xlsx": (bomb("xl/workbook.xml", b"<workbook"), "not a whole Excel"),
    }
    for name, (data, _) in harmful.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "z.txt").write_text("园区开工。", encoding="utf-8")
    (tmp_path / "j.zip").write_bytes(bomb("../年报.txt", "审批提速。".encode()))

    plan = planned(tmp_path, reader)

    assert [file.name for file, _ in plan.placed] == ["j.zip/年报.txt", "z.txt"]
    assert {read.document.text for read in plan.read.values()} == {"园区开工。", "审批提速。"}
    said = dict(plan.skipped)
    assert said.keys() == harmful.keys()
    assert [name for name, (_, why) in harmful.items() if why not in said[name]] == []
    assert all(message.startswith(f"{name}: ") and "\n" not in message for name, message in said.items())


def test_what_was_read_before_an_interruption_is_not_read_again(tmp_path: Path, reader: ReaderProcess) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(name)
    kept = Kept()

    def interrupted(step: str, done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        planned(tmp_path, reader, kept, interrupted)
    assert len(kept) == 2
    for identity, stored in kept.items():
        kept[identity] = document_to_json(replace(document_from_json(stored), title="已读"))

    plan = planned(tmp_path, reader, kept)

    assert [plan.read[identity].document.title for _, identity in plan.placed] == ["已读", "已读", None]


@pytest.mark.parametrize("version", [None, 0])
def test_what_was_kept_otherwise_than_today_is_read_again(
    tmp_path: Path, reader: ReaderProcess, version: int | None
) -> None:
    (tmp_path / "a.txt").write_text("园区开工。", encoding="utf-8")
    kept = Kept()
    planned(tmp_path, reader, kept)
    ((identity, stored),) = kept.items()
    older = replace(document_from_json(stored), title="已读", reader_version=version or 0)
    kept[identity] = "{}" if version is None else document_to_json(older)
    assert planned(tmp_path, reader, kept).read[identity].document.title is None


def test_a_file_that_goes_while_others_are_read_is_named(tmp_path: Path, reader: ReaderProcess) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name)
    plan = planned(tmp_path, reader, progress=lambda step, done, total: (tmp_path / "b.txt").unlink(missing_ok=True))
    assert [file.name for file, _ in plan.placed] == ["a.txt"]
    assert plan.skipped == [("b.txt", "b.txt: it cannot be opened (No such file or directory).")]


def test_pictures_of_one_document_are_read_together(tmp_path: Path, reader: ReaderProcess) -> None:
    for number in (1, 2):
        Image.new("RGB", (99 + number, 99), "white").save(tmp_path / f"scan-{number}.png")
    assert planned(tmp_path, reader).skipped == [
        ("scan-[1-2].png", "scan-[1-2].png: there is no text in these pictures.")
    ]
