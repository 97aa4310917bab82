"""Section headings as the context of the paragraphs under them."""

import pytest
from layout_reading import paragraphs, read

PROSE = "全年签约项目十二个，总投资三十五亿元，带动就业一千八百人。"


def headings(*blocks: str, suffix: str = ".txt") -> list[tuple[str, ...]]:
    _, (article,) = read("\n\n".join(["青禾县园区工作报告", "各位代表：", *blocks]), suffix)
    return [paragraph.headings for paragraph in article.paragraphs[1:]]


def test_numbered_headings_nest_by_their_style() -> None:
    blocks = [
        "一、工作回顾",
        PROSE,
        "（一）产业提质",
        PROSE,
        "1．铝材",
        PROSE,
        "（二）服务增效",
        PROSE,
        "二、下步打算",
        PROSE,
    ]
    assert headings(*blocks) == [
        ("一、工作回顾",),
        ("一、工作回顾", "（一）产业提质"),
        ("一、工作回顾", "（一）产业提质", "1．铝材"),
        ("一、工作回顾", "（二）服务增效"),
        ("二、下步打算",),
    ]


@pytest.mark.parametrize(
    "heading", ["第一章 总则", "第二部分 重点任务", "三、2025年工作安排", "(四)聚焦改革", "1.1 概况", "一是聚焦内需"]
)
def test_styles_of_numbers(heading: str) -> None:
    assert headings(heading, PROSE) == [(heading,)]


def test_plain_short_lines_are_headings_of_what_follows() -> None:
    assert headings("2024年工作回顾", PROSE, PROSE, "2025年工作安排", PROSE) == [
        ("2024年工作回顾",),
        ("2024年工作回顾",),
        ("2025年工作安排",),
    ]


def test_a_heading_broken_over_two_lines_is_kept_whole_in_the_context() -> None:
    assert headings("一、不断改进园区", "办事效率和工作作风", PROSE) == [("一、不断改进园区", "办事效率和工作作风")]


def test_what_follows_a_report_stands_outside_its_sections() -> None:
    assert headings("一、工作回顾", "（一）产业提质", PROSE, "名词解释", PROSE, "附件1", "民生实事", "一、就业", PROSE)[
        1:
    ] == [
        ("名词解释",),
        ("附件1", "民生实事", "一、就业"),
    ]


def test_the_lead_of_a_short_introduction_stands_over_the_paragraphs_after_it() -> None:
    lead = "（一）产业发展提质增效。"
    assert headings(
        lead + "园区聚焦主业。", PROSE, "（二）服务水平提升。" + PROSE * 8, PROSE, "各位代表！" + PROSE
    ) == [
        (),
        (lead,),
        (),
        (),
        (),
    ]


def test_a_salutation_ends_what_an_introduction_began() -> None:
    assert headings("（一）产业发展提质增效。园区聚焦主业。", PROSE, "各位代表！" + PROSE)[1:] == [
        ("（一）产业发展提质增效。",),
        (),
    ]


def test_a_heading_with_nothing_under_it_is_text() -> None:
    document, (article,) = read(
        f"青禾县园区工作报告\n\n各位代表：\n\n一、工作回顾\n\n二、下步打算\n\n{PROSE}\n\n三、结语"
    )
    assert paragraphs(document, article) == ["各位代表：", "一、工作回顾", PROSE, "三、结语"]


def test_lists_fields_and_figures_are_no_headings() -> None:
    items = ["青禾经开区", "云岭高新区", "翠屏工业园区"]
    assert headings("园区名单如下：", *items, PROSE) == [()] * 5
    assert headings("主办单位：县发展和改革局", PROSE) == [(), ()]
    assert headings("财政收入增长5.8%", PROSE) == [(), ()]


def test_declared_headings_nest_by_their_level() -> None:
    text = f"# 青禾县园区工作报告\n\n## 总体情况\n\n{PROSE}\n\n### 产业\n\n{PROSE}\n\n## 打算\n\n{PROSE}\n"
    _, (article,) = read(text, ".md")
    assert article.headline == "青禾县园区工作报告"
    assert [paragraph.headings for paragraph in article.paragraphs] == [("总体情况",), ("总体情况", "产业"), ("打算",)]
