"""Figures of a reader."""

import numpy as np
from tiny_reader import groups

from benchmarks.reader.figures import figures, read
from benchmarks.reader.packing import BEGINS, ENDS, Batch, Packed, in_batches, write


def test_the_likeliest_answer_lies_in_the_passage_and_ends_behind_its_begin() -> None:
    scores = np.zeros((8, 2), np.float32)
    scores[1] = 9  # the question
    scores[6, 0], scores[4, 1] = 5, 6  # an end before the begin
    scores[4, 0], scores[5, 1] = 4, 4
    found = read(scores, np.array([0, 0, 0, 1, 1, 1, 2, 2]))
    assert (found.begin, found.end, found.sentence) == (4, 4, 1)
    assert np.isclose(found.margin, 4 + 6)


def test_of_a_text_cut_off_nothing_is_read() -> None:
    assert read(np.ones((3, 2), np.float32), np.zeros(3, np.int64)).margin == -np.inf


def test_a_reader_that_knows_is_worth_all_and_one_that_knows_nothing_little(tmp_path) -> None:
    write(tmp_path / "tiny.npz", in_batches(groups(40), 400, np.random.default_rng(0)))
    packed = Packed(tmp_path / "tiny.npz")

    def knowing(batch: Batch) -> np.ndarray:
        scores = np.stack([batch.marks & BEGINS, batch.marks & ENDS], axis=2).astype(np.float32) * 10
        scores[:, 0] = 5
        return scores

    found = figures(packed.batches(), knowing)["tiny"]
    assert (found.answerable, found.unanswerable) == (30, 10)
    assert (found.first, found.sentence, found.exact, found.area) == (1, 1, 1, 1)
    draw = np.random.default_rng(0)
    found = figures(packed.batches(), lambda batch: draw.random((*batch.ids.shape, 2)).astype(np.float32))["tiny"]
    assert found.exact < 0.5
    assert 0.1 < found.area < 0.9
