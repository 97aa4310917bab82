"""The lines of a picture, and pictures that have to be turned first."""

import logging
import threading

import pytest
from picture_files import columns_from_the_right, page
from PIL import Image, ImageDraw

from retrieval.readers.ocr.deskewing import upright
from retrieval.readers.ocr.recognition import DETECTION_SIDE, RecognisedLine, recognised_lines
from retrieval.readers.print import PrintedLine

NOTE = ("青禾县招商简报", "总投资36.8亿元的项目3月15日开工。", "审批时限压减62.6%。")


def printed(picture: Image.Image) -> list[PrintedLine]:
    """The lines that are recognised in a picture."""
    return [line.printed for line in recognised_lines(picture)]


@pytest.fixture(scope="module")
def note() -> Image.Image:
    return page(NOTE, width=560, height=220, margin=40).image.convert("RGB")


@pytest.fixture(scope="module")
def found(note: Image.Image) -> list[RecognisedLine]:
    return recognised_lines(note)


def test_lines_come_with_their_boxes_sizes_and_confidence(note: Image.Image, found: list[RecognisedLine]) -> None:
    printed = page(NOTE, width=560, height=220, margin=40)
    lines = sorted((line.printed for line in found), key=lambda line: line.box[1])
    assert [line.text for line in lines] == list(NOTE)
    for line, (_, box) in zip(lines, printed.lines, strict=True):
        assert line.box == pytest.approx(box, abs=18)  # a wide full stop has its ink on the left
        assert 20 <= line.size <= 36
        assert line.confidence is not None and line.confidence > 0.9


def test_figures_are_found_with_their_own_confidence(found: list[RecognisedLine]) -> None:
    figures = {
        line.printed.text[figure.start : figure.end]: figure.confidence for line in found for figure in line.figures
    }
    assert set(figures) == {"36.8", "3", "15", "62.6%"}
    assert all(0.5 < confidence <= 1 for confidence in figures.values())


def test_the_same_picture_gives_the_same_lines_in_every_thread_and_says_nothing(
    note: Image.Image, found: list[RecognisedLine], capfd: pytest.CaptureFixture[str]
) -> None:
    again: list[list[RecognisedLine]] = []
    threads = [threading.Thread(target=lambda: again.append(recognised_lines(note))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert again == [found, found]
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger("RapidOCR").level >= logging.CRITICAL


def test_small_print_on_a_large_page_is_read_from_the_page_itself() -> None:
    sheet = Image.new("L", (1600, 2 * DETECTION_SIDE), "white")
    small = page(NOTE, size=28, width=800, height=260, margin=40).image
    sheet.paste(small, (600, 900))
    lines = sorted(printed(sheet), key=lambda line: line.box[1])
    assert [line.text for line in lines] == list(NOTE)
    assert all(620 < line.box[0] < 660 for line in lines)
    assert 930 < lines[0].box[1] < 960


def test_a_blank_or_tiny_picture_has_no_lines() -> None:
    assert printed(Image.new("L", (300, 200), "white")) == []
    assert printed(Image.new("L", (1, 1), "black")) == []


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_pictures_are_turned_upright(note: Image.Image, turns: int) -> None:
    turned = upright(note.rotate(90 * turns, expand=True))
    assert turned.tobytes() == note.tobytes()


@pytest.mark.parametrize("degrees", [-6.0, 1.5])
def test_leaning_pages_are_made_level(note: Image.Image, degrees: float) -> None:
    leaning = note.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    lines = sorted((line.box for line in printed(upright(leaning))), key=lambda box: box[1])
    assert len(lines) == len(NOTE)
    assert all(box[3] - box[1] < 40 for box in lines)


def test_a_page_that_stands_upright_is_given_as_it_is(note: Image.Image) -> None:
    assert upright(note) is note


def test_text_in_columns_from_top_to_bottom_is_not_turned() -> None:
    text = "青禾经济开发区党工委会议强调要把优化营商环境摆在更加突出的位置" * 3
    vertical = columns_from_the_right(text, columns=5, rows=15)
    assert upright(vertical) is vertical


def test_pictures_of_few_or_no_lines_are_left_alone() -> None:
    shapes = Image.new("RGB", (300, 200), "white")
    ImageDraw.Draw(shapes).line((20, 30, 280, 90), fill="black", width=6)
    assert upright(shapes) is shapes
