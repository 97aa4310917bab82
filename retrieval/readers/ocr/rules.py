"""The rules of tables in the picture of a page, and recognised lines cut where one of them stands between cells."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from retrieval.document import Box
from retrieval.readers.ocr.recognition import Figure, RecognisedLine, bgr, recognised_lines
from retrieval.text.lines import columns

if TYPE_CHECKING:
    from PIL.Image import Image

_LEVEL, _UPRIGHT = 2.0, 1.0
"""Times the size of type that a level and an upright rule are long at the least. The boxes that recognition finds are
half as high again as the characters in them, and the longest strokes of these are as long as they are."""

_THICKEST = 0.35
"""Times the size of type."""

_FEWEST_LINES = 4
"""Lines of a picture with a table."""

_MARGIN = 0.5
"""Times the size of type by which a rule has to be inside the box of a line to cut it: boxes reach over their text."""


def recognised_page(image: "Image") -> tuple[list[RecognisedLine], list[Box]]:
    """The printed lines of a picture that stands upright, as `recognised_lines` gives them, and its rules. A line that
    was read across an upright rule is two."""
    lines = recognised_lines(image)
    if len(lines) < _FEWEST_LINES:
        return lines, []
    sizes = sorted(line.printed.size for line in lines)
    rules = drawn_rules(image, sizes[len(sizes) // 2])
    return cut_at_rules(lines, rules), rules


def drawn_rules(image: "Image", size: float) -> list[Box]:
    """The boxes of the level and upright rules in a picture, `size` being that of its type in pixels.

    They are what is left when all ink is taken away that is shorter than a rule (a morphological opening, as in
    img2table).
    """
    import cv2
    import numpy

    grey = cv2.cvtColor(bgr(image), cv2.COLOR_BGR2GRAY)
    block = max(3, int(size)) | 1
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 15)
    found: list[Box] = []
    for shape in ((max(8, int(_LEVEL * size)), 1), (1, max(8, int(_UPRIGHT * size)))):
        across = numpy.ones((3, 1) if shape[1] == 1 else (1, 3), numpy.uint8)
        kernel = numpy.ones((shape[1], shape[0]), numpy.uint8)
        left = cv2.morphologyEx(cv2.dilate(ink, across), cv2.MORPH_OPEN, kernel)
        count, _, stats, _ = cv2.connectedComponentsWithStats(left, connectivity=8)
        for x, y, width, height, _ in stats[1:count].tolist():
            if min(width, height) <= max(6, _THICKEST * size):
                found.append((float(x), float(y), float(x + width), float(y + height)))
    return found


def cut_at_rules(lines: Sequence[RecognisedLine], rules: Sequence[Box]) -> list[RecognisedLine]:
    """The lines, those apart that recognition read across an upright rule.

    A rule is longer than the line is high; strokes of a headline may be as long as the type of the text.
    """
    walls = [rule for rule in rules if rule[3] - rule[1] > rule[2] - rule[0]]
    return [part for line in lines for part in _cut(line, walls)] if walls else list(lines)


def _cut(line: RecognisedLine, walls: Sequence[Box]) -> Iterator[RecognisedLine]:
    printed = line.printed
    x0, y0, x1, y1 = printed.box
    margin, middle = _MARGIN * printed.size, (y0 + y1) / 2
    inside = sorted(
        (wall[0] + wall[2]) / 2
        for wall in walls
        if x0 + margin < wall[0]
        and wall[2] < x1 - margin
        and wall[1] <= middle <= wall[3]
        and wall[3] - wall[1] > y1 - y0
    )
    if not inside:
        yield line
        return
    ends = [_index(printed.text, (at - x0) / (x1 - x0)) for at in inside]
    for (start, end), left, right in zip(
        pairwise([0, *ends, len(printed.text)]), [x0, *inside], [*inside, x1], strict=True
    ):
        text = printed.text[start:end].strip()
        if text:
            figures = tuple(
                Figure(figure.start - start, figure.end - start, figure.confidence)
                for figure in line.figures
                if start <= figure.start and figure.end <= end
            )
            yield RecognisedLine(
                replace(printed, text=text, box=(left, y0, right, y1)), figures if inside else line.figures
            )


def _index(text: str, share: float) -> int:
    """How many characters of a text take a share of its width, one of which more than half lies within counted in."""
    limit = 2 * share * columns(text)
    ends = (columns(text[:index]) + columns(text[: index + 1]) for index in range(len(text)))
    return next((index for index, twice_its_middle in enumerate(ends) if twice_its_middle > limit), len(text))
