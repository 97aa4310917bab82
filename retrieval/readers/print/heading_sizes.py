"""Heading levels, told by the size of type."""

from collections.abc import Sequence

from retrieval.readers.print.paragraphs import LEADERS, Lines

_LARGER = 1.1
"""Times the size of the text that a heading is set in at the least. The standard sizes of Chinese type are a seventh
apart (10.5, 12, 14, 16 points)."""

_APART = 1.06
"""Times a size of type from which a larger one is another level."""

_HEADLINE = 1.5
"""Times the size of the text that headlines in a paper of several columns are set in at the least."""

_MOST_CHARACTERS = 80
"""Of a heading: two lines across a newspaper's page; longer texts in large type are introductions."""

_TEXT_ENDS = ("。", "；", "，", "、", "：")
_MOST_LEVELS = 6


def levels(paragraphs: Sequence[Lines], body_size: float, is_paper: bool) -> list[int]:
    """The heading level of each paragraph, 0 for text: 1 for the largest type, and so on by distinct sizes.

    In a paper of several columns (`is_paper`) every size of headlines is level 1: what is set larger there is what
    matters more, not what stands above the other. Type as large as the text, bold or not, makes no heading here.
    """
    if not any(_is_heading(lines, body_size) for lines in paragraphs):
        return [0] * len(paragraphs)
    sizes = sorted({_size(lines) for lines in paragraphs if _is_heading(lines, body_size)}, reverse=True)
    found: dict[float, int] = {}
    level, largest = 0, 0.0
    for size in sizes:
        is_next = size * _APART < largest and not (is_paper and size >= _HEADLINE * body_size)
        if level == 0 or is_next:
            level, largest = min(level + 1, _MOST_LEVELS), size
        found[size] = level
    return [found[_size(lines)] if _is_heading(lines, body_size) else 0 for lines in paragraphs]


def _is_heading(lines: Lines, body_size: float) -> bool:
    """Whether a paragraph is set in larger type, says something, and is no sentence and no entry of contents."""
    text = "".join(line.text for row in lines.rows for line in row.lines)
    is_large = _size(lines) >= _LARGER * body_size
    is_said = sum(character.isalpha() for character in text) >= 2
    is_text = len(text) > _MOST_CHARACTERS or text.endswith(_TEXT_ENDS) or LEADERS.search(text) is not None
    return is_large and is_said and not is_text


def _size(lines: Lines) -> float:
    return round(max(row.size for row in lines.rows), 1)
