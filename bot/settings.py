"""The settings of the whole program: flags, over the environment, over config.yaml, over defaults."""

import difflib
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, get_origin

from pydantic import BaseModel, Field, SecretStr, ValidationError, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, EnvSettingsSource, SettingsConfigDict

from bot.config_file import ConfigFile, Key, dotted, read_config_file
from bot.config_place import ENVIRONMENT_PREFIX, NOT_SETTINGS, config_path
from bot.secret import read_secret
from retrieval import settings as library
from retrieval.errors import SettingsError

FAULTS = {
    "tuple_type": "should be a list",
    "model_type": "should be a section with keys of its own",
}
"""What pydantic says in its own terms, in those of a configuration file."""


WITH_PASSWORD = re.compile(r"//[^@/]*:[^@/]*@|[?&]password=", re.IGNORECASE)
"""In the address of a database."""


class WebhookSettings(library.Section):
    """Where Telegram brings messages in webhook mode: `url` is what Telegram is told, the rest where the bot listens.

    The secret comes from the environment or from `secret_file`; without either the bot makes one up and keeps it.
    """

    url: str | None = Field(default=None, pattern=r"^https?://[^\s/]+(/\S*)?$")
    listen: str = Field(default="127.0.0.1", min_length=1)
    port: int = Field(default=8443, ge=1, le=65535)
    path: str | None = Field(default=None, pattern=r"^/\S*$")
    secret: SecretStr | None = None
    secret_file: library.UserPath | None = None


class TelegramSettings(library.Section):
    """The Telegram bot. The token comes from the environment or from `token_file`, never from config.yaml."""

    token: SecretStr | None = None
    token_file: library.UserPath | None = None
    base_url: str = Field(default="https://api.telegram.org/bot", pattern=r"^https?://\S+/bot$")
    base_file_url: str = Field(default="https://api.telegram.org/file/bot", pattern=r"^https?://\S+/file/bot$")
    mode: Literal["polling", "webhook"] = "polling"
    webhook: WebhookSettings = WebhookSettings()
    allowed_users: tuple[int, ...] = ()
    allowed_chats: tuple[int, ...] = ()
    administrators: tuple[int, ...] = ()
    questions_a_minute: int = Field(default=30, ge=1)
    questions_a_day: int = Field(default=1000, ge=1)
    chats_at_once: int = Field(default=64, ge=1)
    busy_after: int = Field(default=100, ge=1)
    oldest_question_minutes: int = Field(default=60, ge=1)
    keep_days: int = Field(default=30, ge=1)
    send_originals: bool = False
    largest_upload_mb: int = Field(default=20, ge=1)
    health_port: int | None = Field(default=None, ge=1, le=65535)

    @model_validator(mode="after")
    def _webhook_has_an_address(self) -> "TelegramSettings":
        if self.mode == "webhook" and self.webhook.url is None:
            raise ValueError("with telegram.mode webhook, telegram.webhook.url must say where Telegram finds the bot")
        return self


class ServiceSettings(library.Section):
    """The service that keeps a library warm: where it listens and how many questions it answers at once, None for one a
    processor. The token that askers show comes from the environment or from `token_file`, never from config.yaml; it
    is needed where other machines can reach the service.
    """

    host: str = Field(default="127.0.0.1", min_length=1)
    port: int = Field(default=8417, ge=0, le=65535)
    workers: int | None = Field(default=None, ge=1)
    token: SecretStr | None = None
    token_file: library.UserPath | None = None


class MilvusSettings(library.MilvusSettings):
    """Milvus. The token comes from the environment or from `token_file`, never from config.yaml."""

    token_file: library.UserPath | None = None


class Settings(library.Settings):
    """Everything the program can be told."""

    milvus: MilvusSettings = MilvusSettings()
    service: ServiceSettings = ServiceSettings()
    telegram: TelegramSettings = TelegramSettings()


class _Environment(Settings, BaseSettings):
    """How the settings are spelled in the environment."""

    model_config = SettingsConfigDict(
        env_prefix=ENVIRONMENT_PREFIX, env_nested_delimiter="__", env_ignore_empty=True, extra="forbid"
    )


def load_settings(config: Path | None = None, overrides: Mapping[str, Any] | None = None) -> Settings:
    """The settings of this run.

    Args:
        config: the file named on the command line, or None to look in the usual places.
        overrides: what flags say, nested like config.yaml; None stands for a flag that was not given.

    Raises:
        SettingsError: the named file is missing, or a setting is unknown or bad; the message names each such key and
            the line of the file, the variable or the flag that it came from. Also where Milvus holds the indexes, and
            the file with its token cannot be read.
    """
    file = _config_file(config)
    flags = overrides or {}
    variables = _variables()
    try:
        found = Settings.model_validate(_merged(_merged(file.values, EnvSettingsSource(_Environment)()), flags))
    except ValidationError as error:
        complaints = [_complaint(details, file, variables, flags) for details in error.errors(include_url=False)]
        raise SettingsError("\n".join(complaints)) from None
    return _with_token(found) if found.engine == "milvus" else found


