"""Elements of HTML inside of a text -> the lines that they show: tables as statements, nothing hidden or struck out."""

from dataclasses import dataclass

from retrieval.readers.document_builder import Assembly
from retrieval.readers.web.lines import write
from retrieval.readers.web.parsing import parsed
from retrieval.readers.web.tree import shown_tree
from retrieval.readers.web.visibility import Visibility


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line that is shown, and its heading level, 0 for body text."""

    text: str
    level: int


def shown_lines(fragment: str, unit: str = "") -> list[ShownLine]:
    """The lines that a fragment of HTML shows; `unit` is what is stated for a table above it. None where it shows
    nothing, as a comment does."""
    from lxml import etree

    try:
        root = parsed(fragment)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        return []
    assembly = Assembly()
    write(shown_tree(root, Visibility(root))[0], None, assembly, unit)
    text = assembly.text()
    return [ShownLine(text[block.start : block.end], block.level) for block in assembly.blocks]
