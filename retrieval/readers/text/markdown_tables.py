"""Pipe tables of Markdown (GitHub Flavored Markdown 0.29, 4.10) written as statements, each on the line of its row."""

import re
from collections.abc import Sequence

from retrieval.readers.tables.statements import MOST_CELLS, Row, cell_text, statements
from retrieval.readers.tables.units import noted_unit

_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_LONGEST_RULE = 2000
_BAR = re.compile(r"(?<!\\)\|")
_MARKED = re.compile(r"(\*\*|__|`|\*)(\S(?:[^*_`]*\S)?)\1")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def is_table(lines: Sequence[str], index: int) -> bool:
    """Whether a table begins with the line at `index`: its header, and below it a rule with as many columns."""
    if index + 1 >= len(lines) or "|" not in lines[index]:
        return False
    rule = lines[index + 1]
    is_rule = "|" in rule and len(rule) <= _LONGEST_RULE and _RULE.fullmatch(rule) is not None
    return is_rule and len(_cells(lines[index])) == len(_cells(rule))


def table_end(lines: Sequence[str], index: int) -> int:
    """The index behind the last line of the table that begins with the line at `index`."""
    end = index + 2
    while end < len(lines) and "|" in lines[end]:
        end += 1
    return end


def rewritten(lines: Sequence[str], above: str) -> list[str]:
    """The lines of a table with its statements in the place of its rows, and nothing in that of header and rule; as
    they are where it has no rows. `above` is the line above the table."""
    rows: list[Row] = []
    left = MOST_CELLS
    for number, line in enumerate([lines[0], *lines[2:]], 1):
        texts = enumerate(map(_text, _cells(line)), 1)
        rows.append(Row(number, {column: text for column, text in texts if text}))
        left -= len(rows[-1].cells)
        if left < 0:
            return list(lines)
    said: dict[int, list[str]] = {}
    for found in statements(rows, headers=1, unit=noted_unit(above.strip())):
        said.setdefault(found.places[0][2], []).append(found.text)
    if len(rows) < 2 or not said:
        return list(lines)
    return [" ".join(said.get(number, ())) for number in (1, 0, *range(2, len(rows) + 1))]


def _cells(line: str) -> list[str]:
    cells = _BAR.split(line.strip())
    first = 1 if len(cells) > 1 and not cells[0].strip() else 0
    last = len(cells) - 1 if len(cells) > first + 1 and not cells[-1].strip() else len(cells)
    return cells[first:last]


def _text(cell: str) -> str:
    """A cell's words, without the marks that set them off, which would hide its numbers."""
    return cell_text(_MARKED.sub(r"\2", _BREAK.sub(" ", cell.replace("\\|", "|"))))
