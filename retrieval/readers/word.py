"""Word .docx -> Document: the paragraphs in reading order, heading levels, declared title and author.

Paragraphs are taken from the XML itself, in document order: python-docx's own list leaves out what stands in content
controls, text boxes and tracked insertions. A table row is one block, its cells apart by tabs.
"""

import io
import lzma
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from retrieval.document import Block, Document
from retrieval.errors import DamagedDocument
from retrieval.readers.base import line_blocks
from retrieval.readers.signatures import OLD_OFFICE, signature

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

VERSION = 1

LARGEST_UNPACKED = 256 * 2**20
"""Bytes that all parts of a file may unpack to; pictures hardly shrink in a ZIP, so a real file stays near its size."""

LARGEST_XML = 64 * 2**20
"""Bytes that its XML parts may unpack to: ten million characters of report, and a parsed tree that fits in memory."""

_BROKEN_ARCHIVE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, RuntimeError)
"""What `zipfile` raises for archives that are cut off, damaged, encrypted or packed in an unknown way."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOT_SHOWN = {f"{_W}txbxContent", f"{_W}pPr", f"{_W}moveFrom", f"{_W}rt", _FALLBACK}
_CHARACTERS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_HEADING_STYLE = re.compile(r"(?:heading|标题)\s*([1-9])\Z", re.IGNORECASE)
_TITLE_STYLE = re.compile(r"(?:title|标题)\Z", re.IGNORECASE)
_HAN = re.compile("[\u4e00-\u9fff]")
_DEFAULT_AUTHOR = re.compile(r"用户|作者|微软|管理员")
_DEFAULT_TITLE = re.compile(r"文档\s*\d*\Z|新建|无标题|Microsoft Word|.*\.(?:docx?|wps|txt)\Z")


def read(data: bytes, name: str) -> Document:
    """The Document of a .docx file.

    Raises DamagedDocument when it is encrypted, no Word file, broken, or unpacks to more than memory should hold.
    """
    if signature(data) == OLD_OFFICE:
        raise DamagedDocument(
            f"{name}: protected by a password, or an old .doc under a new name. "
            "Open it in Word, remove the password, save it as .docx."
        )
    _check_archive(data, name)
    word = _open(data, name)
    text, blocks = _paragraphs(word)
    return Document(
        text,
        tuple(blocks),
        reader="word",
        reader_version=VERSION,
        title=_declared(word.core_properties.title, _DEFAULT_TITLE),
        author=_declared(word.core_properties.author, _DEFAULT_AUTHOR),
    )


def _check_archive(data: bytes, name: str) -> None:
    """Refuses, before anything is parsed, archives that are broken, encrypted, too large or declare entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if any(part.flag_bits & 1 for part in parts):
                raise DamagedDocument(f"{name}: protected by a password. Remove it and try again.")
            xml = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
            unpacked, unpacked_xml = sum(part.file_size for part in parts), sum(part.file_size for part in xml)
            if unpacked > LARGEST_UNPACKED or unpacked_xml > LARGEST_XML:
                raise DamagedDocument(
                    f"{name}: unpacks to {unpacked // 2**20} MB, more than a report needs; left alone."
                )
            # ZipFile gives at most the bytes that the directory promised, so the sums above hold for what is read.
            if any(_declares_entities(archive.read(part)) for part in xml):
                raise DamagedDocument(f"{name}: declares XML entities, which Word never does; left alone.")
    except _BROKEN_ARCHIVE as error:
        raise _damaged(name) from error


def _declares_entities(xml: bytes) -> bool:
    """Office Open XML has no document type declaration (ECMA-376 part 2, 8.1.4): one can only be there to do harm."""
    return b"<!DOCTYPE" in xml.replace(b"\0", b"")


def _open(data: bytes, name: str) -> "WordDocument":
    import docx

    try:
        return docx.Document(io.BytesIO(data))
    except Exception as error:  # a broken package fails anywhere inside python-docx and lxml, with any exception
        raise _damaged(name) from error


def _damaged(name: str) -> DamagedDocument:
    return DamagedDocument(f"{name}: not a whole Word file. Open it in Word and save it again as .docx.")


def _paragraphs(word: "WordDocument") -> tuple[str, list[Block]]:
    """The text, a paragraph or table row a line, and its blocks."""
    levels = _style_levels(word)
    lines: list[str] = []
    blocks: list[Block] = []
    position = 0
    for paragraph_text, level in _texts(word.element.body, levels):
        for block in line_blocks(paragraph_text):
            blocks.append(Block(position + block.start, position + block.end, level))
        lines.append(paragraph_text)
        position += len(paragraph_text) + 1
    return "\n".join(lines), blocks


