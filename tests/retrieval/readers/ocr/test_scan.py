"""A report as a picture of a page, in the ways that scanners and telephones give it."""

from collections.abc import Iterable

import numpy
import pytest
from picture_files import SANS, Printed, characters_right, page, ruled_table, saved
from PIL import Image

from retrieval.document import Box, Document, Place
from retrieval.errors import DamagedDocument
from retrieval.readers.ocr import reader as scan

NOTE = ("青禾县招商简报", "3月15日，总投资36.8亿元的项目开工，", "审批时限压减62.6%。")
"""Three short lines, recognised in a moment."""


def note() -> Printed:
    return page(NOTE, width=640, height=260, margin=40)


@pytest.fixture(scope="module")
def scanned() -> tuple[Printed, Document]:
    """The report on A4 at 150 dpi, and what is read from it."""
    printed = page()
    return printed, scan.read(saved(printed.image), "总结.png")


def squeezed(text: str) -> str:
    return "".join(text.split())


def overlap(one: Box, other: Box) -> float:
    """The area two boxes share, by that of both together."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    shared = max(width, 0) * max(height, 0)
    areas = sum((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return shared / (areas - shared)


def test_a_clean_scan_has_its_characters_right(scanned: tuple[Printed, Document]) -> None:
    printed, document = scanned
    assert len(printed.lines) >= 20
    assert characters_right(printed.text, document.text) >= 0.98
    assert (document.reader, document.reader_version, document.pages) == ("scan", scan.VERSION, 1)
    assert document.warnings == ()


def test_each_line_has_its_place_and_a_confidence(scanned: tuple[Printed, Document]) -> None:
    printed, document = scanned
    for text, box in printed.lines:
        own = [place for place in document.places if place.box and box[1] <= middle(place.box) <= box[3]]
        whole = Place(own[0].start, own[-1].end, 1, around(place.box for place in own if place.box))
        assert characters_right(text, document.text[whole.start : whole.end]) >= 0.9
        assert whole.box is not None and overlap(box, whole.box) > 0.6
        assert all(place.page == 1 and 0.5 <= (place.confidence or 0) <= 1 for place in own)


def middle(box: Box) -> float:
    return (box[1] + box[3]) / 2


def around(boxes: Iterable[Box]) -> Box:
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return min(x0), min(y0), max(x1), max(y1)


def test_the_places_hold_in_the_rendered_page_of_a_photo_held_askew() -> None:
    leaning = note().image.convert("RGB").rotate(4, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    on_its_side = Image.Exif()
    on_its_side[0x0112] = 6  # "turn by 90 degrees clockwise to see it upright" (EXIF 2.3, 4.6.4)
    data = saved(leaning.rotate(90, expand=True), "JPEG", exif=on_its_side, quality=95)
    document = scan.read(data, "照片.jpg")
    assert characters_right("".join(NOTE), document.text) >= 0.98
    shown = scan.render(data, "照片.jpg", 1)
    assert_ink_is_in_boxes(shown, document.places)
    half = scan.render(data, "照片.jpg", 1, 0.5)
    assert half.size == (round(shown.width / 2), round(shown.height / 2))


def assert_ink_is_in_boxes(shown: Image.Image, places: tuple[Place, ...]) -> None:
    dark = numpy.asarray(shown.convert("L")) < 128
    inside = numpy.zeros_like(dark)
    for place in places:
        assert place.box is not None
        x0, y0, x1, y1 = (round(value) for value in place.box)
        assert 20 < y1 - y0 < 50, "the lines are level"
        inside[y0 - 2 : y1 + 3, x0 - 2 : x1 + 3] = True
    assert (dark & inside).sum() >= 0.98 * dark.sum()


def test_a_tiff_has_a_page_for_each_picture_and_blank_ones_are_named() -> None:
    last = page(("附注一则",), width=300, height=120, margin=30).image
    sheets = [note().image, Image.new("L", (640, 260), "white"), last]
    data = saved(sheets[0], "TIFF", save_all=True, append_images=sheets[1:])
    document = scan.read(data, "传真.tif")
    assert document.pages == 3
    assert document.warnings == ("page 2: no text was recognised",)
    assert [squeezed(document.text[b.start : b.end]) for b in document.blocks if b.page == 3] == ["附注一则"]
    assert {place.page for place in document.places} == {1, 3}
    assert scan.render(data, "传真.tif", 3).size == (300, 120)
    with pytest.raises(ValueError, match="no page 4"):
        scan.render(data, "传真.tif", 4)


def test_several_pictures_are_the_pages_of_one_document() -> None:
    one = page(("第一页的话",), width=300, height=120, margin=30, font=SANS).image
    other = page(("第二页的话",), width=300, height=120, margin=30, font=SANS).image
    many = saved(other, "TIFF", save_all=True, append_images=[one])
    document = scan.read_pages([saved(one), many], "两张照片")
    found = [(block.page, document.text[block.start : block.end].strip()) for block in document.blocks]
    assert found == [(1, "第一页的话"), (2, "第二页的话")]
    assert document.pages == 2
    assert len(document.warnings) == 1 and document.warnings[0].startswith("page 2: a file of several pages")


def test_a_picture_without_text_is_a_document_without_blocks() -> None:
    document = scan.read(saved(Image.new("RGB", (400, 300), "white")), "白.png")
    assert (document.text, document.blocks, document.pages) == ("", (), 1)
    assert document.warnings == ("page 1: no text was recognised",)


def test_print_that_can_hardly_be_made_out_is_said_to_be() -> None:
    rough = numpy.random.default_rng(3).normal(0, 45, (90, 220))
    small = note().image.resize((220, 90), Image.Resampling.BOX)
    blurred = Image.fromarray((numpy.asarray(small, dtype=float) + rough).clip(0, 255).astype(numpy.uint8))
    document = scan.read(saved(blurred), "糊.png")
    assert document.warnings and document.warnings[0].startswith("page 1")


def test_the_page_that_is_damaged_is_named() -> None:
    with pytest.raises(DamagedDocument, match="两张, page 2: not a whole"):
        scan.read_pages([saved(Image.new("L", (60, 60), "white")), b"\x89PNG\r\n\x1a\n"], "两张")


def test_a_ruled_table_is_read_by_its_rows() -> None:
    rows = (("村名", "户数", "低保金（元）"), ("上河村", "312", "48600"), ("下河村", "97", "15230"))
    document = scan.read(saved(ruled_table(rows)), "a.png")
    assert document.text.split("\n") == [
        f"村名：{name}，户数：{houses}，低保金：{paid}元。" for name, houses, paid in rows[1:]
    ]
    assert all(place.box and place.confidence for place in document.places)
