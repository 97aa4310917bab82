"""A library over its life: generations, locks, damage, other models and versions, many questions at once."""

import re
import shutil
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest
from forked import PROCESSES, start
from small_reports import IN_BOTH, QUESTIONS, REPORTS, RIVER, write

from embeddings import EncoderError
from embeddings.model_files import ENCODER_DIR, MANIFEST
from retrieval.answer import Answer, Citation
from retrieval.errors import EncoderMismatch, LibraryError, LibraryLocked, SchemaMismatch, UnknownId, UsageError
from retrieval.library import Library
from retrieval.settings import Settings
from retrieval.storage import store
from retrieval.storage.documents import stored_sources
from retrieval.storage.segments import gone_passages
from retrieval.storage.store import open_store

Open = Callable[..., Library]
Answers = Callable[[Library], list[object]]

OTHER_PROMPTS = {"query_prompt": "问：", "passage_prompt": "答："}
"""With other prompts a model is another version of itself: its vectors are not comparable."""


def text_of(answer: Answer) -> str:
    return answer.passages[0].text


# --- generations -----------------------------------------------------------------------------------------------------


@IN_BOTH
def test_a_new_library_is_empty_and_stays_so_when_asked(open_library: Open) -> None:
    library = open_library()
    assert library.empty
    assert library.documents() == []
    assert library.ask("哪个开发区审批最快？").passages == ()
    assert library.ask("").reason == "empty_question"
    assert library.ask("你好").reason == "not_a_question"
    assert library.verify() == []
    library.rebuild()
    assert library.empty


def test_a_library_is_there_when_it_is_opened_again(library: Library, open_library: Open, answers: Answers) -> None:
    assert answers(open_library()) == answers(library)


@IN_BOTH
def test_an_open_library_sees_what_another_has_written(library: Library, open_library: Open, folder: Path) -> None:
    other = open_library()
    for figure in ("71.5%", "72.5%", "73.5%"):
        (folder / "河湾.txt").write_text(RIVER.replace("58.4%", figure), encoding="utf-8")
        other.index([folder])
        assert figure in text_of(library.ask("哪个开发区压减了审批时限？"))


def test_what_is_gone_is_read_once_a_generation(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[tuple[int, ...]] = []
    monkeypatch.setattr(store, "gone_passages", lambda db: read.append(gone_passages(db)) or read[-1])
    for name in ("河湾.txt", "镜湖.md"):
        (folder / name).write_text("新桥园区修路 12 公里。", encoding="utf-8")
        library.index([folder])
        read.clear()
        for question in QUESTIONS:
            library.ask(question)
        assert len(read) == 1


def test_rebuilding_keeps_answers_and_ids(library: Library, open_library: Open, answers: Answers) -> None:
    before = answers(library)
    library.rebuild()
    assert answers(library) == answers(open_library()) == before


def test_a_library_changed_many_times_answers_as_one_made_at_once(
    library: Library, folder: Path, tmp_path: Path, answers: Answers
) -> None:
    for number in range(12):
        (folder / f"{number % 3}.txt").write_text(f"第{number}号园区投资 {number}.5 亿元，审批提速。", encoding="utf-8")
        library.index([folder])
    for number in range(3):
        (folder / f"{number}.txt").unlink()
    library.index([folder])
    with Library.open(Settings(data_dir=tmp_path / "at once")) as at_once:
        at_once.index([folder])
        for changed, fresh in zip(map(library.ask, QUESTIONS), map(at_once.ask, QUESTIONS), strict=True):
            assert [p.citation for p in changed.passages] == [p.citation for p in fresh.passages]
            assert [p.highlight for p in changed.passages] == [p.highlight for p in fresh.passages]
            assert (changed.answered, changed.answer) == (fresh.answered, fresh.answer)


# --- writers and readers ---------------------------------------------------------------------------------------------


def hold(settings: Settings, folder: Path, holding: Event, done: Event) -> None:
    """Index a folder and stop in the middle of it until told."""

    def progress(step: str, finished: int, total: int) -> None:
        if step == "writing" and not finished:
            holding.set()
            done.wait(60)

    with Library.open(settings) as library:
        library.index([folder], progress)


@IN_BOTH
def test_one_process_writes_and_the_others_go_on_asking(
    library: Library, folder: Path, tmp_path: Path, answers: Answers, address: str | None
) -> None:
    before = answers(library)
    (folder / "河湾.txt").write_text(RIVER.replace("58.4%", "71.5%"), encoding="utf-8")
    holding, done = PROCESSES.Event(), PROCESSES.Event()
    writer = start(hold, Settings(data_dir=tmp_path / "library", database=address), folder, holding, done)
    assert holding.wait(60)
    try:
        for change in (lambda: library.index([folder]), library.rebuild, lambda: library.remove("河湾.txt")):
            with pytest.raises(LibraryLocked, match="Try again"):
                change()
        assert answers(library) == before
    finally:
        done.set()
        writer.join(60)
    assert writer.exitcode == 0
    assert "71.5%" in text_of(library.ask("哪个开发区压减了审批时限？"))
    assert library.index([folder]).unchanged


def test_questions_of_many_threads_are_answered_as_one_by_one(library: Library, open_library: Open) -> None:
    one_by_one = [library.ask(question).passages for question in QUESTIONS]
    opened = open_library()
    with ThreadPoolExecutor(8) as pool:
        at_once = list(pool.map(opened.ask, QUESTIONS * 8))
    assert [answer.passages for answer in at_once] == one_by_one * 8


def test_readers_see_whole_generations_while_one_writes(
    library: Library, open_library: Open, folder: Path, tmp_path: Path
) -> None:
    """Each version of two files speaks of one number; an answer that mixed two would show both."""
    opened, failures, over = open_library(), [], threading.Event()

    def state(number: int) -> None:
        for name in ("甲", "乙"):
            text = f"{name}园区第{number}期工程投资 {number}.25 亿元。"
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        library.index([folder])

    def ask() -> None:
        last = 0
        while not over.is_set():
            try:
                passages = opened.ask("园区的工程投资多少亿元？").passages
                seen = {n for n in range(1, 12) for p in passages if f"第{n}期" in p.text}
                if len(seen) != 1 or min(seen) < last:
                    failures.append((last, seen))
                last = max(seen)
            except Exception as error:
                failures.append(error)
                return

    state(1)
    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for number in range(2, 12):
        state(number)
    over.set()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_new_library_may_be_opened_by_many_at_once(tmp_path: Path) -> None:
    together = threading.Barrier(8)

    def open_one(_: int) -> None:
        together.wait()
        store = open_store(tmp_path / "library.sqlite")
        with store.reading() as db:
            assert stored_sources(db) == []
        store.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(open_one, range(8)))


