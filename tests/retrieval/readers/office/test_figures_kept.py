"""No digit that a person can see in a Word file or a sheet is missing from the text, or joined to another in it."""

import io
import re
from collections import Counter

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st
from word_files import cell, paragraph, read, row, run, table

from retrieval.readers.office import workbook

_FIGURE = st.from_regex(r"\A[1-9][0-9]{0,2}(?:\.[0-9]{1,2})?\Z")
_WORD = st.sampled_from(["产值", "河口镇", "，其中", "增长", "（初步）", "。"])
_MARKS = st.sampled_from(["", "b", "strike", "vanish"])
_RUNS = st.lists(st.tuples(_WORD, _FIGURE, _MARKS), min_size=1, max_size=5)


def figures(text: str) -> Counter[str]:
    return Counter(re.findall(r"\d+(?:\.\d+)?", text))


@given(_RUNS)
@settings(max_examples=50)
def test_the_figures_of_a_paragraph(runs: list[tuple[str, str, str]]) -> None:
    parts = [run(word) + run(figure, *filter(None, [mark])) for word, figure, mark in runs]
    seen = Counter(figure for _, figure, mark in runs if mark in ("", "b"))
    assert figures(read(paragraph(*parts)).text) == seen


_TABLE = st.lists(st.lists(st.one_of(_FIGURE, _WORD, st.just("")), min_size=3, max_size=3), min_size=1, max_size=4)


@given(_TABLE)
@settings(max_examples=50)
def test_the_figures_of_a_table(rows: list[list[str]]) -> None:
    seen = figures(" ".join(text for texts in rows for text in texts))
    body = paragraph("表。") + table(*(row(*map(cell, texts)) for texts in rows))
    book = openpyxl.Workbook()
    for texts in rows:
        book.active.append([float(text) if text[:1].isdigit() else text or None for text in texts])
    buffer = io.BytesIO()
    book.save(buffer)
    for text in (read(body).text, workbook.read(buffer.getvalue(), "a.xlsx").text):
        read_figures = figures(text)
        assert {figure.rstrip("0").rstrip(".") if "." in figure else figure for figure in seen} <= {
            figure.rstrip("0").rstrip(".") if "." in figure else figure for figure in read_figures
        }
        assert set(read_figures) <= set(seen) | {str(float(figure)).removesuffix(".0") for figure in seen}
