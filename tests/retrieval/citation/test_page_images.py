"""Pages of PDFs and scans drawn with a passage marked."""

import io
from pathlib import Path

import pytest
from PIL import Image

from benchmarks import forms
from retrieval.errors import DocumentError, UnknownId, UsageError
from retrieval.library import Library
from retrieval.readers.rendering import MARKER, PIXELS_PER_POINT
from retrieval.settings import Settings

QUESTION = "审批事项从87项并成多少项？"


@pytest.fixture
def printed(tmp_path: Path) -> Library:
    """A library of a PDF in two columns and a plain text."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "columns.pdf").write_bytes(forms.pdf_file()[0])
    (folder / "湖.txt").write_text("镜湖新区关停造纸厂 18 家。", encoding="utf-8")
    library = Library.open(Settings(data_dir=tmp_path / "library"))
    library.index([folder])
    return library


def test_the_lines_of_a_passage_are_marked_on_its_page(printed: Library) -> None:
    citation = printed.ask(QUESTION).passages[0].citation
    picture = Image.open(io.BytesIO(printed.picture(citation.id))).convert("RGB")
    assert picture.size == tuple(round(side * PIXELS_PER_POINT) for side in forms.A4)
    for _, x0, y0, x1, y1 in citation.boxes:
        corners = ((x0, y0 - 0.5), (x1, y0 - 0.5), (x0, y1 + 0.5), (x1, y1 + 0.5))
        assert all(picture.getpixel((x * PIXELS_PER_POINT, y * PIXELS_PER_POINT)) == MARKER for x, y in corners)
    assert picture.getpixel((5, 5)) == (255, 255, 255)


def test_a_text_has_no_pages_to_draw(printed: Library) -> None:
    citation = printed.ask("关停造纸厂多少家？").passages[0].citation
    with pytest.raises(UsageError, match=r"湖\.txt"):
        printed.picture(citation.id)


def test_a_page_of_a_file_that_has_changed_is_not_drawn(printed: Library, tmp_path: Path) -> None:
    citation = printed.ask(QUESTION).passages[0].citation
    (tmp_path / "reports" / "columns.pdf").write_bytes(forms.pdf_file(columns=1)[0])
    with pytest.raises(DocumentError, match="has changed"):
        printed.picture(citation.id)


def test_an_unknown_id_has_no_picture(printed: Library) -> None:
    with pytest.raises(UnknownId):
        printed.picture("nothing")
