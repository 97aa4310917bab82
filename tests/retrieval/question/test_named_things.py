"""Names with the word for what they are, and what only looks like one."""

import pytest

from retrieval.question.named_things import named_things


@pytest.mark.parametrize(
    "text", ["靠农田滴灌想省下多少水", "智能灌溉省人工多少个", "新工艺省煤多少吨", "群众少跑腿省路费多少"]
)
def test_what_saves_is_no_province(text: str) -> None:
    assert named_things(text) == []


@pytest.mark.parametrize(
    ("text", "name"), [("广东省出口额多少", "广东"), ("朔陵省水利投资多少", "朔陵"), ("青岚省电价几何", "青岚")]
)
def test_a_province_is_one_whatever_follows(text: str, name: str) -> None:
    assert [(thing.name, thing.group) for thing in named_things(text)] == [(name, "省")]
