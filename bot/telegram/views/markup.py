"""Messages as Telegram takes them: HTML that always parses, within its limits, with the documents' words intact.

Telegram counts a message's length in UTF-16 units of its text once the markup is parsed (Bot API, `sendMessage`). So a
message is put together as runs of plain text with a tag each, measured, cut between sentences where it is too long, and
only then written as HTML. Everything passes `clean` and is escaped on the way out.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from telegram.constants import MessageLimit

from bot.wording.facts import clean
from retrieval.text.sentences import sentences

LIMIT = int(MessageLimit.MAX_TEXT_LENGTH)
"""UTF-16 units in one message."""

CAPTION_LIMIT = int(MessageLimit.CAPTION_LENGTH)
"""UTF-16 units in the caption of a picture or a file."""

_TAG = re.compile(r"</?(?:b|i|code|blockquote|a)(?: expandable| href=\"[^\"]*\")?>")


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style, not escaped yet, that leads to the address `link` where there is one."""

    text: str
    tag: Literal["", "b", "i", "code"] = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Runs that stand on lines of their own; `quote` is the name of the tag around them."""

    runs: tuple[Run, ...]
    quote: Literal["", "blockquote", "blockquote expandable"] = ""


Section = tuple[Block, ...]
"""Blocks that belong together: kept in one message where they fit, with an empty line before the next section."""


def utf16_length(text: str) -> int:
    """The length of a text as Telegram counts it: UTF-16 units."""
    return len(text) + sum(character > "\uffff" for character in text)


def render_text(text: str) -> str:
    """Plain text as HTML."""
    return html.escape(clean(text), quote=False)


def render(sections: Iterable[Section], limit: int = LIMIT) -> list[str]:
    """The sections as the HTML of as few messages of `limit` UTF-16 units as hold them, in order; none without any
    text."""
    return [text for message in _packed(sections, limit) if plain(text := _html(message)).strip()]


def plain(markup: str) -> str:
    """The text of a message rendered here, without its markup."""
    return html.unescape(_TAG.sub("", markup))


def one_line(text: str, limit: int) -> str:
    """A text on one line of at most `limit` UTF-16 units, its end cut off where it is too long."""
    line = " ".join(clean(text).split())
    return line if utf16_length(line) <= limit else _head(line, limit - 1) + "…"


def one_line_tail(text: str, limit: int) -> str:
    """A text on one line of at most `limit` UTF-16 units, its beginning cut off where it is too long."""
    line = " ".join(clean(text).split())
    return line if utf16_length(line) <= limit else "…" + _head(line[::-1], limit - 1)[::-1]


def _head(text: str, limit: int) -> str:
    end = min(limit, len(text))
    while utf16_length(text[:end]) > limit:
        end -= 1
    return text[:end]


def _packed(sections: Iterable[Section], limit: int) -> Iterator[list[Section]]:
    """The sections in as few messages as hold them, in order."""
    message: list[Section] = []
    for section in sections:
        for part in _fitting(section, limit):
            if message and _length([*message, part]) > limit:
                yield message
                message = []
            message.append(part)
    yield message


def _fitting(section: Section, limit: int) -> Iterator[Section]:
    """The section itself or, where it is too long for one message, its blocks one by one, cut between sentences."""
    if _length([section]) <= limit:
        yield section
        return
    for block in section:
        runs: list[Run] = []
        room = limit
        for piece in (Run(text, run.tag, run.link) for run in block.runs for text in _pieces(clean(run.text), limit)):
            if utf16_length(piece.text) > room:
                yield (Block(tuple(runs), block.quote),)
                runs, room = [], limit
            runs.append(piece)
            room -= utf16_length(piece.text)
        yield (Block(tuple(runs), block.quote),)


def _pieces(text: str, limit: int) -> Iterator[str]:
    """The sentences of a text, whose join is the text; one that no message can hold is cut where it must be."""
    starts = [start for start, _ in sentences(text)]
    for start, end in pairwise([0, *starts[1:], len(text)]):
        sentence = text[start:end]
        while utf16_length(sentence) > limit:
            yield sentence[: limit // 2]
            sentence = sentence[limit // 2 :]
        if sentence:
            yield sentence


def _length(sections: Sequence[Section]) -> int:
    """The length of a message in UTF-16 units once its markup is parsed."""
    text = sum(utf16_length(clean(run.text)) for section in sections for block in section for run in block.runs)
    breaks = sum(len(section) - 1 for section in sections) + 2 * (len(sections) - 1)
    return text + breaks


def _html(sections: Sequence[Section]) -> str:
    return "\n\n".join("\n".join(_block_html(block) for block in section) for section in sections)


def _block_html(block: Block) -> str:
    text = "".join(_run_html(run) for run in block.runs if run.text)
    return _tagged(text, block.quote, "blockquote")


def _run_html(run: Run) -> str:
    styled = _tagged(render_text(run.text), run.tag, run.tag)
    return _tagged(styled, f'a href="{html.escape(run.link)}"' if run.link else "", "a")


def _tagged(text: str, opening: str, closing: str) -> str:
    return f"<{opening}>{text}</{closing}>" if opening else text
