"""Where settings come from, which source wins, and how a bad one is refused."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from bot.settings import Settings, load_settings
from retrieval.errors import SettingsError

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def clean_surroundings(tmp_path, monkeypatch):
    """No configuration file in reach and no settings in the environment."""
    for name in list(os.environ):
        if name.upper().startswith("YUANWEN_"):
            monkeypatch.delenv(name)
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home" / "config"))
    return work


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def refusal(config: Path | None = None, overrides: dict | None = None) -> str:
    with pytest.raises(SettingsError) as caught:
        load_settings(config, overrides)
    return str(caught.value)


def test_nothing_is_needed():
    assert load_settings(None, {}) == Settings()


def test_flags_win_over_environment_over_file(monkeypatch):
    write(Path("config.yaml"), "data_dir: from-file\nembeddings: {threads: 1, device: cuda}\n")
    assert load_settings().data_dir == Path("from-file")
    monkeypatch.setenv("YUANWEN_DATA_DIR", "/from/environment")
    monkeypatch.setenv("YUANWEN_EMBEDDINGS__THREADS", "2")
    settings = load_settings(None, {"data_dir": None})
    assert settings.data_dir == Path("/from/environment")
    assert (settings.embeddings.threads, settings.embeddings.device) == (2, "cuda")
    assert load_settings(None, {"data_dir": Path("flag")}).data_dir == Path("flag")
    assert load_settings(None, {"embeddings": {"threads": 3}}).embeddings.threads == 3


def test_answers_are_read_unless_the_file_or_the_environment_says_off(monkeypatch):
    assert load_settings().reading.answers
    write(Path("config.yaml"), "reading:\n  answers: off\n")
    assert not load_settings().reading.answers
    monkeypatch.setenv("YUANWEN_READING__ANSWERS", "on")
    assert load_settings().reading.answers
    monkeypatch.setenv("YUANWEN_READING__ANSWERS", "off")
    assert not load_settings().reading.answers


def test_the_file_is_looked_for_in_the_documented_order(tmp_path, monkeypatch):
    write(tmp_path / "home" / "config" / "yuanwen" / "config.yaml", "embeddings: {threads: 1}")
    assert load_settings().embeddings.threads == 1
    write(Path("config.yaml"), "embeddings: {threads: 2}")
    assert load_settings().embeddings.threads == 2
    monkeypatch.setenv("YUANWEN_CONFIG", str(write(tmp_path / "third.yaml", "embeddings: {threads: 3}")))
    assert load_settings().embeddings.threads == 3
    assert load_settings(write(tmp_path / "fourth.yaml", "embeddings: {threads: 4}")).embeddings.threads == 4


def test_a_named_file_that_is_missing_is_refused(tmp_path, monkeypatch):
    assert "nowhere.yaml" in refusal(tmp_path / "nowhere.yaml")
    assert str(tmp_path) in refusal(tmp_path)
    monkeypatch.setenv("YUANWEN_CONFIG", str(tmp_path / "gone.yaml"))
    assert "gone.yaml" in refusal()


def test_environment_lists_are_json_and_empty_variables_say_nothing(monkeypatch):
    monkeypatch.setenv("YUANWEN_TELEGRAM__ALLOWED_USERS", "[7, -100]")
    monkeypatch.setenv("YUANWEN_DOCUMENTS", '["/a", "~/b"]')
    monkeypatch.setenv("YUANWEN_EMBEDDINGS__MODEL", "")
    settings = load_settings()
    assert settings.telegram.allowed_users == (7, -100)
    assert settings.documents == (Path("/a"), Path.home() / "b")
    assert settings.embeddings.model == "bundled"


def test_the_variables_that_are_no_settings_are_left_alone(monkeypatch):
    monkeypatch.setenv("YUANWEN_REAL_DATA", "/data")
    monkeypatch.setenv("PATHS_OF_YUANWEN", "x")
    assert load_settings() == Settings()


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("YUANWEN_EMBEDINGS__MODEL", "bundled", "YUANWEN_EMBEDDINGS__MODEL"),
        ("YUANWEN_TELEGRAM__TOKENS", "x", "YUANWEN_TELEGRAM__TOKEN"),
        ("YUANWEN_DATADIR", "/x", "YUANWEN_DATA_DIR"),
        ("YUANWEN_TELEGRAM__ALLOWED_USERS", "1,2", "JSON"),
        ("YUANWEN_TELEGRAM__ALLOWED_USERS", '["me"]', "integer"),
        ("YUANWEN_TELEGRAM__ALLOWED_USERS", "5", "list"),
        ("YUANWEN_EMBEDDINGS__THREADS", "0", "greater than or equal to 1"),
        ("YUANWEN_TELEGRAM__MODE", "pigeon", "'polling' or 'webhook'"),
        ("YUANWEN_TELEGRAM__HEALTH_PORT", "0", "greater than or equal to 1"),
        ("YUANWEN_TELEGRAM__WEBHOOK__URL", "example.org/bot", "pattern"),
        ("YUANWEN_TELEGRAM__BASE_URL", "ftp://x", "pattern"),
    ],
)
def test_a_bad_variable_is_refused_by_its_name(monkeypatch, name, value, hint):
    monkeypatch.setenv(name, value)
    message = refusal()
    assert name in message
    assert hint in message


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("data_dir: x\nembedings:\n  model: bundled\n", "line 2", "embedings: there is no such setting (did you mean"),
        ("# note\n\ntelegram:\n  mode: polling\n  modes: x\n", "line 5", "telegram.modes"),
        ("telegram:\n  mode: pigeon\n", "line 2", "telegram.mode: should be 'polling' or 'webhook'"),
        ("telegram:\n  mode: webhook\n", "line 1", "telegram.webhook.url"),
        ("telegram:\n  webhook:\n    port: 70000\n", "line 3", "telegram.webhook.port"),
        ("telegram:\n  questions_a_day: 0\n", "line 2", "telegram.questions_a_day"),
        ("telegram:\n  allowed_users:\n    - 1\n    - two\n", "line 4", "telegram.allowed_users[1]"),
        ("telegram:\n  allowed_users: 12\n", "line 2", "should be a list"),
        ("embeddings: bundled\n", "line 1", "should be a section"),
        ("reading: {largest_file_mb: 0}\n", "line 1", "reading.largest_file_mb"),
        ("data_dir: ~nobody-of-this-name/x\n", "line 1", "no such home"),
        ("data_dir: x\n1: y\n", "line 2", "1"),
        ("data_dir: x\ndata_dir: y\n", "line 2", "set twice"),
        ("data_dir: x\n  bad: [\n", "line 2", "YAML"),
        ("data_dir: 'x\n", "line", "YAML"),
        ("documents: [a\x07]\n", "line 1", "YAML"),
        ("- a\n- b\n", "line 1", "key: value"),
        ("data_dir: 2025-99-99\n", "config.yaml", "YAML"),
        ("documents: &a [*a]\n", "line 1", "documents"),
    ],
)
def test_a_bad_file_is_refused_with_key_and_line(text, place, words):
    write(Path("config.yaml"), text)
    message = refusal()
    assert "config.yaml" in message
    assert place in message
    assert words in message


def test_every_fault_is_named_at_once():
    write(Path("config.yaml"), "embeddings:\n  threads: -1\n  modell: x\n")
    first, second = sorted(refusal().splitlines())
    assert "line 2" in first
    assert "line 3" in second


def test_a_bad_flag_is_refused_by_its_key():
    assert refusal(None, {"embeddings": {"threads": 0}}).startswith("embeddings.threads: ")


def test_an_undecodable_file_is_refused(tmp_path):
    (tmp_path / "bad.yaml").write_bytes(b"data_dir: x\ndocuments: [\xff\xfe]\n")
    assert "bad.yaml, line 2" in refusal(tmp_path / "bad.yaml")


def test_a_token_in_the_file_is_refused_and_not_repeated():
    write(Path("config.yaml"), "telegram:\n  token: 123:secret\n")
    message = refusal()
    assert "config.yaml, line 2" in message
    assert "YUANWEN_TELEGRAM__TOKEN" in message
    assert "secret" not in message


def test_a_webhook_secret_in_the_file_is_refused_and_not_repeated():
    write(Path("config.yaml"), "telegram:\n  webhook:\n    secret: hush\n")
    message = refusal()
    assert "config.yaml, line 3" in message
    assert "YUANWEN_TELEGRAM__WEBHOOK__SECRET" in message
    assert "telegram.webhook.secret_file" in message
    assert "hush" not in message


def test_a_token_from_the_environment_is_not_shown(monkeypatch):
    monkeypatch.setenv("YUANWEN_TELEGRAM__TOKEN", "123:hush")
    settings = load_settings()
    assert settings.telegram.token.get_secret_value() == "123:hush"
    assert "hush" not in repr(settings)


def test_paths_of_a_file_count_from_its_folder(tmp_path):
    config = write(
        tmp_path / "etc" / "yuanwen.yaml",
        "data_dir: lib\ndocuments: [a, /b, ~/c]\ntelegram: {token_file: token, webhook: {secret_file: s}}\n",
    )
    settings = load_settings(config)
    assert settings.data_dir == tmp_path / "etc" / "lib"
    assert settings.documents == (tmp_path / "etc" / "a", Path("/b"), Path.home() / "c")
    assert settings.telegram.token_file == tmp_path / "etc" / "token"
    assert settings.telegram.webhook.secret_file == tmp_path / "etc" / "s"


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n", "telegram:\nembeddings:\n", "data_dir: null\n"])
def test_an_empty_file_or_section_is_the_defaults(text):
    write(Path("config.yaml"), text)
    assert load_settings() == Settings()


def test_the_shipped_file_names_every_setting_with_its_default():
    shipped = REPOSITORY / "config.yaml"
    assert load_settings(shipped) == Settings()
    written = yaml.safe_load(shipped.read_text(encoding="utf-8"))
    expected = json.loads(Settings().model_dump_json())
    assert written.keys() == expected.keys()
    for name, section in expected.items():
        if isinstance(section, dict):
            assert written[name].keys() == section.keys() - {"token"}


def test_settings_load_without_the_heavy_libraries():
    script = "import sys, bot.settings; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", script], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert not {"telegram", "torch", "jieba", "rjieba", "pypinyin"} & set(run.stdout.split())


@pytest.mark.parametrize(
    "address", ["postgresql://u:hush@db/x", "postgres://u:hush@db:1/x?sslmode=require", "postgresql:///x?password=hush"]
)
def test_the_password_of_a_database_must_not_stand_in_the_file(address, monkeypatch):
    write(Path("config.yaml"), f"database: {address}\n")
    with pytest.raises(SettingsError, match=r"config\.yaml, line 1: database: a password must not") as told:
        load_settings()
    assert "hush" not in str(told.value)
    Path("config.yaml").unlink()
    monkeypatch.setenv("YUANWEN_DATABASE", address)
    settings = load_settings()
    assert settings.database_address == address
    assert "hush" not in repr(settings)


@pytest.mark.parametrize("address", ["mysql://u:hush@db/x", "postgresql://u:hu@sh@db/x", "postgresql://db", "hush"])
def test_what_is_no_address_of_a_database_is_refused_and_not_shown(address, monkeypatch):
    monkeypatch.setenv("YUANWEN_DATABASE", address)
    with pytest.raises(SettingsError, match=r"variable YUANWEN_DATABASE: should be of the form postgresql://") as told:
        load_settings()
    assert not [part for part in ("hush", "hu@", "sh@") if part in str(told.value)]


def test_the_token_of_milvus_comes_out_of_its_file_and_is_never_shown(tmp_path, monkeypatch):
    file = write(tmp_path / "etc" / "config.yaml", "engine: milvus\nmilvus: {token_file: key, certificate: ca.pem}\n")
    assert "milvus.token_file" in refusal(file)
    (tmp_path / "etc" / "key").write_text("root:hush\n", encoding="utf-8")
    settings = load_settings(file)
    assert settings.milvus.token.get_secret_value() == "root:hush"
    assert settings.milvus.certificate == tmp_path / "etc" / "ca.pem"
    assert "hush" not in repr(settings)
    monkeypatch.setenv("YUANWEN_MILVUS__TOKEN", "other:hush")
    assert load_settings(file).milvus.token.get_secret_value() == "other:hush"
    write(file, "milvus:\n  token: root:hush\n")
    assert "YUANWEN_MILVUS__TOKEN" in refusal(file) and "hush" not in refusal(file)


@pytest.mark.parametrize("uri", ["ftp://host", "http://user:pass@host:1", "host:19530"])
def test_an_address_of_milvus_is_one_without_a_password(uri):
    assert "milvus.uri" in refusal(None, {"milvus": {"uri": uri}})
