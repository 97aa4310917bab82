"""Pages drawn as pictures with boxes marked, of PDFs and of pictures."""

import io
from collections.abc import Sequence

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from retrieval.document import Box
from retrieval.readers.rendering import MARKER, PIXELS_PER_POINT, marked_pages

BOX = (20.0, 10.0, 60.0, 30.0)
WHITE = (255, 255, 255)


def pdf_of(pages: int) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(100, 50))
    for _ in range(pages):
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def picture_of(colours: Sequence[str]) -> bytes:
    first, *others = [Image.new("RGB", (100, 50), colour) for colour in colours]
    out = io.BytesIO()
    first.save(out, "TIFF", save_all=True, append_images=others)
    return out.getvalue()


def drawn(reader: str, parts: Sequence[bytes], marks: Sequence[tuple[int, Sequence[Box]]]) -> Image.Image:
    return Image.open(io.BytesIO(marked_pages(reader, parts, "a", marks))).convert("RGB")


def test_the_pages_of_a_pdf_stand_one_below_the_other_each_with_its_marks():
    picture = drawn("pdf", [pdf_of(2)], [(1, [BOX]), (2, ())])
    assert picture.size == (100 * PIXELS_PER_POINT, 2 * 50 * PIXELS_PER_POINT)
    marked = [picture.getpixel((x, y)) == MARKER for y in (40, 140) for x in (10, 80)]
    assert marked == [False, True, False, False] and picture.getpixel((80, 140)) == WHITE


@pytest.mark.parametrize(
    "parts", [[picture_of(["white", "red"])], [picture_of(["white"]), picture_of(["red"])]], ids=["pages", "files"]
)
def test_a_scan_of_several_pages_is_one_file_or_a_file_each(parts):
    picture = drawn("scan", parts, [(2, [BOX])])
    assert picture.size == (100, 50)
    assert picture.getpixel((5, 40)) == (255, 0, 0) and picture.getpixel((40, 20)) == (255, 0, 0)
    assert drawn("scan", parts, [(1, [BOX])]).getpixel((40, 20)) == MARKER
