"""What the layout made of a document, for `index --explain`: its articles, and what was joined, moved and found."""

from collections.abc import Iterator
from itertools import groupby

from rich.text import Text

from bot.wording.counting import counted
from bot.wording.facts import clean
from retrieval.ingestion.layout_report import Explanation
from retrieval.layout import Note

LONGEST_QUOTE = 40
"""Characters of the text that a note quotes."""


def explanation_lines(explained: Explanation) -> Iterator[Text]:
    """An explanation line by line: the document, its articles, then the notes in the order of the text."""
    yield Text(clean(explained.name), "bold")
    for number, article in enumerate(explained.articles, 1):
        facts = [article.headline or "(no headline)", "、".join(article.organizations), article.author,
                 article.publication, article.date]  # fmt: skip
        known = " · ".join(" ".join(clean(fact).split()) for fact in facts if fact)
        yield Text(f"  {number}. {known} · {counted(len(article.paragraphs), 'paragraph')}")
    for line, notes in groupby(explained.notes, key=lambda note: explained.line(note.start)):
        for note in notes:
            yield Text.assemble(
                (f"  line {line}: ", "dim"), (note.kind, "cyan"), f": {clean(note.reason)}{_quoted(explained, note)}"
            )


def _quoted(explained: Explanation, note: Note) -> str:
    words = " ".join(clean(explained.text[note.start : note.end]).split())
    if not words:
        return ""
    return f" — {words}" if len(words) <= LONGEST_QUOTE else f" — {words[:LONGEST_QUOTE]}…"
