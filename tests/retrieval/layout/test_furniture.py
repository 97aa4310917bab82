"""Page furniture: left out of every passage, but the day and the paper it names are kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from layout_reading import paragraphs, read

from retrieval.document import Block, Document
from retrieval.layout import explained
from retrieval.layout.furniture import page_furniture

HEADLINE = "先修路后招商"
TEXT = "近年来，青禾经开区把修路放在招商前面，三年里新建道路十七公里，改造桥梁四座。"
BROKEN = ("园区又开工项目十二个，总投资三十五亿元，带动就业一千八百人，其中新材料产业", "园二期已经投产。")


def what(line: str) -> str | None:
    text = f"{HEADLINE}\n{line}\n{TEXT}"
    start = len(HEADLINE) + 1
    blocks = (Block(0, len(HEADLINE)), Block(start, start + len(line)), Block(start + len(line) + 1, len(text)))
    return next((found.what for found in page_furniture(Document(text, blocks, "plain", 1))), None)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("— 3 —", "a page number"),
        ("－１２－", "a page number"),
        ("第3页 共12页", "a page number"),
        ("3/12页", "a page number"),
        ("Page 3 of 12", "a page number"),
        ("第3版", "the number of a newspaper's page"),
        ("A03版 要闻", "the number of a newspaper's page"),
        ("综合新闻 第二版", "the number of a newspaper's page"),
        ("（下转第3版）", "a reference to another page"),
        ("责任编辑：赵明远", "the page's editors"),
        ("责编/赵明远 版式/孙雨 校对/沈河清", "the page's editors"),
        ("責任編輯：趙明遠", "the page's editors"),
        ("青禾日报 2024年3月5日 星期二", "the paper's name and day"),
        ("2024年3月5日 星期二 第3版", "the paper's name and day"),
        ("A3版 要闻 2024年3月5日 星期二 责编：孙雨", "the paper's name and day"),
        ("星期二 2024年3月5日 农历正月廿五", "the paper's day"),
        ("第1024期 2024年3月5日 青禾日报", "the paper's name and day"),
    ],
)
def test_lines_of_furniture(line: str, kind: str) -> None:
    assert what(line) == kind


@pytest.mark.parametrize(
    "line",
    [
        "12",
        "3/12",
        "（3）",
        "A3",
        "时间：2024年3月5日 星期二",
        "2024年3月5日 星期二 上午九点",
        "科技馆 2024年3月5日 星期二",
        "3月5日，第3版图纸通过审查。",
        "第3版图纸通过审查",
        "2024年3月5日",
        "2024年3月5日星期二，青禾经开区召开会议，部署全年的项目建设和招商工作。",
        "编辑部的故事",
        "校对工作",
        "青禾日报",
        "第三页纸",
        "（一）",
        "2024年",
        "指标\t3/12",
    ],
)
def test_lines_that_only_look_like_it(line: str) -> None:
    assert what(line) is None


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    document, (article,) = read(
        "\n\n".join([HEADLINE, BROKEN[0], "责任编辑：孙雨", "— 3 —", "青禾日报", "2024年3月5日 星期二", BROKEN[1]])
    )
    assert paragraphs(document, article) == ["".join(BROKEN)]
    assert (article.author, article.date, article.publication) == (None, "2024-03-05", "青禾日报")


def test_wrapped_lines_go_on_over_the_end_of_a_page() -> None:
    text = TEXT * 4
    lines = [text[start : start + 20] for start in range(0, len(text), 20)]
    document, (article,) = read("\n".join([*lines[:4], "第3版", *lines[4:]]))
    assert "".join(paragraphs(document, article)) == text


def test_each_page_has_its_own_day() -> None:
    first = ["青禾日报 2024年3月5日 星期二", HEADLINE, "本报讯 " + TEXT]
    second = ["云岭晚报 2024年3月6日 星期三", "先招商后修路", "本报讯 云岭高新区近日开园。"]
    _, articles = read("\n\n".join([*first, *second]))
    assert [(article.date, article.publication) for article in articles] == [
        ("2024-03-05", "青禾日报"),
        ("2024-03-06", "云岭晚报"),
    ]


def test_the_days_of_an_event_are_text() -> None:
    days = ["2024年3月5日 星期二", "上午参观园区。", "2024年3月6日 星期三", "上午签约。"]
    document, (article,) = read("\n".join(["先修路后招商", "日程如下：", *days]))
    assert {heading for paragraph in article.paragraphs for heading in paragraph.headings} == set(days[::2])
    assert paragraphs(document, article) == ["日程如下：", *days[1::2]]


def test_what_the_article_says_itself_comes_before_the_page() -> None:
    _, (article,) = read(
        "\n\n".join(["青禾日报 2024年3月5日 星期二", HEADLINE, "新华社太原3月4日电 2024年3月4日，" + TEXT])
    )
    assert (article.date, article.publication) == ("2024-03-04", "新华社")


def test_a_document_of_furniture_alone_keeps_it() -> None:
    document, (article,) = read("第3版\n\n责任编辑：孙雨")
    assert (article.headline or "").startswith("第3版")
    assert paragraphs(document, article) == ["责任编辑：孙雨"]


def test_what_was_left_out_is_told() -> None:
    document, _ = read("\n\n".join([HEADLINE, TEXT, "责任编辑：孙雨"]))
    assert [
        (document.text[note.start : note.end], note.reason)
        for note in explained(document)[1]
        if note.kind == "left out"
    ] == [("责任编辑：孙雨", "the page's editors")]


@given(st.text(alphabet="第版页一3年月日星期二青禾报责任编辑：/·- \t—（）a", max_size=40))
def test_any_line_is_furniture_or_not(line: str) -> None:
    assert what("甲" + line) is None or len(line) < 60
