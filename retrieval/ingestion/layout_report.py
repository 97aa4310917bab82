"""What the layout made of a document, and why."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from retrieval.document import Article
from retrieval.errors import DocumentError
from retrieval.layout import Note, explained
from retrieval.readers.process.client import ReaderProcess
from retrieval.sources.content import SourceReader
from retrieval.sources.discovery import FoundFile
from retrieval.text.lines import LINE_BREAK


@dataclass(frozen=True)
class Explanation:
    """A file's name, the text that was taken out of it, its articles, and what was done and found."""

    name: str
    text: str
    articles: tuple[Article, ...]
    notes: tuple[Note, ...]

    def line(self, position: int) -> int:
        """The line of the text, from 1, on which a position stands."""
        return bisect_right(self._line_starts, position)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in LINE_BREAK.finditer(self.text))]


def explanations(files: Iterable[FoundFile], contents: SourceReader, reader: ReaderProcess) -> Iterator[Explanation]:
    """Read files and explain their layout. Those that cannot be read are left out."""
    for file in files:
        with suppress(DocumentError, OSError):
            document = reader.read(file.path.name, contents.of(file.path))
            yield Explanation(file.name, document.text, *explained(document))
