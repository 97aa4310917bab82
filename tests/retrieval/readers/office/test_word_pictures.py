"""Pictures in Word files: what is printed in them is read, and what is not read is said."""

import io
from pathlib import Path

import pytest
from picture_files import page
from word_files import file, lines, paragraph

from retrieval.document import Document
from retrieval.readers import read_document, versions
from retrieval.readers.office import word

NOTICE = ("河湾镇二〇二四年防汛值守情况", "全镇共储备编织袋4,720条，巡查堤段18.6公里。")


@pytest.fixture(scope="module")
def notice() -> bytes:
    image = page(NOTICE, size=32, width=1100, height=200, margin=50).image
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def picture(identity: str) -> str:
    return f'<w:r><w:drawing><a:blip r:embed="{identity}"/></w:drawing></w:r>'


def read(body: str, *images: tuple[str, bytes], pictures: bool = True) -> Document:
    parts = {name: ("image", data) for name, data in images}
    return read_document(Path("a.docx"), file(body, parts=parts), pictures)


def test_a_picture_is_read_where_it_stands_once_and_its_text_says_how_sure_it_is(notice: bytes) -> None:
    copy = f"<mc:AlternateContent><mc:Fallback>{picture('n')}</mc:Fallback></mc:AlternateContent>"
    body = paragraph("附件如下：", picture("n"), copy) + paragraph("以上。") + paragraph(picture("n"))
    document = read(body, ("n.png", notice))
    assert lines(document) == ["附件如下：", *NOTICE, "以上。"]
    assert document.warnings == ()
    for place in document.places:
        assert document.text[place.start : place.end] in "".join(NOTICE)
        assert (place.confidence or 0) > 0.9
        assert (place.page, place.box, place.cells) == (None, None, None)
    assert sum(place.end - place.start for place in document.places) == len("".join(NOTICE))


def test_pictures_are_left_alone_where_the_settings_say_so(notice: bytes) -> None:
    linked_nowhere = "<w:r><w:drawing><a:blip/></w:drawing></w:r>"
    document = read(paragraph("附件如下：", picture("n"), linked_nowhere), ("n.png", notice), pictures=False)
    assert lines(document) == ["附件如下："]
    assert document.warnings == ("Pictures (1) were not read: reading.pictures is off.",)
    assert versions(pictures=False)[document.reader] == document.reader_version
    assert document.reader not in versions(pictures=True)
    assert read(paragraph("正文。"), pictures=False).reader == "word"


def test_a_picture_that_cannot_be_read_is_named(notice: bytes) -> None:
    body = paragraph("一", picture("a")) + paragraph("二", picture("n"), picture("gone"))
    document = read(body, ("a.emf", b"\1\0\0\0 EMF"), ("n.png", notice[: len(notice) // 2]))
    assert lines(document) == ["一", "二"]
    assert document.warnings == (
        "Picture 1 (a.emf) could not be read.",
        "Picture 2 (n.png) could not be read.",
        "Picture 3 is not in the file and was not read.",
    )


def test_no_more_pictures_are_read_than_an_hour_has_time_for(notice: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retrieval.readers.office.word_pictures.MOST_PICTURES", 0)
    document = word.read(file(paragraph(picture("n")) + paragraph("文"), parts={"n.png": ("image", notice)}), "a.docx")
    assert document.warnings == ("Pictures (1) were not read: only 0 are read.",)
