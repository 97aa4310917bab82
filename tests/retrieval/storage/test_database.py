"""A database's transactions, and how steps bring it up to date: always as it was or as it should become."""

import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import dying
import pytest
from forked import start
from sqlalchemy import Column, Connection, ForeignKey, Integer, MetaData, Table, Text, delete, select

from retrieval.errors import LibraryError, SchemaMismatch
from retrieval.storage.database import Database, Progress, Schema, Step, add_column
from retrieval.storage.engines import postgresql
from retrieval.storage.engines.place import Place, place
from retrieval.storage.engines.sqlite import SqliteFile
from retrieval.storage.statements import insert, insert_all, insert_new, upsert

TABLES = MetaData()
lakes = Table("lakes", TABLES, Column("id", Integer, primary_key=True), Column("name", Text, nullable=False))
boats = Table(
    "boats",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("lake", Integer, ForeignKey("lakes.id", ondelete="CASCADE"), nullable=False),
)
FIRST = Schema(TABLES, first=1, steps=(), advice="move it away")


def with_steps(*steps: Step, first: int = 1) -> Schema:
    """The schema with steps from its first version on."""
    return Schema(TABLES, first, steps, advice="move it away")


def name_lakes_anew(db: Connection, progress: Progress) -> None:
    """Every lake's name is changed; in SQLite by a table made anew under its name, which others refer to."""
    if db.dialect.name != "sqlite":
        db.exec_driver_sql("UPDATE lakes SET name = name || '湖'")
        return
    db.exec_driver_sql("CREATE TABLE lakes_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL)")
    db.exec_driver_sql("INSERT INTO lakes_new SELECT id, name || '湖' FROM lakes")
    db.exec_driver_sql("DROP TABLE lakes")
    db.exec_driver_sql("ALTER TABLE lakes_new RENAME TO lakes")


def add_depths(db: Connection, progress: Progress) -> None:
    """A column that is never null."""
    add_column(db, "lakes", Column("depth", Integer, nullable=False, server_default="3"))


@pytest.fixture
def lake(tmp_path: Path, engine: str | None) -> Place:
    """A database of version 1 with a lake and a boat on it, of either engine."""
    where = place(tmp_path, "lakes", engine)
    database = Database(where, FIRST)
    with database.writing() as db:
        insert(db, lakes, name="镜")
        insert(db, boats, lake=1)
    database.close()
    return where


@pytest.fixture
def database(lake: Place) -> Iterator[Database]:
    """It, open."""
    opened = Database(lake, FIRST)
    yield opened
    opened.close()


def stored(where: Place, query: str) -> list[tuple[object, ...]]:
    """What a database holds, as its engine says."""
    with where.reading_only() as db:
        return [tuple(row) for row in db.exec_driver_sql(query)]


def version(where: Place) -> int:
    """The schema version of a database."""
    with where.reading_only() as db:
        return where.schema_version(db)


def names(database: Database) -> list[str]:
    """The names of the lakes."""
    with database.reading() as db:
        return list(db.scalars(select(lakes.c.name).order_by(lakes.c.id)))


