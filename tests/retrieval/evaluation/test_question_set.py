"""What is wrong with a question set is said with its line and its key."""

import json
from pathlib import Path

import pytest

from retrieval.errors import UsageError
from retrieval.evaluation.question_set import KEYS, absent_documents, read_gold

GOOD = {
    "id": "1", "lang": "zh", "kind": "number", "question": "多少？", "zone": None, "answer": "5 吨", "accept": [],
    "evidence": ["5 吨"], "document": "年报/a.txt",
}  # fmt: skip


def write(path: Path, *lines: object) -> Path:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("key", KEYS)
def test_a_key_that_is_missing_or_of_the_wrong_kind_is_named(tmp_path: Path, key: str) -> None:
    without = {name: value for name, value in GOOD.items() if name != key}
    for bad, said in ((without, f"{key!r} is missing"), (GOOD | {key: {}}, f"{key!r} is of the wrong kind")):
        with pytest.raises(UsageError, match=f"line 3: .*{said}"):
            read_gold(write(tmp_path / "gold.jsonl", GOOD, "", bad))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 1: this is no JSON"),
        ("[]", "an object of keys and values"),
        ({**GOOD, "evidence": [5]}, "'evidence' is no list of texts"),
        ({**GOOD, "document": 5}, "'document' is of the wrong kind"),
        ({("evidance" if k == "evidence" else k): v for k, v in GOOD.items()}, "Did you mean 'evidance'"),
    ],
)
def test_what_is_no_question_is_said_with_its_line(tmp_path: Path, line: object, said: str) -> None:
    with pytest.raises(UsageError) as raised:
        read_gold(write(tmp_path / "gold.jsonl", line))
    assert said in str(raised.value)
    assert "line 1" in str(raised.value)


def test_documents_that_are_not_there_are_named(tmp_path: Path) -> None:
    gold = read_gold(write(tmp_path / "gold.jsonl", GOOD, GOOD | {"document": ["b.txt", "c.txt"]}))
    assert absent_documents(gold, ["x/a.txt", "b.txt"]) == ["c.txt"]
    assert absent_documents(gold, []) == ["a.txt", "b.txt", "c.txt"]
