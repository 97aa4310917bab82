"""Pieces: lines of the text, put together as long as they are one paragraph."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from retrieval.document import Span
from retrieval.layout.line_kinds import Kind

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Piece:
    """One or more lines that belong together. `text` is the join of `spans`.

    `level` is the declared heading level, 0 for body text; `indented` says that its first line begins with white space.
    """

    spans: tuple[Span, ...]
    text: str
    kind: Kind = Kind.BODY
    level: int = 0
    page: int | None = None
    indented: bool = False

    @property
    def start(self) -> int:
        return self.spans[0][0]


def runs(items: Sequence[Item], continues: Callable[[Item, Item], bool]) -> list[list[Item]]:
    """`items` cut into runs: an item belongs to the run of the one before when `continues(before, item)`."""
    found: list[list[Item]] = []
    for item in items:
        if found and continues(found[-1][-1], item):
            found[-1].append(item)
        else:
            found.append([item])
    return found


def join(pieces: Sequence[Piece], document_text: str, apart: bool = False) -> Piece:
    """The pieces as one: with nothing between them or, where Latin words would grow together and with `apart`, with one
    white-space character of the text that stands there."""
    if len(pieces) == 1:
        return pieces[0]
    spans: list[Span] = list(pieces[0].spans)
    for piece in pieces[1:]:
        last_start, last_end = spans[-1]
        gap = document_text[last_end : piece.start] if last_end <= piece.start else ""
        if gap[:1].isspace() and (apart or _are_words(document_text[last_end - 1], document_text[piece.start])):
            newline = max(gap.find("\n"), 0)
            if newline:
                spans.append((last_end + newline, last_end + newline + 1))
            else:
                spans[-1] = (last_start, last_end + 1)
        spans.extend(piece.spans)
    text = "".join(document_text[start:end] for start, end in spans)
    return replace(pieces[0], spans=tuple(spans), text=text)


def _are_words(before: str, after: str) -> bool:
    """Whether white space stands for a word's end between a line's last character and the next line's first."""
    either_is_letter = before.isalpha() or after.isalpha()
    return before.isascii() and after.isascii() and either_is_letter and before not in "-/("
