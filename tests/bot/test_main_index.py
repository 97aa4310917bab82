"""`yuanwen index`: what goes in, what is left out and why, and that nothing is ever half written."""

import json
import os
import signal
from pathlib import Path

import pytest
from command_line import REPORTS, at_terminal, ended, in_terminal, process, rest_of, write_reports

HARVEST = "临川县去年粮食产量达到 12.5 万吨，比上年增长 3.1%，农民人均收入突破两万元。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of its own with the two small reports."""
    return write_reports(tmp_path / "reports")


@pytest.fixture
def index(cli, tmp_path):
    """Indexes into a new library."""
    return lambda *arguments: cli("--data-dir", tmp_path / "library", "index", *arguments)


@pytest.fixture
def names(cli, tmp_path):
    """The names of the documents in that library."""
    return lambda: [
        d["name"] for d in json.loads(cli("--data-dir", tmp_path / "library", "documents", "--json").stdout)
    ]


def test_a_folder_is_indexed_with_what_lies_below_it(index, names, folder):
    result = index(folder)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr.startswith("2 added; ")
    assert sorted(names()) == sorted(REPORTS)


def test_unchanged_changed_new_and_vanished_files(index, names, folder):
    index(folder)
    assert "2 unchanged; 0 new passages" in index(folder).stderr
    (folder / "青河.txt").write_text(
        "青河经济开发区\n\n审批时限如今压缩了 41.2%，企业开办一天办完。\n", encoding="utf-8"
    )
    (folder / "松岭/松岭.md").unlink()
    (folder / "新.txt").write_text(HARVEST, encoding="utf-8")
    result = index(folder)
    assert result.exit_code == 0
    assert "1 added, 1 changed, 1 dropped; " in result.stderr
    assert sorted(names()) == ["新.txt", "青河.txt"]


def test_a_file_that_vanished_is_dropped_only_with_its_folder(index, names, folder):
    index(folder / "青河.txt")
    (folder / "青河.txt").unlink()
    index(folder)
    assert sorted(names()) == sorted(REPORTS)


def test_a_folder_whose_files_have_all_vanished_keeps_what_was_in_it_and_is_named(index, names, folder):
    index(folder)
    for name in REPORTS:
        (folder / name).unlink()
    result = index(folder)
    assert result.exit_code == 3
    assert f"Skipped {folder.resolve()}: " in result.stderr
    assert sorted(names()) == sorted(REPORTS)


def test_hidden_files_are_left_alone(index, names, folder):
    (folder / ".hidden.txt").write_text(HARVEST, encoding="utf-8")
    index(folder)
    assert sorted(names()) == sorted(REPORTS)


def test_without_paths_those_of_the_settings(cli, tmp_path, folder):
    config = tmp_path / "config.yaml"
    config.write_text("documents: [reports]\ndata_dir: library\n", encoding="utf-8")
    assert "2 added" in cli("--config", config, "index").stderr


def test_nothing_to_index_is_bad_usage(index):
    result = index()
    assert result.exit_code == 2
    assert "name a PATH" in result.stderr


def test_a_missing_path_is_bad_usage_and_nothing_is_indexed(index, names, folder):
    result = index(folder, folder / "missing.txt")
    assert result.exit_code == 2
    assert "missing.txt" in result.stderr
    assert names() == []


def test_an_encoding_that_is_not_utf8_is_said(index, folder):
    for encoding in ("gb18030", "utf-16"):
        (folder / f"{encoding}.txt").write_bytes(HARVEST.encode(encoding))
    said = index(folder).stderr
    assert "gb18030.txt: read as gb18030\n" in said
    assert "utf-16.txt: read as utf-16" in said


def unreadable(folder: Path, kind: str) -> Path:
    """A file of a kind that cannot be indexed."""
    path = folder / f"{kind}.txt"
    if kind == "huge":
        with path.open("wb") as file:
            file.truncate(200_000_000)
        return path
    contents = {
        "empty": b"",
        "blank": b" \r\n\t\n",
        "binary": b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 50,
        "undecodable": b"\xe5\xbc\x80\xff\xfe\xfa\xc0" * 200,
        "nul": "开发区\0去年".encode(),
    }
    path.write_bytes(contents[kind])
    return path


KINDS = ("empty", "blank", "binary", "undecodable", "nul", "huge")


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_cannot_be_read(index, names, tmp_path, kind):
    result = index(unreadable(tmp_path, kind))
    assert result.exit_code == 3
    skipped, sums = result.stderr.splitlines()
    assert skipped.startswith(f"Skipped {kind}.txt: ")
    assert sums.startswith("1 skipped; 0 new passages")
    assert names() == []


