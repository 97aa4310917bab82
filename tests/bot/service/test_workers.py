"""What waits for the processes that answer."""

import asyncio
import contextlib
import json
import multiprocessing
import shutil

from bot.named import Asking
from bot.service import worker, workers
from bot.service.tasks import Ask, ListDocuments, Show, refused
from bot.service.worker import _Current
from bot.service.workers import Workers, _Worker
from bot.settings import Settings
from retrieval.errors import DatabaseUnreachable, LibraryLocked, LibraryMending


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


def test_what_passes_by_itself_is_to_be_asked_again():
    later = (LibraryLocked, LibraryMending, DatabaseUnreachable)
    assert {refused(kind("soon"), Show("a1")).status for kind in later} == {503}
