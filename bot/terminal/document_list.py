"""The documents of a library: a line each, or all that is known of each."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text

from bot.terminal.wrapping import cut, wrapped
from bot.wording.counting import counted
from bot.wording.facts import clean
from retrieval.storage.summaries import DocumentSummary

LONGEST_PADDED = 36
"""Columns of the longest name that the others are padded to."""

SHORTEST_TITLE = 8
"""Columns below which the rest of a title is left out."""

INDENT = "    "


def document_lines(held: Sequence[DocumentSummary], width: int) -> Iterator[Text]:
    """A line of at most `width` columns for each document, unless its name is longer: the whole name, date, number of
    passages, `⚠` where its reader had something to remark, and as much of the title as there is room for."""
    padded = max((size for one in held if (size := cell_len(clean(one.name))) <= LONGEST_PADDED), default=0)
    dated = max((len(clean(one.date or "")) for one in held), default=0)
    counts = [f"{counted(one.passages, 'passage')}{' ' * (one.passages == 1)}" for one in held]
    widest = max(map(len, counts), default=0)
    for one, count in zip(held, counts, strict=True):
        name = clean(one.name)
        line = Text(name + " " * max(0, padded - cell_len(name)), "bold")
        mark = "⚠" if one.warnings else " "
        facts = f"  {clean(one.date or ''):<{dated}}  {count:>{widest}} {mark}"
        line.append(facts, "dim")
        room = width - cell_len(line.plain) - 1
        if one.title and room >= SHORTEST_TITLE:
            line.append(f" {cut(clean(one.title), room)}")
        line.rstrip()
        yield line


def document_details(held: Sequence[DocumentSummary], width: int) -> Iterator[Text]:
    """All that is known of each document, in lines of at most `width` columns."""
    for one in held:
        yield Text(clean(one.name), "bold")
        counts = {"page": one.pages, "article": one.articles, "passage": one.passages, "character": one.characters}
        numbers = ", ".join(counted(number, what) for what, number in counts.items() if number is not None)
        facts = {
            "title": one.title,
            "of": "、".join(one.organizations),
            "date": one.date,
            "holds": numbers,
            "read as": " ".join(filter(None, (one.reader, one.encoding))),
            **{f"⚠ {number}": warning for number, warning in enumerate(one.warnings, 1)},
        }
        for name, fact in facts.items():
            if fact:
                label = f"{INDENT}{name:<9}"
                lines = wrapped(clean(fact), width - cell_len(label)).split("\n")
                yield Text(f"\n{' ' * cell_len(label)}".join([label + lines[0], *lines[1:]]))
