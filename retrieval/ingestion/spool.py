"""What a run has read and cut, on disk until it is written: a run needs no more memory for more documents."""

import pickle
import tempfile
from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass, replace
from pathlib import Path

from retrieval.document import Article, Document, Passage
from retrieval.errors import LibraryError
from retrieval.passages.windows import number_of_windows


@dataclass(frozen=True, slots=True)
class Made:
    """What a document was made with: the reader's name and version, the layout's version, and what a documents.yaml
    says of it, as JSON."""

    reader: str
    reader_version: int
    layout: int
    declared: str


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document, read and cut into articles and passages. `sha256` is that of its bytes."""

    sha256: str
    document: Document
    articles: tuple[Article, ...]
    passages: tuple[Passage, ...]
    made: Made

    def around(self, passage: Passage, characters: int) -> tuple[str, str]:
        """What stands around a passage in the document's text."""
        text, start, end = self.document.text, passage.spans[0][0], passage.spans[-1][1]
        return text[max(0, start - characters) : start], text[end : end + characters]


@dataclass(frozen=True, slots=True)
class Outline:
    """What is kept in memory of a document: how many passages and windows it has, and what is to be told of it."""

    passages: int
    windows: int
    notices: tuple[str, ...]


class Spool(MutableMapping[str, ReadDocument]):
    """Documents by the hash of their bytes, in a file without a name, which ends with the process. They come back in
    the order in which they were put in, without their blocks, which are in the articles by then."""

    def __init__(self, folder: Path | None = None) -> None:
        """The file stands in `folder`, or where the system keeps such."""
        self._folder = folder
        self._file = tempfile.TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115  closed by `close`
        self._places: dict[str, tuple[int, int]] = {}
        self._outlines: dict[str, Outline] = {}

    def __setitem__(self, sha256: str, read: ReadDocument) -> None:
        data = pickle.dumps(replace(read, document=replace(read.document, blocks=())), pickle.HIGHEST_PROTOCOL)
        try:
            start = self._file.seek(0, 2)
            if self._file.write(data) != len(data):
                raise OSError("it was cut short")
        except OSError as error:
            raise LibraryError(
                f"What was read could not be kept in {self._folder} ({error.strerror or error}). See that its disk has "
                "room. Nothing was changed: what was indexed before still answers."
            ) from error
        self._places[sha256] = start, len(data)
        windows = sum(number_of_windows(passage.text, passage.sentences) for passage in read.passages)
        self._outlines[sha256] = Outline(len(read.passages), windows, _notices(read.document))

    def __getitem__(self, sha256: str) -> ReadDocument:
        start, length = self._places[sha256]
        self._file.seek(start)
        data = bytearray()
        while len(data) < length and (piece := self._file.read(length - len(data))):
            data += piece
        read: ReadDocument = pickle.loads(data)
        return read

    def __delitem__(self, sha256: str) -> None:
        del self._places[sha256], self._outlines[sha256]

    def __iter__(self) -> Iterator[str]:
        return iter(list(self._places))

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, sha256: object) -> bool:
        return sha256 in self._places

    @property
    def outlines(self) -> dict[str, Outline]:
        """What is kept in memory of each."""
        return self._outlines

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def _notices(document: Document) -> tuple[str, ...]:
    encoding = document.encoding
    recognised = (f"read as {encoding}",) if encoding not in (None, "utf-8", "utf-8-sig") else ()
    return (*recognised, *document.warnings)
