"""Word files made by python-docx, and the harm that a ZIP of XML can do."""

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from retrieval.document import Document
from retrieval.errors import DamagedDocument
from retrieval.readers import word


def saved(file: "docx.document.Document") -> bytes:
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def lines(document: Document) -> list[tuple[str, int]]:
    return [(document.text[block.start : block.end], block.level) for block in document.blocks]


def repacked(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The archive with each member's content changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            new.writestr(item.filename, change(item.filename, old.read(item)))
    return buffer.getvalue()


def test_paragraphs_and_tables_come_in_order_with_their_heading_levels() -> None:
    file = docx.Document()
    file.add_heading("青禾县园区年报", 0)
    file.add_heading("总体情况", 1)
    file.add_paragraph("　　签约项目十二个。")
    table = file.add_table(2, 2)
    for cell, text in zip(
        (c for row in table.rows for c in row.cells), ("指标", "数值", "产值", "8 亿元"), strict=True
    ):
        cell.text = text
    file.add_heading("分项", 2)
    file.add_paragraph("第一行\n第二行")
    document = word.read(saved(file), "a.docx")
    assert lines(document) == [
        ("青禾县园区年报", 1),
        ("总体情况", 2),
        ("签约项目十二个。", 0),
        ("指标\t数值", 0),
        ("产值\t8 亿元", 0),
        ("分项", 3),
        ("第一行", 0),
        ("第二行", 0),
    ]


def test_without_a_title_heading_1_is_the_first_level() -> None:
    file = docx.Document()
    file.add_heading("总体情况", 1)
    file.add_paragraph("正文。")
    assert lines(word.read(saved(file), "a.docx")) == [("总体情况", 1), ("正文。", 0)]


def test_a_style_built_on_a_heading_and_an_outline_level_are_headings() -> None:
    file = docx.Document()
    style = file.styles.add_style("本单位标题", 1)
    style.base_style = file.styles["Heading 2"]
    file.add_paragraph("照样式", style)
    outlined = file.add_paragraph("照大纲")
    outlined._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="0"/>'))
    assert lines(word.read(saved(file), "a.docx")) == [("照样式", 2), ("照大纲", 1)]


def test_text_in_content_controls_insertions_and_text_boxes_is_read_and_deleted_text_is_not() -> None:
    file = docx.Document()
    body = file.element.body
    control = "<w:sdt {ns}><w:sdtContent><w:p><w:r><w:t>控件里的段落</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    tracked = (
        "<w:p {ns}><w:r><w:t>保留</w:t></w:r><w:ins><w:r><w:t>新增</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>删除</w:delText></w:r></w:del></w:p>"
    )
    box = (
        "<w:p {ns}><w:r><w:t>锚点</w:t></w:r><w:r><w:pict><w:txbxContent>"
        "<w:p><w:r><w:t>框里的字</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    )
    for position, xml in enumerate((control, tracked, box)):
        body.insert(position, parse_xml(xml.format(ns=nsdecls("w"))))
    texts = [text for text, _ in lines(word.read(saved(file), "a.docx"))]
    assert texts == ["控件里的段落", "保留新增", "锚点", "框里的字"]


@pytest.mark.parametrize(
    ("title", "author", "expected"),
    [
        ("青禾县园区年报", "赵明远", ("青禾县园区年报", "赵明远")),
        ("文档1", "微软用户", (None, None)),
        ("Microsoft Word - 年报.doc", "zmy", (None, None)),
        ("年报终稿.docx", "Lenovo User", (None, None)),
        ("", "python-docx", (None, None)),
    ],
)
def test_only_properties_that_a_person_wrote_are_declared(
    title: str, author: str, expected: tuple[str | None, str | None]
) -> None:
    file = docx.Document()
    file.add_paragraph("正文。")
    file.core_properties.title, file.core_properties.author = title, author
    document = word.read(saved(file), "a.docx")
    assert (document.title, document.author) == expected


def test_an_archive_that_unpacks_to_too_much_is_left_alone() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("word/document.xml", bytes(word.LARGEST_XML + 1))
    with pytest.raises(DamagedDocument, match=r"^bomb\.docx: unpacks to 64 MB"):
        word.read(buffer.getvalue(), "bomb.docx")


def test_a_directory_that_lies_about_sizes_is_damage() -> None:
    file = docx.Document()
    file.add_paragraph("正文。" * 1000)
    data = bytearray(saved(file))
    directory = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/document.xml"))
    data[directory + 24 : directory + 28] = (10).to_bytes(4, "little")
    with pytest.raises(DamagedDocument, match="not a whole Word file"):
        word.read(bytes(data), "a.docx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_entities_are_refused(encoding: str) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "字字字"><!ENTITY b "&a;&a;&a;">]><d>&b;</d>'.encode(encoding)

    def put_bomb(name: str, content: bytes) -> bytes:
        return bomb if name == "word/document.xml" else content

    file = docx.Document()
    file.add_paragraph("正文。")
    with pytest.raises(DamagedDocument, match="entities"):
        word.read(repacked(saved(file), put_bomb), "a.docx")


@pytest.mark.parametrize("missing", ["word/document.xml", "[Content_Types].xml", "_rels/.rels"])
def test_a_word_file_with_a_broken_part_is_damage(missing: str) -> None:
    def cut(name: str, content: bytes) -> bytes:
        return content[: len(content) // 2] if name == missing else content

    file = docx.Document()
    file.add_paragraph("正文。")
    with pytest.raises(DamagedDocument, match=r"^a\.docx: not a whole Word file"):
        word.read(repacked(saved(file), cut), "a.docx")


def test_an_encrypted_member_is_named_as_such() -> None:
    file = docx.Document()
    file.add_paragraph("正文。")
    data = bytearray(saved(file))
    position = data.index(b"PK\x01\x02")
    data[position + 8] |= 1
    with pytest.raises(DamagedDocument, match="password"):
        word.read(bytes(data), "a.docx")
