"""The forms of an organization's name, in Chinese and in pinyin."""

import pytest

from retrieval.text.organization_aliases import aliases, pinyin_forms, place


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("临汾经济开发区", "临汾"),
        ("高平经济技术开发区", "高平"),
        ("广西壮族自治区", "广西"),
        ("山西省人民政府", "山西"),
        ("重庆市", "重庆"),
        ("某某集团", "某某集团"),
        ("经济开发区", "经济开发区"),
        ("", ""),
    ],
)
def test_the_place_in_a_name(name: str, expected: str) -> None:
    assert place(name) == expected


def test_a_zone_goes_by_its_short_forms() -> None:
    assert {"临汾经济开发区", "临汾经开区", "临汾开发区", "临汾"} <= aliases("临汾经济开发区")
    assert {"雨山", "雨山经开区"} <= aliases("安徽马鞍山雨山经济开发区")


def test_a_name_that_holds_no_place_goes_by_itself() -> None:
    assert aliases("某某集团") == {"某某集团"}


def test_a_character_with_two_readings_is_read_as_its_place_is() -> None:
    assert pinyin_forms("长子经济技术开发区") == {"zhangzi"}
