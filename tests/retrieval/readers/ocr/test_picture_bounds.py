"""Picture files of every kind that they come in, and those that are to be refused."""

import struct
import zlib

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from picture_files import saved
from PIL import Image

from retrieval.errors import DamagedDocument, DocumentError, DocumentTooLarge
from retrieval.readers.ocr import images

KINDS = ("PNG", "JPEG", "WEBP", "TIFF", "BMP")


def one(data: bytes) -> Image.Image:
    (found,) = images.pictures(data, "图.png")
    return found


def png_of(width: int, height: int) -> bytes:
    """A PNG that says it is that large and holds next to nothing."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("kind", "mode"),
    [(kind, mode) for kind in KINDS for mode in ("1", "L", "RGB", "P") if (kind, mode) != ("JPEG", "P")]
    + [("JPEG", "CMYK"), ("TIFF", "CMYK")],
)
def test_every_kind_and_mode_looks_as_it_was_drawn(kind: str, mode: str) -> None:
    drawn = Image.new("RGB", (64, 64), "white")
    drawn.paste("black", (16, 16, 48, 48))
    found = one(saved(drawn.convert(mode), kind))
    assert found.mode == "RGB"
    assert min(found.getpixel((4, 4))) > 240
    assert max(found.getpixel((32, 32))) < 60


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_shows_through_is_white(mode: str) -> None:
    layer = Image.new("RGBA", (8, 8), (0, 0, 0, 0))
    layer.paste((200, 0, 0, 255), (4, 0, 8, 8))
    found = one(saved(layer.convert(mode)))
    assert found.getpixel((1, 1)) == (255, 255, 255)
    assert sum(found.getpixel((6, 6))) < 400


@pytest.mark.parametrize("brightest", [65535, 4095])
def test_sixteen_bits_are_brought_to_eight(brightest: int) -> None:
    levels = numpy.array([[0, brightest // 2, brightest]], dtype=numpy.uint16)
    for kind in ("PNG", "TIFF"):
        found = one(saved(Image.fromarray(levels), kind))
        assert [found.getpixel((x, 0))[0] for x in range(3)] == [0, 127, 255]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_orientation_that_a_camera_notes_is_followed(orientation: int) -> None:
    upright = Image.new("RGB", (60, 20), "white")
    upright.paste("black", (0, 0, 16, 8))
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # how PIL undoes each: flips, half turn, transpose, quarters
    stored = upright.transpose(Image.Transpose(back[orientation])) if orientation > 1 else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    found = one(saved(stored, "JPEG", exif=exif, quality=95))
    assert found.size == (60, 20)
    assert max(found.getpixel((4, 3))) < 60
    assert min(found.getpixel((40, 14))) > 200


def test_only_the_first_picture_of_a_telephones_jpeg_is_taken() -> None:
    first, second = Image.new("RGB", (40, 20), "white"), Image.new("RGB", (10, 5), "black")
    data = saved(first, "MPO", save_all=True, append_images=[second])
    assert one(data).size == (40, 20)


def test_pages_are_taken_one_by_one() -> None:
    sheets = [Image.new("L", (10 + n, 10)) for n in range(3)]
    data = saved(sheets[0], "TIFF", save_all=True, append_images=sheets[1:])
    assert [found.width for found in images.pictures(data, "a.tif")] == [10, 11, 12]
    assert images.picture(data, "a.tif", 2).width == 11


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MOST_FRAMES", 2)
    sheet = Image.new("L", (9, 9))
    data = saved(sheet, "TIFF", save_all=True, append_images=[sheet, sheet])
    with pytest.raises(DocumentTooLarge, match=r"a\.tif: more than 2 pages"):
        list(images.pictures(data, "a.tif"))


@pytest.mark.parametrize(("width", "height"), [(10_000, 10_000), (9_000, 9_000), (40_000, 40_000)])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(width: int, height: int) -> None:
    with pytest.raises(DocumentTooLarge, match=r"图\.png: .* megapixels.*smaller"):
        one(png_of(width, height))


def test_a_picture_just_within_the_bound_is_decoded() -> None:
    with pytest.raises(DamagedDocument):  # it holds no pixels, which only decoding finds out
        one(png_of(8_000, 10_000))


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_cut_off_is_refused_by_name(kind: str) -> None:
    noise = numpy.random.default_rng(1).integers(0, 255, (200, 200, 3), dtype=numpy.uint8)
    data = saved(Image.fromarray(noise), kind)
    with pytest.raises(DamagedDocument, match=r"图\.png: not a whole"):
        one(data[: len(data) // 2])


def test_other_pictures_are_refused() -> None:
    frames = [Image.new("P", (9, 9), color) for color in (0, 1)]
    with pytest.raises(DamagedDocument, match="PNG, JPEG, WebP, TIFF or BMP"):
        one(saved(frames[0], "GIF", save_all=True, append_images=frames[1:]))


@settings(max_examples=60)
@given(
    kind=st.sampled_from(KINDS),
    changes=st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), min_size=1, max_size=8),
)
def test_damage_is_told_or_harmless(kind: str, changes: list[tuple[int, int]]) -> None:
    data = bytearray(saved(Image.linear_gradient("L").resize((40, 40)), kind))
    for position, value in changes:
        data[position % len(data)] = value
    try:
        for found in images.pictures(bytes(data), "a.png"):
            assert found.mode == "RGB"
    except DocumentError as error:
        assert str(error).startswith("a.png: ")
