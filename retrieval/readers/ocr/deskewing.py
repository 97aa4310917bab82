"""The picture of a page, however it was laid on the scanner or held before the camera -> the page upright."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from retrieval.readers.ocr.recognition import bgr, cut_lines, find_lines, line_confidences

if TYPE_CHECKING:
    from PIL.Image import Image

    from retrieval.readers.ocr.recognition import Corners, Pixels

LARGEST_SKEW = 15.0
"""Degrees; more than anyone holds a telephone askew, and set so on purpose."""

LEAST_SKEW = 0.3
"""Degrees; the lines of a column 1,000 pixels wide then rise by 5, a fifth of their height, and stay apart."""

_SIDE = 960
"""Pixels of the longer side of the picture that the stand of the lines is seen in, a quarter of recognition's area.
Within it an A2 page of 5,000 pixels set in 9 pt still had its turns and skew seen, to a quarter of a degree."""

_FEWEST_LINES = 3

_SAMPLE = 5
"""Longest lines, which are looked at closer."""

_LEGIBLE = 0.8
"""Mean confidence of lines that are the right way up. Pages of clean and of noisy print gave 0.99 upright and at most
0.57 upside down."""

_CLEARLY = 0.08
"""By how much the ends of lines on end have to be more legible when turned. Characters that lie on their left side are
half legible and those on their right side fully so to a model that was shown columns set from top to bottom: on pages
turned either way it was at least .12, on such columns at most .04."""

_ON_END = 1.5
"""Times as high as wide are lines that stand on end."""

_LONG = 5.0
"""Times as long as high are lines whose slope is that of the page."""


def upright(image: "Image") -> "Image":
    """The picture with its lines of print level and the right way up; the same one where they are already.

    Quarter turns are told by recognising parts of a few lines each way round; text set in columns from top to bottom is
    left as it stands. A skew of LEAST_SKEW to LARGEST_SKEW degrees is that of the middle one of the longer lines. A
    picture with fewer than three lines is left alone.
    """
    from PIL import Image

    lines = find_lines(image, _SIDE)
    if len(lines) < _FEWEST_LINES:
        return image
    turns = _quarter_turns(image, lines)
    if turns:
        image = image.rotate(90 * turns, expand=True)
        lines = find_lines(image, _SIDE)
    skew = _skew(lines)
    if LEAST_SKEW <= abs(skew) <= LARGEST_SKEW:
        image = image.rotate(skew, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    return image


def _lengths_and_heights(lines: "Corners") -> "tuple[Corners, Corners]":
    import numpy

    return numpy.linalg.norm(lines[:, 0] - lines[:, 1], axis=1), numpy.linalg.norm(lines[:, 0] - lines[:, 3], axis=1)


def _quarter_turns(image: "Image", lines: "Corners") -> int:
    """By how many quarters the picture has to be turned to the left to stand upright."""
    import numpy

    lengths, heights = _lengths_and_heights(lines)
    longest = numpy.argsort(-numpy.maximum(lengths, heights), kind="stable")[:_SAMPLE]
    if numpy.mean(heights > _ON_END * lengths) > 0.5:
        ends = [end for corners in lines[longest] for end in _ends(image, corners)]
        as_it_stands = _legibility(ends, 0) + _CLEARLY
        return max((0, 1, 3), key=lambda turns: _legibility(ends, turns) if turns else as_it_stands)
    cuts = cut_lines(image, lines[longest])
    as_it_stands = _legibility(cuts, 0)
    return 2 if as_it_stands < _LEGIBLE <= _legibility(cuts, 2) else 0


def _ends(image: "Image", corners: "Corners") -> "Iterator[Pixels]":
    """The square pieces at the ends of a line that stands on end, each about one character.

    Recognition reads a line of characters that lie on their side as well as one set from top to bottom; only
    the single character tells which of them it is.
    """
    (x0, y0), (x1, y1) = corners.min(axis=0).tolist(), corners.max(axis=0).tolist()
    for top in (y0, y1 - (x1 - x0)):
        yield bgr(image.crop((int(x0), int(top), int(x1), int(top + x1 - x0))))


def _legibility(pieces: "Sequence[Pixels]", turns: int) -> float:
    """The mean confidence in the pieces when they are turned to the left by so many quarters."""
    import numpy

    return float(numpy.mean(line_confidences([numpy.ascontiguousarray(numpy.rot90(piece, turns)) for piece in pieces])))


def _skew(lines: "Corners") -> float:
    """By how many degrees long lines fall to the right; 0 where there are too few of them."""
    import numpy

    lengths, heights = _lengths_and_heights(lines)
    long = lines[lengths > _LONG * heights]
    if len(long) < _FEWEST_LINES:
        return 0.0
    along = long[:, 1] - long[:, 0]
    return float(numpy.median(numpy.degrees(numpy.arctan2(along[:, 1], along[:, 0]))))
