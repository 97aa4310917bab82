"""Files that were sent to the bot go by the names they were sent with at the terminal too."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.telegram.storage.database import open_database
from bot.telegram.storage.sent_names import SentNames, peek_at_names
from bot.telegram.storage.uploaded_files import Uploaded
from retrieval.answer import Answer, Citation, Row, Table
from retrieval.settings import Settings

QUESTION = "青河的油坊日产油多少吨？"
TEXT = "青河的油坊日产油 5 吨。\n"


@pytest.fixture
def own(cli: Callable, tmp_path: Path) -> Callable:
    """The command line over a library of two files that were sent under one name, and one under another."""
    database = open_database(Settings(data_dir=tmp_path / "library"))
    uploaded = Uploaded(database, tmp_path / "library" / "uploads")
    for name, text in (("简报.txt", TEXT), ("同名.txt", "甲"), ("同名.txt", "乙")):
        uploaded.store(name, ".txt", [text.encode()], titled=lambda sha256: False)
    uploaded.store("又一份.txt", ".txt", [TEXT.encode()], titled=lambda sha256: False)
    database.close()
    own = lambda *arguments: cli("--data-dir", tmp_path / "library", *arguments)  # noqa: E731
    assert own("index", uploaded.folder).exit_code == 0
    return own


def test_no_hash_is_shown(own: Callable, tmp_path: Path) -> None:
    hashes = list(peek_at_names(Settings(data_dir=tmp_path / "library")).names)
    asked = json.loads(own("ask", QUESTION, "--json").stdout)["passages"][0]["citation"]
    assert asked["document"] == "简报.txt"
    shown = [own(*verb).stdout for verb in (("ask", QUESTION), ("documents",), ("show", asked["id"]), ("verify",))]
    assert all("简报.txt" in text for text in shown)
    assert not [one for one in hashes if any(one in text for text in shown)]


def test_what_indexing_and_the_doctor_say_names_no_hash(own: Callable, tmp_path: Path) -> None:
    uploads = tmp_path / "library" / "uploads"
    one = next(file for file in uploads.glob("*/document.txt") if file.read_text(encoding="utf-8") == TEXT)
    one.write_text("青河的油坊日产油 6 吨。\n", encoding="utf-8")
    assert "changed: 简报.txt" in own("doctor").stdout
    indexed = own("index", uploads, "--explain")
    assert "Changed 简报.txt" in indexed.stderr.splitlines()
    assert "简报.txt" in indexed.stdout.splitlines()
    one.write_bytes(b"%PDF-1.7 cut off")
    skipped = own("index", uploads)
    assert "Skipped 简报.txt: " in skipped.stderr
    assert one.parent.name not in indexed.stdout + indexed.stderr + skipped.stdout + skipped.stderr


def test_a_sent_name_is_taken_for_the_document(own: Callable) -> None:
    assert own("ask", QUESTION, "--document", "简报.txt").exit_code == 0
    removed = own("remove", "简报.txt")
    assert (removed.exit_code, removed.stderr.splitlines()[0]) == (0, "Removed 简报.txt")
    assert "简报.txt" not in own("documents").stdout


def test_a_name_that_several_were_sent_with_says_which(own: Callable) -> None:
    for verb in (("remove", "同名.txt"), ("ask", QUESTION, "--document", "同名.txt")):
        result = own(*verb)
        assert result.exit_code == 2
        assert result.stderr.count("/document.txt") == 2


def test_a_table_names_files_as_they_were_sent() -> None:
    sent = SentNames({"5f3a": "简报.txt"})
    cited = Citation(
        "a1", "5f3a/document.txt", None, (), None, None, None, (1, 1), (), TEXT, also_in=("5f3a/x", "b.txt")
    )
    row = Row("青河", "5 吨", 5.0, TEXT, TEXT, 1.0, cited)
    rows = (row, replace(row, citation=replace(cited, document="c.txt", also_in=())))
    answer = Answer("?", "zh", True, None, None, 1.0, (), table=Table("产油", "吨", rows, None, ("松岭",)))
    table = sent.in_answer(answer).table
    assert table is not None
    assert [one.citation.document for one in table.rows] == ["简报.txt", "c.txt"]
    assert table.rows[0].citation.also_in == ("简报.txt", "b.txt")
    assert replace(table, rows=rows) == answer.table


def test_where_there_is_no_bot_names_are_as_they_are(tmp_path: Path) -> None:
    assert peek_at_names(Settings(data_dir=tmp_path)).shown_name("a/b.txt") == "a/b.txt"
    assert not list(tmp_path.glob("telegram*"))
