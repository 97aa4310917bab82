"""Pictures and PDFs that are made to do harm."""

import io
import struct
import zlib
from collections.abc import Callable, Iterator, Sequence

from PIL import Image


def png(width: int, height: int, *more: tuple[bytes, bytes], pixels: bytes = b"\0") -> bytes:
    """A PNG that says it is that large, with further chunks before its pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), *more, (b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*one) for one in chunks)


def pictures() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Pictures."""
    yield "huge.png", lambda: png(50_000, 50_000)
    yield "whole.png", lambda: png(50_000, 5_000, pixels=bytes(50_001 * 5_000))
    yield "thin.png", lambda: png(2**31 - 1, 1)
    yield "ribbon.png", lambda: png(60_000, 9, pixels=bytes(60_001 * 9))
    packed = zlib.compress(bytes(10**8), 9)
    yield "text.png", lambda: png(9, 9, (b"zTXt", b"a\0\0" + packed), (b"iCCP", b"a\0\0" + packed), pixels=bytes(90))
    yield "torn.png", lambda: png(200, 200)[:-30]
    small = io.BytesIO()
    Image.new("L", (9, 9)).save(small, "TIFF")
    data = small.getvalue()
    place = struct.unpack("<I", data[4:8])[0]
    end = place + 2 + 12 * struct.unpack("<H", data[place : place + 2])[0]
    yield "loop.tif", lambda: data[:end] + data[4:8] + data[end + 4 :]
    small = io.BytesIO()
    Image.new("L", (9, 9)).save(small, "JPEG")
    jpeg = small.getvalue()
    frame = jpeg.index(b"\xff\xc0") + 5
    yield "huge.jpg", lambda: jpeg[:frame] + b"\xff\xff\xff\xff" + jpeg[frame + 4 :]
    yield "scans.jpg", lambda: jpeg[:-2] + jpeg[jpeg.index(b"\xff\xda") : -2] * 20_000 + b"\xff\xd9"
    small = io.BytesIO()
    Image.new("L", (9, 9)).save(small, "BMP")
    bitmap = bytearray(small.getvalue())
    bitmap[18:26] = struct.pack("<ii", 2**31 - 1, -(2**31))
    yield "huge.bmp", lambda: bytes(bitmap)
    yield "noise.webp", lambda: b"RIFF\xff\xff\xff\x7fWEBPVP8L" + bytes(range(256)) * 40


