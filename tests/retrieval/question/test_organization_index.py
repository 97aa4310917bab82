"""How organizations are named in questions, in Chinese, in pinyin and by users' own names."""

import pytest

from retrieval.question.organization_index import OrganizationIndex
from retrieval.text.folding import fold
from retrieval.text.glossary import english_words

ZONES = (
    "临汾经济开发区", "高平经济技术开发区", "长子经济技术开发区", "安徽马鞍山雨山经济开发区", "马鞍山经济技术开发区",
)  # fmt: skip
PROVINCES = ("陕西省", "山西省", "广西壮族自治区", "河南省", "湖南省", "海南省", "重庆市")


def chinese(question: str, *organizations: str) -> set[str]:
    return set(OrganizationIndex(organizations).in_chinese(fold(question)))


def english(question: str, *organizations: str) -> set[str]:
    return set(OrganizationIndex(organizations).in_english(english_words(question)))


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


def test_a_zone_whose_character_has_two_readings() -> None:
    assert english("the zone of Zhangzi", *ZONES) == {"长子经济技术开发区"}


@pytest.mark.parametrize(("typed", "place"), [("高评", "高平"), ("常子", "长子"), ("长籽", "长子")])
def test_a_place_typed_by_sound_is_heard(typed: str, place: str) -> None:
    heard = OrganizationIndex(ZONES).by_sound(f"{typed}开发区投资多少")
    assert {word: set(places) for word, places in heard.items()} == {typed: {place}}


def test_words_of_the_dictionary_are_not_heard() -> None:
    assert OrganizationIndex(ZONES).by_sound("投资多少") == {}


ADDED = {"临汾开发区": ("临开", "Linfen High-Tech Zone"), "没有的": ("别名",)}


@pytest.mark.parametrize("question", ["临开去年投资多少", "臨開的項目"])
def test_a_name_that_users_gave_names_it_in_chinese(question: str) -> None:
    assert OrganizationIndex(ZONES, ADDED).in_chinese(fold(question)) == {"临汾经济开发区"}


def test_a_name_that_users_gave_names_it_in_english() -> None:
    words = english_words("What did the Linfen High-Tech Zone build?")
    assert OrganizationIndex(ZONES, ADDED).in_english(words) == {"临汾经济开发区"}


@pytest.mark.parametrize(
    "written", ["临汾经济开发区", "临汾", "臨汾開發區", "Linfen", "lin fen", "Linfen zone", "临开"]
)
def test_an_organization_is_called_by_any_of_its_names(written: str) -> None:
    assert OrganizationIndex(ZONES, ADDED).called(written) == {"临汾经济开发区"}


def test_a_part_of_a_name_does_not_call_it() -> None:
    assert OrganizationIndex(ZONES).called("汾") == frozenset()
    assert OrganizationIndex(ZONES).called("") == frozenset()


def test_among_many_organizations_the_same_are_named() -> None:
    many = [f"第{number}号试验园区" for number in range(300)]
    few, all_of_them = OrganizationIndex(ZONES), OrganizationIndex([*ZONES, *many], {"第7号试验园区": ["七号园"]})
    for question in ("临汾和长子经开区谁投资多？", "雨山经济开发区", "马鞍山", "哪个开发区审批最快", ""):
        assert all_of_them.in_chinese(fold(question)) == few.in_chinese(fold(question))
    assert all_of_them.in_chinese("七号园与第8号试验园区") == {"第7号试验园区", "第8号试验园区"}
    assert all_of_them.called("linfen") == few.called("Linfen") == {"临汾经济开发区"}
    assert "七号园" in all_of_them.forms("第7号试验园区")
