"""Documents of formats that declare headings and pages: PDF, web pages, Word."""

import pytest
from layout_reading import paragraphs

from retrieval.document import Article, Block, Document
from retrieval.layout import articles

FIRST = "近年来，青禾经开区把修路放在招商前面，三年里新建道路十七公里，改造桥梁四座。"
SECOND = "云岭高新区把科技创新摆在首位，新增高新技术企业九家，研发投入强度达到百分之三点六。"
LAST = "下一步，园区打算再修两条断头路，让东西两个片区连成一片。 赵明远"
BROKEN = ("园区又开工项目十二个，总投资三十五亿元，带动就业一千八百人，其中新材料产业", "园二期已经投产。")

Line = tuple[str, int, int | None]


def document(*lines: Line) -> Document:
    """A document of blocks, each with its text, its heading level and its page."""
    blocks, text = [], ""
    for line, level, page in lines:
        blocks.append(Block(len(text), len(text) + len(line), level, page))
        text += line + "\n"
    return Document(text, tuple(blocks), "pdf", 1)


def read(*lines: Line) -> tuple[Article, ...]:
    return articles(document(*lines))


def test_headings_in_large_type_begin_the_articles_of_a_page() -> None:
    found = read(
        ("先修路后招商", 1, 1),
        (FIRST, 0, 1),
        ("科技创新添活力", 1, 1),
        (SECOND, 0, 1),
        ("园区里的新邻居", 1, 2),
        (FIRST, 0, 2),
    )
    assert [article.headline for article in found] == ["先修路后招商", "科技创新添活力", "园区里的新邻居"]
    assert [article.paragraphs[0].page for article in found] == [1, 1, 2]


def test_a_title_with_sections_below_it_is_one_article() -> None:
    (article,) = read(
        ("青禾县园区见闻", 1, 1),
        ("修路", 2, 1),
        (FIRST, 0, 1),
        ("招商", 2, 2),
        (SECOND, 0, 2),
        ("一、道路", 3, 2),
        (FIRST, 0, 2),
    )
    assert article.headline == "青禾县园区见闻"
    assert [paragraph.headings for paragraph in article.paragraphs] == [("修路",), ("招商",), ("招商", "一、道路")]


def test_sections_of_the_highest_level_below_an_undeclared_title_begin_no_article() -> None:
    (article,) = read(
        ("青禾县园区见闻", 0, 1), ("各位来宾：", 0, 1), ("修路", 1, 1), (FIRST, 0, 1), ("招商", 1, 1), (SECOND, 0, 1)
    )
    assert [paragraph.headings for paragraph in article.paragraphs][1:] == [("修路",), ("招商",)]


@pytest.mark.parametrize("above", [("青禾经济开发区", 0), ("青禾经济开发区", 1), ("青禾经济开发区", 2)])
def test_the_organization_above_a_declared_headline_is_not_part_of_it(above: tuple[str, int]) -> None:
    first, second = read(
        (*above, 1),
        ("先修路后招商", 1, 1),
        (FIRST, 0, 1),
        ("云岭高新区", above[1], 1),
        ("科技创新添活力", 1, 1),
        (SECOND, 0, 1),
    )
    assert (first.headline, first.organizations) == ("先修路后招商", ("青禾经济开发区",))
    assert (second.headline, second.organizations) == ("科技创新添活力", ("云岭高新区",))


def test_a_lesser_heading_above_a_headline_introduces_it() -> None:
    found = read(
        ("园区见闻之一", 2, 1),
        ("先修路后招商", 1, 1),
        (FIRST, 0, 1),
        ("园区见闻之二", 2, 1),
        ("科技创新添活力", 1, 1),
        (SECOND, 0, 1),
    )
    assert [article.headline for article in found] == ["园区见闻之一 先修路后招商", "园区见闻之二 科技创新添活力"]


def test_a_subtitle_and_a_headline_over_two_lines_in_large_type() -> None:
    (article,) = read(("先修路后招商", 1, 1), ("先建厂后签约", 1, 1), ("——青禾经开区见闻", 1, 1), (FIRST, 0, 1))
    assert article.headline == "先修路后招商 先建厂后签约——青禾经开区见闻"


def test_a_paragraph_broken_by_a_page_is_one_and_stands_where_it_begins() -> None:
    whole = document(("先修路后招商", 1, 1), (BROKEN[0], 0, 1), ("— 2 —", 0, 2), (BROKEN[1], 0, 2), (FIRST, 0, 2))
    (article,) = articles(whole)
    assert paragraphs(whole, article) == ["".join(BROKEN), FIRST]
    assert [paragraph.page for paragraph in article.paragraphs] == [1, 2]


def test_columns_in_the_wrong_order_on_one_page() -> None:
    whole = document(
        ("先修路后招商", 1, 1),
        (BROKEN[1], 0, 1),
        (LAST, 0, 1),
        (FIRST, 0, 1),
        (BROKEN[0], 0, 1),
        ("科技创新添活力", 1, 1),
        (SECOND, 0, 1),
    )
    first, _ = articles(whole)
    assert paragraphs(whole, first) == [FIRST, "".join(BROKEN), LAST]
    assert first.author == "赵明远"
