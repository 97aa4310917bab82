"""The characters of a PDF page with their boxes, as pdfium finds them."""

import math
import unicodedata
from collections.abc import Iterator, Sequence
from ctypes import addressof, byref, c_double
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from retrieval.document import Box
from retrieval.readers.pdf.frame import PageFrame
from retrieval.readers.pdf.visibility import SMALLEST, Visibility

_BROKEN_HYPHEN = 0x02
"""What pdfium gives for a hyphen at the end of a line."""

_SPACES = frozenset([0x09, 0x0A, 0x0D, 0x20, 0xA0, 0x3000, *range(0x2000, 0x200B)])
_WIDE_SPACES = frozenset(code for code in _SPACES if code > 0x20)
_NO_CHARACTERS = frozenset([0xFFFD, 0xFFFE, 0xFFFF])
_INVISIBLE = frozenset([0xAD, 0xFEFF, *range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2070)])
_LIGATURES = range(0xFB00, 0xFB07)
_SAME_CHARACTER = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00), range(0x2F800, 0x2FA20), _LIGATURES)
"""Radicals, compatibility ideographs and ligatures: other codes of characters and letters (their NFKC)."""

_VERTICAL_FORMS = range(0xFE10, 0xFE49)
_WIDE = str.maketrans(",:;!?()[]{}", "，：；！？（）［］｛｝")
_LIGATURE_LETTERS = frozenset("fil")
"""Of which pdfium gives those behind the first in the box of the whole ligature."""

_WATERMARK = 1.5
"""Times the size of the text that watermarks have which do not lie over it."""

ASCENT = 0.8
"""The share of its size that type stands above its line: in fonts of Chinese .8 to .88, the rest below."""


SUPPOSED = "\n"
"""White space that the file does not hold, but pdfium supposes from a gap or the end of a line."""


