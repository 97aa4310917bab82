"""The bot as a process of its own, over a real library, against a Bot API server on loopback."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from api_server import TOKEN, BotApi
from bot_process import BotProcess
from chat_server import ChatApi

from retrieval.library import Library
from retrieval.settings import Settings

COMMAND = ("bot",)
DOCUMENTS = {
    "外贸简报.txt": """海城经济开发区外贸稳中有进

海城经济开发区去年出口额达到 12.5 亿元，比上年增长 8%。全区有出口实绩的企业增加到 96 家。
园区为企业办理原产地证书的时间缩短到半天，企业不再需要往返窗口。
""",
    "a<b>&c.txt": """云溪产业园实验室简报

云溪产业园的 R&D 平台 <甲> 与 <乙> 共用一套检测设备，设备利用率 > 90% 且闲置时间 < 3 天。
园区的食堂每天供应两百份午餐。
""",
}


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of two small reports."""
    folder = tmp_path_factory.mktemp("reports")
    for name, text in DOCUMENTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    data = tmp_path_factory.mktemp("data")
    with Library.open(Settings(data_dir=data)) as library:
        library.index([folder])
    return data


Start = Callable[..., BotProcess]


@pytest.fixture
def api() -> Iterator[BotApi]:
    """The Bot API server."""
    with BotApi() as server:
        yield server


@pytest.fixture
def start(data_dir: Path, tmp_path: Path) -> Iterator[Start]:
    """Starts `yuanwen bot`, or another program that runs it, over the library; the bots of a test share their data
    directory (`data` in the test's folder), as one that is started again does. What a test says of how the program
    starts and ends, it says of one that is `fresh`. No token may reach their log."""
    running: list[BotProcess] = []
    data = shutil.copytree(data_dir, tmp_path / "data")

    def start(url: str, program: Sequence[str] = COMMAND, fresh: bool = False, **settings: str) -> BotProcess:
        defaults = {
            "YUANWEN_DATA_DIR": str(data),
            "YUANWEN_TELEGRAM__TOKEN": TOKEN,
            "YUANWEN_TELEGRAM__BASE_URL": f"{url}/bot",
            "YUANWEN_TELEGRAM__BASE_FILE_URL": f"{url}/file/bot",
        }
        bot = BotProcess(tmp_path / f"bot-{len(running)}.log", program, defaults | settings, fresh)
        running.append(bot)
        return bot

    yield start
    for bot in running:
        bot.stop()
        assert TOKEN.partition(":")[2] not in bot.said
        assert "HTTP Request" not in bot.said


@pytest.fixture(scope="module")
def chat(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChatApi]:
    """A bot that the tests of a module share, with user 1 as its administrator; its library is in `chat.data`."""
    folder = tmp_path_factory.mktemp("chat")
    with ChatApi() as server:
        server.data = shutil.copytree(data_dir, folder / "data")
        settings = {
            "YUANWEN_DATA_DIR": str(server.data),
            "YUANWEN_TELEGRAM__TOKEN": TOKEN,
            "YUANWEN_TELEGRAM__BASE_URL": f"{server.url}/bot",
            "YUANWEN_TELEGRAM__BASE_FILE_URL": f"{server.url}/file/bot",
            "YUANWEN_TELEGRAM__ADMINISTRATORS": "[1]",
            "YUANWEN_TELEGRAM__LARGEST_UPLOAD_MB": "1",
            "YUANWEN_TELEGRAM__QUESTIONS_A_MINUTE": "1000",
        }
        bot = BotProcess(folder / "bot.log", COMMAND, settings)
        yield server
        bot.stop()
        assert "Traceback" not in bot.said
