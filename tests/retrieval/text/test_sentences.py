"""Sentence boundaries in Chinese, English and both."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.text.sentences import sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("园区开工。项目投产！谁来管理？都已落实；", ["园区开工。", "项目投产！", "谁来管理？", "都已落实；"]),
        ("增速12.3%;投资8亿元,增长5%。", ["增速12.3%;", "投资8亿元,增长5%。"]),
        ("他说：“会更好。”说完走了。", ["他说：“会更好。”", "说完走了。"]),
        ("他說：「會更好！」說完走了。", ["他說：「會更好！」", "說完走了。"]),
        ('他说"会更好。"又说"快了。"完', ['他说"会更好。"', '又说"快了。"', "完"]),
        ("真的吗？！真的。", ["真的吗？！", "真的。"]),
        ("《加油！园区》获奖。", ["《加油！园区》获奖。"]),
        ("办成此事（太好了！）很快。", ["办成此事（太好了！）很快。"]),
        ("没有句号", ["没有句号"]),
        ("交出答卷。 赵明远", ["交出答卷。", "赵明远"]),
        ("等等……还有很多", ["等等……还有很多"]),
        ("第一行\n第二行\n\n第三行", ["第一行\n第二行", "第三行"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_chinese(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rose 5.8% in 2024. Mr. Li was glad.", ["It rose 5.8% in 2024.", "Mr. Li was glad."]),
        ("See No. 5 of Vol. 2. It is there.", ["See No. 5 of Vol. 2.", "It is there."]),
        ("Firms, e.g. Acme Co. Ltd. of the U.S. Army, came.", ["Firms, e.g. Acme Co. Ltd. of the U.S. Army, came."]),
        ('He said "We open soon." Then he left.', ['He said "We open soon."', "Then he left."]),
        ("1. First item is here. 2. Second item.", ["1. First item is here.", "2. Second item."]),
        ("Visit example.com today. Now!", ["Visit example.com today.", "Now!"]),
        ("R&amp;D costs fell; sales rose.", ["R&amp;D costs fell;", "sales rose."]),
        ("An ellipsis... goes on. Done", ["An ellipsis... goes on.", "Done"]),
    ],
)
def test_english(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_both_in_one_text() -> None:
    assert cut("园区引进ABC Co. Ltd. 公司。GDP增长5.8%. 另有2家。") == [
        "园区引进ABC Co. Ltd. 公司。",
        "GDP增长5.8%.",
        "另有2家。",
    ]


@given(st.one_of(st.text(), st.text(alphabet="。！？；;.!?“”‘’\"'（）()《》 \n\rA1a字,，")))
def test_sentences_cover_all_but_white_space(text: str) -> None:
    end = 0
    for start, stop in sentences(text):
        assert end <= start < stop
        assert not text[end:start].strip()
        assert text[start:stop] == text[start:stop].strip()
        end = stop
    assert not text[end:].strip()
