"""What stands in for fonts that a PDF does not hold, so that its text is measured alike on every machine.

pdfium takes the shape of a font that is not in the file from the machine's own, and leaves out text whose shape it does
not find. While text is read it is given no font of the machine; Chinese, Japanese and Korean ones are replaced by a
placeholder in which every character is a stroke, narrower than any, so that its width is what the file says. Pages are
drawn with the machine's fonts.
"""

import ctypes
import struct
from functools import cache
from typing import Any

_EAST_ASIAN = (128, 129, 134, 136)
"""Character sets of Japanese, Korean, Simplified and Traditional Chinese, as pdfium and Windows number them."""

_HANDLE = 1
_NAME = b"Placeholder\0"
_EM, _TOP, _BOTTOM, _WIDTH = 1000, 800, -200, 50


@cache
def placeholder() -> bytes:
    """An OpenType font with one shape for all characters: a stroke as high as the line."""
    outline = [(0, _BOTTOM), (0, _TOP), (_WIDTH, _TOP), (_WIDTH, _BOTTOM)]
    steps = [(x - a, y - b) for (x, y), (a, b) in zip(outline, [(0, 0), *outline], strict=False)]
    stroke = struct.pack(">5h2H4B", 1, 0, _BOTTOM, _WIDTH, _TOP, 3, 0, 1, 1, 1, 1)
    stroke += b"".join(struct.pack(">h", step) for axis in zip(*steps, strict=True) for step in axis)
    stroke += bytes(-len(stroke) % 4)
    tables = {
        b"cmap": struct.pack(">2H2HI2H6I", 0, 1, 3, 10, 12, 13, 0, 28, 0, 1, 0x21, 0x10FFFF, 1),
        b"glyf": stroke * 2,
        b"head": struct.pack(
            ">4I2H2Q4h2H3h", 0x10000, 0, 0, 0x5F0F3CF5, 0, _EM, 0, 0, 0, _BOTTOM, _WIDTH, _TOP, 0, 8, 2, 1, 0
        ),
        b"hhea": struct.pack(">I3hH11hH", 0x10000, _TOP, _BOTTOM, 0, _EM, 0, 0, _WIDTH, 1, *[0] * 7, 2),
        b"hmtx": struct.pack(">HhHh", _EM, 0, _EM, 0),
        b"loca": struct.pack(">3I", 0, len(stroke), 2 * len(stroke)),
        b"maxp": struct.pack(">I14H", 0x10000, 2, 4, 1, 0, 0, 1, *[0] * 8),
    }
    directory, body = b"", b""
    start = 12 + 16 * len(tables)
    for name, table in tables.items():
        directory += name + struct.pack(">3I", 0, start + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return struct.pack(">I4H", 0x10000, len(tables), 64, 2, 48) + directory + body


@cache
def _fonts() -> Any:
    """The handler of fonts that pdfium asks, set up for the whole process."""
    from pypdfium2 import PdfSysfontBase

    class Fonts(PdfSysfontBase):  # type: ignore[misc]
        """Gives the machine's fonts while `is_drawing`, else the placeholder."""

        is_drawing = False

        def MapFont(self, info: Any, weight: int, italic: int, charset: int, pitch: int, face: Any, exact: Any) -> Any:
            if self.is_drawing:
                return super().MapFont(info, weight, italic, charset, pitch, face, exact)
            return _HANDLE if charset in _EAST_ASIAN else None

        def GetFont(self, info: Any, face: Any) -> Any:
            return super().GetFont(info, face) if self.is_drawing else None

        def GetFontData(self, info: Any, font: Any, table: int, buffer: Any, size: int) -> int:
            if font != _HANDLE:
                return int(super().GetFontData(info, font, table, buffer, size))
            return _given(placeholder(), buffer, size) if table == 0 else 0

        def GetFaceName(self, info: Any, font: Any, buffer: Any, size: int) -> int:
            if font != _HANDLE:
                return int(super().GetFaceName(info, font, buffer, size))
            return _given(_NAME, buffer, size)

        def GetFontCharset(self, info: Any, font: Any) -> int:
            return _EAST_ASIAN[2] if font == _HANDLE else int(super().GetFontCharset(info, font))

        def DeleteFont(self, info: Any, font: Any) -> None:
            if font != _HANDLE:
                super().DeleteFont(info, font)

    fonts = Fonts()
    fonts.setup()
    return fonts


def _given(data: bytes, buffer: Any, size: int) -> int:
    if buffer and size >= len(data):
        ctypes.memmove(buffer, data, len(data))
    return len(data)


def use_machine_fonts(is_drawing: bool) -> None:
    """Whether pdfium takes the machine's fonts for what it does next: it does for drawing, and does not for reading."""
    _fonts().is_drawing = is_drawing
