"""Print -> text in reading order: columns told apart, furniture left out, lines put together to paragraphs."""

from retrieval.readers.printed.page import PrintedLine, PrintedPage

__all__ = ["PrintedLine", "PrintedPage"]
