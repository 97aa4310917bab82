"""What waits for the processes that answer."""

import asyncio
import contextlib
import json
import multiprocessing
import shutil
import sqlite3
from contextlib import closing

import pytest
from forked import ensure_running

from bot.named import Asking
from bot.service import worker, workers
from bot.service.tasks import Ask, AskText, ListDocuments, Picture, Show, refused
from bot.service.worker import _Current
from bot.service.workers import Workers, _Worker
from bot.settings import Settings
from bot.terminal.screen import Screen
from retrieval.errors import (
    DamagedDocument,
    DatabaseUnreachable,
    LibraryError,
    LibraryLocked,
    LibraryMending,
    UnknownId,
    UsageError,
)


@pytest.fixture(scope="module", autouse=True)
def forked_from_what_is_loaded():
    ensure_running()


async def test_more_than_can_wait_are_refused_at_once(monkeypatch):
    monkeypatch.setattr(workers, "MOST_WAITING", 1)
    not_started = Workers(Settings(), 1)
    waiting = asyncio.create_task(not_started.do(ListDocuments()))
    await asyncio.sleep(0)
    refused = await not_started.do(ListDocuments())
    assert (refused.status, set(json.loads(refused.body))) == (503, {"error"})
    waiting.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await waiting
    not_started.stop()


async def test_a_process_that_is_started_when_all_end_ends_too(data_dir):
    before = set(multiprocessing.active_children())
    ended = _Worker(Settings(data_dir=data_dir))
    ended.end()
    reply = await asyncio.to_thread(ended.do, ListDocuments())
    assert reply.status == 500
    assert set(multiprocessing.active_children()) <= before


def test_a_repair_holds_up_a_question_no_longer_than_it_likes(data_dir, tmp_path, monkeypatch):
    monkeypatch.setattr(worker, "PATIENCE", 0)
    data = shutil.copytree(data_dir, tmp_path / "data")
    for path in (data / "lexical").rglob("*"):
        if path.is_file():
            path.write_bytes(b"")
    current = _Current(Settings(data_dir=data))
    asking = Ask("哪个开发区把审批时限压缩了37.5%？", Asking())
    first = current.carry_out(asking)
    assert (first.status, "is being repaired" in json.loads(first.body)["error"]) == (503, True)
    while (reply := current.carry_out(asking)).status == 503:
        pass
    assert json.loads(reply.body)["answered"]


@pytest.mark.parametrize(
    ("error", "task", "status"),
    [
        *((later("soon"), Show("a1"), 503) for later in (LibraryLocked, LibraryMending, DatabaseUnreachable)),
        (LibraryError("full"), Show("a1"), 500),
        (DamagedDocument("gone"), Picture("a1"), 409),
        (UnknownId("none"), Picture("a1"), 404),
        (UsageError("none"), ListDocuments(), 400),
    ],
)
def test_what_the_library_refuses_is_told_by_a_status(error, task, status):
    assert refused(error, task).status == status


TEXT = AskText("哪个开发区把审批时限压缩了37.5%？", Asking(), Screen(), True, True)


def test_a_library_that_is_empty_or_replaced_is_answered_from_as_it_is(data_dir, tmp_path):
    current = _Current(Settings(data_dir=tmp_path / "data"))
    assert current.complaint() is None
    for task in (Ask(TEXT.question, Asking()), TEXT):
        empty = current.carry_out(task)
        assert (empty.status, "yuanwen index" in json.loads(empty.body)["error"]) == (409, True)
    (tmp_path / "data").rename(tmp_path / "before")
    shutil.copytree(data_dir, tmp_path / "data")
    assert "37.5%" in json.loads(current.carry_out(TEXT).body)["text"]
    assert current.complaint() is None


async def test_what_nobody_waits_for_any_more_or_ends_a_process_holds_up_nobody(data_dir, tmp_path, caplog):
    data = shutil.copytree(data_dir, tmp_path / "data")
    with closing(sqlite3.connect(data / "library.sqlite")) as db:
        db.execute("PRAGMA user_version = 999")
    before = set(multiprocessing.active_children())
    started = Workers(Settings(data_dir=data), 1)
    await started.start()
    try:
        assert "cannot be asked now" in caplog.text
        hung_up = [asyncio.create_task(started.do(ListDocuments())) for _ in range(2)]
        await asyncio.sleep(0)
        for one in hung_up:
            one.cancel()
        (process,) = set(multiprocessing.active_children()) - before
        process.kill()
        process.join()
        assert (await started.do(ListDocuments())).status == 500
        assert "999" in caplog.text
    finally:
        await asyncio.to_thread(started.stop)
    assert set(multiprocessing.active_children()) <= before
