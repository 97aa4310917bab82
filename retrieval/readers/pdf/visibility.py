"""Which characters of a PDF page a person sees: not those without ink, in the colour of what is behind, or covered.

Everything is told from the file, by the order in which it draws, so that it is the same whatever fonts a machine has.
Only of surfaces of the colour of the text on them the picture of the page is asked, as pdfium calls a pattern white.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from retrieval.document import Box
from retrieval.readers.pdf.drawings import Colour, Drawings, Surface, colour

if TYPE_CHECKING:
    from PIL.Image import Image

_INVISIBLE, _OUTLINED = (3, 7), (1, 5)
"""Render modes that draw nothing, and that draw only the outlines of characters (ISO 32000-1, table 106)."""

_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)

_LEAST_CONTRAST = 24
"""Of 255, between a character and what is behind it in the channel in which they differ most."""

_PALE = 150
"""Of 255, in the darkest channel, from which a colour is that of a watermark; grey text to be read is darker."""

_STRUCK = (0.36, 0.62)
"""Shares of a character's height between which a rule through it strikes it out; one that underlines is lower."""

SMALLEST = 1.5
"""Points of type that can be seen."""


class Visibility:
    """What can be seen of a page's characters, by the text object that each is part of."""

    def __init__(self, drawn: Drawings, struck: Iterable[Box], render: "Callable[[], Image | None]") -> None:
        """`struck` are the boxes that annotations strike out, `render` draws the page, a pixel a point; None where it
        is too large for that."""
        self._render = render
        self._colours = {address: _ink(item) for address, (item, _) in drawn.texts.items()}
        self._orders = {address: order for address, (_, order) in drawn.texts.items()}
        self._surfaces = drawn.surfaces
        self._struck = [*struck]
        self._rules = sorted((rule for rule in drawn.rules if rule[2] - rule[0] > rule[3] - rule[1]), key=_height)
        first = min(self._orders.values(), default=0)
        self.has_doubts = bool(
            self._struck
            or any(colour is None or _is_pale(colour) for colour in self._colours.values())
            or any(surface.order > first for surface in self._surfaces)
            or any(surface.colour and max(surface.colour) < 255 - _LEAST_CONTRAST for surface in self._surfaces)
        )
        """Whether there is anything on the page that may hide a character, but for rules."""

    def is_hidden(self, address: int, box: Box) -> bool:
        """Whether no one sees a character of the text object at `address`."""
        ink = self._colours.get(address, _BLACK)
        if ink is None:
            return True
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        order = self._orders.get(address, 0)
        behind: Surface | None = None
        for surface in self._surfaces:
            x0, y0, x1, y1 = surface.box
            if x0 <= x <= x1 and y0 <= y <= y1:
                if surface.order < order:
                    behind = surface
                elif surface.colour is not None:
                    return True
        if any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in self._struck):
            return True
        paper = _WHITE if behind is None else behind.colour
        if paper is None or max(abs(a - b) for a, b in zip(ink, paper, strict=True)) >= _LEAST_CONTRAST:
            return False
        return behind is None or not self._stands_out(ink, box)

    def _stands_out(self, ink: Colour, box: Box) -> bool:
        """Whether the middle of a box has another colour than the ink where the page is drawn."""
        from PIL import Image, ImageChops

        if self._picture is None:
            return False
        x, y, width, height = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2, box[2] - box[0], box[3] - box[1]
        middle = (round(x - width / 3), round(y - height / 3), round(x + width / 3) + 1, round(y + height / 3) + 1)
        shown = self._picture.crop(middle)
        return max(ImageChops.difference(shown, Image.new("RGB", shown.size, ink)).tobytes()) >= _LEAST_CONTRAST

    @cached_property
    def _picture(self) -> "Image | None":
        return self._render()

    def is_pale(self, address: int) -> bool:
        """Whether the text object at `address` is drawn as watermarks are."""
        ink = self._colours.get(address)
        return ink is not None and _is_pale(ink)

    def strikes(self, y0: float, y1: float) -> list[Box]:
        """The rules that go through the middle of a line of type between `y0` and `y1`."""
        first, last = (y0 + share * (y1 - y0) for share in _STRUCK)
        low = bisect_left(self._rules, first, key=_height)
        return self._rules[low : bisect_right(self._rules, last, key=_height)]


def _height(rule: Box) -> float:
    return (rule[1] + rule[3]) / 2


def _is_pale(ink: Colour) -> bool:
    return min(ink) >= _PALE


def _ink(item: Any) -> Colour | None:
    """The colour in which a text object is drawn; None where it is not."""
    import pypdfium2.raw as pdfium

    mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
    if mode in _INVISIBLE:
        return None
    get = pdfium.FPDFPageObj_GetStrokeColor if mode in _OUTLINED else pdfium.FPDFPageObj_GetFillColor
    return colour(get, item)
