"""Places and what they lie in."""

import pytest

from retrieval.question.places.gazetteer import bare, known_place, lies_in


@pytest.mark.parametrize(
    ("name", "holders"),
    [("霍州市", {"临汾", "山西"}), ("深圳", {"广东"}), ("巴黎", {"法国"}), ("山西", set()), ("没有这个地方", set())],
)
def test_what_a_place_lies_in(name: str, holders: set[str]) -> None:
    assert lies_in(name) - {"中国"} == holders


@pytest.mark.parametrize(("name", "known"), [("浙江省", True), ("日本", True), ("上马", False), ("开发区", False)])
def test_words_that_are_places_too_are_none(name: str, known: bool) -> None:
    assert known_place(name) is known


def test_a_name_of_two_characters_keeps_its_last() -> None:
    assert (bare("深圳市"), bare("通州"), bare("延边朝鲜族自治州")) == ("深圳", "通州", "延边朝鲜族")
