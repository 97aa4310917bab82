"""A table of answers as a Telegram message: who is asked for, each value as a link to its proof, who states none."""

from collections.abc import Callable, Sequence

from bot.telegram.views.markup import Block, Run, Section, one_line, render
from bot.wording.answer_table import footnotes, headline, value_of
from bot.wording.pinyin_names import with_pinyin
from retrieval.answer import Row, Table

LINKED = 10
"""Rows of which the value is a link; the others are folded below them, with the ids of their citations."""

MOST_FOLDED = 60
"""Rows that are folded below; how many more there are is said."""

LONGEST_LINE = 900
"""UTF-16 units of the line that names who is selected, or who states nothing."""

LONGEST_CELL = 80
"""UTF-16 units of a name or a value."""


def render_table(table: Table, language: str, link: Callable[[str], str]) -> list[str]:
    """A table as messages, nearly always one; `link` gives the address behind which a citation's passage is shown."""
    said = headline(table, language)
    above = [(Block((Run(one_line(said, LONGEST_LINE), "b"),)),)] if said is not None else []
    first, others = table.rows[:LINKED], table.rows[LINKED : LINKED + MOST_FOLDED]
    rows = [_linked(row, language, link) for row in first]
    measure = Block((Run(one_line(table.measure, LONGEST_CELL), "i"),))
    folded = [(_folded(others, len(table.rows) - LINKED - len(others), language),)] if others else []
    below = tuple(Block((Run(one_line(line, LONGEST_LINE)),)) for line in footnotes(table, language))
    sections: list[Section] = [*above, (measure, *rows), *folded, below]
    return render(sections)


def _linked(row: Row, language: str, link: Callable[[str], str]) -> Block:
    value = Run(one_line(value_of(row, language), LONGEST_CELL), "", link(row.citation.id))
    return Block((Run(f"{_whose(row, language)}  "), value))


def _folded(rows: Sequence[Row], more: int, language: str) -> Block:
    lines = [
        f"{_whose(row, language)}  {one_line(value_of(row, language), LONGEST_CELL)} [{row.citation.id}]"
        for row in rows
    ]
    return Block((Run("\n".join([*lines, *([f"+{more}"] if more > 0 else [])])),), "blockquote expandable")


def _whose(row: Row, language: str) -> str:
    name = one_line(with_pinyin(row.organization, language), LONGEST_CELL)
    return name if row.year is None else f"{name} {row.year}"
