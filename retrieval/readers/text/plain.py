"""Plain text -> Document: a block is a line; which lines belong together is for `layout` to say."""

from retrieval.document import Document
from retrieval.readers.base import line_blocks
from retrieval.readers.text.encodings import decode, marks_of_damage

VERSION = 2


def read(data: bytes, name: str) -> Document:
    """The Document of a text file. Raises UnsupportedFormat if binary, DamagedDocument if undecodable."""
    text, encoding = decode(data, name)
    return Document(
        text,
        tuple(line_blocks(text)),
        reader="plain",
        reader_version=VERSION,
        encoding=encoding,
        warnings=marks_of_damage(text),
    )