@pytest.mark.parametrize("content", [None, "empty"])
def test_a_folder_with_nothing_readable(index, tmp_path, content):
    folder = tmp_path / "folder"
    folder.mkdir()
    if content:
        unreadable(folder, content)
    result = index(folder)
    assert result.exit_code == 3
    assert "0 new passages" in result.stderr


def test_the_readable_files_go_in_though_others_cannot(index, names, folder):
    for kind in KINDS:
        unreadable(folder / "松岭", kind)
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    result = index(folder)
    assert result.exit_code == 0
    assert "2 added, 7 skipped; " in result.stderr
    assert all(f"Skipped 松岭/{kind}.txt: " in result.stderr for kind in KINDS)
    assert "Skipped picture.png: " in result.stderr
    assert sorted(names()) == sorted(REPORTS)


def test_a_file_name_that_is_no_text(tmp_path, folder):
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/\xff.txt")).write_text(HARVEST, encoding="utf-8")
    except OSError:
        pytest.skip("this file system wants names in UTF-8")
    result = process("--data-dir", tmp_path / "library", "index", folder)
    assert result.returncode == 0
    assert "2 added" in result.stderr or "3 added" in result.stderr


def test_control_characters_of_a_file_name_do_not_reach_the_terminal(index, tmp_path):
    (tmp_path / "a\x1b]0;b.txt").touch()
    assert "\x1b" not in index(tmp_path / "a\x1b]0;b.txt").stderr


def test_rebuilding_keeps_answers_and_citations(cli, index, tmp_path, folder):
    index(folder)

    def citation() -> str:
        asked = cli("--data-dir", tmp_path / "library", "ask", "审批时限压缩了37.5%的是谁？", "--json")
        return json.loads(asked.stdout)["passages"][0]["citation"]

    before = citation()
    result = index("--rebuild")
    assert result.exit_code == 0
    assert "made anew" in result.stderr
    assert citation() == before


def test_rebuild_takes_paths_too(index, names, folder):
    assert index("--rebuild", folder).exit_code == 0
    assert sorted(names()) == sorted(REPORTS)


def test_another_process_that_writes_is_named(index, folder, tmp_path):
    import filelock

    index(folder)
    with filelock.FileLock(tmp_path / "library" / "writer.lock"):
        result = index(folder)
    assert result.exit_code == 3
    assert "Another process is writing" in result.stderr


def test_progress_shows_in_a_terminal_only(tmp_path, folder):
    shown, code = in_terminal("--data-dir", tmp_path / "library", "index", folder)
    assert code == 0
    assert all(step in shown for step in ("reading", "encoding", "writing"))
    assert "2 added" in shown


def test_an_interruption_while_indexing_leaves_what_was(cli, index, names, tmp_path, folder):
    index(folder)
    for number in range(20):
        facts = (
            f"第 {number} 号园区第 {line} 季度完成投资 {line}.5 亿元，新增企业 {number} 家。" for line in range(16)
        )
        (folder / f"{number}.txt").write_text("\n\n".join(facts), encoding="utf-8")
    with at_terminal("--data-dir", tmp_path / "library", "index", folder) as (running, screen):
        shown = b""
        while b"encoding" not in shown:
            shown += os.read(screen, 65536)
        os.kill(running.pid, signal.SIGINT)
        shown += rest_of(screen)
    assert b"Traceback" not in shown
    assert ended(running) == 130
    assert sorted(names()) == sorted(REPORTS)
    answer = cli("--data-dir", tmp_path / "library", "ask", "哪个开发区把审批时限压缩了37.5%？", "--json")
    assert json.loads(answer.stdout)["passages"][0]["citation"]["document"] == "青河.txt"
    assert cli("--data-dir", tmp_path / "library", "verify").exit_code == 0
    for number in range(1, 20):
        (folder / f"{number}.txt").unlink()
    assert index(folder).exit_code == 0
    assert sorted(names()) == sorted((*REPORTS, "0.txt"))


def test_what_was_joined_moved_and_found_is_explained(cli, tmp_path):
    (tmp_path / "断.txt").write_text(
        "青河经济开发区：让审批快起来\n\n开发区去年推行并联审批，企业开办只要半个工\n\n作日，审批时限压缩 37.5%。\n",
        encoding="utf-8",
    )
    result = cli("--data-dir", tmp_path / "library", "index", tmp_path / "断.txt", "--explain")
    assert result.exit_code == 0
    assert "断.txt" in result.stdout
    assert "line 3: joined: the break runs through the word 工作日" in result.stdout
    assert "organization: 青河经济开发区" in result.stdout
