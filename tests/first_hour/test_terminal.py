"""A first hour at a terminal of 100 columns and 30 lines: what is typed, and what must be seen."""

import os
import pty
import select
import struct
import subprocess
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fcntl import ioctl
from pathlib import Path

import pytest
from command_line import PATIENCE, command, in_terminal
from own_folder import write_own_folder
from rich.cells import cell_len

COLUMNS, ROWS = 100, 30


@dataclass(frozen=True, slots=True)
class Exchange:
    """What is typed behind `yuanwen`, what must be seen, what must not, and how it ends."""

    typed: tuple[str, ...]
    seen: tuple[str, ...]
    unseen: tuple[str, ...] = ()
    code: int = 0


EMPTY = (
    Exchange(("documents",), ("There is nothing in the library yet", "yuanwen index PATH")),
    Exchange(("ask", "青河签约了多少个项目？"), ("Nothing has been indexed yet", "yuanwen index PATH"), code=2),
    Exchange(
        ("index", "FOLDER"),
        ("line 1: not used: 青河简报.txt → tittle", "Did you mean 'title'?", "Skipped 坏的.docx: not a whole Word file",
         "Skipped 程序.exe", "6 added, 4 skipped"),
    ),
)  # fmt: skip
FILLED = (
    Exchange(("documents",), ("松岭年报.md", "港务局.docx"), ("sha256",)),
    Exchange(("documents", "-l"), ("of       青河经济开发区", "read as  workbook")),
    Exchange(("ask", "青河审批时限压缩了多少？"), ("37.5%", "青河简报.txt · 第 3–6 行", "  2  ", "  5  ")),
    Exchange(("ask", "-k", "2", "青河审批时限压缩了多少？"), ("37.5%", "  2\n")),
    Exchange(("ask", "which", "zone", "built", "21", "standard", "factories"), ("Songling", "lines 3–5")),
    Exchange(("ask", "石桥镇小学有多少学生"), ("642人", "学校.xlsx · Sheet A2:B2")),
    Exchange(("ask", "栗山县2023年春茶产量是多少"), ("这些文件里没有答案", "2024", "不是答案"), code=1),
    Exchange(("ask", "哪个开发区压缩了91.3%"), ("文件中没有出现“91.3%”",), code=1),
    Exchange(("ask", "hello"), ("Hello.", "– Which "), ("Closest",), code=1),
    Exchange(("ask", "总结一下这些文件"), ("这个我不做", "– "), ("最接近",), code=1),
    Exchange(("ask", "--explain", "松岭引进了几家氢能企业"), ("把握 ", "+ 读下来，答案在这里"), ("answering",)),
    Exchange(("ask",), ("There is no question",), code=2),
    Exchange(("ask", "--document", "松岭年报.txt", "绿化"), ("Did you mean '松岭年报.md'",), code=2),
    Exchange(("ask", "--organization", "清河经济开发区", "审批"), ("Did you", "'青河经济开发区'?"), code=2),
    Exchange(("show", "no-such-id"), ("An id is what stands in brackets",), code=2),
    Exchange(("asks", "hello"), ("Did you mean 'ask'?",), code=2),
    Exchange(("remove", "港务局.doc"), ("Did you mean '港务局.docx'?",), code=2),
    Exchange(("remove", "港务局.docx"), ("Removed 港务局.docx", ".yuanwenignore: /港务局.docx")),
    Exchange(("eval", "FOLDER/documents.yaml"), ("line 1: this is no JSON",), code=2),
    Exchange(("feedback",), ("There is nothing yet",)),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The newcomer's folder."""
    return write_own_folder(tmp_path_factory.mktemp("own") / "reports")


@pytest.fixture(scope="module")
def filled(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that the first three exchanges have filled."""
    data = tmp_path_factory.mktemp("library")
    for exchange in EMPTY:
        check(exchange, data, folder)
    return data


def check(exchange: Exchange, data: Path, folder: Path) -> None:
    typed = [word.replace("FOLDER", str(folder)) for word in exchange.typed]
    locale = {"NO_COLOR": "1", "LC_ALL": "zh_CN.UTF-8"}
    shown, code = in_terminal("--data-dir", data, *typed, columns=COLUMNS, rows=ROWS, **locale)
    flat = " ".join(shown.split())
    assert code == exchange.code, shown
    assert not [words for words in exchange.seen if " ".join(words.split()) not in flat], shown
    assert not [words for words in exchange.unseen if words in shown], shown
    if exchange.typed[0] == "ask" and not {"-k", "--explain"} & {*exchange.typed}:
        assert len(shown.splitlines()) <= ROWS
        assert all(cell_len(line) <= COLUMNS for line in shown.splitlines())


def test_what_is_typed_at_a_terminal_shows_what_must_be_seen(filled: Path, folder: Path) -> None:
    for exchange in FILLED:
        check(exchange, filled, folder)


CHAT = (
    ("青河2024年签约了多少个项目？", ("46 个",)),
    ("那松岭的氢能产业产值呢", ("理解为", "34.6", "沿用上一问的 2024年")),
    ("and Qinghe's investment?", ("understood as", "in place of 松岭")),
    ("谢谢", ("不客气",)),
    ("what can you do", ("word for word", "– Which ")),
)


@contextmanager
def chatting(data: Path) -> Iterator[int]:
    """`yuanwen chat` in a terminal: what speaks for the person."""
    outside, inside = pty.openpty()
    ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    variables = os.environ | {"NO_COLOR": "1", "TERM": "xterm-256color"}
    with subprocess.Popen(
        command("--data-dir", data, "chat"), stdin=inside, stdout=inside, stderr=inside, env=variables
    ) as running:
        os.close(inside)
        yield outside
        os.write(outside, b"exit\n")
        assert running.wait(timeout=PATIENCE) == 0
    os.close(outside)


def until_prompt(outside: int) -> str:
    shown = b""
    while not shown.endswith(b"\n? ") and not shown.endswith(b"\r? "):
        assert select.select([outside], [], [], PATIENCE)[0], shown
        shown += os.read(outside, 1)
    return shown.decode(errors="replace")


def test_a_conversation_at_a_terminal(filled: Path) -> None:
    with chatting(filled) as outside:
        assert "`exit` or Ctrl-D ends" in until_prompt(outside)
        for said, seen in CHAT:
            os.write(outside, f"{said}\n".encode())
            shown = " ".join(until_prompt(outside).split())
            assert not [words for words in seen if words not in shown], shown
