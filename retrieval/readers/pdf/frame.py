"""Where things stand on a PDF page as it is shown: its box cut out, its rotation applied."""

import math
from dataclasses import dataclass

from retrieval.document import Box


@dataclass(frozen=True, slots=True)
class PageFrame:
    """How a page's own coordinates, upwards, become points of the page as shown, from its top left.

    `visible` is the part that is shown, `left, bottom, right, top`. `turns` are the quarter turns clockwise by which it
    is turned for showing (`Rotate`, ISO 32000-1, table 30).
    """

    visible: Box
    turns: int

    @property
    def width(self) -> float:
        """The width of the page as shown, in points."""
        left, bottom, right, top = self.visible
        return top - bottom if self.turns % 2 else right - left

    @property
    def height(self) -> float:
        """The height of the page as shown, in points."""
        left, bottom, right, top = self.visible
        return right - left if self.turns % 2 else top - bottom

    def shown(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Where a box stands on the page as shown; `(x0, y0)` is its lower left corner on the page's own."""
        left, bottom, right, top = self.visible
        if self.turns == 0:
            return x0 - left, top - y1, x1 - left, top - y0
        if self.turns == 1:
            return y0 - bottom, x0 - left, y1 - bottom, x1 - left
        if self.turns == 2:
            return right - x1, y0 - bottom, right - x0, y1 - bottom
        return top - y1, right - x1, top - y0, right - x0

    def direction(self, a: float, b: float) -> int | None:
        """How many quarter turns clockwise text is turned on the page as shown that runs along `(a, b)` on its own.

        None when it runs aslant.
        """
        quarters = (self.turns - math.degrees(math.atan2(b, a)) / 90) % 4
        nearest = round(quarters)
        return nearest % 4 if abs(quarters - nearest) < 0.05 else None

    def turned(self, turns: int) -> "PageFrame":
        """The frame of the page turned further by `turns` quarters clockwise."""
        return PageFrame(self.visible, (self.turns + turns) % 4)


def turned_back(box: Box, frame: PageFrame, turns: int) -> Box:
    """Where a box on the page of `frame` turned by `turns` quarters clockwise stands on that page unturned."""
    x0, y0, x1, y1 = box
    if turns == 1:
        return y0, frame.height - x1, y1, frame.height - x0
    if turns == 2:
        return frame.width - x1, frame.height - y1, frame.width - x0, frame.height - y0
    if turns == 3:
        return frame.width - y1, x0, frame.width - y0, x1
    return box
