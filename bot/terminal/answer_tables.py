"""A table of answers in a terminal: what each organization states, with where it stands."""

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from bot.messages import messages
from bot.wording.answer_table import footnotes, headline, value_of
from bot.wording.facts import clean
from bot.wording.pinyin_names import with_pinyin
from retrieval.answer import Table


def show_table(out: Console, table: Table, language: str) -> None:
    """Print who is selected, a row for each statement (organization, value, document, citation id) in the order asked
    for, who states nothing and how many were looked at."""
    said = headline(table, language)
    if said is not None:
        out.print(Text(said, "bold green"))
        out.print()
    out.print(_rows(table, language))
    for line in footnotes(table, language):
        out.print(Text(line, "dim"))


def _rows(table: Table, language: str) -> RichTable:
    words = messages(language)
    shown = RichTable(
        box=SIMPLE_HEAD, show_edge=False, pad_edge=False, title=clean(table.measure), title_justify="left"
    )
    dated = any(row.year is not None for row in table.rows)
    shown.add_column(words["table_column_organization"])
    if dated:
        shown.add_column(words["table_column_year"])
    shown.add_column(words["table_column_value"], justify="right")
    shown.add_column(words["table_column_document"])
    shown.add_column("id", no_wrap=True)
    for row in table.rows:
        style = "bold" if table.selected is not None and row.organization in table.selected else ""
        year = [Text(str(row.year or ""))] if dated else []
        name = Text(with_pinyin(clean(row.organization), language), style)
        cells = (name, *year, Text(value_of(row, language), style), Text(clean(row.citation.document)))
        shown.add_row(*cells, Text(row.citation.id, "dim"))
    return shown
