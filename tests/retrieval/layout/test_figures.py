"""Figures in paragraphs: whole whatever broke them, apart where they stand apart."""

import pytest
from layout_reading import paragraphs, read


def test_spans_join_to_the_passage_and_keep_their_places() -> None:
    document, articles = read("参保企业达到410¹家，存款余额\u200b为83.\u200b16亿元。")
    assert paragraphs(document, articles[0]) == ["参保企业达到410家，存款余额为83.16亿元。"]
    spans = articles[0].paragraphs[0].spans
    assert all(document.text[start:end] for start, end in spans)
    assert list(spans) == sorted(spans)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("全区参保企业缴费83.", "16亿元，增长一成。"),
        ("全区参保企业缴费1,", "204.5万元，增长一成。"),
        ("全区参保企业去年缴费，合计83.16", "亿元，增长一成。"),
        ("全区参保企业去年缴费，合计83", ".16亿元，增长一成。"),
        ("全区参保企业去年新增，合计1", "204家，增长一成。"),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n"])
def test_a_figure_broken_over_lines_is_whole(first: str, second: str, gap: str) -> None:
    document, articles = read(f"参保工作情况\n\n{first}{gap}{second}\n")
    assert paragraphs(document, articles[0]) == [first + second]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("全区参保企业缴费，2023年为83.16", "2024年，全区缴费91亿元。"),
        ("缴费企业\t12", "3家\t5家"),
        ("1.", "3亿元的项目已经开工。"),
        ("参保企业12", "个人缴费3亿元。"),
    ],
)
def test_figures_on_lines_of_their_own_stay_apart(first: str, second: str) -> None:
    document, articles = read(f"参保工作情况\n\n{first}\n{second}\n")
    found = [paragraph for article in articles for paragraph in paragraphs(document, article)]
    assert first + second not in "\n".join(found)


@pytest.mark.parametrize("separator", ["\f", "\u2028", "\x85"])
def test_a_separator_of_pages_or_lines_is_in_no_passage(separator: str) -> None:
    document, articles = read(f"全区参保企业缴费83亿元。{separator}新增410家。")
    assert paragraphs(document, articles[0]) == ["全区参保企业缴费83亿元。", "新增410家。"]
