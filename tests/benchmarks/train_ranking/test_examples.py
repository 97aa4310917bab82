"""The examples that ranking and confidence are learned from."""

from dataclasses import replace
from pathlib import Path

import pytest
from small_bench import ANSWERED, IN_VAIN, small_bench

from benchmarks.bench import Bench
from benchmarks.sets import Asked, QuestionSet
from benchmarks.train_ranking.examples import Asking, choices, outcomes, together

RIGHT = Asked(ANSWERED.question, ANSWERED.evidence, (ANSWERED.document,), group="roads")
VAIN = Asked(IN_VAIN.question, (), (), group="none")


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    folder: Path = tmp_path_factory.mktemp("reports")
    found = small_bench(folder, tmp_path_factory.mktemp("library"))
    return replace(found, questions=QuestionSet("small", folder, (RIGHT, VAIN)))


def test_one_passage_of_the_choice_is_right_and_only_answerable_questions_choose(bench: Bench) -> None:
    found = choices(bench)
    assert [(choice.group, int(choice.right.sum())) for choice in found.passage] == [("roads", 1)]
    assert found.passage[0].features.shape[1] == len(found.names["passage"])


@pytest.mark.parametrize("read", [True, False])
def test_outcomes_say_what_is_answered_and_what_spoilt_questions_are_not(bench: Bench, read: bool) -> None:
    asking = Asking((), {"zh": ["桥梁", "隧道"], "en": []}, read)
    found = outcomes(bench, asking)
    margins = [outcome.features[found.names[asking.model].index("read")] for outcome in found.outcomes]
    assert any(margins) is read
    kinds = {outcome.kind: outcome.answered for outcome in found.outcomes}
    assert kinds["answered"] is True
    assert not any(answered for kind, answered in kinds.items() if kind != "answered")
    asked_in_vain = [outcome.kind for outcome in found.outcomes if outcome.group == "none"] + [
        kind for _, kind in found.certain
    ]
    assert "real" in asked_in_vain


def test_examples_of_several_sets_are_taken_together(bench: Bench) -> None:
    found = choices(bench)
    assert len(together([found, found]).passage) == 2 * len(found.passage)
    assert together([found]).names == found.names
