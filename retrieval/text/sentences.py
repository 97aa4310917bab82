"""Where sentences begin and end, in Chinese and English text mixed."""

import re

from retrieval.document import Span
from retrieval.text.folding import COMMON_HAN

_CLOSERS = "”’」』）)】］〕》〉"
_TOKEN = re.compile(
    # A title or a short aside is one word of its sentence, whatever stands in it.
    r"《[^《》]{1,80}》|（[^（）]{1,40}）|\([^()]{1,40}\)"
    # Full stops, question and exclamation marks, semicolons, with the closing quotes and brackets behind them.
    rf"|(?P<end>(?:[。！？；!?]|(?<![A-Za-z0-9&#]);|;(?=[\s{COMMON_HAN}]))+[{_CLOSERS}]*)"
    # A Latin full stop, where white space and no lower-case letter follows.
    rf"|(?P<stop>\.[\"'{_CLOSERS}]*)(?=\s+[^\sa-z]|\s*\Z)"
    r"|(?P<blank>(?:\r\n|\r|\n)[^\S\r\n]*(?=\r\n|\r|\n))"
)
_ABBREVIATION = re.compile(
    r"(?:\A|[^A-Za-z])(?:Mr|Mrs|Ms|Dr|Prof|Gov|Sen|Rep|Gen|Col|St|Jr|Sr|Co|Corp|Inc|Ltd|Nos?|[Vv]ol|[Ff]igs?|Eq|Ch|Sec|"
    r"Art|pp?|vs|cf|al|ca|approx|est|[Dd]ept|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|e\.g|i\.e|[A-Z](?:\.[A-Z])*)\Z"
)
_LIST_NUMBER = re.compile(r"\s*(?:\d{1,3}|[A-Za-z])\Z")
FINISHED = re.compile(r"[。！？!?；;.…：:][”’\"'」』）)】》]*\Z")
"""The end of a piece of text that is no heading."""

_LONGEST_BEFORE = 12
"""Characters before a Latin full stop that may be looked at: no abbreviation is longer."""


def sentences(text: str) -> list[Span]:
    """The spans of the sentences of `text`, in order: together they cover all of it but the white space between them.

    A sentence ends with a full stop, question or exclamation mark or semicolon, its closing quotes and brackets
    included, but not within a title's 《》 or a short bracket; with a Latin full stop before white space, unless that
    belongs to an abbreviation, an initial or the number of a list; and with an empty line.
    """
    spans: list[Span] = []
    start = 0
    for match in _TOKEN.finditer(text):
        if match["end"] or match["blank"] or (match["stop"] and _is_full_stop(text, start, match.start())):
            end = _with_straight_quotes(text, start, match.end())
            _add(spans, text, start, end)
            start = end
    _add(spans, text, start, len(text))
    return spans


def _is_full_stop(text: str, start: int, position: int) -> bool:
    """Whether the point at `position`, in a sentence begun at `start`, ends it."""
    before = text[max(start, position - _LONGEST_BEFORE) : position]
    return not (_ABBREVIATION.search(before) or _LIST_NUMBER.match(before))


def _with_straight_quotes(text: str, start: int, end: int) -> int:
    """The end moved behind straight quotes that close: those whose like stands an odd number of times before."""
    while end < len(text) and text[end] in "\"'" and text.count(text[end], start, end) % 2:
        end += 1
    return end


def _add(spans: list[Span], text: str, start: int, end: int) -> None:
    """Appends `[start, end)` without the white space at its ends, if anything is left."""
    piece = text[start:end]
    bare = piece.lstrip()
    if bare:
        start = end - len(bare)
        spans.append((start, start + len(bare.rstrip())))
