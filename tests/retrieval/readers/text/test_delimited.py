"""Tables in text files: what sets cells apart, quotes, encodings, and where each row stands."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.document import Document
from retrieval.errors import UnsupportedFormat
from retrieval.readers.tables.statements import MOST_CELLS
from retrieval.readers.text import delimited


def read(text: str, encoding: str = "utf-8") -> Document:
    return delimited.read(text.encode(encoding), "a.csv")


def lines(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


STATEMENTS = ["园区：北园，投资：43.4亿元。", "园区：南园，投资：12亿元。"]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "，"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_what_sets_cells_apart_is_told_by_the_rows(delimiter: str, line_end: str) -> None:
    rows = [["园区", "投资（亿元）"], ["北园", "43.4"], ["南园", "12"]]
    assert lines(read(line_end.join(delimiter.join(row) for row in rows))) == STATEMENTS


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_encodings_are_those_of_any_text(encoding: str) -> None:
    document = read("园区,投资（亿元）\n北园,43.4\n南园,12\n", encoding)
    assert lines(document) == STATEMENTS
    assert document.encoding is not None


def test_a_row_has_its_place_and_quoted_line_breaks_begin_no_row() -> None:
    document = read('园区,产值（亿元）\n"北园\n（一期）","1,205"\n\n南园,12\n')
    assert lines(document) == ["园区：北园 （一期），产值：1,205亿元。", "园区：南园，产值：12亿元。"]
    places = [(document.text[place.start : place.end], place.sheet, place.cells) for place in document.places]
    assert places == [
        ("园区：北园 （一期）", None, (2, 1, 1)),
        ("产值：1,205亿元", None, (2, 2, 2)),
        ("园区：南园", None, (4, 1, 1)),
        ("产值：12亿元", None, (4, 2, 2)),
    ]


def test_ragged_rows_and_lines_around_the_table_are_kept() -> None:
    text = "青禾县产值表\n\n园区,产值,增速\n北园,3,5,初步数\n南园\n注：初步数\n"
    assert lines(read(text)) == ["青禾县产值表", "园区：北园，产值：3，增速：5，初步数。", "南园", "注：初步数"]


def test_marks_that_keep_digits_from_spreadsheets_are_no_text() -> None:
    text = "sep=;\n泵站;编号;电话;水量（万吨）\n"
    text += '北站;="0012";\'0000-1234;1.2E+02\n南站;\t0027;"=""0000-77""";"1,205.5"\n'
    document = read(text)
    assert lines(document) == [
        "泵站：北站，编号：0012，电话：0000-1234，水量：1.2E+02万吨。",
        "泵站：南站，编号：0027，电话：0000-77，水量：1,205.5万吨。",
    ]
    assert document.places[0].cells == (3, 1, 1)


def test_a_quote_that_is_never_closed_is_a_character() -> None:
    assert lines(read('园区,产值\n"北园,3\n南园,4\n')) == ['园区："北园，产值：3。', "园区：南园，产值：4。"]


def test_a_few_zero_bytes_are_dropped_and_many_are_no_text() -> None:
    data = "园区,产值\n北园,3\n".encode() * 20
    assert delimited.read(data[:5] + data[5:].replace(b"\n", b"\0\n", 1), "a.csv").blocks
    with pytest.raises(UnsupportedFormat, match=r"^a\.csv"):
        delimited.read(b"\0\1" * 500 + data, "a.csv")


def test_a_file_with_too_many_cells_is_read_as_far_as_it_may_be_and_says_so() -> None:
    document = read("园区," * (MOST_CELLS + 5))
    assert len(document.text.split("\t")) == MOST_CELLS
    assert "200,000 cells" in document.warnings[0]
    assert read("园区,产值\n北园,3\n").warnings == ()


_CELL = st.text("园区产值1234.,;|\t\"'\r\n ab", max_size=8)


@given(st.lists(st.lists(_CELL, min_size=2, max_size=4), min_size=1, max_size=6))
def test_what_the_csv_module_writes_is_read_whole(rows: list[list[str]]) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, quoting=csv.QUOTE_ALL).writerows(rows)
    found = list(delimited._cells(file.getvalue(), ","))
    assert found == rows


@given(st.text('园区,，;|\t"\r\n12 ', max_size=60))
def test_any_text_is_read_and_places_are_in_order(text: str) -> None:
    document = read(text)
    ends = [0]
    for place in document.places:
        assert ends[-1] <= place.start < place.end <= len(document.text)
        ends.append(place.end)
