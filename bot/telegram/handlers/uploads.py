"""Documents that administrators send: checked, stored, indexed in the background, and reported on."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from telegram import Message, Update
from telegram.error import BadRequest, TelegramError
from telegram.ext import ContextTypes

from bot.telegram.audience.addressing import asks_something
from bot.telegram.handlers.albums import Albums
from bot.telegram.handlers.context import Desk, message_of
from bot.telegram.handlers.questions import Asking
from bot.telegram.queue.current_update import step_aside
from bot.telegram.views.markup import one_line, render_text
from bot.telegram.views.progress import Progress
from bot.telegram.views.replies import reply
from retrieval.errors import YuanwenError
from retrieval.ingestion.report import IndexReport
from retrieval.sources.file_kinds import PICTURES, suffix_of
from retrieval.storage.summaries import DocumentSummary

LONGEST_NAME = 120
"""UTF-16 units of a sent name that are shown."""

WARNINGS = 5
"""Warnings of one document that a summary shows."""

LONGEST_REMARK = 300
"""UTF-16 units of a warning, or of the reason why a file cannot be read."""

log = logging.getLogger(__name__)
Context = ContextTypes.DEFAULT_TYPE


class _Refused(Exception):
    """A file that is not taken: what is said about it."""


@dataclass(frozen=True, slots=True)
class _File:
    """A file as it came: the name it was sent with, the end of the name it is stored under, and its bytes."""

    name: str
    suffix: str
    data: bytes


class Uploads:
    """Takes documents into the library. Whoever calls has made sure that the sender may upload."""

    def __init__(self, desk: Desk, asking: Asking) -> None:
        self._desk = desk
        self._asking = asking
        self._albums = Albums()

    async def sent(self, update: Update, context: Context) -> None:
        """A file or a photo, or one of an album; a question in the caption is answered when the files are in."""
        step_aside()
        album = await self._albums.gather(message_of(update))
        if album is None:
            return
        with album.finishing():
            await self.take(update, album.messages)
            caption = next((message.caption for message in album.messages if message.caption), "")
            if asks_something(caption):
                await self._asking.answer(update, caption)

    async def take(self, update: Update, sent: Sequence[Message]) -> None:
        """Takes the files of these messages in and replies with what came of it: pictures sent together as the pages of
        one document, everything else by itself."""
        together = len(sent) > 1 and all(_claims_to_be_picture(message) for message in sent)
        for messages_of_one in [list(sent)] if together else [[message] for message in sent]:
            await self._take_one(update, messages_of_one)

    async def _take_one(self, update: Update, sent: Sequence[Message]) -> None:
        words = self._desk.words(update)
        name = one_line(_name(sent[0]), LONGEST_NAME)
        progress = Progress(
            await reply(message_of(update), render_text(words["upload_received"].format(name=name))), name, words
        )
        try:
            files = [await self._download(message, name, update) for message in sent]
            text = await self._index(name, files, progress, update)
        except _Refused as refusal:
            text = str(refusal)
        except (YuanwenError, TelegramError, OSError) as error:
            log.error("A file that was sent could not be taken in: %s", error)
            text = words["upload_failed"].format(name=name)
        await progress.finish(text)

    async def _download(self, message: Message, name: str, update: Update) -> _File:
        """The file of a message. Raises _Refused for one that is too large, empty, or of no kind that is read."""
        words, limit = self._desk.words(update), self._desk.settings.largest_upload_mb
        too_large = _Refused(words["upload_too_large"].format(name=name, limit=limit))
        attachment = message.document or message.photo[-1]
        if (attachment.file_size or 0) > limit * 1_000_000:
            raise too_large
        try:
            file = await attachment.get_file()
        except BadRequest as refusal:
            if "too big" in refusal.message.lower():
                raise too_large from refusal
            raise
        if (file.file_size or 0) > limit * 1_000_000:
            raise too_large
        data = bytes(await file.download_as_bytearray())
        if len(data) > limit * 1_000_000:
            raise too_large
        if not data.strip():
            raise _Refused(words["upload_empty"].format(name=name))
        suffix = suffix_of(_name(message), data)
        if suffix is None:
            raise _Refused(words["upload_unknown"].format(name=name))
        return _File(name, suffix, data)

    async def _index(self, name: str, files: Sequence[_File], progress: Progress, update: Update) -> str:
        """Stores and indexes what is one document; gives the summary. Raises YuanwenError, _Refused."""
        desk, words = self._desk, self._desk.words(update)
        suffixes = {file.suffix for file in files}
        if len(files) > 1 and (len(suffixes) > 1 or not suffixes <= set(PICTURES)):
            raise _Refused(words["upload_mixed"])
        parts = [file.data for file in files]
        sha256 = await asyncio.to_thread(desk.uploaded.store, name, files[0].suffix, parts, desk.library.holds)
        before = await asyncio.to_thread(self._summary, sha256)
        try:
            report = await desk.index_sent(progress)
            summary = await asyncio.to_thread(self._summary, sha256)
        except YuanwenError:
            if before is None:
                await asyncio.to_thread(desk.uploaded.delete, sha256)
            raise
        if summary is None:
            await asyncio.to_thread(desk.uploaded.delete, sha256)
            reason = _reason(report, sha256, name)
            raise _Refused(words["upload_unreadable"].format(name=name, reason=one_line(reason, LONGEST_REMARK)))
        known = one_line(desk.uploaded.names[sha256], LONGEST_NAME)
        key = "upload_done" if before is None else "upload_known" if known == name else "upload_known_as"
        head = words[key].format(name=name, known=known, articles=summary.articles, passages=summary.passages)
        return "\n".join([head, *(f"⚠ {one_line(warning, LONGEST_REMARK)}" for warning in summary.warnings[:WARNINGS])])

    def _summary(self, sha256: str) -> DocumentSummary | None:
        """What the library holds of a stored file; of an archive, of all that is in it."""
        found = [held for held in self._desk.library.documents() if sha256 in held.path.split("/")]
        if not found:
            return None
        return replace(
            found[0],
            articles=sum(held.articles for held in found),
            passages=sum(held.passages for held in found),
            warnings=tuple(warning for held in found for warning in held.warnings),
        )


def _name(message: Message) -> str:
    """The name that a file was sent with; a photo has none and gets one by its date."""
    if message.document:
        return message.document.file_name or "document"
    return f"photo-{message.date:%Y-%m-%d-%H%M}.jpg"


def _claims_to_be_picture(message: Message) -> bool:
    return bool(message.photo) or (message.document is not None and (message.document.mime_type or "")[:6] == "image/")


def _reason(report: IndexReport, sha256: str, name: str) -> str:
    """Why a stored file could not be read, in the library's words, with the name it was sent with."""
    for stored, reason in report.skipped:
        if sha256 in stored.split("/"):
            file = stored.rpartition("/")[2]
            return reason.removeprefix(f"{stored}: ").removeprefix(f"{file}: ").replace(file, name)
    return ""
