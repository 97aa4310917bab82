"""Draw `docs/telegram.png`: what an exchange with the bot looks like, out of the messages that it really sends.

    python -m benchmarks.screens

The sample report is indexed, two questions are asked, and the HTML of the answers is set as a telephone sets it.
"""

import re
import tempfile
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

import retrieval.sample
from bot.messages import messages
from bot.telegram.views.answers import refusal_of, render_answered, render_refusal, short_of
from retrieval.library import Library
from retrieval.settings import Settings

QUESTIONS = ("which zone cut approval time by 62.6%", "哪个开发区的审批时限压减了71.3%？")
PICTURE = Path(__file__).parents[1] / "docs" / "telegram.png"

WIDTH, MARGIN, PADDING, SIZE, LEADING = 760, 16, 14, 19, 29
PAPER, ASKED, ANSWERED, BAR, INK, FAINT, BUTTON = (
    "#d5e3ea", "#e3fbcf", "#ffffff", "#5aa7dd", "#16181a", "#56606a", "#b7ccd7",
)  # fmt: skip

Word = tuple[str, frozenset[str]]

_WORD = re.compile(r"\n|[!-~]+|\s|.[，。；：、”）？！]*")
"""What no line is broken inside; a closing mark stays with what it closes."""


class _Words(HTMLParser):
    """A message as words, each with the tags around it."""

    def __init__(self, message: str) -> None:
        super().__init__()
        self.words: list[Word] = []
        self._tags: list[str] = []
        self.feed(message)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._tags.remove(tag)

    def handle_data(self, data: str) -> None:
        self.words += [(word, frozenset(self._tags)) for word in _WORD.findall(data)]


@cache
def _font(tags: frozenset[str]) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(
        str(files("mplfonts").joinpath("fonts", "NotoSansCJKsc-Regular.otf")), SIZE - ("code" in tags)
    )


def _lines(words: list[Word], width: float) -> Iterator[list[Word]]:
    line: list[Word] = []
    used = 0.0
    for word, tags in words:
        length = 0.0 if word == "\n" else _font(tags).getlength(word)
        if word == "\n" or used + length > width:
            yield line
            line, used = [], 0.0
        if word != "\n":
            line.append((word, tags))
            used += length
    yield line


def _bubble(message: str, colour: str, width: int, buttons: tuple[str, ...] = ()) -> Image.Image:
    lines = list(_lines(_Words(message).words, width - 2 * PADDING - 12))
    rows = -(-len(buttons) // 2)
    picture = Image.new("RGB", (width, len(lines) * LEADING + 2 * PADDING + rows * 44), PAPER)
    draw = ImageDraw.Draw(picture)
    bottom = len(lines) * LEADING + 2 * PADDING
    draw.rounded_rectangle((0, 0, width - 1, bottom - 4), 14, fill=colour)
    for number, line in enumerate(lines):
        top, x = PADDING + number * LEADING, float(PADDING)
        if any("blockquote" in tags for _, tags in line):
            draw.rectangle((PADDING, top, PADDING + 3, top + LEADING), fill=BAR)
            x += 12
        for word, tags in line:
            strong = 0.6 if "b" in tags else 0
            draw.text((x, top), word, FAINT if "code" in tags else INK, _font(tags), stroke_width=strong)
            x += _font(tags).getlength(word)
    for number, label in enumerate(buttons):
        left, top = (number % 2) * width // 2, bottom + number // 2 * 44
        draw.rounded_rectangle((left + 2, top, left + width // 2 - 2, top + 38), 10, fill=BUTTON)
        draw.text((left + width / 4, top + 19), label, "#1d3a4a", _font(frozenset()), anchor="mm")
    return picture


def main() -> None:
    """Ask, and draw."""
    bubbles: list[tuple[Image.Image, bool]] = []
    with tempfile.TemporaryDirectory() as work, Library.open(Settings(data_dir=Path(work))) as library:
        library.index([Path(retrieval.sample.__file__).with_name("sample-report.txt")])
        for question in QUESTIONS:
            answer = library.ask(question)
            words, best = messages(answer.language), answer.passages[0]
            more = words["button_more" if answer.answered else "button_closest"].format(count=len(answer.passages) - 1)
            buttons: tuple[str, ...] = (more,)
            if answer.answered:
                short = short_of(answer, answer.language)
                [message] = render_answered(best.text, best.highlight, best.citation, answer.language, short=short)
                first, last = best.citation.lines
                lines = words["lines"].format(first=first, last=last)
                buttons += (words["button_context"], lines, words["button_copy"])
            else:
                [message] = render_refusal(refusal_of(answer, answer.language), question, answer.language)
            bubbles += [(_bubble(question, ASKED, 460), True), (_bubble(message, ANSWERED, 660, buttons), False)]
    picture = Image.new("RGB", (WIDTH, sum(b.height + MARGIN for b, _ in bubbles) + MARGIN), PAPER)
    top = MARGIN
    for bubble, ours in bubbles:
        picture.paste(bubble, (WIDTH - MARGIN - bubble.width if ours else MARGIN, top))
        top += bubble.height + MARGIN
    picture.save(PICTURE, optimize=True)


if __name__ == "__main__":
    main()
