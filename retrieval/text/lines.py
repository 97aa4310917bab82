"""Lines: what ends one, the one definition by which those of a citation are counted, and how wide one is in print."""

import re

LINE_BREAK = re.compile(r"\r\n|\r|\n")
"""What ends a line of a document's text; `lines` of a passage are counted by it."""

SEPARATORS = "\r\n\v\f\x1c-\x1e\x85\u2028\u2029"
"""What no paragraph runs across, as characters of a regular expression's class: line ends, and the separators of pages,
lines and paragraphs, which begin no line."""

SEPARATION = re.compile(f"\r\n|[{SEPARATORS}]")
"""What stands between two paragraphs of a text."""


def columns(text: str) -> int:
    """Columns that `text` takes in print: one for an ASCII character, two for any other, as in Chinese print."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))
