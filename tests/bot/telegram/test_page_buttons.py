"""The picture of a page behind a button."""

import io
from pathlib import Path

import pytest
from api_server import Refused
from chat_server import button, buttons
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from bot.messages import messages
from retrieval.library import Library
from retrieval.settings import Settings

EXPORTS = "海城经济开发区去年出口额达到多少？"
STATEMENT = "海城经济开发区去年出口额达到 12.5 亿元，比上年增长 8%。"
SHARED = "云溪产业园的检测设备利用率是多少？"
LARGE_STATEMENT = "云溪产业园的检测设备利用率是 90%，闲置时间不到 3 天。"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PDF on A4, and one whose page is too large for a photo."""
    folder = tmp_path_factory.mktemp("printed")
    (folder / "外贸简报.pdf").write_bytes(printed(STATEMENT, 595, 842))
    (folder / "大图.pdf").write_bytes(printed(LARGE_STATEMENT, 2600, 2600))
    return folder


@pytest.fixture(scope="module")
def data_dir(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of the two, over which the bot of these tests runs."""
    data = tmp_path_factory.mktemp("data")
    with Library.open(Settings(data_dir=data)) as library:
        library.index([folder])
    return data


def printed(statement: str, width: float, height: float) -> bytes:
    """A PDF with a statement on its only page, whose size is in points."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(width, height))
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(72, height - 100, statement)
    canvas.save()
    return out.getvalue()


def test_the_page_comes_as_a_photo_with_its_citation(chat):
    answer = chat.ask(EXPORTS, language="en")
    assert messages("zh")["button_picture"] in buttons(answer)
    chat.pressed(answer, button(answer, "i"))
    photo = chat.reply_to(answer.message_id)
    assert photo.method == "sendPhoto"
    assert photo.file[1].startswith(b"\x89PNG")
    assert photo.text.startswith("外贸简报.pdf · 第 1 页 · ")
    chat.fail("sendPhoto", refusal=Refused(400, "Bad Request: PHOTO_INVALID_DIMENSIONS"))
    chat.pressed(answer, button(answer, "i"))
    assert chat.reply_to(answer.message_id, 2).method == "sendDocument"
    for refusal in (Refused(502, "Bad Gateway"), Refused(400, "Bad Request: query is too old")):
        chat.fail("answerCallbackQuery", refusal=refusal)
        chat.pressed(answer, button(answer, "i"))
    assert chat.reply_to(answer.message_id, 4).method == "sendPhoto"


def test_a_page_that_is_too_large_for_a_photo_comes_as_a_file(chat):
    answer = chat.ask(SHARED)
    chat.pressed(answer, button(answer, "i"))
    sent = chat.reply_to(answer.message_id)
    assert sent.method == "sendDocument"
    assert sent.file[0].endswith(".png")


def test_a_page_that_cannot_be_shown_is_said_to_be_missing(chat, folder):
    answer = chat.ask(EXPORTS)
    (folder / "外贸简报.pdf").unlink()
    chat.pressed(answer, button(answer, "i"))
    assert chat.reply_to(answer.message_id).text == messages("zh")["no_picture"]
