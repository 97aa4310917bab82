"""Who the program speaks to: the Bot API, and the service over the library."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx

from bot.check_result import CheckResult
from bot.service.announcement import INSTANCE_HEADER, Announcement, read_announcement
from bot.settings import Settings
from bot.telegram.storage.database import open_database
from bot.telegram.token import read_token, refused_token
from retrieval.errors import SettingsError, YuanwenError

PATIENCE = 10.0
"""Seconds for the Bot API or the service to answer."""

MOST_SKEW = timedelta(minutes=2)
"""By which this machine's clock may differ from the server's before certificates and times of questions suffer."""


def database(settings: Settings) -> CheckResult | None:
    """Whether the database of PostgreSQL's that the settings name can be reached and used."""
    if settings.database is None:
        return None
    try:
        opened = open_database(settings)
        opened.close()
    except YuanwenError as error:
        return CheckResult("database", "error", str(error), "docs/postgresql.md says how it is set up.")
    return CheckResult(
        "database", "ok", f"{opened.place.name} can be used, and holds the library and what the bot remembers."
    )


def unused_library(settings: Settings) -> CheckResult | None:
    """Whether there is a library in a file that is not asked, because the settings name a database."""
    file = settings.data_dir / "library.sqlite"
    if settings.database is None or not file.is_file():
        return None
    message = f"{file} is not used: `database` is set, so the library is in PostgreSQL."
    remedy = "`yuanwen index PATH` fills that one; without `database` the file is used again."
    return CheckResult("unused library", "info", message, remedy)


def service(settings: Settings) -> CheckResult | None:
    """Whether the service that says that it is up answers; nothing is said where there is none."""
    found = read_announcement(settings.data_dir)
    if found is None:
        return None
    if _answers(found):
        return CheckResult("service", "ok", f"It answers at {found.url}.")
    message = f"service.json says that one answers at {found.url}, process {found.pid}, but none does."
    return CheckResult("service", "warning", message, "Start `yuanwen serve` again; questions are answered without it.")


def _answers(service: Announcement) -> bool:
    try:
        response = httpx.get(f"{service.url}/health", timeout=PATIENCE)
    except (httpx.HTTPError, httpx.InvalidURL):
        return False
    return bool(response.headers.get(INSTANCE_HEADER) == service.instance)


def milvus(settings: Settings) -> CheckResult | None:
    """Whether Milvus can be reached, as whom the settings say, and is recent enough, where it holds the indexes."""
    if settings.engine != "milvus":
        return None
    from retrieval.indexes.milvus.server import Server

    server = Server(settings.milvus, settings.data_dir)
    try:
        version = server.check_recent()
        server.call("list_collections")
    finally:
        server.close()
    return CheckResult("milvus", "ok", f"Milvus {version} answers at {settings.milvus.uri}.")


def telegram(settings: Settings) -> CheckResult:
    """Whether there is a token, and the Bot API knows it."""
    stated = settings.telegram
    if stated.token is None and stated.token_file is None:
        return CheckResult("telegram", "info", "No token is set; only `yuanwen bot` needs one.")
    try:
        token = read_token(stated)
    except SettingsError as error:
        return CheckResult("telegram", "error", str(error))
    base = stated.base_url
    try:
        response = httpx.post(f"{base}{token}/getMe", timeout=PATIENCE)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        message = f"A token is set, but {base} cannot be reached ({type(error).__name__})."
        remedy = "See that this machine may connect there, or name another server in telegram.base_url."
        return CheckResult("telegram", "warning", message, remedy)
    if response.status_code in (401, 404):
        return CheckResult("telegram", "error", str(refused_token(stated)))
    try:
        name = response.json()["result"]["username"]
    except (ValueError, KeyError, TypeError):
        message = f"{base} answers with status {response.status_code}, and not as the Bot API does."
        return CheckResult("telegram", "error", message, "See what stands in telegram.base_url.")
    skew = _skew(response.headers.get("date"))
    if skew > MOST_SKEW:
        message = f"The bot is @{name}, but this machine's clock and the server's are {skew} apart."
        return CheckResult("telegram", "warning", message, "Set the clock, by NTP for example.")
    return CheckResult("telegram", "ok", f"A token is set, and the Bot API knows it: @{name}.")


def _skew(date: str | None) -> timedelta:
    """How far the clocks are apart, by what a response says of when it was sent; no time without that."""
    try:
        apart = datetime.now(UTC) - parsedate_to_datetime(date or "")
    except (ValueError, TypeError):
        return timedelta(0)
    return timedelta(seconds=round(abs(apart).total_seconds()))
