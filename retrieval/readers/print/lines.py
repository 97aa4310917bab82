"""What print is made of, whether a PDF holds its characters or a picture of it was recognised: lines on pages."""

from dataclasses import dataclass

from retrieval.document import Box


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A run of characters that stand on one line of one column.

    `size` is the height of its type, in the page's units. `confidence` (0..1) is how sure its recognition is, None
    where the file itself holds the characters.
    """

    text: str
    box: Box
    size: float
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page with its lines in any order. `number` counts from 1; `width` and `height` are in the units of the boxes:
    PDF points, or pixels of a picture."""

    number: int
    width: float
    height: float
    lines: tuple[PrintedLine, ...]
