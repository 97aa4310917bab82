"""A table of answers in a chat with the real bot: its links, all of its rows, its chart and its file."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import many_zones
import pytest
from api_server import Refused
from chat_server import ChatApi, button, buttons
from PIL import Image
from telegram_markup import parse_html

from bot.messages import messages
from retrieval.library import Library
from retrieval.settings import Settings

ZONES = 43
QUESTION = "各开发区2030年地区生产总值分别增长多少？"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A library of the reports of many zones."""
    folder, data = tmp_path_factory.mktemp("zones"), tmp_path_factory.mktemp("many")
    many_zones.write(folder, ZONES)
    with Library.open(Settings(data_dir=data)) as library:
        library.index([folder])
    return str(data)


@pytest.fixture
def table_chat(start, many: str) -> Iterator[ChatApi]:
    with ChatApi() as server:
        start(server.url, YUANWEN_DATA_DIR=many)
        yield server


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="which files are open is read from /proc")
def test_many_charts_keep_no_more_fonts_open_than_one(start, many: str) -> None:
    with ChatApi() as server:
        running = start(server.url, YUANWEN_DATA_DIR=many)
        answer = server.ask(QUESTION)
        kept_open = set()
        for drawn in range(1, 5):
            server.pressed(answer, button(answer, "g"))
            server.reply_to(answer.message_id, drawn)
            kept_open.add(_fonts_open(running.number))
    assert len(kept_open) == 1


def _fonts_open(process: int) -> int:
    return sum(handle.resolve().suffix in (".ttf", ".otf") for handle in Path(f"/proc/{process}/fd").iterdir())


def test_a_table_leads_to_its_proofs_and_gives_all_its_rows_a_chart_and_a_file(table_chat):
    words = messages("zh")
    answer = table_chat.ask(QUESTION)
    assert len(answer.parsed.marked("text_link")) == 10 and "东川经济开发区  9.00%" in answer.text
    link = re.search(r"start=([\w-]+)", answer.parameters["text"])
    proof = table_chat.ask(f"/start {link[1]}")
    assert "全区地区生产总值增长9.00%" in proof.text

    (offered, *_) = table_chat.query(QUESTION)
    assert "东川经济开发区  9.00%" in parse_html(offered["input_message_content"]["message_text"]).text

    table_chat.pressed(answer, buttons(answer)[words["button_all_rows"].format(count=ZONES)])
    every = table_chat.becomes(answer, words["table_rows"].format(first=1, last=40, all=ZONES))
    assert len(every.parsed.marked("text_link")) == 40 and words["button_all_rows"] not in buttons(every)
    table_chat.pressed(answer, buttons(every)[words["button_next_rows"]])
    last = table_chat.becomes(answer, words["table_rows"].format(first=41, last=ZONES, all=ZONES))
    assert len(last.parsed.marked("text_link")) == ZONES - 40 and words["button_next_rows"] not in buttons(last)
    table_chat.pressed(answer, buttons(last)[words["button_previous_rows"]])
    table_chat.pressed(answer, buttons(table_chat.now(answer))[words["button_previous_rows"]])
    assert table_chat.becomes(answer, "+33").parsed == answer.parsed

    table_chat.pressed(answer, button(answer, "g"))
    picture = table_chat.reply_to(answer.message_id)
    assert picture.method == "sendPhoto" and picture.text.splitlines()[-1] == answer.text.splitlines()[-1]
    with Image.open(io.BytesIO(picture.file[1])) as drawn:
        assert drawn.format == "PNG"
    table_chat.fail("sendPhoto", refusal=Refused(400, "Bad Request: PHOTO_INVALID_DIMENSIONS"))
    table_chat.pressed(answer, button(answer, "g"))
    assert table_chat.reply_to(answer.message_id, 2).method == "sendDocument"

    table_chat.pressed(answer, button(answer, "v"))
    name, content = table_chat.reply_to(answer.message_id, 3).file
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert name.endswith(".csv") and len(rows) == ZONES and rows[0]["value"] == "9.00%"

    table_chat.react(answer, "👍")
    key = button(answer, "g").split(":")[1]
    for stale in (f"t:{key}:9", f"t:{key}:0", "t:nothing:1", f"p:{key}:1"):
        assert table_chat.pressed(answer, stale)["text"] == messages("en")["stale_button"]
