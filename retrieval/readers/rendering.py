"""Pages as pictures, with a passage marked as with a highlighter."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from retrieval.document import Box
from retrieval.readers.ocr import reader as scan
from retrieval.readers.pdf import reader as pdf

if TYPE_CHECKING:
    from PIL.Image import Image

PIXELS_PER_POINT = 2.0
"""144 dpi: newspaper print is legible on a screen."""

MARKER = (255, 236, 110)
"""Colour of the mark; it is multiplied with the page, so that print stays black and paper turns yellow."""

MARGIN = 2
"""Pixels by which a mark is larger than the box of its line."""

_PDF = ("pdf", pdf.WITHOUT_PICTURES)
RENDERED = frozenset({*_PDF, "scan"})
"""The readers whose documents have pages to be shown."""


def marked_pages(reader: str, parts: Sequence[bytes], name: str, marks: Sequence[tuple[int, Sequence[Box]]]) -> bytes:
    """A PNG of pages of the file with the bytes `parts`, one below the other.

    `marks` are the pages, counted from 1, each with the boxes on it that are marked, as `Document.places` has them.
    Several parts are pictures, a page each. Raises DamagedDocument, DocumentTooLarge.
    """
    from PIL import Image

    pages = [_marked(*_page(reader, parts, name, page), boxes) for page, boxes in marks]
    whole = Image.new("RGB", (max(p.width for p in pages), sum(p.height for p in pages)), "white")
    top = 0
    for page in pages:
        whole.paste(page, (0, top))
        top += page.height
    out = io.BytesIO()
    whole.save(out, "PNG")
    return out.getvalue()


def _page(reader: str, parts: Sequence[bytes], name: str, page: int) -> "tuple[Image, float]":
    """A page, and how many of its pixels make one unit of its boxes."""
    if reader in _PDF:
        return pdf.render(parts[0], name, page, PIXELS_PER_POINT), PIXELS_PER_POINT
    if len(parts) > 1:
        return scan.render(parts[page - 1], name, 1), 1.0
    return scan.render(parts[0], name, page), 1.0


def _marked(page: "Image", scale: float, boxes: Sequence[Box]) -> "Image":
    from PIL import Image, ImageChops, ImageDraw

    marker = Image.new("RGB", page.size, "white")
    draw = ImageDraw.Draw(marker)
    for box in boxes:
        x0, y0, x1, y1 = (scale * value for value in box)
        draw.rectangle((x0 - MARGIN, y0 - MARGIN, x1 + MARGIN, y1 + MARGIN), fill=MARKER)
    return ImageChops.multiply(page.convert("RGB"), marker)
