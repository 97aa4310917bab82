"""A first hour at a terminal of 100 columns and 30 lines: what is typed, and what must be seen."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from own_folder import write_own_folder
from rich.cells import cell_len
from shell import COLUMNS, ROWS, Shell, shell


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
    Exchange(("ask", "北渡港务局新开航线几条"), ("3 条", "港务局.docx · 第 3 行 · “一、港口生产”一节")),
    Exchange(("ask", "栗山县2023年春茶产量是多少"), ("这些文件里没有答案", "2024", "不是答案"), code=1),
    Exchange(("ask", "哪个开发区压缩了91.3%"), ("文件中没有出现“91.3%”",), code=1),
    Exchange(("ask", "hello"), ("Hello.", "– Which "), ("Closest",), code=1),
    Exchange(("ask", "总结一下这些文件"), ("这个我不做", "– "), ("最接近",), code=1),
    Exchange(("ask", "--explain", "松岭引进了几家氢能企业"), ("把握 ", "+ 读下来，答案在这里"), ("answering",)),
    Exchange(("ask",), ("There is no question",), code=2),
    Exchange(("ask", "--document", "松岭年报.txt", "绿化"), ("Did you mean '松岭年报.md'",), code=2),
    Exchange(("ask", "--organization", "清河经济开发区", "审批"), ("Did you", "'青河经济开发区'?"), code=2),
    Exchange(("show", "no-such-id"), ("An id is what stands in brackets",), code=2),
    Exchange(("show",), ("Missing argument 'ID'.", "`yuanwen show -h` says how it is used"), code=2),
    Exchange(("asks", "hello"), ("Did you mean 'ask'?",), code=2),
    Exchange(("ask", "--explian", "x"), ("Did you mean '--explain'?",), code=2),
    Exchange(("remove", "港务局.doc"), ("Did you mean '港务局.docx'?",), code=2),
    Exchange(("remove", "港务局.docx"), ("Removed 港务局.docx", "write this line", " /港务局.docx")),
    Exchange(("eval", "FOLDER/documents.yaml"), ("line 1: this is no JSON",), code=2),
    Exchange(("feedback",), ("There is nothing yet",)),
)


CHAT = (
    ("青河2024年签约了多少个项目？", ("46 个",)),
    ("那松岭的氢能产业产值呢", ("理解为", "34.6", "沿用上一问的 2024年")),
    ("and Qinghe's investment?", ("understood as", "in place of 松岭")),
    ("谢谢", ("不客气",)),
    ("what can you do", ("word for word", "– Which ")),
)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person at a terminal, with a folder and a library of their own."""

    shell: Shell
    folder: Path
    data: Path

    def check(self, exchange: Exchange) -> None:
        """Type a command line and see what must be seen."""
        typed = [word.replace("FOLDER", str(self.folder)) for word in exchange.typed]
        shown, code = self.shell.run("--data-dir", self.data, *typed)
        assert code == exchange.code, shown
        assert not missing(exchange.seen, shown), shown
        assert not [words for words in exchange.unseen if words in shown], shown
        if exchange.typed[0] == "ask" and not {"-k", "--explain"} & {*exchange.typed}:
            assert len(shown.splitlines()) <= ROWS
            assert all(cell_len(line) <= COLUMNS for line in shown.splitlines())


@pytest.fixture(scope="module")
def newcomer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newcomer]:
    """A newcomer whose first three exchanges have filled the library."""
    folder = write_own_folder(tmp_path_factory.mktemp("own") / "reports")
    with shell(LC_ALL="zh_CN.UTF-8") as terminal:  # which need not be installed
        person = Newcomer(terminal, folder, tmp_path_factory.mktemp("library"))
        for exchange in EMPTY:
            person.check(exchange)
        yield person


def missing(wanted: tuple[str, ...], shown: str) -> list[str]:
    """The words that are not seen, however lines are broken."""
    flat = " ".join(shown.split())
    return [words for words in wanted if " ".join(words.split()) not in flat]


@pytest.mark.parametrize("exchange", FILLED, ids=lambda exchange: " ".join(exchange.typed))
def test_what_is_typed_at_a_terminal_shows_what_must_be_seen(newcomer: Newcomer, exchange: Exchange) -> None:
    newcomer.check(exchange)


def test_a_conversation_at_a_terminal(newcomer: Newcomer) -> None:
    newcomer.shell.begin("--data-dir", newcomer.data, "chat")
    assert "`exit` or Ctrl-D ends" in newcomer.shell.until_prompt()
    for said, seen in CHAT:
        newcomer.shell.type(said)
        shown = newcomer.shell.until_prompt()
        assert not missing(seen, shown), shown
    newcomer.shell.type("exit")
    assert newcomer.shell.ended()[1] == 0
