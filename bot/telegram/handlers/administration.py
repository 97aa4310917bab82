"""The commands that only administrators have: they change the library, or look at it from behind."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from telegram import Update
from telegram.ext import ContextTypes

from bot.telegram.audience.access import may_upload
from bot.telegram.handlers.context import Desk, message_of
from bot.telegram.handlers.uploads import Uploads
from bot.telegram.queue.current_update import step_aside
from bot.telegram.storage.erasing import fitting
from bot.telegram.views.progress import Progress
from retrieval.errors import UnknownId, YuanwenError
from retrieval.storage.citations import Removable

MOST_NAMES = 10
"""Documents of the same name that are listed."""

Context = ContextTypes.DEFAULT_TYPE


class Administration:
    """Adds, removes, reloads and counts documents. `documents` are the paths that the settings name."""

    def __init__(self, desk: Desk, uploads: Uploads, documents: Sequence[Path]) -> None:
        self._desk = desk
        self._uploads = uploads
        self._documents = documents

    async def add(self, update: Update, context: Context) -> None:
        """Takes in the file in the message that `/add` replies to."""
        if await self._allowed(update):
            original = message_of(update).reply_to_message
            if original is None or not (original.document or original.photo):
                await self._desk.say(update, "add_usage", limit=self._desk.settings.largest_upload_mb)
                return
            step_aside()
            await self._uploads.take(update, [original])

    async def remove(self, update: Update, context: Context) -> None:
        """Takes the document named after `/remove` out of the library; a file that was sent is deleted."""
        if not await self._allowed(update):
            return
        name = (message_of(update).text or "").partition(" ")[2].strip()
        if not name:
            await self._desk.say(update, "remove_usage")
            return
        found = await asyncio.to_thread(self._fitting, name)
        if not found:
            await self._desk.say(update, "remove_unknown", name=name)
        elif len(found) > 1:
            names = "\n".join(one.path for one in found[:MOST_NAMES])
            await self._desk.say(update, "remove_several", name=name, names=names)
        else:
            step_aside()
            shown = self._desk.uploaded.shown_name(found[0].name)
            await self._desk.remove(found[0].path)
            await self._desk.say(update, "removed", name=shown)

    def _fitting(self, name: str) -> list[Removable]:
        with suppress(UnknownId):
            return fitting(self._desk.library, self._desk.uploaded, name)
        return []

    async def reload(self, update: Update, context: Context) -> None:
        """Brings the library up to date with the documents that the settings name and with those that were sent."""
        if not await self._allowed(update):
            return
        step_aside()
        words = self._desk.words(update)
        paths = [path for path in self._documents if path.exists()]
        missing = [str(path) for path in self._documents if path not in paths]
        progress = Progress(await self._desk.say(update, "reloading"), words["command_reload"], words)
        try:
            reports = await self._desk.reload(paths, progress)
        except YuanwenError:
            await progress.finish(words["sorry"])
            raise
        outcomes = ("added", "changed", "dropped")
        counted = {name: sum(len(getattr(report, name)) for report in reports) for name in outcomes}
        emptied = [path for report in reports for path in report.emptied]
        text = words["reloaded"].format(**counted)
        kept = [words["reload_kept"].format(path=path) for path in (*missing, *emptied)]
        await progress.finish("\n".join([text, *kept]))

    async def status(self, update: Update, context: Context) -> None:
        """Says how much there is of everything."""
        if await self._allowed(update):
            held = await asyncio.to_thread(self._desk.library.documents)
            liked, disliked = await asyncio.to_thread(self._desk.ratings.counts)
            await self._desk.say(
                update,
                "status",
                documents=len(held),
                passages=sum(document.passages for document in held),
                warnings=sum(bool(document.warnings) for document in held),
                answers=await asyncio.to_thread(self._desk.memory.answers),
                liked=liked,
                disliked=disliked,
            )

    async def _allowed(self, update: Update) -> bool:
        if may_upload(update, self._desk.settings):
            return True
        await self._desk.say(update, "administrators_only")
        return False
