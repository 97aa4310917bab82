"""What an indexing run takes in, leaves alone, replaces and drops."""

import os
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from small_reports import HILL, IN_BOTH, LAKE, REPORTS, RIVER, write

from retrieval.answer import Answer
from retrieval.errors import PathNotFound
from retrieval.library import Library

Open = Callable[..., Library]


def names(library: Library) -> list[str]:
    return [document.name for document in library.documents()]


def texts(answer: Answer) -> str:
    return "\n".join(passage.text for passage in answer.passages)


def test_a_folder_is_taken_in(open_library: Open, folder: Path) -> None:
    report = open_library().index([folder])
    assert sorted(report.added) == sorted(REPORTS)
    assert (report.changed, report.unchanged, report.dropped, report.skipped) == ((), (), (), ())
    assert report.passages >= 3
    assert report.generation == 1


@IN_BOTH
def test_unchanged_files_are_skipped(library: Library, folder: Path) -> None:
    encoded: list[int] = []
    report = library.index([folder], lambda step, done, total: encoded.append(total) if step == "encoding" else None)
    assert sorted(report.unchanged) == sorted(REPORTS)
    assert (report.passages, report.generation, encoded) == (0, 1, [])


def test_a_touched_file_is_unchanged(library: Library, folder: Path) -> None:
    os.utime(folder / "河湾.txt", (1, 1))
    assert library.index([folder]).generation == 1


@IN_BOTH
def test_a_changed_file_is_replaced(library: Library, folder: Path) -> None:
    (folder / "河湾.txt").write_text(RIVER.replace("58.4%", "71.5%"), encoding="utf-8")
    report = library.index([folder])
    assert report.changed == ("河湾.txt",)
    assert report.generation == 2
    assert "71.5%" in texts(library.ask("审批时限压减了多少？"))
    answer = library.ask("哪个开发区审批时限压减了58.4%？")
    assert "58.4%" not in texts(answer)
    assert (answer.reason, answer.missing) == ("number_not_found", "58.4%")


def test_only_new_text_is_encoded(library: Library, folder: Path) -> None:
    totals: list[int] = []
    (folder / "新.txt").write_text("新桥经济开发区新建幼儿园 14 所。", encoding="utf-8")
    library.index([folder], lambda step, done, total: totals.append(total) if step == "encoding" else None)
    assert set(totals) == {1}


@IN_BOTH
def test_what_vanished_from_a_folder_is_dropped(library: Library, folder: Path) -> None:
    (folder / "河湾.txt").unlink()
    report = library.index([folder])
    assert report.dropped == ("河湾.txt",)
    assert names(library) == sorted(set(REPORTS) - {"河湾.txt"})
    assert "58.4%" not in texts(library.ask("审批时限压减了多少？"))


def test_nothing_else_is_dropped(library: Library, folder: Path, tmp_path: Path) -> None:
    (folder / "河湾.txt").unlink()
    other = write(tmp_path / "other", {"另.txt": "另一个园区种树 300 棵。"})
    assert library.index([other]).dropped == ()
    assert library.index([folder / "镜湖.md"]).dropped == ()
    assert "河湾.txt" in names(library)


def test_a_file_indexed_by_itself_is_not_dropped_with_a_folder_first_given_later(
    open_library: Open, folder: Path
) -> None:
    library = open_library()
    library.index([folder / "河湾.txt"])
    (folder / "河湾.txt").unlink()
    assert library.index([folder]).dropped == ()
    assert "河湾.txt" in names(library)


def test_what_vanished_is_dropped_though_it_was_given_by_itself_in_between(library: Library, folder: Path) -> None:
    assert library.index([folder / "河湾.txt"]).generation == 1
    (folder / "河湾.txt").unlink()
    assert library.index([folder]).dropped == ("河湾.txt",)


def test_what_vanished_is_dropped_though_its_own_folder_was_given_in_between(library: Library, folder: Path) -> None:
    assert library.index([folder / "高新区"]).generation == 1
    assert "高新区/岭南坡.txt" in names(library)
    (folder / "高新区" / "岭南坡.txt").unlink()
    assert library.index([folder]).dropped == ("高新区/岭南坡.txt",)


def test_a_folder_inside_is_renamed_below_the_one_around_it(open_library: Open, folder: Path) -> None:
    library = open_library()
    library.index([folder / "高新区"])
    assert names(library) == ["岭南坡.txt"]
    library.index([folder])
    assert names(library) == sorted(REPORTS)


def test_a_renamed_file_is_not_encoded_again(library: Library, folder: Path) -> None:
    (folder / "河湾.txt").rename(folder / "河湾新区.txt")
    report = library.index([folder])
    assert (report.added, report.dropped, report.passages) == (("河湾新区.txt",), ("河湾.txt",), 0)
    assert library.ask("哪个开发区审批时限压减了58.4%？").passages[0].citation.document == "河湾新区.txt"