# --- damage ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["lexical", "vectors"])
@pytest.mark.parametrize("damage", ["gone", "empty", "garbage"])
def test_a_lost_or_damaged_index_is_mended_by_the_next_question(
    library: Library, open_library: Open, tmp_path: Path, answers: Answers, part: str, damage: str
) -> None:
    before = answers(library)
    if damage == "gone":
        shutil.rmtree(tmp_path / "library" / part)
    else:
        for path in (tmp_path / "library" / part).rglob("*"):
            if path.is_file():
                path.write_bytes(b"" if damage == "empty" else b"\xff" * 64)
    assert answers(open_library()) == before
    assert answers(library) == before


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(path.read_bytes()[:-9])])
def test_any_file_of_the_full_text_index_may_be_lost_or_cut_short(
    library: Library, open_library: Open, tmp_path: Path, answers: Answers, damage: Callable[[Path], object]
) -> None:
    before = answers(library)
    for kind in ("fast", "fieldnorm", "idx", "pos", "store", "term", "json"):
        (newest,) = (tmp_path / "library" / "lexical").iterdir()
        for path in newest.glob(f"*.{kind}"):
            damage(path)
        assert answers(open_library()) == before, kind


def test_a_restored_sqlite_file_brings_its_indexes_with_it(
    library: Library, open_library: Open, folder: Path, tmp_path: Path, answers: Answers
) -> None:
    before = answers(library)
    with closing(sqlite3.connect(tmp_path / "library" / "library.sqlite")) as db:
        db.execute("VACUUM INTO ?", [str(tmp_path / "backup.sqlite")])
    (folder / "河湾.txt").write_text(RIVER.replace("58.4%", "71.5%"), encoding="utf-8")
    library.index([folder])
    library.close()
    for suffix in ("", "-wal", "-shm"):
        (tmp_path / "library" / f"library.sqlite{suffix}").unlink(missing_ok=True)
    (tmp_path / "backup.sqlite").rename(tmp_path / "library" / "library.sqlite")
    assert answers(open_library()) == before


def test_a_damaged_sqlite_file_is_named(library: Library, open_library: Open, tmp_path: Path) -> None:
    library.close()
    for suffix in ("-wal", "-shm"):
        (tmp_path / "library" / f"library.sqlite{suffix}").unlink(missing_ok=True)
    (tmp_path / "library" / "library.sqlite").write_bytes(b"not a database at all" * 100)
    with pytest.raises(LibraryError, match=r"library\.sqlite"):
        open_library()


