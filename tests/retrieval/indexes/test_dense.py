"""The vector index on disk: exact search over segments that never change."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from retrieval.indexes.dense import VectorIndex, Vectors, write_segment

DIMENSION = 8


def vectors(count: int, seed: int = 0) -> Vectors:
    """Rows of unit length that float16 holds exactly enough."""
    drawn = np.random.default_rng(seed).normal(size=(count, DIMENSION))
    halves = (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float16)
    return halves.astype(np.float32)


def brute_force(ids: list[int], rows: Vectors, query: Vectors, k: int) -> dict[int, float]:
    best: dict[int, float] = {}
    for number, score in zip(ids, (rows @ query).tolist(), strict=True):
        best[number] = max(score, best.get(number, score))
    return dict(sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:k])


@settings(deadline=None, max_examples=50)
@given(
    ids=st.lists(st.integers(0, 40), min_size=1, max_size=120),
    parts=st.integers(1, 4),
    gone=st.sets(st.integers(0, 40)),
    among=st.none() | st.sets(st.integers(0, 40), min_size=1),
    k=st.integers(1, 50),
    query=arrays.arrays(np.float32, DIMENSION, elements=st.floats(-1, 1, width=16)),
)
def test_search_is_brute_force_over_all_segments(
    tmp_path_factory: pytest.TempPathFactory,
    ids: list[int],
    parts: int,
    gone: set[int],
    among: set[int] | None,
    k: int,
    query: Vectors,
) -> None:
    folder = tmp_path_factory.mktemp("segments")
    rows = vectors(len(ids))
    names = []
    for part in range(parts):
        if write_segment(folder, str(part), [(ids[part::parts], rows[part::parts])] if ids[part::parts] else []):
            names.append(str(part))
    among = None if among is None else among - gone
    index = VectorIndex(folder, names, sorted(gone))
    there = [i for i, number in enumerate(ids) if number not in gone and (among is None or number in among)]
    expected = brute_force([ids[i] for i in there], rows[there], query, k)
    found = index.search(query, k, None if among is None else sorted(among))
    assert list(found.values()) == pytest.approx(list(expected.values()), abs=1e-5)
    for number, score in found.items():
        assert score == pytest.approx(brute_force([ids[i] for i in there], rows[there], query, 100)[number], abs=1e-5)


def test_a_passage_with_many_vectors_leaves_room_for_others(tmp_path: Path) -> None:
    rows = vectors(101)
    write_segment(tmp_path, "a", [([1] * 100 + [2], np.concatenate([np.repeat(rows[:1], 100, axis=0), -rows[:1]]))])
    assert list(VectorIndex(tmp_path, ["a"]).search(rows[0], 2)) == [1, 2]


def test_vectors_may_come_in_batches(tmp_path: Path) -> None:
    rows = vectors(30)
    assert write_segment(tmp_path, "a", [(list(range(i, i + 10)), rows[i : i + 10]) for i in (0, 10, 20)]) == 30
    index = VectorIndex(tmp_path, ["a"])
    assert index.size == 30
    assert [next(iter(index.search(row, 1))) for row in rows] == list(range(30))


def test_without_vectors_there_is_no_segment(tmp_path: Path) -> None:
    assert write_segment(tmp_path, "a", []) == 0
    assert list(tmp_path.iterdir()) == []
    assert VectorIndex(tmp_path, []).search(vectors(1)[0], 5) == {}


def test_an_open_index_outlives_its_files(tmp_path: Path) -> None:
    rows = vectors(20)
    write_segment(tmp_path, "a", [(list(range(20)), rows)])
    index = VectorIndex(tmp_path, ["a"])
    write_segment(tmp_path, "b", [([7], rows[:1])])
    (tmp_path / "b").replace(tmp_path / "a")
    (tmp_path / "a").unlink()
    assert [next(iter(index.search(row, 1))) for row in rows] == list(range(20))


@pytest.mark.parametrize("kept", [None, 0, 20, 300])
def test_a_missing_or_a_short_segment_cannot_be_opened(tmp_path: Path, kept: int | None) -> None:
    write_segment(tmp_path, "a", [(list(range(50)), vectors(50))])
    whole = (tmp_path / "a").read_bytes()
    (tmp_path / "a").unlink()
    if kept is not None:
        (tmp_path / "a").write_bytes(whole[:kept])
    with pytest.raises(RuntimeError):
        VectorIndex(tmp_path, ["a"])
