"""Telegram's own parser of messages (TDLib), offline: what it makes of the bot's HTML."""

import json
from dataclasses import dataclass

import tdjson

tdjson.td_execute(b'{"@type": "setLogVerbosityLevel", "new_verbosity_level": 1}')


class MarkupError(Exception):
    """Telegram would refuse the message."""


@dataclass(frozen=True)
class Parsed:
    """The text of a message, and what is marked in it: `(kind, text)` in order, kinds named as in the Bot API."""

    text: str
    marks: tuple[tuple[str, str], ...]

    def marked(self, kind: str) -> list[str]:
        """The stretches of one kind."""
        return [text for name, text in self.marks if name == kind]


KINDS = {
    "textEntityTypeTextUrl": "text_link",
    "textEntityTypeBold": "bold",
    "textEntityTypeItalic": "italic",
    "textEntityTypeCode": "code",
    "textEntityTypeBlockQuote": "blockquote",
    "textEntityTypeExpandableBlockQuote": "expandable_blockquote",
}


def parse_html(text: str) -> Parsed:
    """What Telegram reads out of an HTML message. Raises MarkupError, worded as the Bot API does."""
    request = {"@type": "parseTextEntities", "text": text, "parse_mode": {"@type": "textParseModeHTML"}}
    answer = json.loads(tdjson.td_execute(json.dumps(request).encode()) or b"{}")
    if answer.get("@type") != "formattedText":
        raise MarkupError(answer.get("message", "strings must be encoded in UTF-8"))
    units = answer["text"].encode("utf-16-le")
    marks = []
    for entity in answer["entities"]:
        start, end = 2 * entity["offset"], 2 * (entity["offset"] + entity["length"])
        marks.append((KINDS[entity["type"]["@type"]], units[start:end].decode("utf-16-le")))
    return Parsed(answer["text"], tuple(marks))


def linked(text: str) -> list[str]:
    """What Telegram would turn into links, mentions and the like by itself."""
    request = {"@type": "getTextEntities", "text": text}
    answer = json.loads(tdjson.td_execute(json.dumps(request).encode()))
    units = text.encode("utf-16-le")
    return [
        units[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")
        for entity in answer["entities"]
    ]


def utf16_units(text: str) -> int:
    """The length of a text as Telegram counts."""
    return len(text.encode("utf-16-le")) // 2
