"""Answers as Telegram messages: HTML that always parses, within Telegram's limits, with the documents' words intact.

Telegram counts a message's length in UTF-16 units of its text once the markup is parsed (Bot API, `sendMessage`). So a
message is put together as runs of plain text with a tag each, measured, cut between sentences where it is too long, and
only then written as HTML. Everything passes `clean` and is escaped on the way out.
"""

import html
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from telegram.constants import MessageLimit

from bot.messages import messages
from bot.wording import clean, facts, refusal, short_answer
from retrieval.answer import Answer, Citation, RankedPassage
from retrieval.sentences import sentences

LIMIT = int(MessageLimit.MAX_TEXT_LENGTH)
"""UTF-16 units in one message."""

COLLAPSED = 280
"""A quote longer than this (UTF-16 units, some eight lines on a telephone) is folded where no one needs to open it."""

LONGEST_FACT = 250
"""Characters of a title, a file's path or the like in a message: what a file system allows as a name."""

CLOSEST = 3
"""Passages shown with a refusal."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style, not escaped yet."""

    text: str
    tag: Literal["", "b", "i", "code"] = ""


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


def render_answer(answer: Answer, language: str) -> list[str]:
    """An answer as the HTML messages that show it to a reader of `language` (a BCP 47 tag), nearly always one.

    An answered question gives the short answer, the passage with the answering sentence in bold, and its citation; any
    other an honest refusal, what was looked for in vain, and the closest passages, each marked as no answer.
    """
    sections = (_answered if answer.answered else _refused)(answer, language)
    return [text for message in _packed(sections) if (text := _html(message)).strip()]


def _answered(answer: Answer, language: str) -> list[Section]:
    best = answer.passages[0]
    short = short_answer(answer, language)
    proof: Section = (_quote(best, marked=True, folded=short is not None), _citation(best.citation, language))
    return [proof] if short is None else [(Block((Run(short, "b"),)), *proof)]


def _refused(answer: Answer, language: str) -> list[Section]:
    words = messages(language)
    reason = Run(_short(refusal(answer, language)))
    sections: list[Section] = [(Block((Run(words["refusal"], "b"),)), Block((reason,)))]
    for number, passage in enumerate(answer.passages[:CLOSEST], 1):
        label = Block((Run(words["not_the_answer"].format(number=number), "i"),))
        sections.append((label, _quote(passage, marked=False, folded=True), _citation(passage.citation, language)))
    return sections


def _quote(passage: RankedPassage, *, marked: bool, folded: bool) -> Block:
    """The passage, verbatim; its answering sentence in bold when `marked`, folded when `folded` and long."""
    before, highlight, after = passage.text, "", ""
    if marked and passage.highlight:
        before, highlight, after = passage.text.partition(passage.highlight)
    runs = (Run(before), Run(highlight, "b"), Run(after))
    long = utf16_length(passage.text) > COLLAPSED
    return Block(runs, "blockquote expandable" if folded and long else "blockquote")


def _citation(citation: Citation, language: str) -> Block:
    """The citation line: document, place in it, title, organizations, author, date, id."""
    document, *others = facts(citation, language)
    parts = [Run(_tail(document), "code"), *(Run(_short(fact)) for fact in others), Run(citation.id, "code")]
    separated = [run for part in parts for run in (Run(" · "), part)]
    return Block(tuple(separated[1:]))


def _short(text: str) -> str:
    """A fact on one line, its end cut off where it is too long."""
    line = " ".join(clean(text).split())
    return line if len(line) <= LONGEST_FACT else line[: LONGEST_FACT - 1] + "…"


def _tail(path: str) -> str:
    """A path on one line, its beginning cut off where it is too long."""
    line = " ".join(clean(path).split())
    return line if len(line) <= LONGEST_FACT else "…" + line[1 - LONGEST_FACT :]


def _packed(sections: Iterable[Section]) -> Iterator[list[Section]]:
    """The sections in as few messages as hold them, in order."""
    message: list[Section] = []
    for section in sections:
        for part in _fitting(section):
            if message and _length([*message, part]) > LIMIT:
                yield message
                message = []
            message.append(part)
    yield message


def _fitting(section: Section) -> Iterator[Section]:
    """The section itself or, where it is too long for one message, its blocks one by one, cut between sentences."""
    if _length([section]) <= LIMIT:
        yield section
        return
    for block in section:
        runs: list[Run] = []
        room = LIMIT
        for piece in (Run(text, run.tag) for run in block.runs for text in _pieces(clean(run.text))):
            if utf16_length(piece.text) > room:
                yield (Block(tuple(runs), block.quote),)
                runs, room = [], LIMIT
            runs.append(piece)
            room -= utf16_length(piece.text)
        yield (Block(tuple(runs), block.quote),)


def _pieces(text: str) -> Iterator[str]:
    """The sentences of a text, whose join is the text; one that no message can hold is cut where it must be."""
    starts = [start for start, _ in sentences(text)]
    for start, end in pairwise([0, *starts[1:], len(text)]):
        sentence = text[start:end]
        while utf16_length(sentence) > LIMIT:
            yield sentence[: LIMIT // 2]
            sentence = sentence[LIMIT // 2 :]
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
    text = "".join(_tagged(render_text(run.text), run.tag, run.tag) for run in block.runs if run.text)
    return _tagged(text, block.quote, "blockquote")


def _tagged(text: str, opening: str, closing: str) -> str:
    return f"<{opening}>{text}</{closing}>" if opening else text
