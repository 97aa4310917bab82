"""Reading in a child process: what becomes of files that take too much, of a child that dies, and of its parent."""

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from command_line import PATIENCE
from PIL import Image

from retrieval.errors import DamagedDocument, DocumentError, DocumentTooLarge, LibraryError
from retrieval.readers import read_document
from retrieval.readers.process.client import Limits, ReaderProcess

LONG = "园区开工，审批提速。\n".encode() * 500_000
"""A text that takes seconds to read."""

PROC = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are looked at in /proc")


def word_file(*paragraphs: str) -> bytes:
    word = docx.Document()
    for paragraph in paragraphs:
        word.add_paragraph(paragraph)
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def children(of: int) -> set[int]:
    """The ids of a process's children."""
    found: set[int] = set()
    for task in Path(f"/proc/{of}/task").iterdir():
        with suppress(FileNotFoundError, ProcessLookupError):  # a thread that has ended meanwhile
            found.update(map(int, (task / "children").read_text().split()))
    return found


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def new_child(of: int, besides: set[int]) -> int:
    """The id of a process's child that is none of `besides`, once it has one that has limited itself."""
    limit = str(Limits().memory)
    while True:
        for child in children(of) - besides:
            with suppress(FileNotFoundError, ProcessLookupError):
                if limit in Path(f"/proc/{child}/limits").read_text():
                    return child
        time.sleep(0.01)


def at_work(process: int) -> None:
    """Waits until a process has computed for a tenth of a second: it is in the middle of a long file."""

    def ticks() -> int:
        return sum(map(int, Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]))

    begun = ticks()
    while ticks() - begun < os.sysconf("SC_CLK_TCK") / 10:
        time.sleep(0.01)


@pytest.fixture(scope="module")
def reader() -> Iterator[ReaderProcess]:
    with ReaderProcess() as reader:
        yield reader


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", "园区开工。\n\n审批提速。".encode()),
        ("a.md", "---\ntitle: 园区年报\n---\n# 开工\n正文".encode()),
        ("a.docx", word_file("园区开工。", "审批提速。")),
        ("a.csv", "指标,数值\n产值,8\n税收,3\n".encode()),
        ("a.html", "<html><body><h1>年报</h1><p>园区开工，审批提速，签约十二个。</p></body></html>".encode()),
    ],
)
def test_a_file_gives_the_same_document_as_in_this_process(reader: ReaderProcess, name: str, data: bytes) -> None:
    assert reader.read(name, [data]) == read_document(Path(name), data)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04", b"\xff\xfe\x00\xd8" + "园区".encode("utf-16-le")])
@pytest.mark.parametrize("name", ["a.txt", "报告\u202e\udcff.docx", "b.xyz"])
def test_errors_come_back_as_they_are(reader: ReaderProcess, name: str, data: bytes) -> None:
    try:
        read_document(Path(name), data)
    except DocumentError as error:
        with pytest.raises(type(error)) as raised:
            reader.read(name, [data])
        assert str(raised.value) == str(error)
    else:
        assert reader.read(name, [data]).text


def test_pictures_may_be_the_pages_of_one_document(reader: ReaderProcess) -> None:
    blank = io.BytesIO()
    Image.new("RGB", (300, 300), "white").save(blank, "PNG")
    with pytest.raises(DocumentError, match="no text in these pictures"):
        reader.read("scan-[1-2].png", [blank.getvalue(), blank.getvalue()])


def test_several_threads_get_their_own_answers(reader: ReaderProcess) -> None:
    texts = [f"第{number}号园区开工。" for number in range(20)]
    with ThreadPoolExecutor(4) as threads:
        documents = threads.map(lambda text: reader.read("a.txt", [text.encode()]), texts)
        assert [document.text for document in documents] == texts


def test_too_much_memory_is_said_and_the_next_file_is_read(capfd: pytest.CaptureFixture[str]) -> None:
    with ReaderProcess(Limits(memory=200 * 2**20)) as reader:
        for _ in range(2):
            with pytest.raises(DocumentTooLarge, match=r"^a\.txt: reading it needed more than 0\.2 GB of memory"):
                reader.read("a.txt", [LONG * 10])
            assert reader.read("b.txt", ["园区".encode()]).text == "园区"
    assert capfd.readouterr() == ("", "")


def test_a_small_picture_that_is_large_in_memory_is_too_large() -> None:
    buffer = io.BytesIO()
    Image.new("1", (8_900, 8_900)).save(buffer, "PNG")
    assert len(buffer.getvalue()) < 20_000
    with (
        ReaderProcess(Limits(memory=250 * 2**20)) as reader,
        pytest.raises(DocumentTooLarge, match=r"^a\.png: reading it needed more than"),
    ):
        reader.read("a.png", [buffer.getvalue()])


