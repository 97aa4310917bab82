"""Thirty-one provincial work reports as Word files: every one says nearly the same of another place."""

import pytest

from retrieval.evaluation.metrics import evaluate
from retrieval.evaluation.question_set import read_gold

pytestmark = pytest.mark.timeout(900)


def test_every_report_says_whose_it_is(reports):
    documents = reports.documents()
    assert len(documents) == 31
    for document in documents:
        place = document.name.removeprefix("2025年").removesuffix("政府工作报告.docx")
        assert place.rstrip("省市")[:2] in document.organizations[0]


def test_everything_is_intact(reports):
    assert {verification.finding for verification in reports.verify()} == {"intact"}


def test_figures(reports, real_data):
    evaluation = evaluate(reports.ask, read_gold(real_data / "gold" / "reports-2025.dev.jsonl"))
    assert evaluation.overall.figures["hit@1"] >= 0.60
