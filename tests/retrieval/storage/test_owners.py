"""Whose passages are, by runs of ids."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from retrieval.library import Library
from retrieval.storage.owners import Owners, owners
from retrieval.storage.passages import all_passages
from retrieval.storage.store import open_store

RUNS = st.dictionaries(
    st.sampled_from(["河湾区", "镜湖区", "岭南坡区"]),
    st.lists(st.integers(0, 60).map(lambda first: (first, first + 3)), min_size=1, max_size=5),
)


@given(runs=RUNS, asked=st.sets(st.integers(0, 70)))
def test_of_some_ids_those_are_found_that_an_organization_has(
    runs: dict[str, list[tuple[int, int]]], asked: set[int]
) -> None:
    whose = Owners(runs)
    assert list(whose) == sorted(runs)
    for name, ids in whose.items():
        assert set(whose.among(name, sorted(asked))) == asked & set(ids)


def test_they_are_those_of_the_articles(library: Library, folder: Path, tmp_path: Path) -> None:
    for name in ("河湾.txt", "镜湖.md"):
        (folder / name).write_text((folder / name).read_text("utf-8") + "\n又新增企业 5 家。\n", encoding="utf-8")
    library.index([folder])
    store = open_store(tmp_path / "library" / "library.sqlite")
    with store.reading() as db:
        found = owners(db)
        expected: dict[str, list[int]] = {}
        for passage in all_passages(db):
            for name in passage.organizations:
                expected.setdefault(name, []).append(passage.id)
    store.close()
    assert {name: list(ids) for name, ids in found.items()} == expected
