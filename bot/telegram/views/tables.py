"""A table of answers as a Telegram message: who is asked for, each value as a link to its proof, who states none; and
all of its rows, a page after another."""

from collections.abc import Callable, Sequence

from bot.messages import messages
from bot.telegram.views.markup import CAPTION_LIMIT, Block, Run, Section, one_line, render
from bot.wording.answer_table import footnotes, headline, value_of
from bot.wording.pinyin_names import with_pinyin
from retrieval.answer import Row, Table

LINKED = 10
"""Rows of the first page."""

A_PAGE = 40
"""Rows of each of the pages that show all: Telegram takes 100 links in a message (Bot API, `MessageEntity`)."""

LONGEST_LINE = 900
"""UTF-16 units of the line that names who is selected, or who states nothing."""

LONGEST_CELL, LONGEST_OF_MANY = 80, 40
"""UTF-16 units of a name or a value, on the first page and where all are shown."""


def table_pages(table: Table) -> int:
    """How many pages there are: the first, and those of all rows where it does not show all."""
    return 1 if len(table.rows) <= LINKED else 1 + -(-len(table.rows) // A_PAGE)


def render_table(table: Table, language: str, link: Callable[[str], str], page: int = 1) -> list[str]:
    """A page of a table (from 1) as messages, nearly always one; `link` gives the address behind which a citation's
    passage is shown."""
    if page > 1:
        return _all_rows(table, language, link, page)
    said = headline(table, language)
    above = [(Block((Run(one_line(said, LONGEST_LINE), "b"),)),)] if said is not None else []
    rows = [_linked(row, language, link, LONGEST_CELL) for row in table.rows[:LINKED]]
    measure = Block((Run(one_line(table.measure, LONGEST_CELL), "i"),))
    more = [Block((Run(f"+{len(table.rows) - LINKED}"),))] if table.rows[LINKED:] else []
    below = tuple(Block((Run(one_line(line, LONGEST_LINE)),)) for line in footnotes(table, language))
    sections: list[Section] = [*above, (measure, *rows, *more), below]
    return render(sections)


def _all_rows(table: Table, language: str, link: Callable[[str], str], page: int) -> list[str]:
    first = (page - 2) * A_PAGE
    rows: Sequence[Row] = table.rows[first : first + A_PAGE]
    label = messages(language)["table_rows"].format(first=first + 1, last=first + len(rows), all=len(table.rows))
    head = Block((Run(one_line(table.measure, LONGEST_CELL), "i"), Run(f"  {label}")))
    return render([(head, *(_linked(row, language, link, LONGEST_OF_MANY) for row in rows))])


def table_caption(table: Table, language: str) -> str:
    """What stands under the picture or the file of a table."""
    said = [table.measure, *footnotes(table, language)[-1:]]
    return render([tuple(Block((Run(one_line(line, LONGEST_LINE)),)) for line in said)], CAPTION_LIMIT)[0]


def _linked(row: Row, language: str, link: Callable[[str], str], longest: int) -> Block:
    value = Run(one_line(value_of(row, language), longest), "", link(row.citation.id))
    name = one_line(with_pinyin(row.organization, language), longest)
    return Block((Run(f"{name}  " if row.year is None else f"{name} {row.year}  "), value))
