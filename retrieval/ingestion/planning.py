"""What an indexing run will change: the files read and cut, before anything is written."""

import logging
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Protocol

from retrieval.document import Document
from retrieval.errors import DocumentError, LibraryError, UnsupportedFormat, UsageError
from retrieval.ingestion.spool import Made, ReadDocument, Spool
from retrieval.layout import VERSION, articles
from retrieval.passages.splitting import passages
from retrieval.readers import versions
from retrieval.readers.process.client import ReaderProcess
from retrieval.readers.process.protocol import document_from_json, document_to_json
from retrieval.sources.content import SourceReader, sha256
from retrieval.sources.directory_walk import problem
from retrieval.sources.discovery import Found, FoundFile
from retrieval.sources.file_names import title_in
from retrieval.sources.sidecar_files import NOTHING, Declared, Sidecars

Progress = Callable[[str, int, int], None]
"""Told the name of the step (`reading`, `encoding`, `writing`), how much of it is done, and of how much."""


_logger = logging.getLogger(__name__)


class Readings(Protocol):
    """Where what was read out of files is kept until it is committed, so that an interrupted run loses none of it."""

    def kept(self, sha256: str) -> str | None:
        """The document read from these bytes, as `keep` was given it."""
        ...

    def keep(self, sha256: str, document: str) -> None:
        """Keep a document, as JSON, by the next `flush`."""
        ...

    def flush(self) -> None:
        """Keep all that was given."""
        ...


@dataclass(slots=True)
class Plan:
    """The files found, each with the hash of its bytes; by that hash, what had to be read; what could not be; and the
    stamps of the files, taken before they were read."""

    read: Spool
    placed: list[tuple[FoundFile, str]] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    stamps: dict[Path, str] = field(default_factory=dict)


def plan(
    found: Found,
    known: Mapping[str, Made],
    sidecars: Sidecars,
    contents: SourceReader,
    *,
    elsewhere: Set[str],
    reader: ReaderProcess,
    readings: Readings,
    progress: Progress,
    spool: Spool,
) -> Plan:
    """Hash every file, and read and cut those whose hash is not in `known`, or stands there as made with other than
    today's reader, layout and documents.yaml. What is held `elsewhere` too, by its hash, keeps what is declared of it
    there where nothing is here. What cannot be read is skipped, with the reason. What is read goes into the `spool`.
    """
    planned = Plan(read=spool, skipped=[*found.skipped, *sidecars.problems])
    current = versions(reader.limits.pictures)
    for done, file in enumerate(found.files):
        progress("reading", done, len(found.files))
        try:
            _check_name(file)
            planned.stamps[file.path] = contents.stamp(file.path)
            parts = contents.of(file.path)
            identity = sha256(parts)
            declared = sidecars.declared(file.path)
            if declared == NOTHING and identity in elsewhere and identity in known:
                declared = Declared.model_validate_json(known[identity].declared)
            if identity not in planned.read and not _current(known.get(identity), declared.to_json(), current):
                document = _kept(readings, identity, current)
                if document is None:
                    document = reader.read(Path(file.name).name, parts)
                    readings.keep(identity, document_to_json(document))
                planned.read[identity] = _cut(identity, _titled(declared.applied(document), file), declared.to_json())
            planned.placed.append((file, identity))
        except DocumentError as error:
            planned.skipped.append((file.name, str(error)))
        except OSError as error:
            planned.skipped.append((file.name, problem(file.path, error)))
        except (LibraryError, UsageError):
            raise
        except Exception as error:
            planned.skipped.append((file.name, unforeseen(file.name, error)))
    readings.flush()
    progress("reading", len(found.files), len(found.files))
    return planned


def unforeseen(name: str, error: Exception) -> str:
    """What to say of the file `name`, on which a step raised `error`; the log gets all of it."""
    _logger.error("%s could not be indexed", name, exc_info=error)
    return (
        f"{name}: it could not be indexed, which is a fault of this program ({type(error).__name__}: {error}). "
        "It was left out, and the others are indexed; please report it with this message."
    )


def _kept(readings: Readings, identity: str, current: Mapping[str, int]) -> Document | None:
    """What was read from these bytes by today's reader, in a run that did not come to its end."""
    kept = readings.kept(identity)
    try:
        document = document_from_json(kept) if kept else None
    except ValueError:  # of another version of the program
        return None
    return document if document and current.get(document.reader) == document.reader_version else None


def _titled(document: Document, file: FoundFile) -> Document:
    """The document with the name of its file as its title where nothing else declares one."""
    return document if document.title else replace(document, title=title_in(PurePosixPath(file.name).name))


def _cut(identity: str, document: Document, declared: str) -> ReadDocument:
    found = articles(document)
    made = Made(document.reader, document.reader_version, VERSION, declared)
    return ReadDocument(identity, document, found, tuple(passages(document, found)), made)


def _check_name(file: FoundFile) -> None:
    try:
        str(file.path).encode()
    except UnicodeEncodeError:
        raise UnsupportedFormat(f"{file.name}: its name or its folder's is not in UTF-8. Rename it.") from None


def _current(made: Made | None, declared: str, current: Mapping[str, int]) -> bool:
    return made is not None and made == Made(made.reader, current.get(made.reader, 0), VERSION, declared)
