"""The vector index on disk: exact search over segments that never change."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from retrieval.indexes import dense
from retrieval.indexes.dense import GUIDE, VectorIndex, write_guide
from retrieval.indexes.vector_guide import LEAST_RECALL
from retrieval.indexes.vector_segment import Vectors, rotten, write_segment
from retrieval.storage.segments import StoredSegment

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
    index = VectorIndex(folder, [StoredSegment(name) for name in names], sorted(gone))
    there = [i for i, number in enumerate(ids) if number not in gone and (among is None or number in among)]
    expected = brute_force([ids[i] for i in there], rows[there], query, k)
    found = index.search(query, k, None if among is None else sorted(among))
    assert list(found.values()) == pytest.approx(list(expected.values()), abs=1e-5)
    for number, score in found.items():
        assert score == pytest.approx(brute_force([ids[i] for i in there], rows[there], query, 100)[number], abs=1e-5)


def test_a_passage_with_many_vectors_leaves_room_for_others(tmp_path: Path) -> None:
    rows = vectors(101)
    write_segment(tmp_path, "a", [([1] * 100 + [2], np.concatenate([np.repeat(rows[:1], 100, axis=0), -rows[:1]]))])
    assert list(VectorIndex(tmp_path, [StoredSegment("a")]).search(rows[0], 2)) == [1, 2]


def test_vectors_may_come_in_batches(tmp_path: Path) -> None:
    rows = vectors(30)
    assert write_segment(tmp_path, "a", [(list(range(i, i + 10)), rows[i : i + 10]) for i in (0, 10, 20)]) == 30
    index = VectorIndex(tmp_path, [StoredSegment("a")])
    assert index.size == 30
    assert [next(iter(index.search(row, 1))) for row in rows] == list(range(30))


def test_without_vectors_there_is_no_segment(tmp_path: Path) -> None:
    assert write_segment(tmp_path, "a", []) == 0
    assert list(tmp_path.iterdir()) == []
    assert VectorIndex(tmp_path, []).search(vectors(1)[0], 5) == {}


def test_an_open_index_outlives_its_files(tmp_path: Path) -> None:
    rows = vectors(20)
    write_segment(tmp_path, "a", [(list(range(20)), rows)])
    index = VectorIndex(tmp_path, [StoredSegment("a")])
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
        VectorIndex(tmp_path, [StoredSegment("a")])


def cloud(count: int, seed: int = 0) -> Vectors:
    """Rows of unit length around some middles, as texts' vectors lie."""
    random = np.random.default_rng(seed)
    drawn = random.normal(size=(20, 128))[random.integers(20, size=count)] + 0.7 * random.normal(size=(count, 128))
    return (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float16).astype(np.float32)


@pytest.fixture(scope="module", params=["codes", "hnsw"])
def guided(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Vectors, StoredSegment]:
    """A segment of 3,000 passages with two vectors each, and its guide."""
    folder, rows = tmp_path_factory.mktemp("guided"), cloud(6000)
    write_segment(folder, "a", [([number // 2 for number in range(6000)], rows)])
    measured = write_guide(folder, "a", request.param)
    return folder, rows, StoredSegment("a", measured.width, measured.recall)


def test_a_guide_finds_what_it_was_measured_to(guided: tuple[Path, Vectors, StoredSegment]) -> None:
    folder, rows, stored = guided
    assert stored.width is not None
    assert stored.recall is not None
    assert stored.recall >= LEAST_RECALL
    led, exactly = VectorIndex(folder, [stored]), VectorIndex(folder, [StoredSegment("a")])
    found = shared = 0
    for question in (rows[:50] + rows[100:150]) / 2:
        best = exactly.search(question, 10)
        given = led.search(question, 10)
        found += len(best.keys() & given.keys())
        shared += all(given[number] == pytest.approx(best[number], abs=1e-6) for number in best.keys() & given.keys())
    assert found >= 0.95 * 500
    assert shared == 50, "the products are those of the vectors themselves"


def test_what_is_gone_is_not_found_by_a_guide(guided: tuple[Path, Vectors, StoredSegment]) -> None:
    folder, rows, stored = guided
    gone = set(range(0, 3000, 3))
    index = VectorIndex(folder, [stored], sorted(gone))
    for number in (0, 300, 2997):
        found = index.search(rows[2 * number], 20)
        assert len(found) == 20
        assert not gone & found.keys()


def test_as_much_is_found_where_all_the_nearest_are_gone(guided: tuple[Path, Vectors, StoredSegment]) -> None:
    folder, rows, stored = guided
    exactly = VectorIndex(folder, [StoredSegment("a")])
    gone = sorted(exactly.search(rows[40], 900))
    expected = VectorIndex(folder, [StoredSegment("a")], gone).search(rows[40], 10)
    found = VectorIndex(folder, [stored], gone).search(rows[40], 10)
    assert len(found) == 10
    assert min(found.values()) == pytest.approx(min(expected.values()), abs=0.02)


@pytest.mark.parametrize("at", [50, -300, -2])
def test_a_guide_that_has_rotted_is_found_out(
    guided: tuple[Path, Vectors, StoredSegment], tmp_path: Path, at: int
) -> None:
    content = bytearray((guided[0] / f"a{GUIDE}").read_bytes())
    assert not rotten(guided[0] / f"a{GUIDE}")
    content[at] ^= 0x40
    (tmp_path / "rotten").write_bytes(content)
    assert rotten(tmp_path / "rotten")


def test_a_file_of_before_checksums_is_taken_as_it_is(tmp_path: Path) -> None:
    for content in (b"", b"short", b"long enough, without one"):
        (tmp_path / "old").write_bytes(content)
        assert not rotten(tmp_path / "old")


@pytest.mark.parametrize("among", [[5], range(0, 3000, 500), range(1000, 2500)], ids=["one", "few", "many"])
def test_a_narrowed_search_is_exact_whatever_the_type(
    guided: tuple[Path, Vectors, StoredSegment], among: range | list[int]
) -> None:
    folder, rows, stored = guided
    ids = [number // 2 for number in range(6000)]
    inside = [place for place, number in enumerate(ids) if number in among]
    expected = brute_force([ids[place] for place in inside], rows[inside], rows[17], 10)
    found = VectorIndex(folder, [stored]).search(rows[17], 10, list(among))
    assert found == pytest.approx(expected, abs=1e-5)


def test_a_guide_that_finds_too_little_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_segment(tmp_path, "a", [(list(range(300)), cloud(300))])
    monkeypatch.setattr(dense, "LEAST_RECALL", 1.01)
    measured = write_guide(tmp_path, "a", "codes")
    assert measured.width is None
    assert measured.recall == pytest.approx(1, abs=0.1)
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_missing_guide_is_said(guided: tuple[Path, Vectors, StoredSegment], tmp_path: Path) -> None:
    folder, _, stored = guided
    (tmp_path / "a").write_bytes((folder / "a").read_bytes())
    with pytest.raises(RuntimeError, match=r"a\.graph"):
        VectorIndex(tmp_path, [stored])
