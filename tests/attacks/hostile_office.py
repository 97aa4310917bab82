"""Office files and archives that are made to do harm."""

import io
import struct
import zipfile
from collections.abc import Callable, Iterator
from functools import partial

import openpyxl
import word_files
from hostile_pictures import png

_BOMB = "<!DOCTYPE x [" + "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9)) + "]><x>&e9;</x>"
_QUADRATIC = f'<!DOCTYPE x [<!ENTITY e "{"多" * 50_000}">]><x>{"&e;" * 50_000}</x>'
_OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET_XML = (
    '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="a">'
    "<Table>{}</Table></Worksheet></Workbook>"
)


def zipped(members: dict[str, bytes], level: int = 9) -> bytes:
    """A ZIP archive of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def word(body: str, **more: object) -> bytes:
    """A Word file of this body, packed."""
    with zipfile.ZipFile(io.BytesIO(word_files.file(body, **more))) as plain:  # type: ignore[arg-type]
        return zipped({name: plain.read(name) for name in plain.namelist()})


def workbook(sheet: str, strings: str = "", before: str = "", after: str = "") -> bytes:
    """An Excel file whose only sheet holds this XML as its data, with these shared strings."""
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    with zipfile.ZipFile(out) as plain:
        parts = {name: plain.read(name) for name in plain.namelist()}
    data = f'{before}<worksheet xmlns="{_MAIN}"><sheetData>{sheet}</sheetData>{after}</worksheet>'
    parts["xl/worksheets/sheet1.xml"] = data.encode()
    if strings:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
        relation = f'<Relationship Id="s1" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'
        relations = parts["xl/_rels/workbook.xml.rels"].decode()
        parts["xl/_rels/workbook.xml.rels"] = relations.replace("</Relationships>", relation).encode()
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{_MAIN}">{strings}</sst>'.encode()
    return zipped(parts)


def archives() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """ZIP archives."""
    million = bytes(10**6)
    yield "bomb.zip", lambda: zipped({f"{n}.txt": million * 20 for n in range(20)})
    inner = zipped({"a.txt": million * 10})
    for _ in range(5):
        inner = zipped({f"{n}.zip": inner for n in range(10)})
    yield "nested.zip", lambda: inner
    yield "many.zip", lambda: zipped({f"{n}.txt": b"" for n in range(20_000)}, 0)
    names = (
        "../../up.txt",
        "/etc/absolute.txt",
        "C:\\Windows\\drive.txt",
        "a/" * 300 + "deep.txt",
        "长" * 4000 + ".txt",
    )
    more = ("\u202etxt.exe\u202c.txt", "line\nbreak.txt", "\x1b[2Jsteers.txt", "nul\0.txt", "..", ".txt")
    yield "names.zip", lambda: zipped({name: "名称里有陷阱，但这一句可以读。\n".encode() for name in (*names, *more)})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    yield "link.zip", lambda: out.getvalue()
    yield "lies.zip", lambda: _lying()
    yield "overlaid.zip", lambda: _overlaid()
    yield "torn.zip", lambda: zipped({"a.txt": b"text"})[:-9]


def _lying() -> bytes:
    """An archive whose directory says less of a member than it holds."""
    data = zipped({"a.txt": bytes(10**7)})
    place = data.rindex(b"PK\x01\x02") + 24
    return data[:place] + struct.pack("<I", 10) + data[place + 4 :]


def _overlaid() -> bytes:
    """Many entries for one stretch of packed bytes (D. Fifield, A better zip bomb, 2019)."""
    data = zipped({"00000": bytes(range(256)) * 10_000})
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entries = b"".join(data[start:end].replace(b"00000", f"{number:05}".encode()) for number in range(5000))
    return data[:start] + entries + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 5000, 5000, len(entries), start, 0)


def words() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Word files."""
    part = word_files.paragraph("一句正文。")
    plain = word(part)
    for name, xml in (("entities", _BOMB), ("quadratic", _QUADRATIC), ("outside", _OUTSIDE)):
        yield f"{name}.docx", partial(_with, plain, "word/document.xml", xml)
    yield "utf16-entities.docx", lambda: _with(plain, "word/document.xml", _BOMB.encode("utf-16"))
    yield "deep.docx", lambda: word("<w:sdt><w:sdtContent>" * 20_000 + part + "</w:sdtContent></w:sdt>" * 20_000)
    yield "tables.docx", lambda: word("<w:tbl><w:tr><w:tc>" * 2000 + part + "</w:tc></w:tr></w:tbl>" * 2000)
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr>' + part + "</w:tc>"
    yield "spans.docx", lambda: word(f"<w:tbl>{'<w:tr>' + wide * 50 + '</w:tr>'}</w:tbl>")
    yield "empty-paragraphs.docx", lambda: word("<w:p/>" * 3_000_000)
    yield "one-paragraph.docx", lambda: word(word_files.paragraph("很长的一段" * 2_000_000))
    yield (
        "math.docx",
        lambda: word("<w:p><m:oMath>" + "<m:f><m:num>" * 5000 + "</m:num></m:f>" * 5000 + "</m:oMath></w:p>"),
    )
    yield "unpacks.docx", lambda: zipped({"word/document.xml": b" " * 90_000_000})
    media = {"huge.png": ("image", png(50_000, 50_000))}
    drawing = '<w:p><w:r><w:pict><v:shape><v:imagedata r:id="huge"/></v:shape></w:pict></w:r></w:p>'
    yield "picture.docx", lambda: word(part + drawing, parts=media)
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    pointing = (
        ("header", "document.xml", ""),
        ("aFChunk", "document.xml", ""),
        ("image", "../../../etc/passwd", ""),
        ("image", "file:///etc/passwd", ' TargetMode="External"'),
    )
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{kinds}/{kind}" Target="{target}"{more}/>'
        for n, (kind, target, more) in enumerate(pointing)
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    related = f'<Relationships xmlns="{package}">{relations}</Relationships>'
    yield "loop.docx", lambda: _with(plain, "word/_rels/document.xml.rels", related)