def test_what_raises_is_not_committed(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.writing() as db:
        insert(db, lakes, name="洱海")
        _ = 1 / 0
    assert names(database) == ["镜"]


def test_a_reader_sees_one_state(database: Database) -> None:
    with database.reading() as before:
        assert before.scalars(select(lakes.c.name)).all() == ["镜"]
        with database.writing(durable=True) as db:
            insert(db, lakes, name="洱海")
        assert before.scalars(select(lakes.c.name)).all() == ["镜"]
    assert names(database) == ["镜", "洱海"]


def test_many_threads_write_and_more_read_at_the_same_time(database: Database) -> None:
    together = threading.Barrier(40)

    def read(_: int) -> list[str]:
        with database.reading() as db:
            together.wait(60)
            return list(db.scalars(select(lakes.c.name)))

    def write(number: int) -> None:
        with database.writing() as db:
            insert(db, lakes, name=str(number))

    with ThreadPoolExecutor(40) as threads:
        assert list(threads.map(read, range(40))) == [["镜"]] * 40
        list(threads.map(write, range(100)))
    assert sorted(names(database)) == sorted(["镜", *map(str, range(100))])


def test_foreign_keys_are_held_to(database: Database) -> None:
    with pytest.raises(LibraryError, match=r"(?i)foreign key"), database.writing() as db:
        insert(db, boats, lake=99)
    with database.writing() as db:
        db.execute(delete(lakes))
        assert db.scalars(select(boats.c.id)).all() == []


def test_rows_are_inserted_replaced_or_left_as_they_are(database: Database) -> None:
    with database.writing() as db:
        assert insert(db, lakes, name="洱海") == 2
        insert_all(db, lakes, [{"id": 3, "name": "滇池"}, {"id": 4, "name": "太湖"}])
        upsert(db, lakes, [{"id": 1, "name": "鄱阳湖"}, {"id": 5, "name": "巢湖"}])
        assert insert_new(db, lakes, [{"id": 1, "name": "别的"}]) == 0
        assert insert_new(db, lakes, [{"id": 6, "name": "洪湖"}]) == 1
        for nothing in (insert_all, upsert, insert_new):
            nothing(db, lakes, [])
        assert db.scalars(select(boats.c.lake)).all() == [1], "what is replaced keeps what refers to it"
    assert names(database) == ["鄱阳湖", "洱海", "滇池", "太湖", "巢湖", "洪湖"]


def test_steps_bring_an_older_database_up_to_date(lake: Place) -> None:
    told: list[tuple[str, int, int]] = []
    database = Database(lake, with_steps(name_lakes_anew, add_depths), lambda *progress: told.append(progress))
    database.close()
    assert stored(lake, "SELECT * FROM lakes") == [(1, "镜湖", 3)]
    assert stored(lake, "SELECT * FROM boats") == [(1, 1)], "what refers to a table made anew stays"
    assert version(lake) == 3
    assert told == [("updating", 0, 2), ("updating", 1, 2), ("updating", 2, 2)]
    told.clear()
    Database(lake, with_steps(name_lakes_anew, add_depths), lambda *progress: told.append(progress)).close()
    assert told == []


def test_a_new_database_takes_no_steps(tmp_path: Path, engine: str | None) -> None:
    new = place(tmp_path, "new", engine)
    assert not new.exists()
    Database(new, with_steps(name_lakes_anew)).close()
    assert new.exists()
    assert stored(new, "SELECT * FROM lakes") == []
    assert version(new) == 2


def migrate_and_die(lake: Place, when: int) -> None:
    """Take both steps, and die at the end of the `when`-th."""

    def dies(step: Step) -> Step:
        return lambda db, progress: dying.die(step(db, progress))

    steps = [name_lakes_anew, add_depths]
    steps[when - 1] = dies(steps[when - 1])
    Database(lake, with_steps(*steps))


@pytest.mark.parametrize(("when", "name"), [(1, "镜"), (2, "镜湖")])
def test_a_kill_within_a_step_leaves_what_was_before_it(lake: Place, when: int, name: str) -> None:
    process = start(migrate_and_die, lake, when)
    process.join(timeout=120)
    assert process.exitcode == -signal.SIGKILL
    assert version(lake) == when
    assert stored(lake, "SELECT * FROM lakes") == [(1, name)]
    Database(lake, with_steps(name_lakes_anew, add_depths)).close()
    assert stored(lake, "SELECT * FROM lakes") == [(1, "镜湖", 3)]


def test_a_step_that_fails_changes_nothing(lake: Place) -> None:
    def fail(db: Connection, progress: Progress) -> None:
        name_lakes_anew(db, progress)
        db.exec_driver_sql("INSERT INTO lakes VALUES (1, 'again')")

    with pytest.raises(LibraryError, match=r"cannot be used .*(UNIQUE|unique)"):
        Database(lake, with_steps(fail))
    assert stored(lake, "SELECT * FROM lakes") == [(1, "镜")]
    assert version(lake) == 1


def test_a_newer_database_is_refused_and_left_alone(lake: Place) -> None:
    Database(lake, with_steps(name_lakes_anew)).close()
    with pytest.raises(SchemaMismatch, match=r"schema version 2, .* no later one than 1: a newer Yuanwen"):
        Database(lake, FIRST)
    assert stored(lake, "SELECT * FROM lakes") == [(1, "镜湖")]


def test_one_that_is_too_old_is_refused(lake: Place) -> None:
    with pytest.raises(SchemaMismatch, match="schema version 1, of which this program knows no more: move it away"):
        Database(lake, with_steps(name_lakes_anew, first=2))


def test_a_program_that_was_running_when_another_brought_it_up_to_date_is_told(database: Database, lake: Place) -> None:
    Database(lake, with_steps(name_lakes_anew)).close()
    for use in (database.reading, database.writing):
        with pytest.raises(SchemaMismatch, match="start it again"), use():
            pass


def test_only_the_owner_may_read_a_private_one(tmp_path: Path) -> None:
    Database(SqliteFile(tmp_path / "private.sqlite"), FIRST).close()
    assert (tmp_path / "private.sqlite").stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="open files are counted in /proc")
def test_a_closed_one_holds_no_file(tmp_path: Path) -> None:
    path = tmp_path / "lakes.sqlite"
    database = Database(SqliteFile(path), FIRST)
    names(database)
    database.close()
    held = [os.readlink(entry) for entry in Path("/proc/self/fd").iterdir() if entry.is_symlink()]  # noqa: PTH115
    assert not [name for name in held if name.startswith(str(path))]


def test_a_file_that_is_no_database_is_explained(tmp_path: Path) -> None:
    (tmp_path / "lakes.sqlite").write_bytes(b"no database at all, but long enough to look like one" * 100)
    with pytest.raises(LibraryError, match=r"lakes\.sqlite cannot be used"):
        Database(SqliteFile(tmp_path / "lakes.sqlite"), FIRST)


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_who_starts_while_another_brings_it_up_to_date_waits_as_long_as_that_takes(
    lake: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "SESSION", "-c lock_timeout=1ms")
    assert isinstance(lake, postgresql.PostgresSchema)
    with lake.connect() as other, ThreadPoolExecutor(1) as pool:
        other.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", (postgresql.OPENING, lake.schema))
        opening = pool.submit(Database, lake, FIRST)
        seen = 0
        while seen < 20 and not opening.done():
            seen += other.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone() == (1,)
        other.execute("SELECT pg_advisory_unlock_all()")
        opening.result().close()


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are counted in /proc")
def test_no_more_files_stay_open_than_were_ever_read_at_once(tmp_path: Path) -> None:
    def open_files() -> int:
        return sum(path.resolve().parent == tmp_path for path in Path("/proc/self/fd").iterdir())

    def read(together: threading.Barrier) -> None:
        with database.reading() as db:
            db.execute(select(lakes)).all()
            together.wait(timeout=60)

    def at_once(number: int) -> None:
        together = threading.Barrier(number)
        with ThreadPoolExecutor(number) as pool:
            list(pool.map(read, [together] * number))

    database = Database(SqliteFile(tmp_path / "lakes.sqlite"), FIRST)
    at_once(6)
    most = open_files()
    for _ in range(20):
        at_once(3)
    at_once(6)
    assert open_files() <= most
    database.close()
    assert open_files() == 0
