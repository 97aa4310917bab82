"""How organizations are named in questions, in Chinese and in pinyin."""

import pytest

from retrieval.glossary import english_words
from retrieval.names import aliases, named_by_sound, named_in_chinese, named_in_english, pinyin_forms, place
from retrieval.words import fold

ZONES = (
    "临汾经济开发区", "高平经济技术开发区", "长子经济技术开发区", "安徽马鞍山雨山经济开发区", "马鞍山经济技术开发区",
)  # fmt: skip
PROVINCES = ("陕西省", "山西省", "广西壮族自治区", "河南省", "湖南省", "海南省", "重庆市")


def chinese(question: str, *organizations: str) -> set[str]:
    return set(named_in_chinese(fold(question), organizations))


def english(question: str, *organizations: str) -> set[str]:
    return set(named_in_english(english_words(question), organizations))


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


@pytest.mark.parametrize("written", ["临汾经济开发区", "临汾经开区", "臨汾開發區", "临汾"])
def test_any_form_names_a_zone_in_chinese(written: str) -> None:
    assert chinese(f"{written}去年投资多少？", *ZONES) == {"临汾经济开发区"}


def test_a_longer_naming_wins_over_one_inside_it() -> None:
    assert chinese("马鞍山雨山经济开发区有几家企业", "安徽马鞍山雨山经济开发区", "马鞍山经济技术开发区") >= {
        "安徽马鞍山雨山经济开发区"
    }
    assert chinese("海南州的情况", "海南省", "海南州") == {"海南州"}


def test_nothing_is_named_where_no_name_stands() -> None:
    assert chinese("哪个开发区审批最快", *ZONES) == set()
    assert english("which zone is the fastest", *ZONES) == set()
    assert english("", *ZONES) == set()


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many zones does Shaanxi have?", {"陕西省"}),
        ("How many zones does Shanxi have?", {"山西省"}),
        ("Compare Henan and Hunan", {"河南省", "湖南省"}),
        ("What does Guangxi plan?", {"广西壮族自治区"}),
        ("Chongqing's growth", {"重庆市"}),
    ],
)
def test_provinces_in_english(question: str, expected: set[str]) -> None:
    assert english(question, *PROVINCES) == expected


@pytest.mark.parametrize("written", ["Linfen", "Lin Fen", "LINFEN", "Linfen's"])
def test_a_zone_in_pinyin_in_one_word_or_several(written: str) -> None:
    assert english(f"approval time in {written} zone", *ZONES) == {"临汾经济开发区"}


def test_an_apostrophe_parts_syllables_only() -> None:
    assert "马鞍山经济技术开发区" in english("What has Ma'anshan built?", *ZONES)


def test_a_character_with_two_readings_is_read_as_its_place_is() -> None:
    assert pinyin_forms("长子经济技术开发区") == {"zhangzi"}
    assert english("the zone of Zhangzi", *ZONES) == {"长子经济技术开发区"}


def test_a_place_typed_by_sound_is_heard() -> None:
    assert named_by_sound("高评开发区投资多少", ZONES) == {"高平经济技术开发区"}
    assert named_by_sound("投资多少", ZONES) == frozenset()
