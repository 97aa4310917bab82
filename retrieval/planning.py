"""What an indexing run will change: the files read and cut, before anything is written."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from retrieval.document import Article, Document, Passage
from retrieval.errors import DocumentError, DocumentTooLarge, UnsupportedFormat
from retrieval.files import FoundFile
from retrieval.layout import articles
from retrieval.passages import passages
from retrieval.readers import VERSIONS, read_document

Progress = Callable[[str, int, int], None]
"""Told the name of the step (`reading`, `encoding`, `writing`), how much of it is done, and of how much."""


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document, read and cut into articles and passages. `sha256` is that of its bytes."""

    sha256: str
    document: Document
    articles: tuple[Article, ...]
    passages: tuple[Passage, ...]

    def around(self, passage: Passage, characters: int) -> tuple[str, str]:
        """What stands around a passage in the document's text."""
        text, start, end = self.document.text, passage.spans[0][0], passage.spans[-1][1]
        return text[max(0, start - characters) : start], text[end : end + characters]


@dataclass(slots=True)
class Plan:
    """The files found, each with the hash of its bytes; by that hash, what had to be read; and what could not be."""

    placed: list[tuple[FoundFile, str]] = field(default_factory=list)
    read: dict[str, ReadDocument] = field(default_factory=dict)
    skipped: list[tuple[str, str]] = field(default_factory=list)


def plan(files: Sequence[FoundFile], known: Mapping[str, tuple[str, int]], largest: int, progress: Progress) -> Plan:
    """Hash every file, and read and cut those whose hash is not in `known`, or stands there with the name and version
    of a reader that is not today's. Files over `largest` bytes are skipped, and those that no reader can read, each
    with the reason."""
    planned = Plan()
    for done, file in enumerate(files):
        progress("reading", done, len(files))
        try:
            _check_name(file)
            sha256, data = _bytes(file, largest)
            if not _current(known.get(sha256)) and sha256 not in planned.read:
                document = read_document(file.path, data)
                found = articles(document)
                planned.read[sha256] = ReadDocument(sha256, document, found, tuple(passages(document, found)))
            planned.placed.append((file, sha256))
        except DocumentError as error:
            planned.skipped.append((file.name, str(error)))
        except OSError as error:
            planned.skipped.append((file.name, f"{file.name}: it cannot be opened ({error.strerror})."))
    progress("reading", len(files), len(files))
    return planned


def _check_name(file: FoundFile) -> None:
    try:
        str(file.path).encode()
    except UnicodeEncodeError:
        raise UnsupportedFormat(f"{file.name}: its name or its folder's is not in UTF-8. Rename it.") from None


def _current(reader: tuple[str, int] | None) -> bool:
    return reader is not None and VERSIONS.get(reader[0]) == reader[1]


def _bytes(file: FoundFile, largest: int) -> tuple[str, bytes]:
    size = file.path.stat().st_size
    if size > largest:
        raise DocumentTooLarge(
            f"{file.name}: {size / 1e6:.0f} MB is over the limit of {largest / 1e6:.0f} MB. "
            "Split it, or raise reading.largest_file_mb in the settings."
        )
    data = file.path.read_bytes()
    return hashlib.sha256(data).hexdigest(), data
