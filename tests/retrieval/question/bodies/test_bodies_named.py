"""Names of hospitals, schools and works: what of them is read, and which of two are rivals."""

import pytest

from retrieval.question.bodies.named import bodies, english_bodies


@pytest.mark.parametrize(
    ("text", "kind", "number", "mark", "stem"),
    [
        ("桐陂县第一人民医院有多少床位", "医院", 1, "人民", "桐陂县"),
        ("桐陂县中医院", "医院", 0, "中医", "桐陂县"),
        ("二院的病人", "医院", 2, "", ""),
        ("桐陂三中占地多少亩", "学校", 3, "中学", "桐陂"),
        ("汀北理工大学", "大学", 0, "理工", "汀北"),
        ("城南水厂", "水厂", 0, "", "城南"),
        ("六标由谁施工", "标段", 6, "", ""),
        ("西校区操场", "院区", 0, "", "西"),
    ],
)
def test_a_body_is_read_with_all_that_tells_it_from_its_like(
    text: str, kind: str, number: int, mark: str, stem: str
) -> None:
    (found,) = bodies(text)
    assert (found.kind, found.number, found.mark, found.stem) == (kind, number, mark, stem)


@pytest.mark.parametrize(
    "text", ["小学88所、初中41所", "老院区", "10个污水处理厂", "城镇污水处理厂", "二十标准", "二中全会"]
)
def test_what_is_only_of_a_sort_is_no_body(text: str) -> None:
    assert bodies(text) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("桐陂县第一人民医院", "桐陂县第二人民医院"),
        ("第二医院", "妇幼保健院"),
        ("桐陂县中医院", "桐陂县第二人民医院"),
        ("桐陂县人民医院", "桐陂县第二人民医院"),
        ("汀南理工大学", "汀北理工大学"),
        ("城东水厂", "城北水厂"),
        ("三标", "五标段"),
        ("桐陂县检察院", "桐陂县人民法院"),
    ],
)
def test_rivals_are_told_apart_both_ways(one: str, other: str) -> None:
    (first,), (second,) = bodies(one), bodies(other)
    assert first.rivals(second)
    assert second.rivals(first)
    assert not first.may_be(second)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("二院", "桐陂县第二人民医院"),
        ("桐陂第二医院", "桐陂县第二人民医院"),
        ("桐陂三中", "桐陂县第三中学"),
        ("师大", "汀北师范大学"),
        ("第五标段", "五标"),
    ],
)
def test_a_short_form_may_be_the_full_name(short: str, full: str) -> None:
    (asked,), (stated,) = bodies(short), bodies(full)
    assert asked.may_be(stated)


def test_english_names_are_read_by_number_mark_and_direction() -> None:
    (found,) = english_bodies("how many operations did tongpi first people's hospital perform?")
    assert (found.kind, found.number, found.mark) == ("医院", 1, "人民")
    (plant,) = english_bodies("how much water can the western suburb water plant supply?")
    assert (plant.kind, plant.stem) == ("水厂", "西")
    (second,) = english_bodies("who led the first medical team tongpi no. 2 hospital sent?")
    assert (second.kind, second.number, second.mark) == ("医院", 2, "")
    assert english_bodies("how many beds does the hospital have?") == ()
