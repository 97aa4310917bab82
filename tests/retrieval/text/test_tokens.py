"""Folding, and the words and pairs of characters of mixed text."""

import importlib.resources
import logging
import re
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import retrieval.sample
from retrieval.text.folding import HAN, fold, is_traditional
from retrieval.text.tokens import grams, words

SAMPLE = Path(retrieval.sample.__file__).with_name("sample-report.txt").read_text(encoding="utf-8")
TEXTS = [
    SAMPLE,
    "三河口新区的老厂长说，账要一笔一笔算，路要一步一步走，谁也替不了谁。",
    "截至目前全市规模以上工业企业研发机构覆盖率稳步提高，带动就业形势总体平稳。",
    "把生态环境保护和乡村振兴有机衔接起来，持续深化医药卫生体制改革，推动长江三角洲区域一体化。",
    "他从马上下来，研究生命的起源，南京市长江大桥，乒乓球拍卖完了。",
]
RUNS = sorted({run for text in TEXTS for run in re.findall(f"[{HAN}]+", fold(text))})


@pytest.fixture(scope="module")
def jieba_words(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], list[str]]]:
    """jieba itself, its search mode, its dictionary cached in a folder of this test."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's own, about Python and setuptools
        jieba = pytest.importorskip("jieba")
        jieba.setLogLevel(logging.ERROR)
        tokenizer = jieba.Tokenizer(str(importlib.resources.files("jieba") / "dict.txt"))
        tokenizer.tmp_dir = str(tmp_path_factory.mktemp("jieba"))
        tokenizer.initialize()
        yield tokenizer.lcut_for_search


def test_words_are_those_of_jieba_on_runs_of_chinese(jieba_words: Callable[[str], list[str]]) -> None:
    assert len(RUNS) > 150
    assert {run: words(run) for run in RUNS} == {run: jieba_words(run) for run in RUNS}


@given(st.text(st.characters()))
def test_folding_keeps_the_length_of_any_text(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(), st.text())
def test_folding_goes_character_by_character(first: str, second: str) -> None:
    assert fold(first + second) == fold(first) + fold(second)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("審批時限壓減", "审批时限压减"),
        ("ＧＤＰ增長６２．６％", "gdp增长62.6%"),
        ("Linfen ZONE", "linfen zone"),
        ("占地㎡第①批", "占地㎡第①批"),
        ("İ", "İ"),
        ("\ud800", "\ud800"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_words_of_mixed_text() -> None:
    found = words(fold("2024年，AT&T与5G-Advanced基站达62.6%，Ma'anshan开发区"))
    assert found == ["2024", "年", "at&t", "与", "5", "g-advanced", "基站", "达", "62.6", "ma'anshan", "开发", "开发区"]


def test_longer_words_are_followed_by_those_inside_them() -> None:
    assert {"技术", "开发", "开发区"} <= set(words("经济技术开发区"))


def test_pairs_of_characters() -> None:
    assert grams("审批时限，减abc省2天") == ["审批", "批时", "时限", "减", "省", "天"]


@given(st.text())
def test_words_and_pairs_stand_in_the_text(text: str) -> None:
    folded = fold(text)
    assert all(found and found in folded for found in (*words(folded), *grams(folded)))


@given(st.text())
def test_no_word_has_white_space_which_parts_words_in_the_index(text: str) -> None:
    assert all(len(word.split()) == 1 for word in (*words(fold(text)), *grams(fold(text))))


@pytest.mark.parametrize(
    ("text", "traditional"),
    [
        ("審批時限壓減的是哪個開發區", True),
        ("審批时限", True),
        ("审批时限压减的是哪个开发区", False),
        ("which zone", False),
        ("", False),
    ],
)
def test_traditional_characters_are_recognised(text: str, traditional: bool) -> None:
    assert is_traditional(text) == traditional
