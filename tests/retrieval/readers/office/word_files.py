"""Word files made of XML, for what python-docx has no words for and to be quick."""

import io
import zipfile
from collections.abc import Mapping

from retrieval.document import Document
from retrieval.readers.office import word

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NAMESPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_OFFICE}/relationships" xmlns:m="{_OFFICE}/math" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def file(body: str, styles: str = "", parts: Mapping[str, tuple[str, bytes]] | None = None) -> bytes:
    """A Word file of this body. `parts` are further parts by their name: the kind of their relationship to the body,
    whose identity is their name without its suffix, and their content."""
    more = parts or {}
    related = "".join(
        f'<Relationship Id="{name.partition(".")[0]}" Type="{_OFFICE}/relationships/{kind}" Target="{name}"/>'
        for name, (kind, _) in {"styles.xml": ("styles", b""), **more}.items()
    )
    members = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        '<Default Extension="emf" ContentType="image/x-emf"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_TYPES}.styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>',
        "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_NAMESPACES}>{styles}</w:styles>",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        for name, (_, data) in more.items():
            archive.writestr(f"word/{name}", data)
    return buffer.getvalue()


def read(body: str, **more: object) -> Document:
    """The Document of a file with this body."""
    return word.read(file(body, **more), "a.docx")  # type: ignore[arg-type]


def lines(document: Document) -> list[str]:
    """The text of its blocks."""
    return [document.text[block.start : block.end] for block in document.blocks]


def run(text: str, *marks: str) -> str:
    """A run of text with these marks, elements in short: `strike`, `vertAlign=superscript`, `shd=val=clear,fill=FF`."""
    return f'<w:r><w:rPr>{"".join(map(_mark, marks))}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _mark(mark: str) -> str:
    name, _, value = mark.partition("=")
    pairs = [pair.split("=") for pair in value.split(",")] if "=" in value else [["val", value]] if value else []
    attributes = "".join(f' w:{key}="{text}"' for key, text in pairs)
    return f"<w:{name}{attributes}/>"


def paragraph(*runs: str) -> str:
    """A paragraph of these runs, or of this text."""
    return f"<w:p>{''.join(part if part.startswith('<') else run(part) for part in runs)}</w:p>"


def cell(*content: str, properties: str = "") -> str:
    """A cell of these paragraphs or texts."""
    inside = "".join(part if part.startswith("<") else paragraph(part) for part in content or ("",))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A row of these cells or texts."""
    inside = "".join(part if part.startswith("<w:tc") or part.startswith("<w:sdt") else cell(part) for part in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def table(*rows: str, style: str = "") -> str:
    """A table of these rows, or of rows written with `|` between cells."""
    inside = "".join(line if line.startswith("<") else row(*line.split("|")) for line in rows)
    return f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/></w:tblPr>{inside}</w:tbl>'
