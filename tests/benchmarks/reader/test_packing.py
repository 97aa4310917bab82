"""Examples packed and read again."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tiny_reader import groups

from benchmarks.reader.packing import PADDING, Packed, in_batches, joined, write
from embeddings.errors import EncoderError


def test_what_was_packed_is_read_again(tmp_path: Path) -> None:
    batches = in_batches(groups(50), 200, np.random.default_rng(0))
    write(tmp_path / "tiny.npz", batches)
    packed = Packed(tmp_path / "tiny.npz")
    assert len(packed) == len(batches) > 1
    for groups_in, batch in zip(batches, packed.batches(), strict=True):
        assert batch.sources == ("tiny",) * len(groups_in)
        examples = [(number, one) for number, group in enumerate(groups_in) for one in group.examples]
        assert list(batch.groups) == [number for number, _ in examples]
        for row, (_, one) in enumerate(examples):
            size = batch.sizes[row]
            assert size == len(one.ids)
            assert np.array_equal(batch.ids[row, :size], one.ids)
            assert np.array_equal(batch.marks[row, :size], one.marks)
            assert np.array_equal(batch.sentences[row, :size], one.sentences)
            assert not batch.sentences[row, size:].any()
            assert np.allclose(batch.hints[row, :size], one.hints, atol=1 / 255)


def test_batches_are_joined_as_one(tmp_path: Path) -> None:
    write(tmp_path / "tiny.npz", in_batches(groups(12), 100, np.random.default_rng(0)))
    parts = list(Packed(tmp_path / "tiny.npz").batches())
    parts[0] = replace(parts[0], **{name: getattr(parts[0], name)[:, :10] for name in ("ids", "hints", "sentences")})
    parts[0] = replace(parts[0], marks=parts[0].marks[:, :10], sizes=np.minimum(parts[0].sizes, 10))
    whole = joined(parts)
    assert whole.sources == ("tiny",) * 12
    assert list(dict.fromkeys(whole.groups)) == list(range(12))
    first = 0
    for part in parts:
        own = slice(first, first + len(part.sizes))
        width = part.ids.shape[1]
        for name in ("ids", "hints", "sentences", "marks"):
            assert np.array_equal(getattr(whole, name)[own, :width], getattr(part, name))
        assert (whole.ids[own, width:] == PADDING).all() and not whole.marks[own, width:].any()
        assert list(whole.groups[own] - whole.groups[first]) == list(part.groups)
        first += len(part.sizes)


def test_every_question_is_in_one_batch_and_no_batch_is_too_large() -> None:
    found = groups(100)
    batches = in_batches(found, 200, np.random.default_rng(0))
    assert sorted(map(id, found)) == sorted(id(group) for batch in batches for group in batch)
    for batch in batches:
        assert len(batch) == 1 or sum(len(group.examples) for group in batch) * max(g.longest for g in batch) <= 200


def test_a_file_of_something_else_is_named(tmp_path: Path) -> None:
    np.savez(tmp_path / "other.npz", ids=np.zeros(3))
    (tmp_path / "none.npz").write_bytes(b"PK")
    for name in ("other.npz", "none.npz", "missing.npz"):
        with pytest.raises(EncoderError, match=name):
            Packed(tmp_path / name)
