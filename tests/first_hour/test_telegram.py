"""A first hour in Telegram: what is written to the bot, and what must be seen."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from api_server import TOKEN
from bot_process import BotProcess
from chat_server import ChatApi, buttons
from own_folder import TEXTS, write_own_folder

from retrieval.library import Library
from retrieval.settings import Settings

ADMINISTRATOR = 1

EXCHANGES = (
    ("/start", ("– Which ",), ()),
    ("/help", ("/documents",), ()),
    ("/nonsense", ("There is no command /nonsense",), ("/documents –",)),
    ("hello", ("Hello.", "– Which "), ("Closest",)),
    ("谢谢", ("不客气",), ()),
    ("青河审批时限压缩了多少？", ("37.5%", "青河简报.txt"), ()),
    ("石桥镇小学有多少学生", ("642人", "学校.xlsx"), ()),
    ("栗山县2023年春茶产量是多少", ("这些文件里没有答案", "2024"), ("查找的是",)),
    ("总结一下这些文件", ("这个我不做",), ()),
    ("/documents", ("松岭年报.md",), ()),
    ("/show no-such-id", ("no passage with this id",), ()),
    ("/ask", ("Write the question after the command",), ()),
)
"""What is written, what must be seen, and what must not."""


@pytest.fixture(scope="module")
def chat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChatApi]:
    """A bot over the newcomer's folder, with user 1 as its administrator."""
    folder = tmp_path_factory.mktemp("telegram")
    with Library.open(Settings(data_dir=folder / "data")) as library:
        library.index([write_own_folder(folder / "reports")])
    with ChatApi() as server:
        server.data = folder / "data"
        settings = {
            "YUANWEN_DATA_DIR": str(server.data),
            "YUANWEN_TELEGRAM__TOKEN": TOKEN,
            "YUANWEN_TELEGRAM__BASE_URL": f"{server.url}/bot",
            "YUANWEN_TELEGRAM__BASE_FILE_URL": f"{server.url}/file/bot",
            "YUANWEN_TELEGRAM__ADMINISTRATORS": f"[{ADMINISTRATOR}]",
            "YUANWEN_TELEGRAM__QUESTIONS_A_MINUTE": "1000",
        }
        bot = BotProcess(folder / "bot.log", ("bot",), settings)
        yield server
        bot.signal(signal.SIGKILL)
        bot.ends()
        assert "Traceback" not in bot.said


@pytest.mark.parametrize(("written", "seen", "unseen"), EXCHANGES, ids=[written for written, _, _ in EXCHANGES])
def test_what_is_written_to_the_bot_shows_what_must_be_seen(
    chat: ChatApi, written: str, seen: tuple[str, ...], unseen: tuple[str, ...]
) -> None:
    answer = chat.ask(written)
    assert not [words for words in seen if words not in answer.text], answer.text
    assert not [words for words in unseen if words in answer.text], answer.text


def test_a_passage_that_is_all_there_is_has_no_button_for_more_of_it(chat: ChatApi) -> None:
    carried = {data.partition(":")[0] for data in buttons(chat.ask("栗山县春茶产量是多少")).values()}
    assert "p" in carried
    assert "l" not in carried


def test_a_damaged_file_is_told_from_one_of_a_kind_that_is_not_read(chat: ChatApi) -> None:
    for name, data, words in (
        ("坏的.docx", b"PK\x03\x04 this was cut off", "could not be read"),
        ("程序.exe", b"MZ\x90\x00\x03", "this kind of file cannot be read"),
    ):
        sent = chat.say(None, user=ADMINISTRATOR, document=chat.document(name, data))
        chat.becomes(chat.reply_to(sent), words)


def test_a_file_that_was_sent_goes_by_its_name(chat: ChatApi, tmp_path: Path) -> None:
    data = "南坪镇2024年蜂蜜产量达到 37 吨。\n".encode()
    sent = chat.say(None, user=ADMINISTRATOR, document=chat.document("南坪.txt", data))
    chat.becomes(chat.reply_to(sent), "南坪.txt is in")
    answer = chat.ask("南坪镇蜂蜜产量是多少？")
    assert "37 吨" in answer.text
    assert answer.parsed.marked("code")[0] == "南坪.txt"


def test_under_an_answer_stands_that_its_file_has_changed(chat: ChatApi) -> None:
    file = chat.data.parent / "reports" / "松岭年报.md"
    assert "⚠" not in chat.ask("松岭引进了几家氢能企业？").text
    file.write_text(TEXTS[file.name].replace("9 家", "8 家"), encoding="utf-8")
    answer = chat.ask("松岭引进了几家氢能企业？")
    assert answer.text.endswith("收录以后这个文件有改动。请管理员重新收录。")
