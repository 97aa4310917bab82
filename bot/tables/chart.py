"""A table of answers as a picture: a bar for each statement in the order asked for, with its source in small print."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len, chop_cells, set_cell_size

from bot.messages import messages
from bot.tables.fonts import drawable, families_for
from bot.wording.answer_table import footnotes, headline, value_of
from bot.wording.facts import clean
from bot.wording.pinyin_names import with_pinyin
from retrieval.answer import Row, Table

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_BARS = 60
"""Rows of one picture; how many more there are is said below it."""

_WIDTH, _DOTS = 10.0, 150
"""Inches, and dots in one of them."""

_ROW, _AROUND = 0.26, 1.6
"""Inches that a bar takes, and what stands around them all."""

_LONGEST_NAME, _LONGEST_VALUE, _LONGEST_SOURCE = 40, 28, 44
"""Columns of a name, a value, a source."""

_LINE, _MOST_LINES = 130, 4
"""Columns of a line of small print, and lines of one note."""

ASKED_FOR, OTHER, GREY = "#1f6f8b", "#a9c4ce", "#6b6b6b"
"""Colours: of the bars of who is asked for, of the other bars, of small print."""


@dataclass(frozen=True, slots=True)
class _Bar:
    name: str
    value: str
    source: str
    length: float
    colour: str


def chart(table: Table, language: str) -> bytes:
    """A PNG of the first rows of a table for readers of `language`: organization, a bar as long as its number in the
    table's unit with the value as it is written, document and citation id. Who is asked for has bars of a darker
    colour; what is said in words only has none."""
    from matplotlib.figure import Figure

    rows = table.rows[:MOST_BARS]
    said = headline(table, language)
    words = messages(language)
    title = f"{_cut(table.measure, _LONGEST_NAME)} ({table.unit})" if table.unit else _cut(table.measure, _LONGEST_NAME)
    more = (
        words["chart_more_rows"].format(shown=len(rows), all=len(table.rows)) if len(table.rows) > len(rows) else None
    )
    notes = [clean(note) for note in (said, *footnotes(table, language), more) if note]
    bars = [_bar(table, row, language) for row in rows]
    families = families_for([title, *notes, *(text for bar in bars for text in (bar.name, bar.value, bar.source))])
    small = "\n".join(line for note in notes for line in _lines(drawable(note, families)))
    height = _AROUND + _ROW * len(rows) + 0.12 * small.count("\n")
    figure = Figure(figsize=(_WIDTH, height), dpi=_DOTS, layout="constrained")
    axes = figure.subplots()
    _draw(axes, bars, families)
    axes.set_title(drawable(title, families), loc="left", fontfamily=families, parse_math=False)
    axes.set_xlabel(small, fontsize=7, color=GREY, loc="left", fontfamily=families, parse_math=False)
    drawn = BytesIO()
    figure.savefig(drawn, format="png")
    return drawn.getvalue()


def _bar(table: Table, row: Row, language: str) -> _Bar:
    name = with_pinyin(clean(row.organization), language)
    return _Bar(
        name=_cut(name if row.year is None else f"{name} {row.year}", _LONGEST_NAME),
        value=_cut(value_of(row, language), _LONGEST_VALUE),
        source=f"{_cut(row.citation.document, _LONGEST_SOURCE)} [{clean(row.citation.id)}]",
        length=row.number or 0.0,
        colour=ASKED_FOR if table.selected is None or row.organization in table.selected else OTHER,
    )


def _draw(axes: "Axes", bars: Sequence[_Bar], families: list[str]) -> None:
    places = range(len(bars))
    axes.barh(places, [bar.length for bar in bars], color=[bar.colour for bar in bars], height=0.7)
    axes.set_ylim(len(bars) - 0.4, -0.6)
    low, high = (edge([0.0, *(bar.length for bar in bars)]) for edge in (min, max))
    reach = (high - low) or 1.0
    axes.set_xlim(low - (0.02 * reach if low < 0 else 0), low + 1.3 * reach)
    for place, bar in zip(places, bars, strict=True):
        axes.text(
            max(bar.length, 0.0) + 0.01 * reach, place, drawable(bar.value, families), va="center", fontsize=8,
            fontfamily=families, parse_math=False,
        )  # fmt: skip
    _label(axes, [drawable(bar.name, families) for bar in bars], families, 9, "black")
    sources = axes.twinx()
    sources.set_ylim(axes.get_ylim())
    _label(sources, [drawable(bar.source, families) for bar in bars], families, 6, GREY)
    for one in (axes, sources):
        one.spines[["top", "right"]].set_visible(False)


def _label(axes: Any, labels: Sequence[str], families: list[str], size: int, colour: str) -> None:
    """Write what stands beside each bar; a dollar sign in it begins no formula."""
    axes.set_yticks(range(len(labels)), labels, fontsize=size, color=colour, fontfamily=families)
    axes.tick_params(axis="y", length=0)
    for label in axes.get_yticklabels():
        label.set_parse_math(False)


def _lines(note: str) -> list[str]:
    """A note on lines of small print, its end cut off where it takes too many."""
    lines = chop_cells(note, _LINE)
    return (
        lines if len(lines) <= _MOST_LINES else [*lines[: _MOST_LINES - 1], _cut(lines[_MOST_LINES - 1] + note, _LINE)]
    )


def _cut(text: str, columns: int) -> str:
    """A text on one line of so many columns at most."""
    line = " ".join(clean(text).split())
    return line if cell_len(line) <= columns else set_cell_size(line, columns - 1).rstrip() + "…"
