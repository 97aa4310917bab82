"""Text wrapped to a width is joined again, and text that is not wrapped is left alone."""

import re
import textwrap

import pytest
from layout_reading import paragraphs, read

PARAGRAPHS = [
    "今年以来，青禾经开区围绕绿色铝材延链补链，签约项目12个，总投资35亿元，其中投产4个、在建6个，带动就业一千八百人。",
    "园区推行一窗受理、并联审批，企业开办时间由五天压缩到一天，施工许可办理时限缩短一半，全年为企业节约成本两千余万元。",
    "下一步，园区将继续完善道路、供水、供热等配套设施，新建标准厂房20万平方米，力争年内再签约项目10个，把产业链做得更长。",
]


def wrapped(text: str, length: int) -> str:
    return "\n".join(text[start : start + length] for start in range(0, len(text), length))


def joined(text: str) -> list[str]:
    document, articles = read(text)
    return [paragraph for article in articles for paragraph in paragraphs(document, article)]


@pytest.mark.parametrize("length", [12, 18, 24, 30, 38])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_lines_of_equal_length_with_blank_lines_between_paragraphs(length: int, line_end: str) -> None:
    text = "\n\n".join(wrapped(paragraph, length) for paragraph in PARAGRAPHS).replace("\n", line_end)
    assert joined(text) == PARAGRAPHS


@pytest.mark.parametrize("length", [18, 24, 30])
def test_lines_of_equal_length_with_indented_paragraphs(length: int) -> None:
    text = "\n".join(wrapped("　　" + paragraph, length) for paragraph in PARAGRAPHS)
    assert joined(text) == PARAGRAPHS


def test_print_that_lets_no_mark_begin_a_line() -> None:
    def set_in_type(paragraph: str) -> str:
        lines = wrapped(paragraph, 20).split("\n")
        for index in range(1, len(lines)):
            while lines[index][:1] in tuple("，。、"):
                lines[index - 1] += lines[index][0]
                lines[index] = lines[index][1:]
        return "\n".join(lines)

    assert joined("\n\n".join(map(set_in_type, PARAGRAPHS))) == PARAGRAPHS


def test_words_of_wrapped_english_do_not_grow_together() -> None:
    english = (
        "The zone signed twelve projects this year with a total investment of 3.5 billion yuan, of which four are in "
        "production and six under construction. It also cut the time for a construction permit by half, and opened a "
        "service hall that handles all matters of an enterprise at one window. More than 1,800 people found work there."
    )
    (paragraph,) = joined(textwrap.fill(english, 60))
    assert re.sub(r"\s", " ", paragraph) == english


def test_headings_and_numbered_items_are_not_swallowed() -> None:
    text = "\n".join(["一、工作回顾", wrapped(PARAGRAPHS[0], 24), "二、下步打算", wrapped(PARAGRAPHS[2], 24)])
    document, (article,) = read(text)
    assert [paragraph.headings for paragraph in article.paragraphs] == [("一、工作回顾",), ("二、下步打算",)]
    assert paragraphs(document, article) == [PARAGRAPHS[0], PARAGRAPHS[2]]


def test_a_heading_wrapped_over_two_lines_is_one() -> None:
    heading = "一、围绕绿色铝材延链补链推动产业集聚发展，加快建设现代化的产业体系"
    document, (article,) = read("\n".join([wrapped(heading, 24), *(wrapped(text, 24) for text in PARAGRAPHS[:2])]))
    assert {paragraph.headings for paragraph in article.paragraphs} == {(heading,)}
    assert "".join(paragraphs(document, article)) == "".join(PARAGRAPHS[:2])


def test_paragraphs_one_a_line_are_left_apart() -> None:
    assert joined("\n".join(PARAGRAPHS)) == PARAGRAPHS


def test_a_list_of_short_lines_is_left_apart() -> None:
    items = [
        "全市主要指标",
        "粮食产量位居全市第一位",
        "工业投资位居全市第二位",
        "税收收入位居全市第三位",
        "外贸进出口第四位",
    ]
    assert joined("\n".join(items))[-4:] == items[-4:]
