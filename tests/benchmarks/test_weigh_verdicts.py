"""What a verifier's word counts beside all else, and the questions by which that is learned."""

import json

import numpy as np
import pytest

from benchmarks.learning import Outcome
from benchmarks.weigh_verdicts import NAMES, STRANGERS, say, weigh


def found(source: str, counts: float) -> list[Outcome]:
    """Outcomes of a set in which the verdict counts so much as the log-odds before."""
    draw = np.random.default_rng(len(source))
    features = np.column_stack([draw.normal(1, 1, 400), draw.normal(0, 2, 400), draw.random(400), np.ones(400)])
    odds = features @ [1.0, counts, 0.0, -0.5]
    right = draw.random(400) < 1 / (1 + np.exp(-odds))
    traits: frozenset[str] = frozenset()
    pairs = zip(features, right, strict=True)
    return [Outcome(source, "", traits, "asked", one, bool(answered)) for one, answered in pairs]


@pytest.mark.parametrize("counts", [0.0, 1.0])
def test_the_verdict_counts_as_much_as_it_tells(counts: float) -> None:
    weights = dict(zip(NAMES, weigh(found("one", counts) + found("other", counts)), strict=True))
    assert weights["before"] == pytest.approx(1, abs=0.35)
    assert weights["verdict"] == pytest.approx(counts, abs=0.35)
    assert weights["verified"] == pytest.approx(-0.5, abs=0.5)


def test_it_is_told_how_many_wrong_answers_are_refused_by_weights_of_the_other_sets(
    capsys: pytest.CaptureFixture[str],
) -> None:
    say(found("one", 1.0) + found("other", 1.0))
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == [
        f"{source}, {name}" for source in ("one", "other") for name in ("before", "verdict", "both")
    ]
    areas = [float(line.split("area ")[1][:5]) for line in lines]
    assert areas[2] > max(areas[:2]) and areas[5] > max(areas[3:5])


@pytest.mark.parametrize("folder", sorted(STRANGERS.iterdir()), ids=lambda folder: folder.name)
def test_what_strangers_asked_stands_in_their_documents(folder) -> None:
    rows = [json.loads(line) for line in (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    files = {path.name for path in (folder / "documents").iterdir()}
    assert len(rows) == len({row["id"] for row in rows}) >= 150
    assert {row["document"] for row in rows} - {None} == files
    assert all(bool(row["evidence"]) == bool(row["document"]) == (row["kind"] != "unanswerable") for row in rows)
    for row in rows:
        if row["document"] and row["document"].endswith(".txt"):
            text = (folder / "documents" / row["document"]).read_text(encoding="utf-8")
            assert row["evidence"][0] in text, row["id"]
