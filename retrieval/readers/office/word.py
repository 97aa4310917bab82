"""Word .docx -> Document: the paragraphs in reading order, heading levels, declared title and author.

Paragraphs are taken from the XML itself, in document order: python-docx's own list leaves out what stands in content
controls, text boxes and tracked insertions. A table row is one block, a statement where the table has a header; the
paragraphs of a table that only lays out text are paragraphs. Notes come after the text, headers and footers not at all.
The dates among a file's properties say when it was saved, not of when it is.
"""

import io
import re
from typing import TYPE_CHECKING, Any

from retrieval.document import Document
from retrieval.readers.declared_properties import declared_author, declared_title
from retrieval.readers.document_builder import Assembly
from retrieval.readers.office.package import check_archive, damaged
from retrieval.readers.office.word_numbering import Numbering
from retrieval.readers.office.word_tables import is_layout, table_lines
from retrieval.readers.tables.units import noted_unit

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

VERSION = 2

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOT_SHOWN = {f"{_W}txbxContent", f"{_W}pPr", f"{_W}moveFrom", f"{_W}rt", _FALLBACK}
_CHARACTERS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_HEADING_STYLE = re.compile(r"(?:heading|标题)\s*([1-9])\Z", re.IGNORECASE)
_TITLE_STYLE = re.compile(r"(?:title|标题)\Z", re.IGNORECASE)
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


def read(data: bytes, name: str) -> Document:
    """The Document of a .docx file.

    Raises DamagedDocument when it is encrypted, no Word file, broken, or unpacks to more than memory should hold.
    """
    check_archive(data, name, "Word", ".docx")
    word = _open(data, name)
    try:
        assembly = _assembled(word)
    except SyntaxError as error:  # what lxml raises for XML that is none derives from it
        raise damaged(name, "Word", ".docx") from error
    return Document(
        assembly.text(),
        tuple(assembly.blocks),
        reader="word",
        reader_version=VERSION,
        title=declared_title(word.core_properties.title),
        author=declared_author(word.core_properties.author),
    )


def _open(data: bytes, name: str) -> "WordDocument":
    import docx

    try:
        return docx.Document(io.BytesIO(data))
    except Exception as error:  # a broken package fails anywhere inside python-docx and lxml, with any exception
        raise damaged(name, "Word", ".docx") from error


def _assembled(word: "WordDocument") -> Assembly:
    levels = _style_levels(word)
    numbering = Numbering(_part(word, "/numbering"), word.styles.element)
    assembly = Assembly()
    for root in (word.element.body, _part(word, "/footnotes"), _part(word, "/endnotes")):
        if root is not None:
            _add(root, levels, numbering, assembly)
    return assembly


def _part(word: "WordDocument", kind: str) -> Any:
    """The root of the part that the document has in a relationship of this kind, None without one."""
    from lxml import etree

    for relation in word.part.rels.values():
        if relation.reltype.endswith(kind) and not relation.is_external:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            return etree.fromstring(relation.target_part.blob, parser)
    return None


def _add(root: Any, levels: dict[str, int], numbering: Numbering, assembly: Assembly) -> None:
    """Appends the paragraphs and tables below `root`, in document order."""

    def numbered(paragraph: Any) -> str:
        return numbering.before(paragraph) + _text(paragraph)

    above = ""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.tag == f"{_W}p":
            number, text = numbering.before(node), _text(node)
            if text.strip():
                above = number + text
                assembly.add(above, _level(node, levels))
            stack.extend(reversed([box for box in node.iter(f"{_W}txbxContent") if not _in_fallback(box, node)]))
        elif node.tag == f"{_W}tbl" and not is_layout(node):
            assembly.add_table(table_lines(node, numbered, noted_unit(above.strip())))
        elif node.tag not in (_FALLBACK, f"{_W}sectPr") and node.get(f"{_W}type") not in _SEPARATORS:
            stack.extend(node.iterchildren(reversed=True))


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
