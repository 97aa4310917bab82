"""Titles and authors in a file's properties."""

import pytest

from retrieval.readers.declared_properties import declared_author, declared_title


@pytest.mark.parametrize("value", ["柳溪县园区年报", " 柳溪县\n园区年报 "])
def test_a_title_in_chinese_is_a_title(value: str) -> None:
    assert (declared_title(value) or "").replace(" ", "") == "柳溪县园区年报"


@pytest.mark.parametrize(
    "value", [None, "", 7, "Annual report", "文档1", "无标题", "Microsoft Word - 年报", "年报.docx", "年报终稿.PDF"]
)
def test_what_programs_fill_in_is_no_title(value: object) -> None:
    assert declared_title(value) is None


@pytest.mark.parametrize(
    ("value", "author"), [("赵明远", "赵明远"), ("微软用户", None), ("Lenovo", None), (b"x", None)]
)
def test_a_person_is_an_author_and_an_account_is_not(value: object, author: str | None) -> None:
    assert declared_author(value) == author
