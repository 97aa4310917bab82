"""Which organizations an article is about: the line above it, its headline, lines on an address, first words."""

from dataclasses import replace

import pytest
from layout_reading import read

from retrieval.layout import articles


def organizations(*blocks: str) -> tuple[str, ...]:
    _, (article,) = read("\n\n".join(blocks))
    return article.organizations


@pytest.mark.parametrize(
    "opening",
    [
        "近年来，青禾经开区围绕绿色铝材延链补链，签约项目十二个。",
        "本报讯（记者 赵明远）近年来，青禾经开区围绕绿色铝材延链补链。",
        "在省委、省政府坚强领导下，青禾经开区主动作为，成效明显。",
        "记者从青禾经开区获悉，园区今年签约项目十二个，总投资三十五亿元。",
        "厂房是企业的家底。这几年，青禾经开区先建厂房后招商。",
        "青禾经开区与山东大学合作共建实验室。青禾经开区为此设立专项资金。",
    ],
)
def test_the_first_sentences_tell(opening: str) -> None:
    assert organizations(opening) == ("青禾经开区",)


def test_the_fullest_name_in_the_text_is_preferred() -> None:
    assert organizations("近年来，青禾经开区主动作为。", "《青禾经济技术开发区条例》今年施行。") == (
        "青禾经济技术开发区",
    )


def test_the_line_above_the_headline_comes_first() -> None:
    blocks = ["青禾经济开发区", "聚链成群谋发展", "本报讯 云岭高新区近日来访，青禾经济开发区作了介绍。"]
    assert organizations(*blocks) == ("青禾经济开发区",)


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("青禾经开区聚链成群谋发展", ("青禾经开区",)),
        ("聚链成群谋发展——青禾经开区见闻", ("青禾经开区",)),
        ("青禾经开区与云岭高新区签署合作协议", ("青禾经开区", "云岭高新区")),
        ("青禾县水利局召开防汛会议", ("青禾县水利局",)),
        ("青禾集团有限公司年度报告", ("青禾集团有限公司",)),
        ("2025年山东省政府工作报告", ("山东省",)),
        ("二〇二五年青禾县人民政府工作报告", ("青禾县",)),
        ("青禾县2024年国民经济和社会发展统计公报", ("青禾县",)),
        ("关于青禾县2024年预算执行情况的报告", ("青禾县",)),
    ],
)
def test_the_headline_names_them(headline: str, expected: tuple[str, ...]) -> None:
    assert organizations(headline, "今年以来，各项工作取得新的进展。") == expected


def test_an_address_names_the_place_that_its_title_does_not() -> None:
    note = "——2024年2月2日在新疆维吾尔自治区第十五届人民代表大会第二次会议上"
    assert organizations("政府工作报告", note, "各位代表：", "现在报告工作，请予审议。") == ("新疆维吾尔自治区",)
    assert organizations("政府工作报告", "现在，我代表青禾县人民政府向大会报告工作，请予审议。") == ("青禾县",)


def test_the_official_name_stands_for_the_short_one_in_the_title() -> None:
    note = "2024年2月2日在新疆维吾尔自治区第十五届人民代表大会第二次会议上"
    assert organizations("2025年新疆政府工作报告", note, "各位代表：") == ("新疆维吾尔自治区",)


def test_traditional_characters_are_kept_as_written() -> None:
    blocks = ["雲嶺經開區聚力招商", "《雲嶺經濟技術開發區條例》今年施行。"]
    assert organizations(*blocks) == ("雲嶺經濟技術開發區",)


@pytest.mark.parametrize(
    "text", ["推动开发区高质量发展，打造一流园区，建设国家级高新区。", "GDP grew by 5.8 percent.", "一二三。"]
)
def test_nothing_is_made_up(text: str) -> None:
    assert organizations(text) == ()


def declared(text: str, *names: str) -> list[tuple[str, ...]]:
    document, _ = read(text)
    return [article.organizations for article in articles(replace(document, organizations=names))]


def test_what_a_document_declares_stands_for_its_only_article() -> None:
    assert declared("青禾经开区聚链成群\n\n签约项目十二个。", "云岭高新区", "云岭市") == [("云岭高新区", "云岭市")]


def test_what_a_document_declares_serves_its_articles_that_name_only_a_place_or_nothing() -> None:
    text = "聚链成群\n\n本报讯 青禾经开区签约项目十二个。\n\n本报讯 山东省公布了名单。\n\n本报讯 名单已经公布。"
    assert declared(text, "云岭高新区") == [("青禾经开区",), ("云岭高新区",), ("云岭高新区",)]


def test_two_organizations_stand_in_the_order_of_the_headline_and_three_are_the_most() -> None:
    assert organizations("云岭高新区和青禾经开区签署合作协议", "青禾经开区今年主动作为。") == (
        "云岭高新区",
        "青禾经开区",
    )
    four = "青禾经开区、云岭高新区、翠湾工业园区、石桥经开区共建园区"
    assert organizations(four, "合作协议已经签署。") == ("青禾经开区", "云岭高新区", "翠湾工业园区")
