"""The characters of a PDF page with their boxes, as pdfium finds them."""

import math
import unicodedata
from ctypes import byref, c_double
from dataclasses import dataclass
from typing import Any, NamedTuple

from retrieval.readers.pdf.frame import PageFrame

_BROKEN_HYPHEN = 0x02
"""What pdfium gives for a hyphen at the end of a line."""

_SPACES = frozenset([0x09, 0x0A, 0x0D, 0x20, 0xA0, 0x3000, *range(0x2000, 0x200B)])
_WIDE_SPACES = frozenset(code for code in _SPACES if code > 0x20)
_NO_CHARACTERS = frozenset([0xFFFD, 0xFFFE, 0xFFFF])
_INVISIBLE = frozenset([0xAD, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)])
_LIGATURES = range(0xFB00, 0xFB07)
_LIGATURE_LETTERS = frozenset("fil")
"""Of which pdfium gives those behind the first in the box of the whole ligature."""

_NO_LENGTH = 0.05
"""Points up to which a side of a box is none: pdfium gives a thousandth of the size of type. A stroke is thicker."""

_CHINESE = 0x2E80
_KANGXI_RADICALS = range(0x2E80, 0x2FE0)


SUPPOSED = "\n"
"""White space that the file does not hold, but pdfium supposes from a gap or the end of a line."""


class Glyph(NamedTuple):
    """A visible character and its box on the page as shown: as wide as it takes on its line, as high as its type.

    `size` is that of its type in points, `turns` how many quarters clockwise it is turned. `space` is the white space
    before it, one character or none, or SUPPOSED.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    turns: int
    space: str


@dataclass(frozen=True, slots=True)
class Glyphs:
    """What characters stand on a page, in the order of the file, without those that run aslant, as watermarks do.

    `unreadable` counts characters that the file does not say the meaning of. `has_font` is False when some have no
    shape, because their font is neither in the file nor on this machine.
    """

    glyphs: tuple[Glyph, ...]
    unreadable: int
    has_font: bool


def glyphs(textpage: Any, count: int, frame: PageFrame) -> Glyphs:
    """The first `count` characters of a pdfium text page (`FPDF_TEXTPAGE`) that are visible.

    Ligatures and Kangxi radicals become the letters and characters that they stand for (their NFKC).
    """
    import pypdfium2.raw as pdfium

    get_unicode, get_box, is_generated = (
        pdfium.FPDFText_GetUnicode,
        pdfium.FPDFText_GetLooseCharBox,
        pdfium.FPDFText_IsGenerated,
    )
    box = pdfium.FS_RECTF()
    box_pointer = byref(box)
    shown = frame.shown
    width, height = frame.width, frame.height
    found: list[Glyph] = []
    unreadable = high = 0
    has_font = True
    first_left = top = bottom = size = 0.0
    turns, is_mapped = -1, True
    space = ""
    for index in range(count):
        code = get_unicode(textpage, index)
        if code <= 0x20 or code in _WIDE_SPACES:
            if code in _SPACES:
                space = _white_space(code, space, is_generated(textpage, index))
                continue
            if code != _BROKEN_HYPHEN:
                unreadable += 1
                continue
            code = 0x2D
        elif 0xD800 <= code < 0xDC00:
            high = code if get_box(textpage, index, box_pointer) else 0
            first_left = box.left
            continue
        elif 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        if code >= 0xD800 and (code < 0xF900 or code in _NO_CHARACTERS or code >= 0xF0000):
            unreadable += 1
            continue
        if code in _INVISIBLE or not get_box(textpage, index, box_pointer):
            continue
        left, low, right, up = box.left, box.bottom, box.right, box.top
        if low != bottom or up != top:
            bottom, top = low, up
            size, angle = _type(textpage, index, frame)
            turns = -1 if angle is None else angle
            is_mapped = not pdfium.FPDFText_HasUnicodeMapError(textpage, index)
            has_font = has_font and (code < _CHINESE or _has_shape(textpage, index))
        x0, y0, x1, y1 = shown(first_left if high else left, low, right, up)
        high = 0
        if turns < 0 or not (0 <= x0 + x1 <= 2 * width and 0 <= y0 + y1 <= 2 * height):
            continue
        if not is_mapped:
            unreadable += 1
        text = chr(code)
        if code in _LIGATURES or code in _KANGXI_RADICALS:
            text = unicodedata.normalize("NFKC", text)
        if text in _LIGATURE_LETTERS and found and found[-1].text[0] == "f" and found[-1][1:5] == (x0, y0, x1, y1):
            found[-1] = found[-1]._replace(text=found[-1].text + text)
        else:
            found.append(Glyph(text, x0, y0, x1, y1, size, turns, space))
        space = ""
    return Glyphs(tuple(found), unreadable, has_font)


def _white_space(code: int, before: str, is_generated: bool) -> str:
    """What `code` and the white space `before` it are together: a line's end outdoes all, what the file holds a gap."""
    if code in (0x0A, 0x0D) or (is_generated and not before):
        return SUPPOSED
    if code == 0x3000:
        return "\u3000"
    return before if is_generated or before == "\u3000" else " "


def _has_shape(textpage: Any, index: int) -> bool:
    import pypdfium2.raw as pdfium

    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    pdfium.FPDFText_GetCharBox(textpage, index, byref(left), byref(right), byref(bottom), byref(top))
    return min(right.value - left.value, top.value - bottom.value) > _NO_LENGTH


def _type(textpage: Any, index: int, frame: PageFrame) -> tuple[float, int | None]:
    """The size of a character's type in points, and how many quarters it is turned."""
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetMatrix(textpage, index, byref(matrix)):
        return 0.0, 0
    size = pdfium.FPDFText_GetFontSize(textpage, index) * math.hypot(matrix.c, matrix.d)
    return size, frame.direction(matrix.a, matrix.b)
