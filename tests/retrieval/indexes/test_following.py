"""Machines that share a library: whenever one looks, its own indexes are what the database holds."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_documents import check_against, write

from retrieval.errors import LibraryError
from retrieval.indexes.engine import Behind, Indexes
from retrieval.indexes.following import REMEMBERED, FollowingEngine
from retrieval.storage import segments
from retrieval.storage.database import Database
from retrieval.storage.store import generation_of, open_store, set_meta


@contextmanager
def machine(folder: Path, store: Database) -> Iterator[FollowingEngine]:
    """A machine with its data directory, over the library `store`."""
    with closing(FollowingEngine.below(folder, None, store)) as engine:
        yield engine


def change(store: Database, engine: FollowingEngine, add: int, remove: int, seed: int, erase: bool = False) -> None:
    """Moves the library on, on the machine of the engine, whose own files are left for later."""
    with store.writing() as db:
        generation = generation_of(db) + 1
        set_meta(db, generation=generation, encoder="a")
        write(db, generation, add, remove, seed)
        if erase:
            engine.rebuild(db, None, generation)
        else:
            engine.add_generation(db, generation)


def look(store: Database, engine: FollowingEngine) -> int:
    """Opens the indexes, which hold what the database holds; gives how often they had to be caught up with."""
    for times in range(3):
        with store.reading() as db:
            found = engine.open(db)
            if isinstance(found, Indexes):
                check_against(db, found)
                return times
        assert isinstance(found, Behind)
        found.catch_up()
    raise AssertionError("they do not catch up")


STEPS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 5), st.booleans(), st.sampled_from(["", "one", "other", "both"])),
    min_size=1,
    max_size=6,
)


@settings(deadline=None, max_examples=3)
@given(STEPS)
def test_each_machine_has_what_the_database_holds_whenever_it_looks(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, int, bool, str]]
) -> None:
    folder = tmp_path_factory.mktemp("library")
    with (
        closing(open_store(folder / "truth.sqlite")) as store,
        machine(folder / "one", store) as one,
        machine(folder / "other", store) as other,
    ):
        for seed, (add, remove, erase, looking) in enumerate(steps):
            change(store, one, add, remove, seed, erase)
            for name, engine in (("one", one), ("other", other)):
                if looking in (name, "both"):
                    look(store, engine)
        for engine in (one, other):
            look(store, engine)
            assert look(store, engine) == 0
            with store.reading() as db:
                assert engine.faults(db) == []
            assert len(list((engine.folder / "lexical").iterdir())) == 1


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    """The database of a new library."""
    with closing(open_store(tmp_path / "truth.sqlite")) as opened:
        yield opened


def test_a_few_new_passages_are_added_to_the_files_and_others_masked(store: Database, tmp_path: Path) -> None:
    with machine(tmp_path / "one", store) as one:
        change(store, one, 50, 0, 0)
        look(store, one)
        (large,) = (one.folder / "vectors").iterdir()
        written = large.stat()
        change(store, one, 2, 0, 1)
        change(store, one, 0, 3, 2)
        assert look(store, one) == 1
        assert (large.stat().st_ino, large.stat().st_mtime_ns) == (written.st_ino, written.st_mtime_ns)
        with one.record.reading() as record:
            assert len(segments.gone_passages(record)) == 3


def test_a_database_brought_back_from_a_backup_is_noticed(tmp_path: Path) -> None:
    file, kept = tmp_path / "truth.sqlite", tmp_path / "kept.sqlite"
    with closing(open_store(file)) as store, machine(tmp_path / "one", store) as one:
        change(store, one, 4, 0, 0)
        look(store, one)
    shutil.copy(file, kept)
    for further in (1, 2):
        with closing(open_store(file)) as store, machine(tmp_path / "one", store) as one:
            change(store, one, 3, 1, 1)
            look(store, one)
        shutil.copy(kept, file)
        with closing(open_store(file)) as store, machine(tmp_path / "one", store) as one:
            for seed in range(further):
                change(store, one, 3, 0, 10 + seed)
            look(store, one)


def test_who_was_away_for_long_begins_anew(store: Database, tmp_path: Path) -> None:
    with machine(tmp_path / "one", store) as one:
        change(store, one, 2, 0, 0)
        look(store, one)
        for _ in range(REMEMBERED + 1):
            change(store, one, 0, 0, 1)
        change(store, one, 1, 1, 2)
        look(store, one)


@pytest.mark.parametrize("lost", ["lexical/1/meta.json", "vectors/0-1"])
def test_files_that_are_lost_are_made_anew_without_a_change_of_the_library(
    store: Database, tmp_path: Path, lost: str
) -> None:
    with machine(tmp_path / "one", store) as one:
        change(store, one, 3, 0, 0)
        look(store, one)
        (one.folder / lost).unlink()
        assert look(store, one) == 1
        with store.reading() as db:
            assert generation_of(db) == 1
        shutil.rmtree(one.folder / "vectors")
        change(store, one, 1, 1, 1)
        assert look(store, one) == 1


def test_a_folder_that_cannot_be_written_is_said(store: Database, tmp_path: Path) -> None:
    with machine(tmp_path / "one", store) as one:
        change(store, one, 3, 0, 0)
        (one.folder / "lexical").write_text("in the way", encoding="utf-8")
        with pytest.raises(LibraryError, match="answers from it once they can be"):
            one.catch_up()
        (one.folder / "lexical").unlink()
        assert look(store, one) == 1


def test_what_another_engine_has_committed_is_not_gone_on_from(store: Database, tmp_path: Path) -> None:
    with machine(tmp_path / "one", store) as one:
        change(store, one, 3, 0, 0)
        look(store, one)
        for seed in (1, 2):
            with store.writing() as db:
                generation = generation_of(db) + 1
                set_meta(db, generation=generation)
                write(db, generation, 1, 1, seed)
            assert look(store, one) == 1
            assert [path.name for path in (one.folder / "vectors").iterdir()] == [f"0-{generation}"]
        change(store, one, 1, 0, 3)
        look(store, one)
