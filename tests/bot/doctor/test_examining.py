"""What `doctor` finds, and what it says to do."""

import os
import shutil
import sqlite3
import time
from contextlib import closing
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
from command_line import write_reports

from bot.backup.restoring import STAGED
from bot.doctor import documents, examining, indexes, machine
from bot.doctor.examined import Examined
from bot.doctor.examining import examine
from bot.settings import Settings, load_settings
from embeddings.model_files import MANIFEST
from retrieval.library import Library
from retrieval.storage.contents.stuffing import stuffed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of its own with the two small reports."""
    return write_reports(tmp_path / "reports")


@pytest.fixture
def settings(tmp_path: Path, data_dir: Path) -> Settings:
    """Settings whose library holds the two small reports."""
    return Settings(data_dir=shutil.copytree(data_dir, tmp_path / "library"))


def findings(settings: Settings) -> dict:
    """The results by name of check."""
    results = examine(lambda: settings)
    assert all(result.remedy is None for result in results if result.severity in ("ok", "info"))
    return {result.name: result for result in results}


def test_a_good_set_up_has_nothing_wrong(settings):
    found = findings(settings)
    assert list(found) == [
        "settings", "data directory", "permissions", "disk", "clock", "versions", "databases", "model", "library",
        "documents", "stuffing", "words", "index files", "indexes", "vocabulary", "telegram",
    ]  # fmt: skip
    assert {name for name, result in found.items() if result.severity != "ok"} == {"telegram"}
    assert "384 dimensions" in found["model"].message
    assert "Documents: 2" in found["library"].message


def test_documents_that_are_made_to_be_found_are_named(settings, tmp_path):
    folder = tmp_path / "made"
    folder.mkdir()
    more = "窗口把材料一次收齐，当天转给各个科室，企业不用往返，等结果的时间从二十天减到三天，费用也免了。" * 2
    sentence = "{}号园区去年新建厂房 {} 幢，企业少跑一趟。" + more
    texts = {
        "over-and-over": [sentence.format(1, 2)] * 30,
        "questions": [f"{more}{n}号园区去年的出口额达到多少？" for n in range(30)],
        "fine": [sentence.format(n, n) for n in range(30)],
        "short": [sentence.format(7, 7)] * 3,
        **{
            f"copy-{n}": [f"青河园区的审批时限压缩到半个工作日。{more}"] * 2 + [f"第 {n} 份。{more}"] * 2
            for n in range(10)
        },
    }
    for name, lines in texts.items():
        (folder / f"{name}.txt").write_text("\n\n".join(lines), encoding="utf-8")
    with Library.open(settings) as library:
        library.index([folder])
        with library.reading() as (db, _):
            named = {one.name for one in stuffed(db)}
        found = documents.stuffing(Examined(settings, library, None))
    assert named == {"over-and-over.txt", "questions.txt", *(f"copy-{n}.txt" for n in range(10))}
    assert found.severity == "warning" and "copy-0.txt (of 2 passages" in found.message


def test_an_empty_library_is_to_be_filled(tmp_path):
    found = findings(Settings(data_dir=tmp_path))
    assert found["library"].severity == "warning"
    assert "yuanwen index PATH" in found["library"].remedy


def test_bad_settings(tmp_path):
    config = tmp_path / "config.yaml"
    config.write_text("reading: {largest_file_mb: 0}\n", encoding="utf-8")
    (result,) = examine(lambda: load_settings(config))
    assert (result.name, result.severity) == ("settings", "error")
    assert "reading.largest_file_mb" in result.message


def test_a_data_directory_that_cannot_be_written(tmp_path):
    (tmp_path / "file").touch()
    found = findings(Settings(data_dir=tmp_path / "file"))
    assert found["data directory"].severity == "error"
    assert "--data-dir" in found["data directory"].remedy
    assert "library" not in found


def test_files_that_others_may_read(settings, tmp_path):
    (tmp_path / "library" / "lexical").chmod(0o755)
    result = findings(settings)["permissions"]
    assert result.severity == "warning"
    assert str(tmp_path / "library" / "lexical") in result.message
    assert "chmod -R go= " in result.remedy


def test_a_library_of_another_version(settings, tmp_path):
    with closing(sqlite3.connect(tmp_path / "library" / "library.sqlite")) as db:
        db.execute("PRAGMA user_version = 999")
    found = findings(settings)
    assert found["library"].severity == "error"
    assert "999" in found["library"].message


@pytest.fixture
def own(tmp_path: Path, folder: Path) -> Settings:
    """Settings whose library holds the files of `folder`."""
    chosen = Settings(data_dir=tmp_path / "own")
    with Library.open(chosen) as library:
        library.index([folder])
    return chosen


def test_files_that_have_changed_or_gone(own, folder):
    (folder / "青河.txt").write_text("换了一篇。", encoding="utf-8")
    (folder / "松岭/松岭.md").unlink()
    result = findings(own)["documents"]
    assert result.severity == "warning"
    assert "1 changed: 青河.txt" in result.message
    assert "1 missing: 松岭/松岭.md" in result.message
    assert "yuanwen verify" in result.remedy


def test_a_library_of_another_model(settings):
    embeddings = settings.embeddings.model_copy(update={"query_prompt": "question: "})
    result = findings(settings.model_copy(update={"embeddings": embeddings}))["indexes"]
    assert result.severity == "error"
    assert "yuanwen index --rebuild" in result.message


def test_a_model_that_cannot_be_loaded(settings, tmp_path):
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / MANIFEST).write_text("{")
    embeddings = settings.embeddings.model_copy(update={"model": str(tmp_path / "none")})
    found = findings(settings.model_copy(update={"embeddings": embeddings}))
    assert found["model"].severity == "error"
    assert "none" in found["model"].message
    assert "indexes" not in found


def test_indexes_that_are_gone_are_made_again(settings, tmp_path):
    shutil.rmtree(tmp_path / "library" / "lexical")
    shutil.rmtree(tmp_path / "library" / "vectors")
    assert findings(settings)["indexes"].severity == "ok"


def test_text_that_the_model_does_not_know(tmp_path):
    report = tmp_path / "report.txt"
    report.write_text("ይህ ጽሑፍ በአማርኛ የተጻፈ ነው። ሞዴሉ አያውቀውም።\n", encoding="utf-8")
    settings = Settings(data_dir=tmp_path / "library")
    with Library.open(settings) as library:
        library.index([report])
    result = findings(settings)["vocabulary"]
    assert result.severity == "warning"
    assert "embeddings.model" in result.remedy


def rotten(path: Path, at: int) -> None:
    """Change one byte of a file, as a disk does."""
    content = bytearray(path.read_bytes())
    content[at] ^= 0x40
    path.write_bytes(content)


@pytest.mark.parametrize(("pattern", "at"), [("lexical/*/*.term", 99), ("lexical/*/*.pos", 0), ("vectors/*", 500)])
def test_index_files_that_have_rotted(settings, pattern, at):
    (path,) = settings.data_dir.glob(pattern)
    rotten(path, at)
    with Library.open(settings) as library:
        (fault,) = library.index_faults()
        found = indexes.index_files(Examined(settings, library, None))
    assert (found.severity, fault in found.message) == ("warning", True)
    assert path.relative_to(settings.data_dir).as_posix() in fault


def test_index_files_are_as_written_through_changes(own, folder):
    with Library.open(own) as library:
        assert library.index_faults() == []
        (folder / "白塔.txt").write_text("白塔镇去年种树 3 万棵。\n", encoding="utf-8")
        (folder / "青河.txt").unlink()
        library.index([folder])
        assert library.index_faults() == []
        shutil.rmtree(own.data_dir / "lexical")
        next((own.data_dir / "vectors").iterdir()).unlink()
        lexical, vectors = library.index_faults()
        assert lexical == "lexical/2 is not there"
        assert vectors.startswith("vectors/") and vectors.endswith(" is not there")


def test_a_database_that_is_damaged(tmp_path):
    (tmp_path / "telegram.sqlite").write_bytes(b"no database" * 1000)
    result = machine.databases(Settings(data_dir=tmp_path))
    assert result.severity == "error"
    assert "telegram.sqlite" in result.message
    assert "yuanwen restore" in result.remedy


def test_a_restore_that_was_broken_off_is_named(tmp_path):
    assert machine.broken_off(Settings(data_dir=tmp_path)) is None
    (tmp_path / f"{STAGED}20260101-000000-000000").mkdir()
    result = machine.broken_off(Settings(data_dir=tmp_path))
    assert (result.severity, STAGED in result.message, "yuanwen restore" in result.remedy) == ("warning", True, True)


def test_a_clock_that_was_set_back(tmp_path):
    ahead = time.time() + 86_400
    (tmp_path / "library.sqlite").touch()
    os.utime(tmp_path / "library.sqlite", (ahead, ahead))
    assert machine.clock(Settings(data_dir=tmp_path)).severity == "warning"


def test_a_disk_without_room(tmp_path, monkeypatch):
    monkeypatch.setattr(machine, "LEAST_FREE", 10**18)
    result = machine.disk(Settings(data_dir=tmp_path))
    assert result.severity == "error"
    assert "Free:" in result.message


@pytest.mark.parametrize("installed", ["0.9", None])
def test_what_is_not_installed_as_needed(tmp_path, monkeypatch, installed):
    def version(name: str) -> str:
        if installed is None:
            raise PackageNotFoundError(name)
        return installed

    monkeypatch.setattr(machine, "version", version)
    monkeypatch.setattr(machine, "requires", lambda name: ["numpy>=2.0", "other>=1; extra == 'dev'"])
    result = machine.versions(Settings(data_dir=tmp_path))
    assert result.severity == "warning"
    assert ("numpy is 0.9" if installed else "numpy is not installed") in result.message
    assert "other" not in result.message


def test_a_check_that_cannot_be_made_is_a_finding(tmp_path, monkeypatch):
    def broken_thing(settings: Settings) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(examining, "OF_OTHERS", (broken_thing,))
    result = findings(Settings(data_dir=tmp_path))["broken thing"]
    assert result.severity == "error"
    assert "ZeroDivisionError in broken_thing" in result.message
