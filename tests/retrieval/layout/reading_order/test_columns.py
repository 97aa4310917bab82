"""Columns taken in the wrong order: what is put right, and all that is left alone because nothing shows that it should
not stand so."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layout_reading import paragraphs, read

from retrieval.layout import explained

HEAD = "先修路后招商\n\n——青禾经开区见闻"
OPENING = "近年来，青禾经开区把修路放在招商前面，三年里新建道路十七公里，改造桥梁四座。"
ROADS = "园区的路先通到地头，再通到车间门口。货车从高速路口下来，十分钟就能开到任何一家企业的装卸台。"
WORKS = (
    "今年园区又开工项目十二个，总投资三十五亿元，比去年多出一成半，大半投给了铝材和新材料，其中新材料产业园二期"
    "已经投产，带动就业一千八百人。"
)
WATER = "供水和供热也跟了上来。新建的水厂每天供水三万吨，热力管网铺到了园区的最北边。"
LAST = "下一步，园区打算再修两条断头路，让东西两个片区连成一片。"


def order(*columns: str, head: str = HEAD) -> list[list[str]]:
    """The paragraphs of each article that columns become, an empty line between them."""
    document, articles = read("\n\n".join([head, *columns]))
    return [paragraphs(document, article) for article in articles]


def cut(*texts: str, at: str, signed: str = " 赵明远") -> tuple[str, str]:
    """An article in two columns, the first of which ends before `at`."""
    whole = "\n\n".join(texts) + signed
    position = whole.index(at)
    return whole[:position].strip(), whole[position:].strip()


def test_the_rest_of_a_paragraph_stands_before_it_and_a_word_is_healed() -> None:
    first, second = cut(OPENING, ROADS, WORKS, WATER, LAST, at="园二期")
    assert order(second, first) == [[OPENING, ROADS, WORKS, WATER, LAST + " 赵明远"]]


@pytest.mark.parametrize("at", ["园二期", "，带动就业", "带动就业", "已经投产"])
def test_a_name_behind_the_text_shows_where_it_ends(at: str) -> None:
    first, second = cut(OPENING, ROADS, WORKS, WATER, LAST, at=at)
    assert order(second, first) == [[OPENING, ROADS, WORKS, WATER, LAST + " 赵明远"]]


def test_the_order_of_an_enumeration_shows_it() -> None:
    points = ["一是修路。" + ROADS, "二是招商。" + WORKS, "三是供水。" + WATER]
    first, second = cut(OPENING, *points, LAST, at="已经投产")
    assert order(second, first) == [[OPENING, *points, LAST + " 赵明远"]]


@pytest.mark.parametrize("at", ["园二期", "，带动就业"])
def test_a_news_opening_in_the_middle_is_the_beginning_of_the_article(at: str) -> None:
    opening = "本报讯 " + OPENING
    first, second = cut(opening, ROADS, WORKS, WATER, LAST, at=at)
    assert order(second, first) == [[opening, ROADS, WORKS, WATER, LAST + " 赵明远"]]


def test_three_columns() -> None:
    first, rest = cut("本报讯 " + OPENING, ROADS, WORKS, WATER, LAST, at="间门口")
    second, third = cut(rest, at="园二期", signed="")
    whole = [["本报讯 " + OPENING, ROADS, WORKS, WATER, LAST + " 赵明远"]]
    assert order(first, second, third) == whole
    for columns in [(second, first, third), (second, third, first), (third, first, second), (first, third, second)]:
        assert order(*columns) == whole, columns


def test_wrapped_columns() -> None:
    first, second = cut(OPENING, ROADS, WORKS, WATER, LAST, at="园二期")

    def wrapped(text: str) -> str:
        return "\n".join(
            line[start : start + 18] for line in text.split("\n") for start in range(0, len(line) or 1, 18)
        )

    assert order(wrapped(second), wrapped(first)) == [[OPENING, ROADS, WORKS, WATER, LAST + " 赵明远"]]


def test_a_sentence_is_made_whole_even_where_the_columns_end_cannot_be_told() -> None:
    first, second = cut(OPENING, ROADS, WORKS, WATER, LAST, at="园二期", signed="")
    (found,) = order(second, first)
    assert WORKS in found


@pytest.mark.parametrize(
    "columns",
    [
        # In order already.
        (OPENING, ROADS, WORKS, WATER, LAST),
        (OPENING, ROADS + " 赵明远", WORKS),
        # Only its end is lacking, whoever took the picture in its middle.
        (OPENING, ROADS, "图为青禾经开区的生产车间。 赵明远 摄", WATER, WORKS[:-12]),
        (OPENING, ROADS, WATER, WORKS[:-12]),
        # A list, and a table.
        (OPENING, "铝材企业三家", "化工企业两家", "食品企业四家"),
        (OPENING, "道路\t十七公里", "桥梁\t四座"),
        (OPENING, WORKS[:-12]),
    ],
)
def test_nothing_moves_where_the_evidence_is_thin(columns: tuple[str, ...]) -> None:
    (found,) = order(*columns)
    assert "".join(found) == "".join(columns)


def test_a_news_item_that_stops_short_is_not_put_before_another() -> None:
    (first, second) = order(
        OPENING, ROADS, "本报讯 云岭高新区今年新增高新技术企业九家，研发投入强度达到百分之三点六，园区还"
    )
    assert first == [OPENING, ROADS]
    assert len(second) == 1


def test_what_was_moved_is_told_with_its_reason() -> None:
    first, second = cut(OPENING, ROADS, WORKS, WATER, LAST, at="园二期")
    document, _ = read("\n\n".join([HEAD, second, first]))
    (moved,) = [note for note in explained(document)[1] if note.kind == "moved"]
    assert document.text[moved.start : moved.end] in (first, second)
    assert "产业园" in moved.reason


TEXTS = [
    OPENING,
    ROADS,
    WORKS,
    WATER,
    LAST,
    "三是修路。",
    "本报讯 园区开工",
    "赵明远",
    "指标\t数值",
    "，并铺设管网",
    "园区",
]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(TEXTS).flatmap(lambda t: st.integers(1, len(t)).map(lambda n: t[:n])), max_size=12))
def test_an_order_of_columns_loses_and_doubles_nothing(columns: list[str]) -> None:
    _, articles = read("\n\n".join([HEAD, *columns]))
    spans = sorted(span for article in articles for paragraph in article.paragraphs for span in paragraph.spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
