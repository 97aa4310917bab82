"""Print -> text in reading order: columns told apart, furniture left out, lines put together to paragraphs."""

from retrieval.readers.printed.compose import Composed, compose
from retrieval.readers.printed.page import PrintedLine, PrintedPage

__all__ = ["Composed", "PrintedLine", "PrintedPage", "compose"]
