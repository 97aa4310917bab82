"""The forms of an organization's name, in Chinese and in pinyin."""

import pytest

from bot.wording.pinyin_names import with_pinyin
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
        ("云海自由贸易试验区", "云海"),
        ("云海综合保税区", "云海"),
        ("云海苗族侗族自治州", "云海"),
        ("某县", "某县"),
        ("", ""),
    ],
)
def test_the_place_in_a_name(name: str, expected: str) -> None:
    assert place(name) == expected


def test_a_zone_goes_by_its_short_forms() -> None:
    assert {"临汾经济开发区", "临汾经开区", "临汾开发区", "临汾"} <= aliases("临汾经济开发区")
    assert {"雨山", "雨山经开区"} <= aliases("安徽马鞍山雨山经济开发区")


@pytest.mark.parametrize(
    ("name", "no_place"), [("青山光伏产业园", "光伏"), ("青山新能源产业园", "新能源"), ("云海汽车产业园", "汽车")]
)
def test_a_trade_in_a_name_is_no_name(name: str, no_place: str) -> None:
    assert no_place not in aliases(name)


@pytest.mark.parametrize(("name", "inner"), [("湖北武汉光谷高新区", "光谷"), ("广东珠海横琴新区", "横琴")])
def test_a_place_within_a_place_goes_by_its_own_name(name: str, inner: str) -> None:
    assert inner in aliases(name)


@pytest.mark.parametrize(
    ("name", "forms", "not_forms"),
    [
        ("石桥高新区", {"石桥高新技术产业开发区", "石桥"}, {"石桥经开区", "石桥经济开发区"}),
        ("石桥经开区", {"石桥经济技术开发区", "石桥开发区"}, {"石桥高新区"}),
        ("云海自由贸易试验区", {"云海自贸区", "云海"}, {"试验", "自由贸易", "云海经开区"}),
        ("云海综合保税区", {"云海综保区"}, {"保税", "综合保税", "云海开发区"}),
        ("云海新区", {"云海"}, {"云海经开区", "云海园区", "云海示范区"}),
    ],
)
def test_the_forms_of_a_zone_are_those_of_its_kind(name: str, forms: set[str], not_forms: set[str]) -> None:
    assert forms <= aliases(name)
    assert not not_forms & aliases(name)


def test_what_a_place_is_shown_as_finds_it() -> None:
    for name in ("单县", "洪洞县", "长治市", "陕西省", "六合区", "西安市"):
        shown = with_pinyin(place(name), "en").split(" (")[1].rstrip(")").replace(" ", "").replace("'", "")
        assert shown.lower() in pinyin_forms(name)


def test_a_place_with_an_umlaut_is_found_as_it_is_typed() -> None:
    assert pinyin_forms("吕梁市") == {"luliang", "lvliang"}


def test_a_name_that_holds_no_place_goes_by_itself() -> None:
    assert aliases("某某集团") == {"某某集团"}


def test_a_character_with_two_readings_is_read_as_its_place_is() -> None:
    assert pinyin_forms("长子经济技术开发区") == {"zhangzi"}
