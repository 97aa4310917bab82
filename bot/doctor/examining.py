"""The checks, in the order in which one thing needs another.

To add one, write a function that takes what its table says and gives a CheckResult, or None where it does not apply,
and put it into that table.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeVar

from bot.check_result import CheckResult
from bot.doctor import documents, indexes, machine, reach
from bot.doctor.examined import Examined
from bot.doctor.model import check_model
from bot.faults import fault
from bot.settings import Settings
from embeddings import Encoder
from retrieval.errors import SettingsError, YuanwenError
from retrieval.library import Library

T = TypeVar("T")

OF_THE_SET_UP: tuple[Callable[[Settings], CheckResult | None], ...] = (
    machine.data_directory,
    machine.permissions,
    machine.disk,
    machine.clock,
    machine.versions,
    machine.databases,
    machine.broken_off,
    reach.milvus,
)
"""Looked at whatever the library is like."""

OF_THE_LIBRARY: tuple[Callable[[Examined], CheckResult | None], ...] = (
    documents.library,
    documents.documents,
    documents.stuffing,
    documents.segmentation,
    indexes.index_files,
    indexes.indexes,
    documents.vocabulary,
)
"""Looked at in a library that opens and is not empty."""

OF_OTHERS: tuple[Callable[[Settings], CheckResult | None], ...] = (
    reach.database,
    reach.unused_library,
    reach.service,
    reach.telegram,
)
"""Who the program speaks to."""


def examine(load_settings: Callable[[], Settings]) -> list[CheckResult]:
    """Check the whole set-up."""
    try:
        settings = load_settings()
    except SettingsError as error:
        return [CheckResult("settings", "error", str(error), "config.yaml of the project explains every setting.")]
    results = [CheckResult("settings", "ok", "They can be read."), *_all(OF_THE_SET_UP, settings)]
    encoder, model = check_model(settings.embeddings)
    results.append(model)
    if not any(result.name == "data directory" and result.severity == "error" for result in results):
        results.extend(_library(settings, encoder))
    return [*results, *_all(OF_OTHERS, settings)]


def _library(settings: Settings, encoder: Encoder | None) -> Iterator[CheckResult]:
    try:
        with Library.open(settings) as library:
            if library.documents():
                yield from _all(OF_THE_LIBRARY, Examined(settings, library, encoder))
            else:
                yield CheckResult("library", "warning", "There is nothing in it.", "Run `yuanwen index PATH`.")
    except YuanwenError as error:
        yield CheckResult("library", "error", str(error))


def _all(checks: Iterable[Callable[[T], CheckResult | None]], examined: T) -> Iterator[CheckResult]:
    for check in checks:
        result = _of(check.__name__.replace("_", " "), partial(check, examined))
        if result is not None:
            yield result


def _of(name: str, check: Callable[[], CheckResult | None]) -> CheckResult | None:
    """What a check finds: one that cannot be made is a finding, too, and keeps no other from being made."""
    try:
        return check()
    except YuanwenError as error:
        return CheckResult(name, "error", str(error))
    except Exception as error:
        return CheckResult(name, "error", f"This could not be looked at: {fault(error)}")
