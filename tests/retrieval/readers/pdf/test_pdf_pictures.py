"""Pictures on the pages of a PDF: what is printed in them is read where they stand."""

from pathlib import Path

import pytest
from pdf_files import A4, Drawn, set_lines, texts
from picture_files import ruled_table
from reportlab.lib.utils import ImageReader

from retrieval.readers import read_document, versions

PROSE = (
    "云岭县上半年各项指标总体平稳，工业运行稳中有进，投资保持增长，下面按乡镇列出主要数据，供各部门参考使用。",
    "各乡镇要对照年初任务逐项检查，进度落后的说明原因，提出补救措施，月底前报县政府办公室汇总，过期不报的通报批评。",
)
TABLE = (
    ("乡镇", "耕地（亩）", "农户数"),
    ("杨柳镇", "21300", "3415"),
    ("高桥乡", "8760", "1277"),
    ("沙坪乡", "5408", "902"),
)


@pytest.fixture(scope="module")
def data() -> bytes:
    drawn = Drawn()
    y = drawn.column(set_lines(PROSE[:1], 451), 72, 90, 451)
    picture = ruled_table(TABLE)
    height = 350 * picture.height / picture.width
    for page in (1, 2):
        drawn.canvas.drawImage(ImageReader(picture), 72, A4[1] - y - height, 350, height)
        drawn.line("图中数字以统计年鉴为准", 430, y + 20, 8)
        drawn.column(set_lines(PROSE[1:], 451), 72, y + height + 30, 451)
        if page == 1:
            drawn.next_page()
    return drawn.data()


def test_a_table_in_a_picture_is_read_where_it_stands(data: bytes) -> None:
    document = read_document(Path("a.pdf"), data)
    rows = [f"乡镇：{name}，耕地：{land}亩，农户数：{farms}。" for name, land, farms in TABLE[1:]]
    found = texts(document)
    assert [text for text in found if text in rows] == rows * 2
    assert found.index(PROSE[0]) < found.index(rows[0]) < found.index(PROSE[1])
    start = document.text.index(rows[1])
    places = [place for place in document.places if start <= place.start < start + len(rows[1])]
    assert len(places) == 3
    assert all(place.page == 1 and (place.confidence or 0) > 0.9 for place in places)
    assert all(place.box and place.box[0] > 72 and place.box[2] < 422 for place in places)
    assert document.warnings == ()


def test_pictures_are_left_alone_where_the_settings_say_so(data: bytes) -> None:
    document = read_document(Path("a.pdf"), data, pictures=False)
    assert "杨柳镇" not in document.text
    assert document.warnings == ("page 1, 2: pictures were not read, as reading.pictures is off",)
    assert versions(pictures=False)[document.reader] == document.reader_version
    assert document.reader not in versions(pictures=True)
