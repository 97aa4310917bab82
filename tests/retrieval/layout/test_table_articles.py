"""Rows of tables about several organizations."""

from retrieval.document import Document
from retrieval.layout import articles
from retrieval.readers.base import line_blocks

TABLE = """2024年各开发区主要指标

地区：临汾，签约项目：27个，投资：43.4亿元。
地区：云岭经济技术开发区，签约项目：31个，投资：18.2亿元。
地区：合计，签约项目：58个，投资：61.6亿元。
"""


def cut(text: str) -> list[tuple[tuple[str, ...], str]]:
    document = Document(text, tuple(line_blocks(text)), "plain", 1)
    return [
        (article.organizations, "".join(text[a:b] for paragraph in article.paragraphs for a, b in paragraph.spans))
        for article in articles(document)
    ]


def test_a_row_is_the_statement_of_the_organization_it_is_about() -> None:
    found = dict(cut(TABLE)[-2:])
    assert found[("临汾",)].startswith("地区：临汾")
    assert found[("云岭经济技术开发区",)].startswith("地区：云岭")


def test_every_row_has_the_headline_of_its_table() -> None:
    document = Document(TABLE, tuple(line_blocks(TABLE)), "plain", 1)
    assert {article.headline for article in articles(document)} == {"2024年各开发区主要指标"}


def test_a_sum_stays_with_the_table() -> None:
    [(_, rest), *rows] = cut(TABLE)
    assert "合计" in rest
    assert len(rows) == 2


def test_rows_about_anything_else_stay_together() -> None:
    text = TABLE.replace("临汾", "青禾电子").replace("云岭经济技术开发区", "长风装备")
    assert len(cut(text)) == 1


def test_a_single_row_is_no_table() -> None:
    assert len(cut("云岭经济技术开发区简报\n\n地区：临汾，签约项目：27个，投资：43.4亿元。\n")) == 1