@pytest.mark.parametrize("limit", ["seconds", "total_seconds"])
def test_too_much_time_is_said_and_the_next_file_is_read(limit: str) -> None:
    with ReaderProcess(replace(Limits(), **{limit: 0.1})) as reader:
        with pytest.raises(DocumentTooLarge, match=r"^a\.txt: reading it took longer than 0\.1 seconds"):
            reader.read("a.txt", [LONG])
        reader.limits = Limits()  # on a busy machine, a small file may take as long as that
        assert reader.read("b.txt", ["园区".encode()]).text == "园区"


def test_too_long_an_answer_is_said_and_the_next_file_is_read() -> None:
    with ReaderProcess(Limits(answer=2_000)) as reader:
        with pytest.raises(DocumentTooLarge, match=r"^a\.txt: what stands in it takes more than"):
            reader.read("a.txt", ["园区".encode() * 1000])
        assert reader.read("b.txt", ["园区".encode()]).text == "园区"


@PROC
def test_a_crash_is_tried_again_in_a_new_process_and_costs_one_file() -> None:
    others = children(os.getpid())
    with ReaderProcess() as reader, ThreadPoolExecutor(1) as threads:
        reader.read("a.txt", ["园区".encode()])
        first = new_child(os.getpid(), others)
        reading = threads.submit(reader.read, "a.txt", [LONG])
        at_work(first)
        os.kill(first, signal.SIGSEGV)
        second = new_child(os.getpid(), {*others, first})
        at_work(second)
        os.kill(second, signal.SIGSEGV)
        with pytest.raises(DamagedDocument, match=r"^a\.txt: its reader crashed on it \(exit status -11\)"):
            reading.result()
        assert reader.read("b.txt", ["园区".encode()]).text == "园区"


@PROC
@pytest.mark.parametrize("how", [signal.SIGSEGV, signal.SIGKILL])
def test_a_child_that_dies_between_two_files_costs_none(how: signal.Signals) -> None:
    others = children(os.getpid())
    with ReaderProcess() as reader:
        reader.read("a.txt", ["园区".encode()])
        first = new_child(os.getpid(), others)
        os.kill(first, how)
        assert reader.read("b.txt", ["开工".encode()]).text == "开工"
        assert children(os.getpid()) - others != {first}


@PROC
def test_a_child_is_limited_and_ends_with_its_reader() -> None:
    others = children(os.getpid())
    with ReaderProcess() as reader:
        assert children(os.getpid()) == others
        reader.read("a.txt", ["园区".encode()])
        child = new_child(os.getpid(), others)
        limits = Path(f"/proc/{child}/limits").read_text().splitlines()
    assert [line.split()[4:6] for line in limits if line.startswith("Max core file size")] == [["0", "0"]]
    assert not alive(child)


def test_a_python_that_does_not_start_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with ReaderProcess() as reader, pytest.raises(LibraryError, match="/nowhere/python"):
        reader.read("a.txt", ["园区".encode()])


def test_a_process_that_ends_at_once_is_named_with_its_last_words() -> None:
    with (
        ReaderProcess(Limits(memory=1)) as reader,
        pytest.raises(LibraryError, match=r"does not start \(.*(thread|Memory)"),
    ):
        reader.read("a.txt", ["园区".encode()])


PARENT = """
import sys
from retrieval.readers.process.client import ReaderProcess
try:
    with ReaderProcess() as reader:
        reader.read("a.txt", ["园区".encode()])
        print("begun", flush=True)
        while True:
            reader.read("a.txt", ["园区开工，审批提速。\\n".encode() * 500_000])
except KeyboardInterrupt:
    sys.exit(130)
"""


@pytest.fixture
def parent() -> Iterator[subprocess.Popen[str]]:
    """A program in the middle of reading a long file, in a process group of its own as under a terminal."""
    with subprocess.Popen(
        [sys.executable, "-c", PARENT],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "begun\n"
        yield process
        process.kill()


@PROC
def test_ctrl_c_ends_both_without_a_word(parent: subprocess.Popen[str]) -> None:
    child = new_child(parent.pid, set())
    at_work(child)
    os.killpg(parent.pid, signal.SIGINT)
    assert parent.communicate(timeout=PATIENCE) == ("", "")
    assert parent.returncode == 130
    assert not alive(child)


@PROC
def test_a_killed_parent_leaves_no_child(parent: subprocess.Popen[str]) -> None:
    child = new_child(parent.pid, set())
    parent.kill()
    parent.wait()
    while alive(child):
        time.sleep(0.05)
