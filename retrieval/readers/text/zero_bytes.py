"""Text in which a program has left a few zero bytes: tables exported from databases, pages saved half-way."""

from retrieval.errors import UnsupportedFormat
from retrieval.readers.text.encodings import decode

_MOST = 0.01
"""The share of zero bytes that may be left over in a text; a binary file has more."""


def decode_with_few(data: bytes, name: str) -> tuple[str, str]:
    """As `decode`, but a few zero bytes in what is a text otherwise are dropped."""
    try:
        return decode(data, name)
    except UnsupportedFormat:
        if not 0 < data.count(0) <= _MOST * len(data) + 1:
            raise
        return decode(data.replace(b"\0", b""), name)