@IN_BOTH
def test_the_same_bytes_at_two_paths_are_one_document(library: Library, folder: Path) -> None:
    before = library.ask("哪个开发区审批时限压减了58.4%？").passages
    (folder / "副本.txt").write_text(RIVER, encoding="utf-8")
    report = library.index([folder])
    assert (report.added, report.passages) == (("副本.txt",), 0)
    after = library.ask("哪个开发区审批时限压减了58.4%？").passages
    assert [passage.citation.id for passage in after] == [passage.citation.id for passage in before]
    (folder / "河湾.txt").unlink()
    library.index([folder])
    assert library.ask("哪个开发区审批时限压减了58.4%？").passages[0].citation.document == "副本.txt"


def test_two_files_may_change_places(library: Library, folder: Path) -> None:
    (folder / "河湾.txt").write_text(HILL, encoding="utf-8")
    (folder / "高新区/岭南坡.txt").write_text(RIVER, encoding="utf-8")
    assert len(library.index([folder]).changed) == 2
    assert library.ask("审批时限压减58.4%的是哪里？").passages[0].citation.document == "高新区/岭南坡.txt"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\n ", "empty"),
        (bytes(range(256)) * 20, "broken.txt"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "broken.txt"),
    ],
)
def test_a_file_that_turns_unreadable_keeps_its_last_version(
    library: Library, folder: Path, data: bytes, reason: str, answers: Callable[[Library], object]
) -> None:
    (folder / "broken.txt").write_text("断桥经济开发区修桥 3 座。", encoding="utf-8")
    library.index([folder])
    before = answers(library)
    (folder / "broken.txt").write_bytes(data)
    report = library.index([folder])
    ((name, message),) = report.skipped
    assert name == "broken.txt"
    assert reason in message
    assert report.dropped == ()
    assert "broken.txt" in names(library)
    assert answers(library) == before


def test_a_file_over_the_limit_is_skipped_with_its_size(open_library: Open, tmp_path: Path) -> None:
    folder = write(tmp_path / "large", {"大.txt": "审批提速。" * 80_000, "小.txt": LAKE})
    report = open_library(reading={"largest_file_mb": 1}).index([folder])
    ((name, message),) = report.skipped
    assert name == "大.txt"
    assert "1 MB" in message
    assert "largest_file_mb" in message
    assert report.added == ("小.txt",)


def test_a_name_that_is_not_utf8_is_skipped_and_said(open_library: Open, folder: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(folder) + "/报告.txt".encode("gb18030"))).write_text(LAKE, encoding="utf-8")
    except OSError:
        pytest.skip("this file system wants names in UTF-8")
    library = open_library()
    ((_, message),) = library.index([folder]).skipped
    assert "UTF-8" in message
    assert names(library) == sorted(REPORTS)


def test_a_path_that_is_not_there_changes_nothing(library: Library, folder: Path) -> None:
    (folder / "河湾.txt").unlink()
    with pytest.raises(PathNotFound, match=r"nowhere\.txt"):
        library.index([folder, folder / "nowhere.txt"])
    assert names(library) == sorted(REPORTS)


def test_nothing_readable_leaves_the_library_as_it_was(open_library: Open, tmp_path: Path) -> None:
    folder = write(tmp_path / "reports", {"a.txt": "", "b.txt": "  "})
    library = open_library()
    assert len(library.index([folder]).skipped) == 2
    assert library.empty


def test_a_removed_document_is_never_found_again(open_library: Open, library: Library, folder: Path) -> None:
    assert library.remove("河湾.txt").name == "河湾.txt"
    for opened in (library, open_library()):
        answer = opened.ask("哪个开发区审批时限压减了58.4%？")
        assert (answer.reason, answer.missing) == ("number_not_found", "58.4%")
        assert "河湾.txt" not in {passage.citation.document for passage in answer.passages}
    library.rebuild()
    assert library.ask("哪个开发区审批时限压减了58.4%？").reason == "number_not_found"


def test_what_was_removed_comes_back_when_it_is_indexed_again(library: Library, folder: Path) -> None:
    before = library.ask("哪个开发区审批时限压减了58.4%？").passages[0]
    assert library.remove(str(folder / "河湾.txt")).name == "河湾.txt"
    assert library.index([folder]).added == ("河湾.txt",)
    assert library.ask("哪个开发区审批时限压减了58.4%？").passages[0].citation == before.citation


@IN_BOTH
def test_all_may_be_removed(library: Library) -> None:
    for name in REPORTS:
        library.remove(name)
    assert library.documents() == []
    assert library.ask("哪个开发区审批时限压减了？").passages == ()
    assert not library.empty


def test_each_change_is_a_generation(library: Library, folder: Path) -> None:
    library.remove("河湾.txt")
    report = library.index([folder])
    assert report.generation == 3
    library.rebuild()
    assert library.index([folder]).generation == 4


@IN_BOTH
def test_a_document_is_summed_up(library: Library) -> None:
    summary = next(document for document in library.documents() if document.name == "河湾.txt")
    assert (summary.organizations, summary.encoding, summary.characters) == (("河湾经济开发区",), "utf-8", len(RIVER))
    assert summary.articles == 1
    assert summary.passages >= 1