class Glyph(NamedTuple):
    """A visible character and its box on the page as shown: as wide as it takes on its line, as high as its type.

    `size` is that of its type in points, `turns` how many quarters clockwise it is turned. `space` is the white space
    before it, one character or none, or SUPPOSED. `is_pale` says that it is drawn as watermarks are.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    turns: int
    space: str
    is_pale: bool = False


class _Type(NamedTuple):
    """What characters on one line have in common: the size of their type in points, their quarter turns, -1 when they
    run aslant, from where to where down the page they reach when upright, and whether the file says what they mean."""

    size: float
    turns: int
    top: float
    bottom: float
    is_mapped: bool


@dataclass(frozen=True, slots=True)
class Glyphs:
    """What characters stand on a page, in the order of the file, without those that run aslant, as watermarks do.

    `unreadable` counts characters that the file does not say the meaning of, `hidden` those that no one sees.
    `is_layer` says that they are what was recognised in the picture of the page.
    """

    glyphs: tuple[Glyph, ...]
    unreadable: int
    hidden: int
    is_layer: bool = False


def glyphs(textpage: Any, count: int, frame: PageFrame, sight: Visibility | None = None) -> Glyphs:
    """The first `count` characters of a pdfium text page (`FPDF_TEXTPAGE`); with `sight` only those that can be seen.

    Ligatures, radicals, compatibility ideographs and the forms of marks in vertical text become what they stand for.
    """
    import pypdfium2.raw as pdfium

    get_box, box = pdfium.FPDFText_GetLooseCharBox, pdfium.FS_RECTF()
    box_pointer, shown, width, height = byref(box), frame.shown, frame.width, frame.height
    watch = None if sight is None else _Watch(sight, textpage)
    found: list[Glyph] = []
    unreadable = hidden = 0
    low = up = 0.0
    kind = _Type(0.0, -1, 0.0, 0.0, True)
    for index, code, space in _characters(textpage, count):
        if code == _UNREADABLE:
            unreadable += 1
            continue
        get_box(textpage, index, box_pointer)
        if low != box.bottom or up != box.top:
            low, up = box.bottom, box.top
            kind = _type(textpage, index, frame)
        x0, y0, x1, y1 = shown(box.left, low, box.right, up)
        if kind.turns < 0 or not (0 <= x0 + x1 <= 2 * width and 0 <= y0 + y1 <= 2 * height):
            continue
        if kind.turns == 0:
            y0, y1 = kind.top, kind.bottom
        glyph = Glyph(chr(code), x0, y0, x1, y1, kind.size, kind.turns, space)
        if watch is not None and watch.is_hidden(glyph, index):
            hidden += 1
            continue
        unreadable += not kind.is_mapped
        if watch is not None and watch.is_pale:
            glyph = glyph._replace(is_pale=True)
        if code >= _FIRST_ODD:
            glyph = glyph._replace(text=_usual(code))
        if glyph.text in _LIGATURE_LETTERS and found and _is_ligature(found[-1], glyph):
            found[-1] = found[-1]._replace(text=found[-1].text + glyph.text)
        else:
            found.append(glyph)
    return Glyphs(tuple(found), unreadable, hidden)


_UNREADABLE = -1
_FIRST_ODD = 0x2E80


@cache
def _usual(code: int) -> str:
    """The character or letters that a code stands for, as they are usually written."""
    text = chr(code)
    if code in _VERTICAL_FORMS:
        return unicodedata.normalize("NFKC", text).translate(_WIDE)
    return unicodedata.normalize("NFKC", text) if any(code in codes for codes in _SAME_CHARACTER) else text


def _characters(textpage: Any, count: int) -> Iterator[tuple[int, int, str]]:
    """The visible characters of a text page: where each stands in it, its code, and the white space before it."""
    import pypdfium2.raw as pdfium

    get_unicode, is_generated = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_IsGenerated
    space, high = "", 0
    for index in range(count):
        code, first = get_unicode(textpage, index), index
        if code <= 0x20 or code in _WIDE_SPACES:
            if code in _SPACES:
                space = _white_space(code, space, is_generated(textpage, index))
                continue
            code = 0x2D if code == _BROKEN_HYPHEN else _UNREADABLE
        elif 0xD800 <= code < 0xDC00:
            high = code
            continue
        elif 0xDC00 <= code < 0xE000 and high:
            code, first = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00), index - 1
        high = 0
        if code >= 0xD800 and (code < 0xF900 or code in _NO_CHARACTERS or code >= 0xF0000):
            code = _UNREADABLE
        if code not in _INVISIBLE:
            yield first, code, space
            space = "" if code != _UNREADABLE else space


class _Watch:
    """Looks at the characters of a text page, one behind the other; `is_pale` is what the last one was."""

    def __init__(self, sight: Visibility, textpage: Any) -> None:
        import pypdfium2.raw as pdfium

        self.is_pale = False
        self._sight, self._textpage, self._get_object = sight, textpage, pdfium.FPDFText_GetTextObject
        self._line = (0.0, 0.0)
        self._strikes: list[Box] = []

    def is_hidden(self, glyph: Glyph, index: int) -> bool:
        """Whether no one sees a character, or sees it struck out."""
        if (glyph.y0, glyph.y1) != self._line:
            self._line = glyph.y0, glyph.y1
            self._strikes = self._sight.strikes(glyph.y0, glyph.y1)
        middle = (glyph.x0 + glyph.x1) / 2
        if glyph.size < SMALLEST or any(rule[0] <= middle <= rule[2] for rule in self._strikes):
            return True
        item = self._get_object(self._textpage, index) if self._sight.has_doubts else None
        if not item:
            return False
        address = addressof(item.contents)
        self.is_pale = self._sight.is_pale(address)
        return self._sight.is_hidden(address, glyph[1:5])


def _is_ligature(before: Glyph, glyph: Glyph) -> bool:
    return before.text[0] == "f" and before[1:5] == glyph[1:5]


def without_watermarks(found: Sequence[Glyph]) -> list[Glyph]:
    """The characters without pale ones that are larger than the text, or lie over it."""
    if not any(glyph.is_pale for glyph in found):
        return list(found)
    text = [glyph for glyph in found if not glyph.is_pale]
    sizes = sorted(glyph.size for glyph in text)
    usual = sizes[len(sizes) // 2] if sizes else math.inf
    return [
        glyph
        for glyph in found
        if not glyph.is_pale or (glyph.size < _WATERMARK * usual and not any(_overlaps(glyph, other) for other in text))
    ]


def _overlaps(one: Glyph, other: Glyph) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1


def _white_space(code: int, before: str, is_generated: bool) -> str:
    """What `code` and the white space `before` it are together: a line's end outdoes all, what the file holds a gap."""
    if code in (0x0A, 0x0D) or (is_generated and not before):
        return SUPPOSED
    if code == 0x3000:
        return "\u3000"
    return before if is_generated or before == "\u3000" else " "


def _type(textpage: Any, index: int, frame: PageFrame) -> _Type:
    """The type of a character. Its height is told by its size and the line it stands on, as the heights of fonts differ
    and those of substitutes say nothing."""
    import pypdfium2.raw as pdfium

    matrix, x, y = pdfium.FS_MATRIX(), c_double(), c_double()
    is_mapped = not pdfium.FPDFText_HasUnicodeMapError(textpage, index)
    pdfium.FPDFText_GetMatrix(textpage, index, byref(matrix))
    size = pdfium.FPDFText_GetFontSize(textpage, index) * math.hypot(matrix.c, matrix.d)
    turns = frame.direction(matrix.a, matrix.b)
    pdfium.FPDFText_GetCharOrigin(textpage, index, byref(x), byref(y))
    baseline = frame.shown(x.value, y.value, x.value, y.value)[1]
    top, bottom = baseline - ASCENT * size, baseline + (1 - ASCENT) * size
    return _Type(size, -1 if turns is None else turns, top, bottom, is_mapped)