def sheets() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Excel files, zipped and as one XML file."""
    for name, xml in (("entities", _BOMB), ("quadratic", _QUADRATIC)):
        yield f"{name}.xlsx", partial(_with, workbook(""), "xl/workbook.xml", xml)
    cell = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    yield (
        "strings.xlsx",
        lambda: workbook(
            "".join(f'<row r="{n}">' + '<c t="s"><v>0</v></c>' * 20 + "</row>" for n in range(1, 10_000)),
            f"<si><t>{'长' * 30_000}</t></si>",
        ),
    )
    yield "no-strings.xlsx", lambda: workbook(cell.replace("<v>0", "<v>99999999999"), "<si><t>a</t></si>")
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    yield "far.xlsx", lambda: workbook(cell + far, "<si><t>头</t></si>", f'<?xml version="1.0"?><!-- {"-+" * 99} -->')
    yield (
        "out.xlsx",
        lambda: workbook('<row r="99999999999999999999"><c r="ZZZZZZZZZ99999999999999"><v>1</v></c></row>'),
    )
    merged = "".join(f'<mergeCell ref="A1:XFD{1048576 - n}"/>' for n in range(5000))
    yield "merged.xlsx", lambda: workbook(cell, "<si><t>头</t></si>", after=f"<mergeCells>{merged}</mergeCells>")
    loop = '<row r="1"><c r="A1"><f>B1</f></c><c r="B1"><f>A1</f></c></row>'
    yield "formula-loop.xlsx", lambda: workbook(loop)
    chain = "".join(f'<row r="{n}"><c r="A{n}"><f>A{n + 1}+A{n + 1}</f></c></row>' for n in range(1, 20_000))
    yield "formula-chain.xlsx", lambda: workbook(chain)
    yield (
        "formula-deep.xlsx",
        lambda: workbook(f'<row r="1"><c r="A1"><f>{"(" * 100_000}1{")" * 100_000}</f></c></row>'),
    )
    power = '<row r="1"><c r="A1"><f>9^9^9^9^9</f></c><c r="B1"><f>REPT("x",99999999999)</f></c></row>'
    yield "formula-power.xlsx", lambda: workbook(power)
    yield "deep.xlsx", lambda: workbook("<a>" * 100_000 + "</a>" * 100_000)
    yield (
        "number.xlsx",
        lambda: workbook(f'<row r="1"><c r="A1"><v>{"9" * 1_000_000}</v></c><c r="B1"><v>1e999999</v></c></row>'),
    )
    declared = _BOMB.split("<x>")[0]
    text = _SHEET_XML.format("<Row><Cell><Data>&e9;</Data></Cell></Row>")
    yield "entities.xls", lambda: text.replace("<Workbook", f"{declared}<Workbook", 1).encode()
    cell = '<Cell ss:Index="2147483647" ss:MergeAcross="999999999" ss:MergeDown="999999999">'
    far = f'<Row ss:Index="2147483647">{cell}<Data ss:Type="Number">1</Data></Cell></Row>'
    yield "far.xls", lambda: _SHEET_XML.format(far * 100).encode()
    yield "deep.xls", lambda: _SHEET_XML.format("<Row>" * 100_000).encode()


def _with(data: bytes, part: str, content: str | bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as plain:
        parts = {name: plain.read(name) for name in plain.namelist()}
    return zipped(parts | {part: content.encode() if isinstance(content, str) else content})
