"""Print -> text in reading order: columns told apart, furniture left out, lines put together to paragraphs."""

from retrieval.readers.print.compose import Composed, compose
from retrieval.readers.print.lines import PrintedLine, PrintedPage

__all__ = ["Composed", "PrintedLine", "PrintedPage", "compose"]
