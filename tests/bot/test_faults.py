"""What is kept of errors, and what is not."""

import runpy
import sys

import pytest

from bot import faults
from bot.faults import fault, keep_log, last_errors, log_file, record, where_kept
from bot.main import main
from retrieval.library import Library

PRIVATE = "绝密的问题"


@pytest.fixture(autouse=True)
def nothing_kept_elsewhere(monkeypatch):
    monkeypatch.setattr(faults, "_keeping", faults._Keeping())


def fail() -> None:
    try:
        raise ValueError(PRIVATE)
    except ValueError as error:
        raise OSError(28, PRIVATE, PRIVATE) from error


def test_an_error_is_kept_with_its_way_and_without_its_words(tmp_path):
    keep_log(tmp_path / "library")
    with pytest.raises(OSError) as raised:
        fail()
    assert "OSError in fail, test_faults.py line" in fault(raised.value)
    (entry,) = last_errors(tmp_path / "library", 5)
    assert "builtins.OSError 28" in entry
    assert "builtins.ValueError" in entry
    assert "raise OSError(28, PRIVATE, PRIVATE) from error" in entry
    assert PRIVATE not in entry
    assert str(log_file(tmp_path / "library")) in where_kept()
    assert not [path for path in (tmp_path / "library").rglob("*") if path.stat().st_mode & 0o077]


@pytest.mark.parametrize("imported", [False, True])
def test_where_the_program_is_installed_is_not_kept(tmp_path, monkeypatch, imported):
    code = tmp_path / "zhang" / "parts" / "broken.py"
    code.parent.mkdir(parents=True)
    code.write_text("1 / 0\n", encoding="utf-8")
    if imported:
        monkeypatch.syspath_prepend(str(tmp_path / "zhang"))
    keep_log(tmp_path / "library")
    with pytest.raises(ZeroDivisionError) as raised:
        runpy.run_path(str(code))
    record(raised.value)
    (entry,) = last_errors(tmp_path / "library", 5)
    assert f"  {'parts/' if imported else ''}broken.py:1 <module>: 1 / 0" in entry
    assert "zhang" not in entry and tmp_path.name not in entry


def test_the_log_is_turned_over_and_the_latest_are_found(tmp_path, monkeypatch):
    monkeypatch.setattr(faults, "MOST_BYTES", 50)
    keep_log(tmp_path)
    for kind in (KeyError, IndexError, TypeError, EOFError, MemoryError, ArithmeticError):
        record(kind("x" * 400))
    names = sorted(path.name for path in (tmp_path / "log").iterdir() if path.suffix != ".lock")
    assert names == ["yuanwen.log", "yuanwen.log.1", "yuanwen.log.2", "yuanwen.log.3"]
    latest = last_errors(tmp_path, 3)
    assert [entry.splitlines()[1] for entry in latest] == [
        "builtins.EOFError", "builtins.MemoryError", "builtins.ArithmeticError",
    ]  # fmt: skip


def test_a_log_that_cannot_be_written_is_no_matter(tmp_path):
    (tmp_path / "log").touch()
    keep_log(tmp_path)
    record(ValueError())


def broken(library: Library) -> None:
    raise RuntimeError(PRIVATE)


@pytest.mark.parametrize("debug", [False, True])
def test_the_command_line_says_where_the_traceback_is(data_dir, tmp_path, monkeypatch, capsys, debug):
    monkeypatch.setattr(Library, "documents", broken)
    monkeypatch.setattr(sys, "argv", ["yuanwen", "--data-dir", str(tmp_path), "documents", *["--debug"] * debug])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 3
    said = capsys.readouterr().err
    assert "RuntimeError in broken" in said
    assert str(tmp_path / "log" / "yuanwen.log") in said
    assert (PRIVATE in said) == debug
    assert PRIVATE not in (tmp_path / "log" / "yuanwen.log").read_text(encoding="utf-8")
