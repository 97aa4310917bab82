"""Where an article was taken from, as the text says it."""

from dataclasses import replace

import pytest
from layout_reading import read

from retrieval.layout import articles
from retrieval.layout.publications import common_publication, publication, source_of

TEXT = "近年来，青禾经开区把修路放在招商前面。"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("来源：青禾日报", "青禾日报"),
        ("来源 : 青禾日报", "青禾日报"),
        ("（来源：新华社）", "新华社"),
        ("来源：《青禾日报》2024年3月5日", "青禾日报"),
        ("2024-11-05 08:30 来源：青禾日报 作者：赵明远", "青禾日报"),
        ("來源：青禾日報", "青禾日報"),
        ("稿源：青禾县人民政府网站", "青禾县人民政府网站"),
        ("来源：", None),
        ("园区开工", None),
    ],
)
def test_a_line_on_the_source(line: str, name: str | None) -> None:
    assert source_of(line) == name


@pytest.mark.parametrize(
    ("paragraphs", "name"),
    [
        (["新华社太原11月5日电（记者 孙雨）近日，园区开工。"], "新华社"),
        (["科技周刊讯 近日，园区开工。"], "科技周刊"),
        (["本报讯 近日，园区开工。"], None),
        (["据《青禾日报》报道，近日，园区开工。"], "青禾日报"),
        (["据新华社11月5日消息，近日，园区开工。"], "新华社"),
        (["据介绍，园区开工。"], None),
        (["近日，园区开工。", "园区还修了路。（来源：青禾日报）"], "青禾日报"),
        (["近日，园区开工。", "园区还修了路。（原载《青禾日报》2024年3月5日）"], "青禾日报"),
        (["近日，园区开工。", "数据来源：各部门。园区还修了路。"], None),
        (["园区印发《青禾日报发行办法》，据此修路。"], None),
        ([], None),
    ],
)
def test_an_article_names_its_publication(paragraphs: list[str], name: str | None) -> None:
    assert publication([], paragraphs) == name


def test_the_line_on_the_source_comes_first() -> None:
    assert publication(["来源：青禾日报"], ["新华社太原11月5日电 近日，园区开工。"]) == "青禾日报"


@pytest.mark.parametrize(
    ("named", "name"),
    [
        (["青禾日报", None, "青禾日报"], "青禾日报"),
        (["青禾日报", None], None),
        (["青禾日报", "青禾日报", "新华社"], None),
        ([], None),
    ],
)
def test_the_paper_of_a_page(named: list[str | None], name: str | None) -> None:
    assert common_publication(named) == name


def test_the_source_of_an_article_above_and_below_its_text() -> None:
    _, (above,) = read(f"先修路后招商\n\n2024-11-05 08:30　来源：青禾日报　作者：赵明远\n\n{TEXT}")
    assert (above.publication, above.author, above.date) == ("青禾日报", "赵明远", "2024-11-05")
    _, (below,) = read(f"先修路后招商\n\n{TEXT}\n\n来源：青禾日报")
    assert below.publication == "青禾日报"


def test_what_the_document_declares_serves_where_the_text_names_none() -> None:
    document, _ = read(f"先修路后招商\n\n{TEXT}")
    (declared,) = articles(replace(document, publication="青禾年鉴"))
    assert declared.publication == "青禾年鉴"
    document, _ = read(f"先修路后招商\n\n来源：青禾日报\n\n{TEXT}")
    (said,) = articles(replace(document, publication="青禾年鉴"))
    assert said.publication == "青禾日报"