def test_an_sqlite_file_damaged_inside_is_named(library: Library, open_library: Open, tmp_path: Path) -> None:
    library.close()
    path = tmp_path / "library" / "library.sqlite"
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\x5a" * (len(data) - 4096))
    with pytest.raises(LibraryError, match=r"library\.sqlite"):
        open_library().ask("审批时限")


def test_a_file_in_place_of_the_data_directory_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LibraryError, match="--data-dir"):
        Library.open(Settings(data_dir=tmp_path / "file"))


# --- models and versions ---------------------------------------------------------------------------------------------


def cited(library: Library) -> set[Citation]:
    return {passage.citation for question in QUESTIONS for passage in library.ask(question).passages}


def test_another_model_is_refused_until_the_library_is_rebuilt(
    library: Library, open_library: Open, folder: Path, tmp_path: Path
) -> None:
    copy = shutil.copytree(ENCODER_DIR, tmp_path / "model")
    other = open_library(embeddings={"model": str(copy), **OTHER_PROMPTS})
    for change in (lambda: other.ask("审批时限"), lambda: other.index([folder])):
        with pytest.raises(EncoderMismatch, match="yuanwen index --rebuild"):
            change()
    before = cited(library)
    other.rebuild()
    assert cited(other) == before
    with pytest.raises(EncoderMismatch):
        library.ask("审批时限")


def test_another_version_of_the_model_is_taken_up_when_the_library_is_next_indexed(
    library: Library, open_library: Open, folder: Path
) -> None:
    before = cited(library)
    newer = open_library(embeddings=OTHER_PROMPTS)
    with pytest.raises(EncoderMismatch, match=r"another version .* `yuanwen index --rebuild`"):
        newer.ask("审批时限")
    encoded: list[tuple[str, int, int]] = []
    report = newer.index([folder], lambda *step: encoded.append(step))
    assert not report.added + report.changed
    assert encoded[0][:2] == ("encoding", 0)
    assert encoded[0][2] > 0
    assert cited(newer) == before
    assert {verification.finding for verification in newer.verify()} == {"intact"}
    newer.index([folder], lambda *step: encoded.append(step))
    assert sum(step[:2] == ("encoding", 0) and step[2] > 0 for step in encoded) == 1


def test_what_needs_no_model_works_with_another(library: Library, open_library: Open) -> None:
    cited = library.ask(QUESTIONS[0]).passages[0].citation
    other = open_library(embeddings=OTHER_PROMPTS)
    assert len(other.documents()) == len(REPORTS)
    assert other.show(cited.id).citation == cited
    assert {verification.finding for verification in other.verify()} == {"intact"}
    other.remove("镜湖.md")
    assert len(library.documents()) == len(REPORTS) - 1


def test_a_damaged_model_leaves_the_library_as_it_was(
    library: Library, open_library: Open, tmp_path: Path, answers: Answers
) -> None:
    before = answers(library)
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / MANIFEST).write_text("{}", encoding="utf-8")
    with pytest.raises(EncoderError, match="model"):
        open_library(embeddings={"model": str(tmp_path / "model")}).rebuild()
    assert answers(library) == before


def test_a_library_of_another_version_is_refused(library: Library, open_library: Open, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "library" / "library.sqlite")) as db:
        db.execute("PRAGMA user_version = 77")
    with pytest.raises(SchemaMismatch, match="77"):
        open_library()


# --- removal ---------------------------------------------------------------------------------------------------------


def test_a_document_that_is_not_there_cannot_be_removed(library: Library) -> None:
    with pytest.raises(UnknownId, match="没有这个"):
        library.remove("没有这个.txt")
    with pytest.raises(UnknownId):
        library.remove("\udcff.txt")


def test_a_name_that_several_documents_have_removes_none(open_library: Open, tmp_path: Path) -> None:
    library = open_library()
    for folder in ("a", "b"):
        library.index([write(tmp_path / folder, {"同名.txt": f"{folder} 园区的报告。"})])
    paths = [str((tmp_path / folder / "同名.txt").resolve()) for folder in ("a", "b")]
    assert [one.path for one in library.fitting("同名.txt")] == paths
    with pytest.raises(UsageError, match=rf"{re.escape(paths[0])}, {re.escape(paths[1])}"):
        library.remove("同名.txt")
    assert len(library.documents()) == 2
    library.remove(str((tmp_path / "a" / "同名.txt").resolve()))
    assert [document.path for document in library.documents()] == [str((tmp_path / "b" / "同名.txt").resolve())]
