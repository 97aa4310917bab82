"""Passages of texts written for one property each; what holds for any text is in test_layout_properties."""

import pytest
from layout_reading import read

from retrieval.document import Passage
from retrieval.layout import articles
from retrieval.passages.splitting import AIM, LONGEST, passages
from retrieval.readers.tables import rows
from retrieval.readers.text import delimited


def cut(text: str, suffix: str = ".txt") -> list[Passage]:
    document, articles = read(text, suffix)
    return passages(document, articles)


def sentences_of(passage: Passage) -> list[str]:
    return [passage.text[start:end] for start, end in passage.sentences]


SENTENCE = "青禾经开区全年签约项目十二个，总投资三十五亿元，带动就业一千八百人。"
LEAD = "狠抓项目建设。"


def test_a_paragraph_that_fits_is_one_passage() -> None:
    (passage,) = cut(SENTENCE * 8)
    assert passage.text == SENTENCE * 8
    assert sentences_of(passage) == [SENTENCE] * 8
    assert passage.spans == ((0, len(SENTENCE) * 8),)


def test_a_long_paragraph_is_cut_between_sentences_into_passages_of_like_length() -> None:
    text = SENTENCE * 30
    found = cut(text)
    assert "".join(passage.text for passage in found) == text
    assert all(passage.text.endswith("。") for passage in found)
    lengths = [len(passage.text) for passage in found]
    assert max(lengths) - min(lengths) <= len(SENTENCE)
    assert abs(sum(lengths) / len(lengths) - AIM) < 70


def test_a_sentence_that_is_too_long_is_cut_between_its_clauses() -> None:
    clause = "园区推进道路供水供热设施建设，"
    (first, *others) = cut(clause * 60 + "成效明显。")
    assert others
    assert first.text.endswith("，")
    assert all(len(passage.text) <= LONGEST and len(passage.sentences) == 1 for passage in (first, *others))


def test_text_without_any_mark_is_cut_all_the_same() -> None:
    found = cut("字" * (2 * LONGEST + 5))
    assert "".join(passage.text for passage in found) == "字" * (2 * LONGEST + 5)
    assert max(len(passage.text) for passage in found) <= LONGEST


def test_short_neighbours_are_packed_with_their_line_break() -> None:
    (passage,) = cut("1．铝材：轻质金属。\r\n2．厂房：标准化建筑。\r\n\r\n3．专班：专门队伍。")
    assert passage.text == "1．铝材：轻质金属。\n2．厂房：标准化建筑。\n3．专班：专门队伍。"
    assert sentences_of(passage) == ["1．铝材：轻质金属。", "2．厂房：标准化建筑。", "3．专班：专门队伍。"]
    assert passage.lines == (1, 4)


def test_a_line_that_only_announces_stands_with_what_it_announces() -> None:
    (first, second) = cut(f"主要做了以下工作：\n{SENTENCE * 6}\n{SENTENCE * 6}")
    assert first.text == f"主要做了以下工作：\n{SENTENCE * 6}"
    assert second.text == SENTENCE * 6


def test_nothing_is_packed_across_headings_or_articles() -> None:
    found = cut(f"各位代表：\n一、回顾\n{SENTENCE}\n二、打算\n{SENTENCE}\n本报讯 云岭高新区近日开园。")
    assert [(passage.headings, passage.article) for passage in found] == [
        ((), 0),
        (("一、回顾",), 0),
        (("二、打算",), 0),
        ((), 1),
    ]


def test_a_lead_sentence_is_context_of_the_later_passages_of_its_paragraph() -> None:
    found = cut(f"一、回顾\n{LEAD}{SENTENCE * 20}")
    assert found[0].headings == ("一、回顾",)
    assert {passage.headings for passage in found[1:]} == {("一、回顾", LEAD)}


def test_lines_are_those_of_the_file_whatever_ends_them() -> None:
    for line_end in ("\n", "\r\n", "\r"):
        found = cut(line_end.join(["青禾县工作总结", "", SENTENCE * 5, "", "", SENTENCE * 5]))
        assert [passage.lines for passage in found] == [(3, 3), (6, 6)]


def test_a_passage_of_joined_lines_has_a_span_for_each() -> None:
    (passage,) = cut("本报讯 园区新建道路三条，\n\n铺设管网六公里，\n\n绿化一百亩。")
    assert passage.text == "本报讯 园区新建道路三条，铺设管网六公里，绿化一百亩。"
    assert passage.spans == ((0, 13), (15, 23), (25, 31))
    assert passage.lines == (1, 5)


def test_a_byline_stays_in_the_last_passage() -> None:
    for behind in ("赵明远", " 赵明远", "\n赵明远"):
        found = cut(SENTENCE * 11 + behind)
        assert found[-1].text.endswith(f"。{behind}")
        assert len(found[-1].text) > 100


def test_a_headline_without_text_is_a_passage() -> None:
    (passage,) = cut("青禾经开区聚链成群谋发展")
    assert passage.text == "青禾经开区聚链成群谋发展"


def test_a_row_of_a_sheet_is_a_passage_by_itself_and_rows_without_cells_are_packed() -> None:
    sheet = delimited.read("企业,产值（亿元）\n青禾电子,43.4\n长风装备,12\n".encode(), "a.csv")
    rows = ["企业：青禾电子，产值：43.4亿元。", "企业：长风装备，产值：12亿元。"]
    assert [passage.text for passage in passages(sheet, articles(sheet))] == rows
    assert [passage.text for passage in cut("\n".join(rows))] == ["\n".join(rows)]


def test_a_row_that_is_too_wide_comes_in_passages_that_each_name_what_they_are_about() -> None:
    names, values = [f"第{number}类产品产量" for number in range(80)], [f"{number}00吨" for number in range(80)]
    sheet = delimited.read(f"企业,{','.join(names)}\n青禾电子,{','.join(values)}\n".encode(), "a.csv")
    found = passages(sheet, articles(sheet))
    assert len(found) > 2
    assert all(passage.text.startswith("企业：青禾电子，第") and len(passage.text) <= LONGEST for passage in found)
    assert rows.LONGEST == LONGEST


@pytest.mark.parametrize("separator", ["\n", "\r\n", "\f", "\u2028", "\x85"])
def test_short_neighbours_are_packed_whatever_separates_them(separator: str) -> None:
    text = f"青禾县2024年发放贷款1.36亿元。{separator}带动就业4120人。"
    (passage,) = cut(text)
    assert "".join(text[start:end] for start, end in passage.spans) == passage.text
    assert passage.text.split(separator[-1:]) == ["青禾县2024年发放贷款1.36亿元。", "带动就业4120人。"]
