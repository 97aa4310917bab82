"""The width of text in print."""


def columns(text: str) -> int:
    """Columns that `text` takes: one for an ASCII character, two for any other, as in Chinese print."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))
