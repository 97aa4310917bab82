"""What a maintainer needs to help from afar, and nothing that is somebody's own: no name, no text, no path, no secret.

What is not known to be harmless is left out: of a setting that is words or a path only whether it is set.
"""

import json
import platform
import re
import sqlite3
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from sqlalchemy.exc import SQLAlchemyError

from bot.check_result import CheckResult
from bot.faults import last_errors
from bot.settings import Settings
from bot.version import VERSION
from retrieval.errors import YuanwenError
from retrieval.library import Library
from retrieval.storage.files.private import files_kept, write_private
from retrieval.storage.store import place_of_library, state

ERRORS = 50
"""The latest entries of the log that are packed."""

TOLD = {"disk", "versions", "library", "words", "vocabulary"}
"""Checks whose messages name no file, nobody and no address; of "words" the count
alone. What an error says may name anything."""

_KIND = re.compile(r"\.[a-z0-9]{1,5}")
_NAME = re.compile(r"[A-Za-z0-9._-]+")


def write_report(file: Path, settings: Settings | None, results: Sequence[CheckResult]) -> None:
    """Write a report as JSON to `file`, for its owner alone; `settings` is None where they cannot be read. Raises
    OSError."""
    report = {
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "versions": _versions(),
        "checks": [_check(result) for result in results],
        "settings": None if settings is None else _settings(settings, type(settings)()),
        "library": None if settings is None else _library(settings),
        "errors": [] if settings is None else last_errors(settings.data_dir, ERRORS),
    }
    write_private(file, json.dumps(report, ensure_ascii=False, indent=1).encode())


def _versions() -> dict[str, str]:
    found = {"yuanwen": VERSION, "python": platform.python_version(), "sqlite": sqlite3.sqlite_version}
    found |= {"system": platform.system(), "release": platform.release(), "machine": platform.machine()}
    try:
        names = [match[0] for line in requires("yuanwen") or () if ";" not in line and (match := _NAME.match(line))]
        return found | {name: version(name) for name in names}
    except PackageNotFoundError:
        return found


def _check(result: CheckResult) -> dict[str, str]:
    found = {"name": result.name, "severity": result.severity}
    if result.name in TOLD and result.severity != "error":
        found["message"] = result.message.partition(": ")[0] if result.name == "words" else result.message
    return found


def _settings(held: BaseModel, usual: BaseModel) -> dict[str, Any]:
    """Settings that are numbers or a choice as they are; of others whether they are the default, or how many."""
    found: dict[str, Any] = {}
    for name in type(held).model_fields:
        value, default = getattr(held, name), getattr(usual, name)
        if isinstance(value, BaseModel):
            found[name] = _settings(value, default)
        elif isinstance(value, tuple):
            found[name] = f"{len(value)} of them"
        elif value is None or isinstance(value, (bool, int, float)):
            found[name] = value
        else:
            found[name] = "the default" if value == default else "set"
    return found


def _library(settings: Settings) -> dict[str, Any]:
    folder = settings.data_dir
    sizes: Counter[str] = Counter()
    files: Counter[str] = Counter()
    for path, status in files_kept(folder):
        part = path.relative_to(folder).parts[0]
        sizes[part] += status.st_size
        files[part] += 1
    shape: dict[str, Any] = {"bytes": dict(sizes), "files": dict(files)}
    try:
        place = place_of_library(folder, settings.database_address)
        if not place.exists():
            return shape
        with place.reading_only() as db:
            held = state(db)
        shape |= {"generation": held.generation, "index_format": held.index_format, "gone": len(held.gone)}
        shape |= {"segments": [[one.width, one.recall] for one in held.segments]}
        with Library.open(settings) as library:
            documents = library.documents()
    except (YuanwenError, SQLAlchemyError) as error:
        return shape | {"unreadable": type(error).__name__}
    kinds = Counter(_kind(document.name) for document in documents)
    passages = [document.passages for document in documents]
    return shape | {"documents": len(documents), "kinds": dict(kinds), "passages": passages}


def _kind(name: str) -> str:
    suffix = Path(name).suffix.lower()
    return suffix if _KIND.fullmatch(suffix) else "other"
