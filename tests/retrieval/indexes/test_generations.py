"""Both indexes through a life of additions, removals and aborted changes: always what SQLite holds."""

import os
import resource
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from forked import start
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_documents import check_against, write

from retrieval.errors import LibraryError
from retrieval.indexes import generations
from retrieval.storage.database import Database
from retrieval.storage.store import State, open_store, set_meta, state


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    """The database of a new library."""
    with closing(open_store(tmp_path / "library.sqlite")) as opened:
        yield opened


class Aborted(Exception):
    """The transaction of a change does not come to its end."""


def change(store: Database, folder: Path, add: int, remove: int, seed: int, abort: bool) -> None:
    """One generation: `add` documents are added, the `remove` oldest removed."""
    with store.writing() as db:
        generation = state(db).generation + 1
        set_meta(db, generation=generation)
        write(db, generation, add, remove, seed)
        generations.add_generation(generations.Files(folder, None, db, db), generation)
        if abort:
            raise Aborted
    with store.writing() as db:
        generations.clean(folder, db)


def check(store: Database, folder: Path) -> None:
    """Both indexes hold what SQLite holds, in few files, and nothing else lies about that is in use."""
    with store.reading() as db:
        indexes = generations.open_indexes(folder, state(db))
        assert isinstance(indexes, generations.Indexes)
        check_against(db, indexes)


@settings(deadline=None, max_examples=8)
@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 8), st.booleans(), st.booleans()), min_size=1, max_size=12)
)
def test_they_are_what_sqlite_holds_after_any_changes(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int, bool, bool]]
) -> None:
    folder = tmp_path_factory.mktemp("library")
    with closing(open_store(folder / "library.sqlite")) as store:
        for seed, (add, remove, abort, opened) in enumerate(changes):
            with suppress(Aborted):
                change(store, folder, add, remove, seed, abort)
            if opened:
                check(store, folder)
        check(store, folder)


def test_a_single_addition_leaves_the_large_segment_alone(store: Database, tmp_path: Path) -> None:
    change(store, tmp_path, 50, 0, 0, abort=False)
    (large,) = (tmp_path / "vectors").iterdir()
    before = large.stat().st_mtime_ns
    for seed in range(1, 6):
        change(store, tmp_path, 1, 0, seed, abort=False)
    assert large.stat().st_mtime_ns == before
    assert len(list((tmp_path / "vectors").iterdir())) <= 4
    check(store, tmp_path)


def test_a_segment_of_which_a_third_is_gone_is_written_anew(store: Database, tmp_path: Path) -> None:
    change(store, tmp_path, 50, 0, 0, abort=False)
    change(store, tmp_path, 0, 15, 1, abort=False)
    assert [path.name for path in (tmp_path / "vectors").iterdir()] == ["1-1"]
    change(store, tmp_path, 0, 5, 2, abort=False)
    assert [path.name for path in (tmp_path / "vectors").iterdir()] == ["1-3"]
    change(store, tmp_path, 0, 30, 3, abort=False)
    assert list((tmp_path / "vectors").iterdir()) == []
    check(store, tmp_path)


def test_what_an_aborted_change_wrote_is_not_seen_and_goes_with_the_next(store: Database, tmp_path: Path) -> None:
    change(store, tmp_path, 5, 0, 0, abort=False)
    with suppress(Aborted):
        change(store, tmp_path, 30, 3, 1, abort=True)
    (tmp_path / "vectors" / "1-2.unfinished").touch()
    check(store, tmp_path)
    change(store, tmp_path, 2, 1, 2, abort=False)
    check(store, tmp_path)
    assert [path.name for path in (tmp_path / "lexical").iterdir()] == ["2"]
    assert "1-2.unfinished" not in {path.name for path in (tmp_path / "vectors").iterdir()}


def test_an_index_that_was_lost_is_whole_again_with_the_next_change(store: Database, tmp_path: Path) -> None:
    change(store, tmp_path, 5, 0, 0, abort=False)
    (tmp_path / "lexical" / "1" / "meta.json").unlink()
    with store.reading() as db:
        assert isinstance(generations.open_indexes(tmp_path, state(db)), generations.Damage)
    change(store, tmp_path, 2, 1, 1, abort=False)
    check(store, tmp_path)


def open_without_files(folder: Path, held: State, free: int) -> None:
    """Open the indexes where `free` more files can be open; ends with 3 when that was explained."""
    taken = []
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))
    with suppress(OSError):
        while True:
            taken.append(os.open(os.devnull, os.O_RDONLY))
    for descriptor in taken[:free]:
        os.close(descriptor)
    try:
        generations.open_indexes(folder, held)
    except LibraryError as error:
        os._exit(3 if "not damaged" in str(error) else 1)


@pytest.mark.parametrize("free", [0, 1])
def test_too_many_open_files_are_not_taken_for_damage(store: Database, tmp_path: Path, free: int) -> None:
    change(store, tmp_path, 5, 0, 0, abort=False)
    with store.reading() as db:
        held = state(db)
    process = start(open_without_files, tmp_path, held, free)
    process.join(timeout=120)
    assert process.exitcode == 3


@pytest.mark.parametrize("recorded", ["1", "999"])
def test_indexes_of_another_format_are_not_opened_and_made_anew_with_the_next_change(
    store: Database, tmp_path: Path, recorded: str
) -> None:
    change(store, tmp_path, 5, 0, 0, abort=False)
    change(store, tmp_path, 1, 0, 1, abort=False)
    with store.writing() as db:
        set_meta(db, index_format=recorded)
    with store.reading() as db:
        assert isinstance(generations.open_indexes(tmp_path, state(db)), generations.Damage)
    change(store, tmp_path, 1, 0, 2, abort=False)
    assert [path.name for path in (tmp_path / "vectors").iterdir()] == ["0-3"]
    check(store, tmp_path)