def pdf(objects: Sequence[bytes], root: int = 1, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<</Size %d/Root %d 0 R%b>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, root, trailer, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def stream(content: bytes, more: bytes = b"", packed: bool = True) -> bytes:
    """A stream object."""
    data = zlib.compress(content, 9) if packed else content
    filters = b"/Filter/FlateDecode" if packed else b""
    return b"<<%b%b/Length %d>>\nstream\n%b\nendstream" % (more, filters, len(data), data)


_CATALOG, _PAGES = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def _page(contents: bytes, resources: bytes = b"/Font<</F 4 0 R>>", box: bytes = b"0 0 595 842") -> bytes:
    return b"<</Type/Page/Parent 2 0 R/MediaBox[%b]/Resources<<%b>>/Contents %b>>" % (box, resources, contents)


def _one_page(content: bytes, *more: bytes, **page: bytes) -> bytes:
    return pdf([_CATALOG, _PAGES, _page(b"5 0 R", **page), _FONT, stream(content), *more])


def pdfs() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """PDFs."""
    said = b"BT /F 12 Tf 50 700 Td (A sentence of this page.) Tj ET\n"
    yield "page-loop.pdf", lambda: pdf([_CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9/Parent 2 0 R>>"])
    doubling = [b"<</Type/Pages/Kids[%d 0 R %d 0 R]/Count %d>>" % (n + 1, n + 1, 2 ** (23 - n)) for n in range(2, 22)]
    yield "page-tree.pdf", lambda: pdf([_CATALOG, *doubling, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"])
    many = b" ".join([b"3 0 R"] * 200_000)
    yield (
        "pages.pdf",
        lambda: pdf([_CATALOG, b"<</Type/Pages/Kids[%b]/Count 200000>>" % many, _page(b"5 0 R"), _FONT, stream(said)]),
    )
    yield (
        "count.pdf",
        lambda: pdf([_CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 2147483647>>", _page(b"5 0 R"), _FONT, stream(said)]),
    )
    yield "box.pdf", lambda: _one_page(said, box=b"0 0 999999999 999999999")
    yield "negative-box.pdf", lambda: _one_page(said, box=b"1e38 1e38 -1e38 -1e38")
    yield "stream.pdf", lambda: _one_page(said * 1_000_000)
    yield "spaces.pdf", lambda: _one_page(said + b" " * 300_000_000)
    yield "glyphs.pdf", lambda: _one_page(b"BT /F 1 Tf (" + b"a" * 20_000_000 + b") Tj ET")
    yield "saves.pdf", lambda: _one_page(b"q " * 5_000_000 + said)
    image = stream(
        bytes(10**7), b"/Type/XObject/Subtype/Image/Width 50000/Height 50000/BitsPerComponent 8/ColorSpace/DeviceGray"
    )
    yield (
        "image.pdf",
        lambda: _one_page(
            said + b"595 0 0 842 0 0 cm /I Do", image, resources=b"/Font<</F 4 0 R>>/XObject<</I 6 0 R>>"
        ),
    )
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
    drawn = b"/Font<</F 4 0 R>>/XObject<</X 6 0 R>>"
    yield "form-loop.pdf", lambda: _one_page(said + b"/X Do", stream(b"/X Do /X Do", form % 6), resources=drawn)
    levels = [stream(b"/X Do " * 30, form % (7 + n)) for n in range(8)]
    last = stream(b"0 0 1 1 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    yield "form-tree.pdf", lambda: _one_page(said + b"/X Do", *levels, last, resources=drawn)
    yield (
        "xref-loop.pdf",
        lambda: (whole := _one_page(said)).replace(b"/Root", b"/Prev %d/Root" % whole.rindex(b"xref\n0")),
    )
    yield (
        "length-loop.pdf",
        lambda: pdf([_CATALOG, _PAGES, _page(b"5 0 R"), _FONT, b"<</Length 5 0 R>>stream\na\nendstream"]),
    )
    filters = b"/Filter[" + b"/ASCIIHexDecode" * 5000 + b"]"
    yield "filters.pdf", lambda: pdf([_CATALOG, _PAGES, _page(b"5 0 R"), _FONT, stream(b"61>", filters, packed=False)])
    layers = said
    for _ in range(4):
        layers = zlib.compress(layers.ljust(10**7, b" "), 9)
    yield (
        "layers.pdf",
        lambda: pdf(
            [
                _CATALOG,
                _PAGES,
                _page(b"5 0 R"),
                _FONT,
                stream(layers, b"/Filter[" + b"/FlateDecode" * 4 + b"]", packed=False),
            ]
        ),
    )
    yield "deep.pdf", lambda: pdf([b"[" * 300_000 + b"]" * 300_000, _PAGES])
    fields = b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]>>/Outlines 7 0 R>>"
    loops = [
        b"<</T(a)/FT/Tx/V(b)/Kids[6 0 R]/Parent 6 0 R>>",
        b"<</First 8 0 R/Last 8 0 R>>",
        b"<</Title(a)/Next 8 0 R/Parent 7 0 R/First 8 0 R>>",
    ]
    yield "field-loop.pdf", lambda: pdf([fields, _PAGES, _page(b"5 0 R"), _FONT, stream(said), *loops])
    yield "encrypted.pdf", lambda: pdf([_CATALOG, _PAGES], trailer=b"/Encrypt<</Filter/Standard/V 5/R 6/O()/U()/P -1>>")
    yield "torn.pdf", lambda: _one_page(said)[:300]
