"""What every reader is: a function from a file's bytes to a Document."""

import re
from typing import Protocol

from retrieval.document import Block, Document
from retrieval.text.lines import SEPARATORS

_INVISIBLE = "\\s\u00ad\u200b-\u200f\u2060\ufeff"
_VISIBLE_RUN = re.compile(rf"[^{_INVISIBLE}](?:[^{SEPARATORS}]*[^{_INVISIBLE}])?")


class Reader(Protocol):
    """Takes the bytes of one file out of their format. `name` is the file's name, for messages.

    Raises a `retrieval.errors.DocumentError` whose message names the file when there is no text to be had.
    """

    def __call__(self, data: bytes, name: str) -> Document: ...


def line_blocks(text: str) -> list[Block]:
    """A block for each line of `text` that shows anything, without white space and marks of no width at its ends."""
    return [Block(*match.span()) for match in _VISIBLE_RUN.finditer(text)]
