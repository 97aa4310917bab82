"""Web pages saved from a browser (.html, .htm, .xhtml, .mht, .mhtml) -> Document: the main text, not the menus.

Nothing is fetched, ever: a page is what its file holds.
"""

from typing import Any

from retrieval.document import Document
from retrieval.errors import DamagedDocument
from retrieval.readers.document_builder import Assembly
from retrieval.readers.text.encodings import marks_of_damage
from retrieval.readers.web.charset import decoded, page_of
from retrieval.readers.web.lines import write
from retrieval.readers.web.main_content import furniture, main_part
from retrieval.readers.web.metadata import Metadata, read_metadata
from retrieval.readers.web.parsing import parsed
from retrieval.readers.web.tree import MOST_ELEMENTS, Node, shown_tree
from retrieval.readers.web.visibility import Visibility

VERSION = 2

LONGEST = 5_000_000
"""Characters of a page that are read: fifty times what a long one has, and a tree that fits in memory."""

_FULL = 0.1
"""The least share of what a page shows that its main text has; where it has less, all of the page is taken."""

_FEW = 200
_CUT = "The page is too large to be read whole: its end was left out."


def read(data: bytes, name: str) -> Document:
    """The Document of a web page. Raises UnsupportedFormat if binary, DamagedDocument when it is no page or in no known
    encoding."""
    data, declared = page_of(data, name)
    text, encoding = decoded(data, name, declared)
    root = _parsed(text[:LONGEST], name)
    metadata = read_metadata(root)
    visibility = Visibility(root)
    nodes = shown_tree(root, visibility)
    assembly = _main_text(nodes, metadata)
    is_cut = len(text) > LONGEST or len(nodes) == MOST_ELEMENTS
    return Document(
        assembly.text(),
        tuple(assembly.blocks),
        reader="html",
        reader_version=VERSION,
        encoding=encoding,
        title=metadata.title,
        author=metadata.author,
        date=metadata.date,
        publication=metadata.publication,
        warnings=(*((_CUT,) if is_cut else ()), *visibility.warnings(), *marks_of_damage(text)),
    )


def _main_text(nodes: list[Node], metadata: Metadata) -> Assembly:
    """The main text; where that would be next to nothing, as on a page of links, all that the page shows."""
    assembly = Assembly()
    dropped = furniture(nodes, metadata.titles)
    write(main_part(nodes, metadata.titles, dropped), dropped, assembly)
    if len(assembly.text()) < min(_FEW, _FULL * nodes[0].characters) or not assembly.blocks:
        assembly = Assembly()
        write(nodes[0], None, assembly)
    return assembly


def _parsed(text: str, name: str) -> Any:
    from lxml import etree

    try:
        root = parsed(text)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        raise DamagedDocument(f"{name}: no web page that can be read. Save it again from the browser.")
    return root