def _texts(element: Any, levels: dict[str, int]) -> list[tuple[str, int]]:
    """The text and heading level of each paragraph and table row below `element`, in document order."""
    found: list[tuple[str, int]] = []
    stack = [element]
    while stack:
        node = stack.pop()
        if node.tag == f"{_W}p":
            found.append((_text(node), _level(node, levels)))
            stack.extend(reversed([box for box in node.iter(f"{_W}txbxContent") if not _in_fallback(box, node)]))
        elif node.tag == f"{_W}tr":
            cells = (_cell(cell) for cell in node.iterchildren(f"{_W}tc"))
            found.append(("\t".join(cells), 0))
        elif node.tag != _FALLBACK:
            stack.extend(node.iterchildren(reversed=True))
    return [(text, level) for text, level in found if text.strip()]


def _cell(cell: Any) -> str:
    return " ".join(" ".join(_text(paragraph).split()) for paragraph in cell.iter(f"{_W}p"))


def _text(paragraph: Any) -> str:
    """What a paragraph shows: not what was moved away, readings above characters, copies for old programs, nor the text
    boxes anchored in it, which are paragraphs of their own."""
    pieces: list[str] = []
    stack = list(paragraph.iterchildren(reversed=True))
    while stack:
        node = stack.pop()
        if node.tag == f"{_W}t":
            pieces.append(node.text or "")
        elif node.tag in _CHARACTERS:
            pieces.append(_CHARACTERS[node.tag])
        elif node.tag not in _NOT_SHOWN:
            stack.extend(node.iterchildren(reversed=True))
    return "".join(pieces)


def _in_fallback(box: Any, paragraph: Any) -> bool:
    """Whether a text box is a copy for old programs, or stands inside another text box of the paragraph."""
    for ancestor in box.iterancestors():
        if ancestor is paragraph:
            return False
        if ancestor.tag in (_FALLBACK, f"{_W}txbxContent"):
            return True
    return False


def _level(paragraph: Any, levels: dict[str, int]) -> int:
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        return 0
    style, outline = properties.find(f"{_W}pStyle"), properties.find(f"{_W}outlineLvl")
    return _outline_level(outline) or (0 if style is None else levels.get(style.get(f"{_W}val"), 0))


def _outline_level(outline: Any) -> int:
    """The heading level of an outlineLvl element: it counts from 0, and 9 is body text (ECMA-376 part 1, 17.3.1.20)."""
    value = "9" if outline is None else outline.get(f"{_W}val", "9")
    return int(value) + 1 if value.isdecimal() and int(value) < 9 else 0


def _style_levels(word: "WordDocument") -> dict[str, int]:
    """The heading level of each paragraph style that is a heading or built on one.

    Where the document has a paragraph in the Title style, that is level 1 and Heading 1 comes under it.
    """
    elements = {style.get(f"{_W}styleId"): style for style in word.styles.element.iterchildren(f"{_W}style")}
    levels = {identity: _style_level(identity, elements) for identity in elements}
    used = {style.get(f"{_W}val") for style in word.element.body.iter(f"{_W}pStyle")}
    shift = 1 if any(levels.get(identity) == 0 for identity in used) else 0
    return {identity: 1 if level == 0 else level + shift for identity, level in levels.items() if level is not None}


def _style_level(identity: str | None, elements: dict[str | None, Any]) -> int | None:
    """0 for the Title style, n for Heading n, None for body text, following what a style is based on."""
    seen: set[str | None] = set()
    while identity in elements and identity not in seen:
        seen.add(identity)
        style = elements[identity]
        name = style.find(f"{_W}name")
        label = "" if name is None else name.get(f"{_W}val", "")
        if _TITLE_STYLE.match(label):
            return 0
        if heading := _HEADING_STYLE.match(label):
            return int(heading[1])
        if outline := _outline_level(style.find(f"{_W}pPr/{_W}outlineLvl")):
            return outline
        base = style.find(f"{_W}basedOn")
        identity = None if base is None else base.get(f"{_W}val")
    return None


def _declared(value: str | None, default: re.Pattern[str]) -> str | None:
    """A property's value when a person wrote it for readers: in Chinese, and not what a program fills in by itself."""
    value = " ".join((value or "").split())
    return value if _HAN.search(value) and not default.match(value) else None
