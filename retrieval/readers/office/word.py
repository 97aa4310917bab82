"""Word .docx -> Document: the paragraphs in reading order, heading levels, declared title and author.

Paragraphs are taken from the XML itself, in document order: python-docx's own list leaves out what stands in content
controls, text boxes and tracked insertions. Only what a person sees is read (`word_text`); pictures are recognised
where they stand. A table row is one block, a statement where the table has a header; the paragraphs of a table that
only lays out text are paragraphs. Notes come after the text, headers and footers not at all.
The dates among a file's properties say when it was saved, not of when it is.
"""

import io
from typing import TYPE_CHECKING, Any

from retrieval.document import Document
from retrieval.readers.declared_properties import declared_author, declared_title
from retrieval.readers.document_builder import Assembly
from retrieval.readers.office.package import check_archive, damaged
from retrieval.readers.office.word_numbering import Numbering
from retrieval.readers.office.word_pictures import Pictures
from retrieval.readers.office.word_styles import Styles
from retrieval.readers.office.word_tables import continued, is_layout, parts, table_lines, why_unseen
from retrieval.readers.office.word_text import BOX, FALLBACK, ParagraphText, control_content, drawn, word_art
from retrieval.readers.tables.units import noted_unit

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

VERSION = 4

WITHOUT_PICTURES = "word without pictures"
"""The name that documents carry whose pictures were left alone, so that they are read anew when these are wanted."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")
_NOT_SHOWN = (FALLBACK, f"{_W}sectPr", f"{_W}del", f"{_W}moveFrom")


def read(data: bytes, name: str, pictures: bool = True) -> Document:
    """The Document of a .docx file. What was left out because nobody sees it, and what could not be read, is said in
    its warnings. `pictures` says whether pictures are recognised.

    Raises DamagedDocument when it is encrypted, no Word file, broken, or unpacks to more than memory should hold.
    """
    check_archive(data, name, "Word", ".docx")
    word = _open(data, name)
    try:
        body = _Body(word, pictures)
        body.read()
    except SyntaxError as error:  # what lxml raises for XML that is none derives from it
        raise damaged(name, "Word", ".docx") from error
    return Document(
        body.assembly.text(),
        tuple(body.assembly.blocks),
        reader="word" if pictures or not body.pictures.left_alone else WITHOUT_PICTURES,
        reader_version=VERSION,
        title=declared_title(word.core_properties.title),
        author=declared_author(word.core_properties.author),
        warnings=tuple(body.warnings()),
        places=tuple(body.assembly.places),
    )


def _open(data: bytes, name: str) -> "WordDocument":
    import docx

    try:
        return docx.Document(io.BytesIO(data))
    except Exception as error:  # a broken package fails anywhere inside python-docx and lxml, with any exception
        raise damaged(name, "Word", ".docx") from error


def _part(word: "WordDocument", kind: str) -> Any:
    """The root of the part that the document has in a relationship of this kind, None without one."""
    from lxml import etree

    for relation in word.part.rels.values():
        if relation.reltype.endswith(kind) and not relation.is_external:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            return etree.fromstring(relation.target_part.blob, parser)
    return None


class _Body:
    """Reads a document from its beginning to its end."""

    def __init__(self, word: "WordDocument", pictures: bool) -> None:
        self._roots = [word.element.body, _part(word, "/footnotes"), _part(word, "/endnotes")]
        self._styles = Styles(word.styles.element, word.element.body)
        self._numbering = Numbering(_part(word, "/numbering"), word.styles.element)
        self._text = ParagraphText(self._styles)
        self.pictures = Pictures(word.part, pictures)
        self._above, self._begun = "", ""
        self._joined: set[Any] = set()
        self.assembly = Assembly()

    def read(self) -> None:
        """Appends the paragraphs and tables, and behind them the notes, in document order."""
        for root in self._roots:
            if root is not None:
                self._add(root)

    def warnings(self) -> list[str]:
        """What was left out, and what could not be read."""
        left_out = [f"{kind} text ({count})" for kind, count in sorted(self._text.left_out.items())]
        found = [f"Left out, as it is not seen: {', '.join(left_out)}."] if left_out else []
        for font, count in self._text.unknown.items():
            found.append(f"Symbols ({count}) of the font {font} could not be read.")
        return [*found, *self.pictures.warnings]

    def _add(self, root: Any) -> None:
        stack = [root]
        while stack:
            node = stack.pop()
            if node.tag == f"{_W}p":
                self._add_paragraph(node)
                stack.extend(reversed(list(drawn(node, BOX))))
            elif node.tag == f"{_W}sdt":
                stack.extend(reversed(list(control_content(node))))
            elif node.tag == f"{_W}tbl" and not is_layout(node):
                if node not in self._joined:
                    self._add_table(node)
            elif node.tag not in _NOT_SHOWN and node.get(f"{_W}type") not in _SEPARATORS:
                stack.extend(node.iterchildren("{*}*", reversed=True))

    def _add_table(self, table: Any) -> None:
        """Appends a table with those that go on with it, and behind it what is drawn in its cells."""
        tables = [table, *continued(table)]
        self._joined.update(tables)
        for part in tables:
            self._text.left_out.update(filter(None, map(why_unseen, parts(part, "tr"))))
        self.assembly.add_table(table_lines(tables, self._numbered, noted_unit(self._above.strip())))
        for paragraph in (paragraph for part in tables for paragraph in part.iter(f"{_W}p")):
            if next(paragraph.iterancestors(BOX), None) is None:
                self._add_drawings(paragraph)
                for box in drawn(paragraph, BOX):
                    self._add(box)

    def _add_paragraph(self, paragraph: Any) -> None:
        number, text = self._numbering.before(paragraph), self._text(paragraph)
        text = self._begun + (number if text.strip() else "") + text
        self._begun = ""
        if text.strip() and paragraph.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None:
            self._begun = text  # its end was deleted: it goes on in the next paragraph
        elif text.strip():
            self._above = text
            self.assembly.add(text, self._styles.level(paragraph))
        self._add_drawings(paragraph)

    def _add_drawings(self, paragraph: Any) -> None:
        for text in word_art(paragraph):
            self.assembly.add(text)
        for picture in self.pictures.of(paragraph):
            self.assembly.add_recognised(picture.text, picture.places)

    def _numbered(self, paragraph: Any) -> str:
        """The text of a paragraph in a table with the number that Word sets before it: rows may have no other."""
        return self._numbering.before(paragraph) + self._text(paragraph)
