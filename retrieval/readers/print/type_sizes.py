"""Sizes of type in scans, where the height of a line's box depends on its characters and on how well it was found."""

from collections.abc import Sequence
from dataclasses import replace

from retrieval.readers.print.geometry import quantile, typical_size
from retrieval.readers.print.lines import PrintedLine, PrintedPage

_SMALLEST, _LARGEST = 0.7, 1.35
"""Times the size of the text between which a scanned line is taken to be text: the boxes that rapidocr finds around
lines of one size differ by a fifth either way."""

_APART = 1.25
"""Times a size from which the next larger one is another."""


def with_settled_sizes(pages: Sequence[PrintedPage]) -> list[PrintedPage]:
    """`pages` with scanned lines of about one height set in one size; those that the file itself holds as they are."""
    scanned = [line for page in pages for line in page.lines if line.confidence is not None]
    if not scanned:
        return list(pages)
    body = typical_size(scanned)
    settled = {line.size: body for line in scanned if _SMALLEST * body <= line.size <= _LARGEST * body}
    group: list[float] = []
    for size in [*sorted({line.size for line in scanned} - settled.keys()), float("inf")]:
        if group and size > _APART * group[0]:
            settled |= dict.fromkeys(group, quantile(group, 0.5))
            group = []
        group.append(size)
    return [replace(page, lines=tuple(_settled(line, settled) for line in page.lines)) for page in pages]


def _settled(line: PrintedLine, sizes: dict[float, float]) -> PrintedLine:
    return line if line.confidence is None else replace(line, size=sizes[line.size])
