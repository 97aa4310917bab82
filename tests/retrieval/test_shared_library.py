"""A library in PostgreSQL: machines answer from what any of them changes, and no two change it at once."""

import signal
from collections.abc import Callable
from pathlib import Path

import dying
import pytest
from command_line import PATIENCE
from forked import start
from postgresql_server import PostgresqlServer
from small_reports import RIVER

from retrieval.errors import DatabaseUnreachable, LibraryLocked, LibraryMending, UnknownId
from retrieval.library import Library
from retrieval.settings import Settings

Open = Callable[..., Library]

CLAIMED = 0x79770004
"""The first key of the lock of who may write."""

pytestmark = pytest.mark.parametrize("address", ["postgresql"], indirect=True)

SPRING = "蝴蝶泉园区的温室面积达到 37 公顷。"
QUESTION = "蝴蝶泉园区的温室面积是多少？"
HILL_QUESTION = "岭南坡高新区的无人机企业有多少家？"


def holding(folder: Path, probe: bytes) -> list[Path]:
    """The files below a folder in which something stands."""
    return [path for path in folder.rglob("*") if path.is_file() and probe in path.read_bytes()]


def test_what_one_machine_changes_all_answer_from(
    library: Library, open_library: Open, folder: Path, tmp_path: Path, postgresql: PostgresqlServer, address: str
) -> None:
    other = open_library("other")
    (folder / "泉.txt").write_text(SPRING, encoding="utf-8")
    assert other.index([folder]).added == ("泉.txt",)
    assert [one.ask(QUESTION).answer for one in (library, other)] == ["37 公顷", "37 公顷"]
    (number,) = postgresql.run("SELECT oid FROM pg_database WHERE datname = current_database()", address)[0]
    files = postgresql.data / "base" / str(number)
    postgresql.run("CHECKPOINT")
    assert holding(files, "蝴蝶泉".encode())
    library.remove("泉.txt")
    postgresql.run("CHECKPOINT")
    assert not holding(files, "蝴蝶泉".encode())
    assert not other.ask(QUESTION).answered
    assert [library.index_faults(), other.index_faults()] == [[], []]
    assert {finding.finding for finding in other.verify()} == {"intact"}
    library.compact()
    assert not open_library("third").ask(QUESTION).answered


@pytest.mark.parametrize(
    ("where", "new"), [("mark not committed", False), ("lexical half written", True), ("committed", True)]
)
def test_a_killed_change_leaves_the_old_or_the_new(
    where: str, new: bool, library: Library, open_library: Open, folder: Path, tmp_path: Path, address: str
) -> None:
    (folder / "河湾.txt").write_text(RIVER.replace("58.4%", "71.5%"), encoding="utf-8")
    process = start(dying.change, where, tmp_path / "library", folder, "index", address)
    process.join(timeout=PATIENCE)
    assert process.exitcode == -signal.SIGKILL
    other = open_library("other")
    for one in (library, other):
        assert ("71.5%" in one.ask("哪个开发区压减了审批时限？").passages[0].text) == new
    assert other.index([folder]).changed == (() if new else ("河湾.txt",)), "who was killed holds no right to write"
    assert "71.5%" in library.ask("哪个开发区压减了审批时限？").passages[0].text
    assert library.index_faults() == []


def test_who_has_lost_the_right_to_write_writes_nothing(
    library: Library, folder: Path, postgresql: PostgresqlServer, address: str
) -> None:
    (folder / "泉.txt").write_text(SPRING, encoding="utf-8")

    def lose(step: str, done: int, total: int) -> None:
        if step == "writing" and not done:
            held = f"SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND classid = {CLAIMED}"
            assert postgresql.run(f"SELECT pg_terminate_backend(pid, 60000) FROM ({held}) held", address) == [(True,)]

    with pytest.raises(LibraryLocked, match="was lost"):
        library.index([folder], lose)
    assert "泉.txt" not in [held.name for held in library.documents()]
    assert library.index([folder]).added == ("泉.txt",)


def test_no_question_waits_longer_than_it_should_for_a_machine_to_catch_up(
    library: Library, open_library: Open, tmp_path: Path, address: str
) -> None:
    with Library.open(Settings(data_dir=tmp_path / "other", database=address), patience=0) as other:
        with pytest.raises(LibraryMending, match="brought up to date on this machine"):
            other.ask(QUESTION)
        assert open_library("other").ask(HILL_QUESTION).answer == "64 家"
        assert other.ask(HILL_QUESTION).answer == "64 家"


def test_postgresql_may_go_and_come_back(library: Library, postgresql: PostgresqlServer) -> None:
    assert library.ask(HILL_QUESTION).answer == "64 家"
    postgresql.stop()
    try:
        with pytest.raises(DatabaseUnreachable, match="cannot be reached"):
            library.ask(HILL_QUESTION)
    finally:
        postgresql.start()
    assert library.ask(HILL_QUESTION).answer == "64 家"


def test_what_postgresql_does_not_take_is_found_nowhere(library: Library) -> None:
    with pytest.raises(UnknownId):
        library.show("a\0b")
    with pytest.raises(UnknownId):
        library.fitting("a\0b")
    assert library.ask("岭南坡高新区的\0无人机企业有多少家？").passages
