"""What the process that reads files and the one that asks it say to each other: frames, and a Document as JSON.

JSON and not pickle: what comes out of a process that has read a hostile file is data to be checked, never code.
"""

import json
import re
import struct
from functools import cache
from typing import TYPE_CHECKING, BinaryIO

from retrieval.document import Document

if TYPE_CHECKING:
    from pydantic import TypeAdapter

NAME, PART, READ, DRAW = b"N", b"P", b"G", b"W"
"""Of a request: the file's name, the bytes of the file or of each of its pages, and, as the last frame, what to do:
read it, or draw pages of it (the reader and the marks of `marked_pages` as JSON)."""

ALIVE, DOCUMENT, PICTURE, ERROR, NO_MEMORY = b"A", b"D", b"I", b"E", b"M"
"""Of an answer: a sign of life, the document, the picture, or why there is none (the class of the error and its
message; or that there was no memory)."""

_HEADER = struct.Struct(">cQ")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def send(stream: BinaryIO, kind: bytes, payload: bytes = b"") -> None:
    """Write one frame: its kind, its length, its payload."""
    stream.write(_HEADER.pack(kind, len(payload)))
    stream.write(payload)
    stream.flush()


def receive(stream: BinaryIO, largest: int | None = None) -> tuple[bytes, bytes]:
    """The kind and payload of the next frame. Raises EOFError when the stream ends first, and OverflowError for a frame
    of more than `largest` bytes, of which nothing is read."""
    header = stream.read(_HEADER.size)
    if len(header) < _HEADER.size:
        raise EOFError
    kind, length = _HEADER.unpack(header)
    if largest is not None and length > largest:
        raise OverflowError
    payload = stream.read(length)
    if len(payload) < length:
        raise EOFError
    return kind, payload


def document_to_json(document: Document) -> str:
    """A document as JSON. Half characters in it, which neither JSON nor the library can hold, become U+FFFD each, so
    that positions stay as they are."""
    from pydantic_core import PydanticSerializationError

    try:
        return _documents().dump_json(document).decode()
    except PydanticSerializationError:
        fields = _documents().dump_python(document)
        return _LONE_SURROGATE.sub("\ufffd", json.dumps(fields, ensure_ascii=False))


def document_from_json(stored: str | bytes) -> Document:
    """The document that was made JSON. Raises ValueError for what is none, or is one of another version's."""
    return _documents().validate_json(stored)


@cache
def _documents() -> "TypeAdapter[Document]":
    from pydantic import TypeAdapter

    return TypeAdapter(Document)
