"""Whether `doctor` can tell who answers."""

import os
from datetime import timedelta

import pytest
from api_server import TOKEN, BotApi

from bot.doctor import reach
from bot.service.announcement import Announcement, announce
from bot.settings import Settings
from retrieval.errors import EngineError


def settings_for(tmp_path, token: str, base_url: str = "http://127.0.0.1:9/bot") -> Settings:
    file = tmp_path / "token"
    file.write_text(token, encoding="utf-8")
    telegram = {"token_file": file, "base_url": base_url}
    return Settings.model_validate({"data_dir": tmp_path / "library", "telegram": telegram})


@pytest.fixture(scope="module")
def api():
    with BotApi() as server:
        yield server


@pytest.mark.parametrize(
    ("token", "severity", "words"),
    [(TOKEN, "ok", "@yuanwen_test_bot"), ("1:unknown", "error", "refuses the bot's token"), ("none", "error", "token")],
)
def test_the_bot_api_is_asked_who_the_bot_is(tmp_path, api, token, severity, words):
    result = reach.telegram(settings_for(tmp_path, token, f"{api.url}/bot"))
    assert result.severity == severity
    assert words in result.message
    assert TOKEN not in f"{result}"


def test_a_clock_that_is_not_the_servers_is_said(tmp_path, api, monkeypatch):
    monkeypatch.setattr(reach, "MOST_SKEW", timedelta(seconds=-1))
    result = reach.telegram(settings_for(tmp_path, TOKEN, f"{api.url}/bot"))
    assert (result.severity, "Set the clock" in str(result.remedy)) == ("warning", True)


def test_a_bot_api_that_cannot_be_reached(tmp_path):
    result = reach.telegram(settings_for(tmp_path, TOKEN))
    assert result.severity == "warning"
    assert "http://127.0.0.1:9/bot" in result.message
    assert TOKEN not in f"{result}"


def test_a_service_that_is_not_up_any_more(tmp_path):
    settings = Settings(data_dir=tmp_path)
    assert reach.service(settings) is None
    gone = Announcement(
        host="127.0.0.1", port=9, pid=os.getpid(), program="", version="", instance="run", library="",
        config=None, variables=None, usual=True,
    )  # fmt: skip
    announce(tmp_path, gone)
    result = reach.service(settings)
    assert result.severity == "warning"
    assert "127.0.0.1:9" in result.message


def test_milvus_is_looked_for_where_it_holds_the_indexes(tmp_path, lite, monkeypatch):
    assert reach.milvus(Settings(data_dir=tmp_path)) is None
    there = {"data_dir": tmp_path, "engine": "milvus", "milvus": {"uri": lite.uri}}
    result = reach.milvus(Settings.model_validate(there))
    assert result.severity == "ok" and lite.uri in result.message
    monkeypatch.setattr("retrieval.indexes.milvus.server.Server.version", lambda server: "v2.3.5")
    with pytest.raises(EngineError, match=r"Take 2\.4 or later"):
        reach.milvus(Settings.model_validate(there))
