"""What waits for the processes that answer."""

import asyncio
import contextlib
import json

from bot.service import workers
from bot.service.tasks import ListDocuments
from bot.service.workers import Workers
from bot.settings import Settings


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
