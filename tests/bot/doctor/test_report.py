"""What `doctor --report` packs, and what never."""

import json

import pytest

from bot.check_result import CheckResult
from bot.doctor.report import write_report
from bot.faults import keep_log, record
from bot.settings import Settings

TOKEN = "123456789:a-token-that-must-not-leak"


@pytest.fixture
def settings(data_dir, tmp_path):
    return Settings.model_validate(
        {
            "data_dir": data_dir,
            "documents": [tmp_path / "reports-of-somebody"],
            "embeddings": {"query_prompt": "a prompt of somebody"},
            "service": {"token": TOKEN, "host": "10.1.2.3"},
            "telegram": {"token": TOKEN, "base_url": "http://somebody.example/bot", "allowed_users": [424242]},
        }
    )


def test_a_report_has_the_shape_of_the_library_and_nothing_of_anybody(settings, tmp_path, reports):
    keep_log(tmp_path / "kept")
    record(ValueError("青河经济开发区"))
    kept = settings.model_copy(update={"data_dir": tmp_path / "kept"})
    results = [
        CheckResult("disk", "ok", "Free: 5 MB"),
        CheckResult("library", "error", f"{tmp_path} cannot be used"),
        CheckResult("words", "warning", "rjieba cuts 1 of 9 runs otherwise than jieba: 青河"),
    ]
    write_report(tmp_path / "report.json", settings, results)
    write_report(tmp_path / "other.json", kept, results)
    report, other = (json.loads((tmp_path / name).read_text("utf-8")) for name in ("report.json", "other.json"))
    assert report["library"]["documents"] == 2
    assert report["library"]["kinds"] == {".txt": 1, ".md": 1}
    assert report["library"]["generation"] == 1
    assert report["library"]["bytes"]["library.sqlite"] > 0
    assert report["settings"]["telegram"]["questions_a_minute"] == 30
    assert report["settings"]["telegram"]["allowed_users"] == "1 of them"
    assert report["settings"]["service"]["token"] == "set"
    assert report["versions"]["yuanwen"]
    assert [check.get("message") for check in report["checks"]] == [
        "Free: 5 MB",
        None,
        "rjieba cuts 1 of 9 runs otherwise than jieba",
    ]
    assert "builtins.ValueError" in other["errors"][-1]
    text = (tmp_path / "report.json").read_text("utf-8") + (tmp_path / "other.json").read_text("utf-8")
    for private in ("青河", "松岭", TOKEN, "somebody", "10.1.2.3", "424242", str(tmp_path), str(reports)):
        assert private not in text
    assert (tmp_path / "report.json").stat().st_mode & 0o777 == 0o600


def test_settings_that_cannot_be_read_are_reported_too(cli, tmp_path):
    (tmp_path / "config.yaml").write_text("reading: {largest_file_mb: 0}\n", encoding="utf-8")
    result = cli("--config", tmp_path / "config.yaml", "doctor", "--report", tmp_path / "report.json")
    assert result.exit_code == 3
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert (report["settings"], report["checks"]) == (None, [{"name": "settings", "severity": "error"}])
