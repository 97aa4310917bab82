"""Text that is set from top to bottom, its columns from right to left: read as lines of a page laid on its side."""

from collections.abc import Sequence
from itertools import pairwise

from retrieval.readers.pdf.characters import Glyph

QUARTERS = 3
"""By how many quarters clockwise a page is turned so that such columns lie as lines, the first one on top."""

_FEWEST = 10
_SHARE = 0.7
"""Steps from one character to the next in the file, and the share of them that go down, on a page that is set so."""

_IN_LINE, _NEAR = 0.35, 2.0
"""Times the size of type: how far a character may stand beside the one before it in its line, and behind it."""


def is_vertical(glyphs: Sequence[Glyph]) -> bool:
    """Whether the characters of a page, in the order of the file, mostly stand one below the other."""
    down = across = 0
    for before, glyph in pairwise(glyphs):
        size = max(glyph.size, 1.0)
        right, low = (glyph.x0 - before.x0) / size, (glyph.y0 - before.y0) / size
        down += abs(right) < _IN_LINE and 0 < low < _NEAR
        across += abs(low) < _IN_LINE and 0 < right < _NEAR
    return down >= _FEWEST and down > _SHARE * (down + across)


def laid_down(glyphs: Sequence[Glyph], width: float) -> list[Glyph]:
    """The characters of a page so wide, turned by QUARTERS."""
    return [
        glyph._replace(x0=glyph.y0, y0=width - glyph.x1, x1=glyph.y1, y1=width - glyph.x0)
        for glyph in sorted(glyphs, key=lambda glyph: (-round(glyph.x0), glyph.y0))
    ]
