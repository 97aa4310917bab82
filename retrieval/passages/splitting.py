"""Articles -> passages: whole sentences of one article, never more than LONGEST characters."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from retrieval.document import Article, Document, Paragraph, Passage, Span
from retrieval.text.lines import LINE_BREAK, SEPARATION
from retrieval.text.sentences import FINISHED, sentences

LONGEST = 400
"""Characters of a passage at the most: what a person reads at one glance, and a chat message shows whole."""

AIM = 280
"""Characters that passages of a long paragraph come near to."""

SHORT = 120
"""Characters up to which a paragraph is packed together with short neighbours under the same headings."""

TINY = 40
"""Characters up to which a paragraph only announces the next one (`主要做了以下工作：`) and is put before it."""

LONGEST_LEAD = 45
"""Characters up to which a paragraph's first sentence is what it is about, and context for its later passages."""

_NOT_SPACE = re.compile(r"\S")
_CLAUSE_END = re.compile(r"[，,、；;：:]|\s")
_LONGEST_BYLINE = 12


@dataclass(frozen=True, slots=True)
class _Flow:
    """Text to be cut into passages: a paragraph, or several short ones with the line breaks between them."""

    spans: tuple[Span, ...]
    text: str
    sentences: tuple[Span, ...]
    paragraph: Paragraph


def passages(document: Document, articles: Sequence[Article]) -> list[Passage]:
    """The passages of a document's articles, in the articles' reading order.

    Each lies in one article and, but for short neighbours, in one paragraph, is made of whole sentences, and is at most
    LONGEST characters long; only a sentence longer than that is cut, between its clauses where it has any. The passages
    after the first of a paragraph have its short first sentence as their last heading. A row of a sheet is a passage by
    itself, so that its citation names its cells and no others.
    """
    rows = frozenset(place.start for place in document.places if place.cells is not None)
    line_starts = [0, *(match.end() for match in LINE_BREAK.finditer(document.text))]
    found: list[Passage] = []
    for number, article in enumerate(articles):
        for flow in _flows(article, document.text, rows):
            ends = list(accumulate(end - start for start, end in flow.spans))
            cuts = _cuts(_units(flow))
            for index, (start, end) in enumerate(cuts):
                spans = _within(flow.spans, ends, start, end)
                headings = flow.paragraph.headings + (_lead(flow) if index else ())
                lines = _lines(spans, line_starts)
                inside = tuple((a - start, b - start) for a, b in _sentences_within(flow, start, end))
                text = flow.text[start:end]
                found.append(Passage(text, spans, inside, lines, number, headings, flow.paragraph.page))
    return found


def _flows(article: Article, document_text: str, rows: frozenset[int]) -> Iterator[_Flow]:
    """The paragraphs of an article, short neighbours packed together but for those that begin where `rows` do."""
    waiting: _Flow | None = None
    for paragraph in article.paragraphs:
        flow = _flow(paragraph, document_text)
        is_row = waiting is not None and not rows.isdisjoint((waiting.spans[0][0], flow.spans[0][0]))
        packed = None if waiting is None or is_row else _packed(waiting, flow, document_text)
        if waiting is not None and packed is None:
            yield waiting
        waiting = packed or flow
    if waiting is not None:
        yield waiting


def _flow(paragraph: Paragraph, document_text: str) -> _Flow:
    text = "".join(document_text[start:end] for start, end in paragraph.spans)
    return _Flow(paragraph.spans, text, tuple(sentences(text)), paragraph)


def _packed(first: _Flow, second: _Flow, document_text: str) -> _Flow | None:
    """Both as one, the line break of the text between them, or None when they should stay apart."""
    both_short = len(first.text) + len(second.text) < AIM and len(second.text) <= SHORT
    if not both_short and len(first.text) > TINY:
        return None
    before, after = first.spans[-1][1], second.spans[0][0]
    line_break = SEPARATION.search(document_text, before, max(before, after))
    alike = first.paragraph.headings == second.paragraph.headings and first.paragraph.page == second.paragraph.page
    if line_break is None or not alike:
        return None
    between = (line_break.end() - 1, line_break.end())
    offset = len(first.text) + 1
    moved = tuple((start + offset, end + offset) for start, end in second.sentences)
    spans = (*first.spans, between, *second.spans)
    text = first.text + document_text[between[0]] + second.text
    return _Flow(_merged(spans), text, first.sentences + moved, second.paragraph)


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in spans:
        if merged and merged[-1][1] == start:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return tuple(merged)


def _units(flow: _Flow) -> list[Span]:
    """What passages are made of: the sentences, too long ones in pieces, a name behind the last one kept with it."""
    units: list[Span] = []
    for start, end in flow.sentences:
        is_byline = end - start <= _LONGEST_BYLINE and not FINISHED.search(flow.text, start, end)
        if units and is_byline and end == len(flow.text) and end - units[-1][0] <= LONGEST:
            units[-1] = (units[-1][0], end)
        else:
            units.extend(_pieces(flow.text, start, end))
    return units


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """A sentence in pieces of at most LONGEST characters, cut behind a clause where there is one."""
    while end - start > LONGEST:
        clause_ends = [match.end() for match in _CLAUSE_END.finditer(text, start + 1, start + LONGEST)]
        cut = clause_ends[-1] if clause_ends else start + LONGEST
        yield start, start + len(text[start:cut].rstrip())
        following = _NOT_SPACE.search(text, cut, end)
        start = following.start() if following else end
    yield start, end


def _cuts(units: Sequence[Span]) -> list[Span]:
    """The units put together into passages whose lengths are as near to AIM as they can be: the least sum of squared
    differences, found from the end backwards."""
    best: list[tuple[int, int]] = [(0, 0)] * (len(units) + 1)
    for first in range(len(units) - 1, -1, -1):
        choices = []
        for last in range(first, len(units)):
            length = units[last][1] - units[first][0]
            if length > LONGEST and last > first:
                break
            choices.append(((length - AIM) ** 2 + best[last + 1][0], last + 1))
        best[first] = min(choices)
    cuts: list[Span] = []
    position = 0
    while position < len(units):
        following = best[position][1]
        cuts.append((units[position][0], units[following - 1][1]))
        position = following
    return cuts


def _within(spans: Sequence[Span], ends: Sequence[int], start: int, end: int) -> tuple[Span, ...]:
    """The part of `spans` that makes `[start, end)` of their join; `ends` are the ends of the spans in the join."""
    found: list[Span] = []
    index = bisect_right(ends, start)
    while start < end:
        span_end = spans[index][1]
        first = span_end - (ends[index] - start)
        last = min(span_end, first + end - start)
        found.append((first, last))
        start += last - first
        index += 1
    return tuple(found)


def _sentences_within(flow: _Flow, start: int, end: int) -> Iterator[Span]:
    """The sentences in `[start, end)`, those that reach out of it cut off there."""
    index = bisect_right(flow.sentences, start, key=lambda span: span[1])
    while index < len(flow.sentences) and flow.sentences[index][0] < end:
        first, last = flow.sentences[index]
        yield max(first, start), min(last, end)
        index += 1


def _lines(spans: Sequence[Span], line_starts: Sequence[int]) -> tuple[int, int]:
    first, last = min(start for start, _ in spans), max(end for _, end in spans) - 1
    return bisect_right(line_starts, first), bisect_right(line_starts, last)


def _lead(flow: _Flow) -> tuple[str, ...]:
    start, end = flow.sentences[0]
    return (flow.text[start:end],) if end - start <= LONGEST_LEAD and FINISHED.search(flow.text, start, end) else ()
