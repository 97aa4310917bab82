"""Word files made by python-docx, and the harm that a ZIP of XML can do."""

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from retrieval.document import Document
from retrieval.errors import DamagedDocument
from retrieval.readers.office import package, word


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
        ("指标：产值，数值：8 亿元。", 0),
        ("分项", 3),
        ("第一行", 0),
        ("第二行", 0),
    ]


def filled(table: "docx.table.Table", *rows: str) -> None:
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts.split("|"), strict=True):
            cell.text = text


def texts(file: "docx.document.Document") -> list[str]:
    return [text for text, _ in lines(word.read(saved(file), "a.docx"))]


def test_merged_cells_of_a_table_count_for_all_that_they_span() -> None:
    file = docx.Document()
    file.add_paragraph("单位：亿元")
    table = file.add_table(5, 3)
    filled(table, "园区|2024年|", "|产值|增速（%）", "北部|43.4|5", "|12|3", "南部|7|1")
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(2, 0).merge(table.cell(3, 0))
    assert texts(file) == [
        "单位：亿元",
        "园区：北部，2024年 产值：43.4亿元，2024年 增速：5%。",
        "园区：北部，2024年 产值：12亿元，2024年 增速：3%。",
        "园区：南部，2024年 产值：7亿元，2024年 增速：1%。",
    ]


def test_a_row_that_repeats_on_each_page_is_a_header() -> None:
    file = docx.Document()
    table = file.add_table(3, 2)
    filled(table, "甲|乙", "丙|丁", "戊|己")
    assert texts(file) == ["甲\t乙", "丙\t丁", "戊\t己"]
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    assert texts(file) == ["甲：丙，乙：丁。", "甲：戊，乙：己。"]


def test_tables_that_lay_out_text_are_paragraphs() -> None:
    file = docx.Document()
    frame = file.add_table(1, 2)
    frame.cell(0, 0).text = "左栏第一段。\n左栏同段"
    frame.cell(0, 0).add_paragraph("左栏第二段。")
    frame.cell(0, 1).text = "右栏。"
    column = file.add_table(2, 1)
    filled(column, "上格。", "下格。")
    outer = file.add_table(1, 2)
    outer.cell(0, 0).add_table(3, 2)
    filled(outer.cell(0, 0).tables[0], "园区|产值（亿元）", "北园|3", "南园|4")
    assert texts(file) == [
        "左栏第一段。",
        "左栏同段",
        "左栏第二段。",
        "右栏。",
        "上格。",
        "下格。",
        "园区：北园，产值：3亿元。",
        "园区：南园，产值：4亿元。",
    ]


def test_numbers_that_word_sets_by_itself_are_text() -> None:
    file = docx.Document()
    levels = (
        ("chineseCounting", "%1、"),
        ("chineseCounting", "（%2）"),
        ("decimal", "%3."),
        ("decimal", "%1.%2.%3.%4"),
        ("japaneseLegal", "第%5项"),
    )
    pattern = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, (form, text) in enumerate(levels)
    )
    numbering = file.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{pattern}</w:abstractNum>'))
    for identity, start in (
        ("77", ""),
        ("78", '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
    ):
        numbering.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{identity}"><w:abstractNumId w:val="77"/>{start}</w:num>')
        )

    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="80"/>'))

    def add(text: str, level: int, identity: str = "77") -> None:
        properties = file.add_paragraph(text)._p.get_or_add_pPr()
        xml = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{identity}"/></w:numPr>'
        properties.append(parse_xml(xml))

    for text, level in (("总体", 0), ("产业", 1), ("铝材", 2), ("铜材", 2), ("贸易", 1), ("打算", 0), ("产业", 1)):
        add(text, level)
    add("细目", 3)
    add("写法不明", 4)
    add("没有此级", 7)
    add("另起", 0, "78")
    file.add_paragraph("圆点", "List Bullet")
    file.add_paragraph("样式一", "List Number")
    file.add_paragraph("样式二", "List Number")
    add("无表", 0, "99")
    add("空表", 0, "80")
    assert texts(file) == [
        "一、总体",
        "（一）产业",
        "1. 铝材",
        "2. 铜材",
        "（二）贸易",
        "二、打算",
        "（一）产业",
        "二.一.1.1 细目",
        "写法不明",
        "没有此级",
        "一、另起",
        "圆点",
        "1. 样式一",
        "2. 样式二",
        "无表",
        "空表",
    ]


def test_notes_come_after_the_text() -> None:
    note = '<w:footnote {ns} w:id="{id}" {kind}><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
    separator = note.format(ns="", id=0, kind='w:type="separator"', text="线")
    footnotes = (
        f"<w:footnotes {nsdecls('w')}>{separator}{note.format(ns='', id=1, kind='', text='注：初步数。')}</w:footnotes>"
    )
    file = docx.Document()
    file.add_paragraph("正文。")
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, footnotes.encode(), file.part.package)
    file.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    assert texts(file) == ["正文。", "注：初步数。"]
    part._blob = footnotes.encode()[:40]
    with pytest.raises(DamagedDocument, match=r"^a\.docx: not a whole Word file"):
        texts(file)


@pytest.mark.parametrize(
    ("form", "numbers"),
    [
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 101: "一百零一", 210: "二百一十"}),
        ("decimalEnclosedCircle", {1: "①", 21: "21"}),
        ("upperLetter", {1: "A", 27: "AA"}),
        ("lowerRoman", {4: "iv", 19: "xix"}),
        ("ideographTraditional", {1: "甲", 10: "癸"}),
        ("decimalFullWidth", {12: "１２"}),
    ],
)
def test_how_numbers_are_written(form: str, numbers: dict[int, str]) -> None:
    for number, written in numbers.items():
        file = docx.Document()
        pattern = (
            f'<w:lvl w:ilvl="0"><w:start w:val="{number}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="%1、"/></w:lvl>'
        )
        numbering = file.part.numbering_part.element
        numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{pattern}</w:abstractNum>'))
        numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
        paragraph = file.add_paragraph("项")._p.get_or_add_pPr()
        paragraph.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="77"/></w:numPr>'))
        assert texts(file) == [f"{written}、项"]


def test_without_a_title_heading_1_is_the_first_level() -> None:
    file = docx.Document()
    file.add_heading("总体情况", 1)
    file.add_paragraph("正文。")
    assert lines(word.read(saved(file), "a.docx")) == [("总体情况", 1), ("正文。", 0)]


def test_a_style_built_on_a_heading_and_an_outline_level_are_headings() -> None:
    file = docx.Document()
    style = file.styles.add_style("本单位标题", 1)
    style.base_style = file.styles["Heading 2"]
    outline = file.styles.add_style("本单位大纲", 1)
    outline.element.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="2"/>'))
    file.add_paragraph("照样式", style)
    file.add_paragraph("照样式的大纲", outline)
    outlined = file.add_paragraph("照大纲")
    outlined._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="0"/>'))
    assert lines(word.read(saved(file), "a.docx")) == [("照样式", 2), ("照样式的大纲", 3), ("照大纲", 1)]


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
        archive.writestr("word/document.xml", bytes(package.LARGEST_XML + 1))
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
