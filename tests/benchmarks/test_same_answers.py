"""Comparing what two builds answer: which differences count."""

from benchmarks.same_answers import asked_sets, differences

ANSWER = {
    "question": "谁？",
    "confidence": 0.5,
    "passages": [{"text": "甲", "score": 0.9}],
    "milliseconds": {"total": 10.0},
}


def test_times_and_the_last_digit_do_not_count():
    other = ANSWER | {"milliseconds": {"total": 99.0}, "confidence": 0.5004}
    assert list(differences(ANSWER, other)) == []


def test_each_difference_is_named_with_both_values():
    other = ANSWER | {"confidence": 0.6, "passages": [{"text": "乙", "score": 0.9}]}
    assert list(differences(ANSWER, other)) == ["confidence: 0.5 -> 0.6", 'passages[0].text: "甲" -> "乙"']


def test_a_passage_more_is_one_difference():
    found = list(differences(ANSWER, ANSWER | {"passages": []}))
    assert [line.split(":")[0] for line in found] == ["passages"]


def test_a_field_that_only_one_has_counts():
    assert list(differences(ANSWER, ANSWER | {"certainty": "sure"})) == ['certainty: null -> "sure"']


def test_public_sets_hold_the_contexts_of_the_questions_drawn(tmp_path):
    row = '{"context": "文%d。", "qas": [{"question": "问%d？", "answers": ["文"]}]}\n'
    (tmp_path / "gold").mkdir()
    for name in ("dev", "reports-2025.dev"):
        (tmp_path / "gold" / f"{name}.jsonl").write_text("")
    (tmp_path / "data").mkdir()
    for name in ("xquad-zh-en.dev", "cmrc.trial", "drcd.dev"):
        rows = "".join(row % (number, number) for number in range(9))
        (tmp_path / "data" / f"{name}.jsonl").write_text(rows, encoding="utf-8")
    drawn = {one.name: one for one in asked_sets(tmp_path, tmp_path / "work", 6)}
    assert list(drawn) == ["page", "reports", "xquad", "cmrc", "drcd"]
    for name in ("xquad", "cmrc", "drcd"):
        assert len(drawn[name].asked) == 2
        held = {path.name for path in drawn[name].folder.iterdir()}
        assert held == {document for asked in drawn[name].asked for document in asked.documents}
