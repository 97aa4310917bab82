"""The picture of a page behind a button."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from api_server import Refused
from chat_server import ChatApi, button, buttons
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from bot.messages import messages
from retrieval.library import Library
from retrieval.settings import Settings

EXPORTS = "海城经济开发区去年出口额达到多少？"
STATEMENT = "海城经济开发区去年出口额达到 12.5 亿元，比上年增长 8%。"


@pytest.fixture
def own_chat():
    with ChatApi() as server:
        yield server


@pytest.fixture
def start_over(start, tmp_path: Path) -> Callable[..., Path]:
    """Starts the bot over a library of one PDF with pages of this size in points; gives the path of the PDF."""

    def start_over(url: str, width: float = 595, height: float = 842) -> Path:
        path = tmp_path / "外贸简报.pdf"
        path.write_bytes(printed(width, height))
        with Library.open(Settings(data_dir=tmp_path / "printed")) as library:
            library.index([path])
        start(url, YUANWEN_DATA_DIR=str(tmp_path / "printed"))
        return path

    return start_over


def printed(width: float, height: float) -> bytes:
    """A PDF with a statement on its only page."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(width, height))
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(72, height - 100, STATEMENT)
    canvas.save()
    return out.getvalue()


def test_the_page_comes_as_a_photo_with_its_citation(own_chat, start_over):
    start_over(own_chat.url)
    answer = own_chat.ask(EXPORTS, language="en")
    assert messages("zh")["button_picture"] in buttons(answer)
    own_chat.pressed(answer, button(answer, "i"))
    photo = own_chat.reply_to(answer.message_id)
    assert photo.method == "sendPhoto"
    assert photo.file[1].startswith(b"\x89PNG")
    assert photo.text.startswith("外贸简报.pdf · 第 1 页 · ")
    own_chat.fail("sendPhoto", refusal=Refused(400, "Bad Request: PHOTO_INVALID_DIMENSIONS"))
    own_chat.pressed(answer, button(answer, "i"))
    assert own_chat.reply_to(answer.message_id, 2).method == "sendDocument"


def test_a_page_that_is_too_large_for_a_photo_comes_as_a_file(own_chat, start_over):
    start_over(own_chat.url, 2600, 2600)
    answer = own_chat.ask(EXPORTS)
    own_chat.pressed(answer, button(answer, "i"))
    sent = own_chat.reply_to(answer.message_id)
    assert sent.method == "sendDocument"
    assert sent.file[0].endswith(".png")


def test_a_page_that_cannot_be_shown_is_said_to_be_missing(own_chat, start_over):
    path = start_over(own_chat.url)
    answer = own_chat.ask(EXPORTS)
    path.unlink()
    own_chat.pressed(answer, button(answer, "i"))
    assert own_chat.reply_to(answer.message_id).text == messages("zh")["no_picture"]
