"""Words that deny, told from words that only look so; clauses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.question.negation import clauses, denials


@pytest.mark.parametrize(
    ("text", "denying"),
    [
        ("未发现渗漏,没有读者被困", ["未", "没有"]),
        ("无人员受伤", ["无"]),
        ("13处尚未修缮", ["尚未"]),
        ("从来没人投诉", ["没"]),
        ("哪些村不通公交", ["不通"]),
        ("不锈钢、不动产和未成年人", []),
        ("无人机和无锡", []),
        ("有没有修缮?", []),
        ("覆盖率达到98%了没?", []),
        ("不少于三家", []),
        ("which firm did not pass", ["not"]),
    ],
)
def test_words_that_deny(text: str, denying: list[str]) -> None:
    assert [text[start:end] for start, end in denials(text)] == denying


def test_clauses_keep_figures_whole() -> None:
    text = "亏损1,270万元,上年盈利。合计"
    assert [text[start:end] for start, end in clauses(text)] == ["亏损1,270万元", "上年盈利", "合计"]


@given(st.text(alphabet="没有不未无人机锈钢,。1 not", max_size=40))
def test_what_is_found_stands_in_the_text(text: str) -> None:
    assert all(0 <= start < end <= len(text) for start, end in (*denials(text), *clauses(text)))
