"""The same statement from several documents is one; alike statements of others are not."""

import numpy as np
import pytest

from retrieval.search.near_duplicates import fold_alike, same_statement
from retrieval.storage.passages import StoredPassage

TEXT = "河湾经济开发区今年把审批环节从二十三个减到九个，审批时限压减 58.4%，企业不用再跑第二趟。"


def passage(number: int, text: str = TEXT, **changed: object) -> StoredPassage:
    fields: dict[str, object] = {
        "document": number, "organizations": ("河湾经济开发区",), "date": None, "citation": f"c{number}",
        "document_name": f"{number}.txt", "document_title": None, "article": 0, "headline": None, "author": None,
        "publication": None, "headings": (), "spans": ((0, len(text)),), "sentences": ((0, len(text)),),
        "lines": (1, 1), "page": None,
    }  # fmt: skip
    return StoredPassage(id=number, text=text, **(fields | changed))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT.replace("，", ",").replace(" ", ""),
        TEXT.replace("河湾", "河灣"),
        TEXT.replace("第二趟", "弟二趟"),
    ],
)
def test_the_same_words_say_the_same(text: str) -> None:
    assert same_statement(passage(1), passage(2, text))


@pytest.mark.parametrize(
    "other",
    [
        passage(2, TEXT.replace("58.4", "58.9")),
        passage(2, organizations=("镜湖新区",)),
        passage(2, TEXT[:20]),
        passage(2, document=1),
    ],
)
def test_another_figure_place_or_text_does_not(other: StoredPassage) -> None:
    assert not same_statement(passage(1), other)


def test_two_years_of_a_report_are_two_statements() -> None:
    assert not same_statement(passage(1, date="2023-01"), passage(2, date="2024-01"))
    assert same_statement(passage(1, date="2024-01"), passage(2, date="2024"))
    assert same_statement(passage(1, date="2024-01"), passage(2))


def test_passages_that_say_the_same_stand_behind_the_first() -> None:
    other = passage(3, "镜湖新区关停沿湖小造纸厂 18 家。")
    vectors = {1: np.array([1.0, 0.0]), 2: np.array([1.0, 0.0]), 3: np.array([0.0, 1.0])}
    folded = fold_alike([passage(1), other, passage(2)], vectors)
    assert folded == [(passage(1), (passage(2),)), (other, ())]


def test_nothing_folds_to_nothing() -> None:
    assert fold_alike([], {}) == []