def test_an_encoding_that_is_not_utf8_is_said(open_library: Open, tmp_path: Path) -> None:
    (tmp_path / "gbk.txt").write_bytes(RIVER.encode("gb18030"))
    library = open_library()
    ((name, notice),) = library.index([tmp_path / "gbk.txt"]).notices
    assert name == "gbk.txt"
    assert "gb" in notice.lower()
    assert "58.4%" in texts(library.ask("审批时限压减了多少？"))


def test_what_documents_yaml_says_takes_the_place_of_what_was_said_before(library: Library, folder: Path) -> None:
    (folder / "documents.yaml").write_text("河湾.txt: {date: 2023, author: 沈立}", encoding="utf-8")
    report = library.index([folder])
    assert (report.changed, set(report.unchanged)) == (("河湾.txt",), set(REPORTS) - {"河湾.txt"})
    citation = library.ask("审批时限压减了多少？").passages[0].citation
    assert (citation.date, citation.author) == ("2023", "沈立")
    assert library.index([folder]).changed == ()


def test_names_by_users_count_from_the_next_run_and_until_they_are_gone(library: Library, folder: Path) -> None:
    question = "云上小镇的无人机企业有多少家？"
    (folder / "aliases.yaml").write_text("岭南坡高新区: [云上小镇]", encoding="utf-8")
    assert library.index([folder]).generation == 2
    assert library.ask(question).passages[0].citation.organizations == ("岭南坡高新区",)
    assert library.index([folder]).generation == 2
    (folder / "aliases.yaml").unlink()
    assert library.index([folder]).generation == 3


def test_words_by_users_count_from_the_next_run_and_until_they_are_gone(library: Library, folder: Path) -> None:
    question = "岭南坡高新区有多少座孵化台？"
    before = library.ask(question)
    (folder / "words.txt").write_text("孵化台 = 中试基地\n北斗 三百 n\n", encoding="utf-8")
    report = library.index([folder])
    assert report.generation == 2
    [(name, problem)] = report.skipped
    assert name == "words.txt"
    assert "line 2" in problem
    assert "`word 5 n`" in problem
    answer = library.ask(question)
    assert answer.answered
    assert "12 座" in answer.passages[0].highlight
    assert answer.confidence > before.confidence
    assert library.index([folder]).generation == 2
    (folder / "words.txt").unlink()
    assert library.index([folder]).generation == 3
    assert library.ask(question).confidence == before.confidence


def test_a_bad_file_beside_the_documents_is_named_and_the_documents_are_indexed(library: Library, folder: Path) -> None:
    (folder / "documents.yaml").write_text("河湾.txt: [", encoding="utf-8")
    report = library.index([folder])
    assert [name for name, _ in report.skipped] == ["documents.yaml"]
    assert set(report.unchanged) == set(REPORTS)


def test_what_was_read_before_an_interruption_is_not_read_again(open_library: Open, folder: Path) -> None:
    def interrupted(step: str, done: int, total: int) -> None:
        if step == "encoding":
            raise KeyboardInterrupt

    library = open_library()
    with pytest.raises(KeyboardInterrupt):
        library.index([folder], interrupted)
    with closing(sqlite3.connect(library._store.place.path)) as db:
        kept = db.execute("SELECT COUNT(*) FROM readings").fetchone()[0]
        db.execute("UPDATE readings SET document = replace(document, '58.4%', '58.5%')")
        db.commit()
    assert kept == len(REPORTS)
    library.index([folder])
    assert "58.5%" in texts(library.ask("审批时限压减了多少？"))
    with closing(sqlite3.connect(library._store.place.path)) as db:
        assert db.execute("SELECT COUNT(*) FROM readings").fetchone()[0] == 0


def test_an_archive_is_a_folder(open_library: Open, folder: Path, tmp_path: Path) -> None:
    archive = tmp_path / "all.zip"
    for left, added in ((set(REPORTS), len(REPORTS)), (set(REPORTS) - {"镜湖.md"}, 0)):
        with zipfile.ZipFile(archive, "w") as zipped:
            for name in left:
                zipped.write(folder / name, name)
        library = open_library()
        report = library.index([archive])
        assert len(report.added) == added
        assert set(names(library)) == {f"all.zip/{name}" for name in left}
    assert {finding.finding for finding in library.verify()} == {"intact"}


def test_the_same_passage_from_two_files_is_one_with_both_names(library: Library, folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "另一份.md"
    copy.write_text(f"# {RIVER.replace('，', ',')}", encoding="utf-8")
    library.index([copy])
    answer = library.ask("哪个开发区审批时限压减了58.4%？", 50)
    saying = [passage.citation for passage in answer.passages if "58.4%" in passage.text]
    assert len(saying) == 1
    assert {saying[0].document, *saying[0].also_in} == {"河湾.txt", "另一份.md"}
