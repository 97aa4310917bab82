"""Tables written as lines of text, and what becomes of them."""

from retrieval.readers.tables.statements import Merge, Row, cell_text, statements


def rows_of(table: list[str]) -> list[Row]:
    """Rows written with `|` between cells; an empty string is an empty row, a cell in stars is set off."""
    rows = []
    for number, line in enumerate(table, 1):
        cells = {column: cell_text(cell) for column, cell in enumerate(line.split("|"), 1) if cell.strip()}
        set_off = frozenset(column for column, text in cells.items() if text.startswith("*"))
        rows.append(Row(number, {column: text.strip("*") for column, text in cells.items()}, set_off))
    return [row for row in rows if row.cells]


def said(table: list[str], *merges: Merge, **options: object) -> list[str]:
    """The lines of a table."""
    return [line.text for line in statements(rows_of(table), merges, **options)]  # type: ignore[arg-type]
