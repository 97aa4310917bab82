"""Killed at any moment, a library is as it was or as it should become, and the next run completes the change."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import dying
import pytest
from command_line import PATIENCE
from forked import start
from small_reports import RIVER

from retrieval.library import Library

BEFORE_COMMIT = (
    "reading", "encoded", "documents written", "lexical begun", "lexical half written", "lexical not committed",
    "lexical written", "vectors unfinished", "not committed",
)  # fmt: skip
BEHIND_COMMIT = ("committed", "half tidied")

Answers = Callable[[Library], list[object]]


def run(where: str, data: Path, folder: Path, verb: str) -> None:
    """Change the library in a process of its own, which kills itself `where`."""
    process = start(dying.change, where, data, folder, verb)
    process.join(timeout=PATIENCE)
    assert process.exitcode == -signal.SIGKILL


@pytest.mark.parametrize("where", BEFORE_COMMIT + BEHIND_COMMIT)
def test_a_killed_change_leaves_the_old_or_the_new(
    where: str, library: Library, open_library: Callable[..., Library], folder: Path, tmp_path: Path, answers: Answers
) -> None:
    old = answers(library)
    (folder / "河湾.txt").write_text(RIVER.replace("58.4%", "71.5%"), encoding="utf-8")
    (folder / "镜湖.md").unlink()
    (folder / "新.txt").write_text("新桥经济开发区审批时限压减 58.4%，新建幼儿园 14 所。", encoding="utf-8")
    run(where, tmp_path / "library", folder, "index")
    after = answers(open_library())
    assert (after == old) == (where in BEFORE_COMMIT)
    assert answers(library) == after
    library.index([folder])
    whole = answers(library)
    assert whole != old
    if where in BEHIND_COMMIT:
        assert after == whole
    assert [finding.finding for finding in library.verify()] == ["intact"] * 3
    library.remove("新.txt")
    assert len(list((tmp_path / "library" / "lexical").iterdir())) == 1


@pytest.mark.parametrize("where", ["documents written", "not committed"])
def test_a_killed_removal_removes_nothing(
    where: str, library: Library, open_library: Callable[..., Library], folder: Path, tmp_path: Path, answers: Answers
) -> None:
    old = answers(library)
    run(where, tmp_path / "library", folder, "remove")
    assert answers(open_library()) == answers(library) == old
    library.remove("河湾.txt")
    assert answers(library) != old


@pytest.mark.parametrize("where", ["lexical half written", "vectors unfinished", "not committed"])
def test_a_killed_rebuild_leaves_answers_as_they_were(
    where: str, library: Library, open_library: Callable[..., Library], folder: Path, tmp_path: Path, answers: Answers
) -> None:
    old = answers(library)
    run(where, tmp_path / "library", folder, "rebuild")
    assert answers(open_library()) == answers(library) == old
    library.rebuild()
    assert answers(library) == old


@pytest.mark.parametrize("step", ["reading", "encoding", "writing"])
def test_an_exception_out_of_any_step_changes_nothing(
    step: str, library: Library, folder: Path, answers: Answers
) -> None:
    def progress(now: str, done: int, total: int) -> None:
        if now == step:
            raise KeyboardInterrupt

    old = answers(library)
    (folder / "新.txt").write_text("新桥经济开发区新建幼儿园 14 所。", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        library.index([folder], progress)
    assert answers(library) == old
    assert library.index([folder]).added == ("新.txt",)


def test_an_interrupted_run_goes_on_where_it_stopped(library: Library, folder: Path) -> None:
    """What was encoded before the interruption is in the cache, and not encoded again."""

    def interrupted(step: str, done: int, total: int) -> None:
        if step == "encoding" and done:
            raise KeyboardInterrupt

    totals: list[int] = []
    for number in range(300):
        (folder / f"{number}.txt").write_text(f"第{number}号园区。", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        library.index([folder], interrupted)
    library.index([folder], lambda step, done, total: totals.append(total) if step == "encoding" else None)
    assert 0 < totals[0] < 300


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="open files are counted in /proc")
def test_changes_and_answers_leave_no_files_open(library: Library, folder: Path) -> None:
    def change(text: str) -> int:
        (folder / "新.txt").write_text(text, encoding="utf-8")
        library.index([folder])
        library.ask("幼儿园有多少所？")
        return len(os.listdir("/proc/self/fd"))  # noqa: PTH208

    change("第一次")
    before = change("第二次")
    assert max(change(f"第{number}次改写。") for number in range(10)) <= before + 2


@pytest.mark.parametrize("room", [0, 8_000, 100_000])
def test_a_full_disk_is_explained_and_leaves_answers_as_they_were(
    room: int, library: Library, open_library: Callable[..., Library], folder: Path, tmp_path: Path, answers: Answers
) -> None:
    old = answers(library)
    (folder / "新.txt").write_text("新桥经济开发区新建幼儿园 14 所。\n" * 500, encoding="utf-8")
    process = start(dying.change_on_a_full_disk, room, tmp_path / "library", folder)
    process.join(timeout=PATIENCE)
    assert process.exitcode == 3
    assert answers(open_library()) == old
    assert library.index([folder]).added == ("新.txt",)
