"""Sets of questions to many organizations: how they are read, what is wrong with one, and how tables are marked."""

import json
from pathlib import Path

import pytest

from retrieval.answer import Answer, Citation, Row, Table
from retrieval.errors import UsageError
from retrieval.evaluation.across_metrics import evaluate_across
from retrieval.evaluation.across_set import KEYS, is_across_set, read_across

SIX = {"value": "6%以上", "number": 6, "evidence": "增长6%以上"}
RANGE = {"value": "5%—5.5%", "number": 5, "number_high": 5.5, "evidence": "增长5%—5.5%"}
WORDS = {"value": "与收入同步", "number": None, "evidence": "增长与收入同步"}
ALL = {"lang": "zh", "form": "list", "question": "分别是多少？", "answer": None}
SOME = {"lang": "en", "form": "threshold", "question": "Which?", "answer": ["青岚市"]}
VALUES = {"青岚市": SIX, "云浦市": RANGE, "石梁市": WORDS, "林泽市": None}
GOOD = {"id": "1", "indicator": "增长", "questions": [ALL, SOME], "values": VALUES}


def write(path: Path, *lines: object) -> Path:
    path.write_text("\n".join(one if isinstance(one, str) else json.dumps(one) for one in lines), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("change", "said"),
    [
        *(({key: {1: 2} if key == "questions" else 5.5}, f"{key!r} is of the wrong kind") for key in KEYS),
        ({"questions": []}, "no question in 'questions'"),
        ({"questions": [{**ALL, "answer": ["无名市"]}]}, "'无名市', which 'values' does not have"),
        ({"questions": [{"lang": "zh"}]}, "the key 'form' is missing"),
        ({"values": {"青岚市": 6}}, "'青岚市' in 'values': a value is an object"),
        ({"values": {"青岚市": {**SIX, "number": "6"}}}, "'number' is of the wrong kind"),
        ({"values": {"青岚市": {**SIX, "norm": True}}}, "'norm' is of the wrong kind"),
    ],
)
def test_what_is_no_indicator_is_said_with_its_line(tmp_path, change, said):
    path = write(tmp_path / "gold.jsonl", GOOD, "", {**GOOD, **change})
    assert is_across_set(path)
    with pytest.raises(UsageError) as raised:
        read_across(path)
    assert "line 3" in str(raised.value) and said in str(raised.value)


def test_an_ordinary_set_is_none_of_these(tmp_path):
    assert not any(is_across_set(write(tmp_path / "gold.jsonl", line)) for line in ("{", "[]", {"question": ""}, ""))


def row(name: str, value: str, text: str = "") -> Row:
    cited = Citation("c", "a.txt", None, (name,), None, None, None, (1, 1), ((0, 1),), "")
    return Row(name, value, None, text or f"全市增长{value}。", "", 0.9, cited)


def evaluated(tmp_path: Path, questions: list[dict], *rows: Row, selected: tuple[str, ...] = ()):
    gold = read_across(write(tmp_path / "gold.jsonl", GOOD | {"questions": questions}))
    table = Table("增长", "%", rows, selected, ()) if rows else None
    return evaluate_across(lambda asked: Answer(asked, "zh", True, None, None, 1.0, (), table=table), gold)


@pytest.mark.parametrize(
    ("rows", "precision", "recall"),
    [
        ((row("青岚市", "6%以上"), row("云浦", "5.5%", "增长5%—5.5%"), row("石梁市", "与收入同步")), 1.0, 1.0),
        ((row("青岚市", "7%", "增长6%以上"), row("青岚市", "6%以上")), 0.5, 1 / 3),
        ((row("青岚市", "6%以上", "另一句话说6%"), row("林泽市", "6%")), 0.0, 0.0),
        ((row("青岚市", "6%以上"), row("别处市", "6%以上")), 1.0, 1 / 3),
        ((), None, 0.0),
    ],
    ids=["right", "one of two", "wrong", "others are left out", "nothing"],
)
def test_rows_are_marked_by_number_and_evidence(tmp_path, rows, precision, recall):
    figures = evaluated(tmp_path, [ALL], *rows).overall.figures
    assert (figures.get("precision"), figures["recall"]) == (precision, pytest.approx(recall))
    assert "selected" not in figures


def test_who_is_selected_is_marked_and_what_was_missed_is_named(tmp_path):
    found = evaluated(tmp_path, [ALL, SOME], row("青岚市", "6%以上"), selected=("青岚市", "云浦市"))
    assert found.overall.figures["selected"] == pytest.approx(2 / 3)
    assert (found.languages["en"].figures["recall"], found.forms["list"].figures["recall"]) == (
        1.0,
        pytest.approx(1 / 3),
    )
    assert {(miss.organization, miss.given, miss.wanted) for miss in found.misses} == {
        ("云浦市", None, "5%—5.5%"), ("石梁市", None, "与收入同步"),
    }  # fmt: skip
    assert found.to_json()["intervals"]["precision"][1] == 1.0
