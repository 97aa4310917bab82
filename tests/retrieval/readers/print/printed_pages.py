"""Lines of Chinese print set by hand: every character as wide as the type is high."""

import random
from collections.abc import Sequence
from dataclasses import replace

from retrieval.readers.print import Composed, PrintedLine, PrintedPage, compose

SIZE = 10.0
LEADING = 16.0
NO_LINE_BEGINS = "，。、；：！？）》”’%"


def line(text: str, x: float, y: float, size: float = SIZE, confidence: float | None = None) -> PrintedLine:
    """A line whose top left corner is at `(x, y)`."""
    return PrintedLine(text, (x, y, x + size * len(text), y + size), size, confidence)


def broken(paragraphs: Sequence[str], characters: int, indent: int = 2) -> list[tuple[str, int]]:
    """Paragraphs broken into lines of so many characters: `(text, how many characters it is set in)`."""
    lines: list[tuple[str, int]] = []
    for paragraph in paragraphs:
        start, rest = indent, paragraph
        while rest:
            end = min(characters - start, len(rest))
            while 1 < end < len(rest) and rest[end] in NO_LINE_BEGINS:
                end -= 1
            lines.append((rest[:end], start))
            rest, start = rest[end:], 0
    return lines


def column(lines: Sequence[tuple[str, int]], x: float, y: float, size: float = SIZE) -> list[PrintedLine]:
    """Lines one below the other, from `(x, y)`."""
    leading = LEADING * size / SIZE
    return [line(text, x + start * size, y + i * leading, size) for i, (text, start) in enumerate(lines)]


def page(*groups: Sequence[PrintedLine], number: int = 1) -> PrintedPage:
    """A page with all the lines of `groups`."""
    return PrintedPage(number, 600, 800, tuple(some for group in groups for some in group))


def scanned(printed: PrintedPage, slant: float = 0.004, seed: int = 1) -> PrintedPage:
    """A page as recognition gives it: three times as large, a little slanted, no edge quite where it should be."""
    noise = random.Random(seed)
    lines = []
    for some in printed.lines:
        x0, y0, x1, y1 = (3 * value + noise.uniform(-3, 3) for value in some.box)
        box = (x0, y0 + slant * x0, x1, y1 + slant * x1)
        lines.append(replace(some, box=box, size=box[3] - box[1], confidence=0.98))
    noise.shuffle(lines)
    return PrintedPage(printed.number, 3 * printed.width, 3 * printed.height, tuple(lines))


def texts(*pages: PrintedPage) -> list[str]:
    """The text of each block."""
    return blocks_of(compose(pages))


def blocks_of(composed: Composed) -> list[str]:
    """The text of each block."""
    return [composed.text[block.start : block.end] for block in composed.blocks]


def levels(*pages: PrintedPage) -> dict[str, int]:
    """The level of each heading."""
    composed = compose(pages)
    return {composed.text[block.start : block.end]: block.level for block in composed.blocks if block.level}