def _with_token(settings: Settings) -> Settings:
    """The settings with Milvus' token out of its file, where it is in one: who opens the library needs no file."""
    milvus = settings.milvus
    found = read_secret("milvus.token", milvus.token, milvus.token_file)
    token = None if found is None else SecretStr(found[0])
    return settings.model_copy(update={"milvus": milvus.model_copy(update={"token": token})})


def _config_file(named: Path | None) -> ConfigFile:
    """The file that settings are read from; empty without one."""
    path = config_path(named)
    if path is None:
        return ConfigFile(Path("config.yaml"), {}, {})
    file = read_config_file(path)
    for key in (("telegram", "token"), ("telegram", "webhook", "secret"), ("service", "token"), ("milvus", "token")):
        if _has(file.values, key):
            name = key[-1]
            raise SettingsError(
                f"{file.place(key)}: {dotted(key)}: the {name} must not stand in a configuration file; set "
                f"{ENVIRONMENT_PREFIX}{'__'.join(key).upper()}, or name a file that holds only the {name} in "
                f"{dotted(key)}_file"
            )
    if WITH_PASSWORD.search(str(file.values.get("database", ""))):
        raise SettingsError(
            f"{file.place(('database',))}: database: a password must not stand in a configuration file; set "
            f"{ENVIRONMENT_PREFIX}DATABASE to the whole address, or leave the password out of it here and give it in "
            "PGPASSWORD or ~/.pgpass"
        )
    return replace(file, values=_anchored(file.values, path.parent))


def _anchored(values: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The values of a file with its relative paths taken from the folder that it stands in."""

    def anchor(path: Any) -> Any:
        return str(folder / path) if isinstance(path, str) and not path.startswith("~") else path

    anchored = dict(values)
    if "data_dir" in anchored:
        anchored["data_dir"] = anchor(anchored["data_dir"])
    if isinstance(documents := anchored.get("documents"), list):
        anchored["documents"] = [anchor(path) for path in documents]
    for name in ("service", "milvus"):
        if isinstance(section := anchored.get(name), dict):
            files = {key: anchor(section[key]) for key in ("token_file", "certificate") if key in section}
            anchored[name] = {**section, **files}
    if isinstance(telegram := anchored.get("telegram"), dict):
        anchored["telegram"] = telegram = dict(telegram)
        if "token_file" in telegram:
            telegram["token_file"] = anchor(telegram["token_file"])
        if isinstance(webhook := telegram.get("webhook"), dict) and "secret_file" in webhook:
            telegram["webhook"] = {**webhook, "secret_file": anchor(webhook["secret_file"])}
    return anchored


def _variables() -> dict[Key, str]:
    """The environment variables that are settings, by key. Raises SettingsError for one that cannot be."""
    known = dict(_keys(Settings))
    found: dict[Key, str] = {}
    for name, value in os.environ.items():
        if not name.upper().startswith(ENVIRONMENT_PREFIX) or name.upper() in NOT_SETTINGS or not value:
            continue
        key = tuple(name[len(ENVIRONMENT_PREFIX) :].lower().split("__"))
        if key not in known:
            hint = _suggestion(name, [ENVIRONMENT_PREFIX + "__".join(other).upper() for other in known])
            raise SettingsError(f"environment variable {name}: there is no such setting{hint}")
        if known[key]:
            try:
                json.loads(value)
            except ValueError:
                raise SettingsError(f"environment variable {name}: should be JSON, for example [1, 2]") from None
        found[key] = name
    return found


def _keys(section: type[BaseModel], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Every key of a section and of those inside it, and whether the environment spells its value as JSON."""
    for name, field in section.model_fields.items():
        key = (*above, name)
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield key, True
            yield from _keys(inner, key)
        else:
            yield key, get_origin(inner) is tuple


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Two nested mappings in one; what stands above wins, None there says nothing."""
    merged = dict(below)
    for key, value in above.items():
        if isinstance(value, Mapping):
            lower = merged.get(key)
            merged[key] = _merged(lower if isinstance(lower, Mapping) else {}, value)
        elif value is not None:
            merged[key] = value
    return merged


def _complaint(details: ErrorDetails, file: ConfigFile, variables: Mapping[Key, str], flags: Mapping[str, Any]) -> str:
    """One line on one bad setting: where it was set, its key, and what is wrong. Never its value: it may be a token."""
    key = details["loc"]
    if details["type"] == "extra_forbidden":
        fault = "there is no such setting" + _suggestion(dotted(key), [dotted(other) for other, _ in _keys(Settings)])
    else:
        fault = FAULTS.get(details["type"], details["msg"].removeprefix("Input ").removeprefix("Value error, "))
    variable = next((name for other, name in variables.items() if key[: len(other)] == other), None)
    if _has(flags, key):
        return f"{dotted(key)}: {fault}"
    if variable:
        return f"environment variable {variable}: {fault}"
    return f"{file.place(key)}: {dotted(key)}: {fault}"


def _has(values: Mapping[str, Any], key: Key) -> bool:
    """Whether flags, or a file, give a value to a key."""
    value: Any = values
    for part in key:
        if not isinstance(value, Mapping):
            break
        value = value.get(str(part))
    return value is not None


def _suggestion(name: str, known: list[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    return f" (did you mean {close[0]}?)" if close else ""
