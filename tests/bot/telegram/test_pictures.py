"""The picture of a page behind a button."""

from pathlib import Path

import pytest
from api_server import Refused
from chat_server import ChatApi, button, buttons
from PIL import Image

from bot.messages import messages

EXPORTS = "海城经济开发区去年出口额达到多少？"
PICTURED_BOT = Path(__file__).with_name("pictured_bot.py")


@pytest.fixture
def own_chat():
    with ChatApi() as server:
        yield server


def page(folder: Path, width: int, height: int) -> str:
    """The picture of a page."""
    path = folder / "page.png"
    Image.new("RGB", (width, height), "white").save(path)
    return str(path)


def test_the_page_comes_as_a_photo_with_its_citation(own_chat, start, tmp_path):
    start(own_chat.url, [str(PICTURED_BOT), page(tmp_path, 600, 800)])
    answer = own_chat.ask(EXPORTS, language="en")
    assert messages("zh")["button_picture"] in buttons(answer)
    own_chat.pressed(answer, button(answer, "i"))
    photo = own_chat.reply_to(answer.message_id)
    assert photo.method == "sendPhoto"
    assert photo.file[1].startswith(b"\x89PNG")
    assert photo.text.startswith("外贸简报.txt · 第 1 页 · ")
    own_chat.fail("sendPhoto", refusal=Refused(400, "Bad Request: PHOTO_INVALID_DIMENSIONS"))
    own_chat.pressed(answer, button(answer, "i"))
    assert own_chat.reply_to(answer.message_id, 2).method == "sendDocument"


def test_a_page_that_is_too_large_for_a_photo_comes_as_a_file(own_chat, start, tmp_path):
    start(own_chat.url, [str(PICTURED_BOT), page(tmp_path, 5000, 5001)])
    answer = own_chat.ask(EXPORTS)
    own_chat.pressed(answer, button(answer, "i"))
    sent = own_chat.reply_to(answer.message_id)
    assert sent.method == "sendDocument"
    assert sent.file[0].endswith(".png")


def test_a_page_that_cannot_be_shown_is_said_to_be_missing(own_chat, start):
    start(own_chat.url, [str(PICTURED_BOT)])
    answer = own_chat.ask(EXPORTS)
    own_chat.pressed(answer, button(answer, "i"))
    assert own_chat.reply_to(answer.message_id).text == messages("zh")["no_picture"]
