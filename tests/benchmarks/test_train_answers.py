"""The questions that short answers are learned from, and what is learned of them."""

import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.sets import HELD_OUT
from benchmarks.train_answers.examples import Example, answers_right
from benchmarks.train_answers.learning import learn, right_share
from benchmarks.train_answers.questions import SEEN, sets
from retrieval.evidence.span_features import NAMES, Spans


def test_contexts_that_the_reader_has_seen_are_a_set_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "data").mkdir()
    row = {"question": "修路多少？", "kind": "fact", "evidence": ["修路37公里"], "answer": "37公里", "accept": []}
    for name in ("dev", "reports-2025.dev"):
        (tmp_path / "gold" / f"{name}.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    context = json.dumps({"context": "修路37公里。", "qas": [{"question": "修路多少？", "answers": ["37公里"]}]})
    for name in ("xquad-zh-en.dev", "cmrc.trial", "drcd.dev"):
        (tmp_path / "data" / f"{name}.jsonl").write_text("\n".join([context] * 12) + "\n", encoding="utf-8")
    found = {name: asked for name, _, asked in sets(tmp_path, tmp_path / "work")}
    for name, one_in in HELD_OUT.items():
        unseen, seen = ({asked.documents[0] for asked in found[of]} for of in (name, name + SEEN))
        assert len(unseen) == 12 // one_in and len(seen) == 12 - len(unseen) and unseen.isdisjoint(seen)
    assert len(found["near misses"]) > 1000


def examples(read: bool) -> list[Example]:
    """Two candidates each, of which the second is right: the reader says so, or a feature where none has read."""
    draw = np.random.default_rng(0)
    made = []
    for number in range(200):
        features = np.zeros((2, len(NAMES)))
        features[:, NAMES.index("later")] = draw.random(2)
        if not read:
            features[1, NAMES.index("fitting quantity")] = 1
        spans = Spans(((0, 2), (3, 5)), features, (("n",) * 4,) * 2, np.array([-8.0, -1.0]) * read)
        right = np.array([0.0, 1.0])
        made.append(Example("page", str(number), "quantity", False, spans, right, right > 0, 2))
    return made


@pytest.mark.parametrize(("read", "name"), [(True, "read"), (False, "fitting quantity")])
def test_what_tells_the_right_one_gets_weight(read: bool, name: str) -> None:
    made = examples(read)
    weights = learn(made)
    assert weights["all"][name] > 0.1 and ("read" in weights["all"]) is read
    assert all(all(found) for found in right_share(made, weights).values())


@pytest.mark.parametrize(
    ("given", "right"),
    [
        ("37公里", True),
        ("约37公里", True),
        ("137公里", False),
        ("西林经济开发区2023年全年共修路37公里，架桥4座。", False),
    ],
)
def test_an_answer_is_right_with_little_beside_it(given: str, right: bool) -> None:
    assert answers_right(given, ["37公里"]) is right
