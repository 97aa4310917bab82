"""What `doctor` finds, and what it says to do."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from command_line import write_reports

from bot.doctor import examine
from bot.settings import Settings, load_settings
from retrieval.library import Library


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of its own with the two small reports."""
    return write_reports(tmp_path / "reports")


@pytest.fixture
def settings(tmp_path: Path, folder: Path) -> Settings:
    """Settings whose library holds the two small reports."""
    chosen = Settings(data_dir=tmp_path / "library")
    with Library.open(chosen) as library:
        library.index([folder])
    return chosen


def findings(settings: Settings) -> dict:
    """The results by name of check."""
    results = examine(lambda: settings)
    assert all(result.remedy is None for result in results if result.severity in ("ok", "info"))
    return {result.name: result for result in results}


def test_a_good_set_up_has_nothing_wrong(settings):
    found = findings(settings)
    assert list(found) == [
        "settings", "data directory", "permissions", "model", "library", "documents", "words", "indexes", "vocabulary",
        "telegram",
    ]  # fmt: skip
    assert {name for name, result in found.items() if result.severity != "ok"} == {"telegram"}
    assert "384 dimensions" in found["model"].message
    assert "Documents: 2" in found["library"].message


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


def test_files_that_have_changed_or_gone(settings, folder):
    (folder / "青河.txt").write_text("换了一篇。", encoding="utf-8")
    (folder / "松岭/松岭.md").unlink()
    result = findings(settings)["documents"]
    assert result.severity == "warning"
    assert "1 changed: 青河.txt" in result.message
    assert "1 missing: 松岭/松岭.md" in result.message
    assert "yuanwen verify" in result.remedy


def test_a_library_of_another_model(settings):
    embeddings = settings.embeddings.model_copy(update={"query_prompt": "question: "})
    result = findings(settings.model_copy(update={"embeddings": embeddings}))["indexes"]
    assert result.severity == "error"
    assert "yuanwen index --rebuild" in result.message


def test_a_model_that_is_not_there(settings, tmp_path):
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


@pytest.mark.parametrize(("token", "severity"), [("123456:AbC-d", "ok"), ("no token", "error")])
def test_the_telegram_token(tmp_path, token, severity):
    file = tmp_path / "token"
    file.write_text(token, encoding="utf-8")
    settings = Settings.model_validate({"data_dir": tmp_path / "library", "telegram": {"token_file": file}})
    result = findings(settings)["telegram"]
    assert result.severity == severity
    assert token not in result.message
