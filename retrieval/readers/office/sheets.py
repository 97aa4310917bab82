"""The sheets of an .xlsx file as rows of texts, read as a stream: no more than the cells that say something is kept.

openpyxl keeps every cell that has but a colour, and fills the gaps before a stray cell in the last row; so the sheets
are read here (ECMA-376 part 1, chapter 18), and only its tables of formats and its calendar are used.
"""

import math
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from retrieval.readers.cell_references import cell_of, column_letters
from retrieval.readers.declared_properties import declared_author, declared_title
from retrieval.readers.office.formulas import Content, NotComputed, Sums
from retrieval.readers.office.number_formats import shown_date, shown_number
from retrieval.readers.office.sheet_parts import (
    CellStyle,
    cell_styles,
    chosen,
    is_true,
    local_name,
    pictures_on,
    properties,
    relations,
    rich_text,
    root,
    stream,
    strings,
    unescaped,
)
from retrieval.readers.tables.statements import MOST_CELLS, Merge, Row, cell_text

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_LONGEST_NAME = 100
_MOST_MERGES = 20_000
_MOST_COLUMN_RANGES = 1_000
_MOST_FORMULAS = 20_000


@dataclass(slots=True)
class Sheet:
    """What a sheet shows.

    `hidden_rows` and `hidden_columns` are how many with content were left out, `left_out` counts the cells, by kind,
    that nobody sees; `computed` and `uncalculated` are cells whose formula has no value in the file, those that could
    be computed and the others; `pictures` are how many stand on it, which are not read.
    """

    name: str
    rows: list[Row] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: int = 0
    hidden_columns: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    computed: list[str] = field(default_factory=list)
    uncalculated: list[str] = field(default_factory=list)
    pictures: int = 0


@dataclass(slots=True)
class Workbook:
    """The visible sheets of a file, the names of hidden ones, whether cells beyond MOST_CELLS were left out, and the
    title and author that a person has declared."""

    sheets: list[Sheet]
    hidden: list[str]
    is_cut: bool = False
    title: str | None = None
    author: str | None = None


def read_sheets(archive: zipfile.ZipFile) -> Workbook:
    """The sheets of the workbook in an archive that was checked (`office.check_archive`). Chart sheets are left out.

    Raises KeyError, ValueError or lxml's errors when a part is missing or broken.
    """
    package = relations(archive, "")
    (book_part,) = (target for kind, target in package.values() if kind == "officeDocument")
    related = relations(archive, book_part)
    parts = {kind: target for kind, target in related.values()}
    texts = strings(archive, parts["sharedStrings"]) if "sharedStrings" in parts else []
    styles = cell_styles(archive, parts["styles"]) if "styles" in parts else []
    book = root(archive, book_part)
    uses_1904 = any(is_true(node.get("date1904")) for node in book.iter("{*}workbookPr"))
    declared = properties(archive, next((part for kind, part in package.values() if kind == "core-properties"), ""))
    found = Workbook([], [], title=declared_title(declared["title"]), author=declared_author(declared["creator"]))
    left, seen = MOST_CELLS, set[str]()
    for node in book.iter("{*}sheet"):
        identity = next((value for key, value in node.attrib.items() if key.endswith("}id")), "")
        kind, part = related.get(identity, ("", ""))
        name = cell_text(unescaped(node.get("name", "")))[:_LONGEST_NAME]
        if kind != "worksheet" or part in seen:
            continue
        seen.add(part)
        if node.get("state", "visible") != "visible":
            found.hidden.append(name)
            continue
        reader = _SheetReader(Sheet(name), texts, styles, uses_1904, left)
        reader.read(archive, part)
        left = reader.left
        found.sheets.append(reader.sheet)
        found.is_cut = found.is_cut or reader.is_cut
    return found


class _SheetReader:
    """Reads one sheet. `left` is how many cells with content may still be kept."""

    def __init__(self, sheet: Sheet, strings: list[str], styles: list[CellStyle], uses_1904: bool, left: int) -> None:
        self.sheet = sheet
        self.strings = strings
        self.styles = styles
        self.uses_1904 = uses_1904
        self.left = left
        self.is_cut = False
        self._cells: dict[int, dict[int, str]] = {}
        self._set_off: dict[int, set[int]] = {}
        self._pending: dict[tuple[int, int], CellStyle] = {}
        self._hidden_columns: set[int] = set()
        self._hidden: tuple[set[int], set[int]] = (set(), set())

    def read(self, archive: zipfile.ZipFile, part: str) -> None:
        """Reads the sheet in this part of the archive."""
        ranges = 0
        for node, row, column in _placed(stream(archive, part, ("c", "row", "col", "mergeCell"))):
            tag = local_name(node.tag)
            if tag == "c":
                self._read_cell(node, row, column)
            elif tag == "col" and ranges < _MOST_COLUMN_RANGES and is_true(node.get("hidden")):
                first, last = (_number(node.get(end), 1, _LAST_COLUMN) for end in ("min", "max"))
                self._hidden_columns.update(range(first, last + 1))
                ranges += 1
            elif tag == "mergeCell" and len(self.sheet.merges) < _MOST_MERGES:
                self._read_merge(node.get("ref", ""))
        if self._pending:
            self._compute(Sums(_contents(archive, part)))
        cells = {row: dict(sorted(self._cells[row].items())) for row in sorted(self._cells)}
        self.sheet.rows = [Row(row, texts, self._set_off.get(row, set())) for row, texts in cells.items()]
        self.sheet.hidden_rows, self.sheet.hidden_columns = map(len, self._hidden)
        self.sheet.pictures = pictures_on(archive, part)

    def _read_cell(self, node: Any, row: int, column: int) -> None:
        if len(node) == 0 or column > _LAST_COLUMN:
            return
        style = chosen(self.styles, node.get("s", "0")) or CellStyle()
        text = self._text(node, (row, column), style)
        if not text:
            return
        if is_true(node.getparent().get("hidden")):
            self._hidden[0].add(row)
        elif column in self._hidden_columns:
            self._hidden[1].add(column)
        elif style.unseen:
            self.sheet.left_out[style.unseen] += 1
        else:
            self._keep(row, column, text, style)

    def _keep(self, row: int, column: int, text: str, style: CellStyle) -> None:
        if not self.left:
            self.is_cut = True
            return
        self._cells.setdefault(row, {})[column] = text
        self.left -= 1
        if style.is_set_off:
            self._set_off.setdefault(row, set()).add(column)

    def _text(self, node: Any, place: tuple[int, int], style: CellStyle) -> str:
        """What a cell shows, empty for errors and for what has no value."""
        kind, value, formula = node.get("t", "n"), "", False
        for child in node:
            tag = local_name(child.tag)
            if tag == "v":
                value = child.text or ""
            elif tag == "is":
                value = rich_text(child)
            formula = formula or tag == "f"
        if formula and not value and kind in ("n", "e", "str") and len(self._pending) < _MOST_FORMULAS:
            is_hidden = is_true(node.getparent().get("hidden")) or place[1] in self._hidden_columns
            self._pending.update({} if is_hidden or style.unseen else {place: style})
        if kind == "e" or not value:
            return ""
        if kind == "s":
            return chosen(self.strings, value) or ""
        if kind == "b":
            return "TRUE" if is_true(value) else "FALSE"
        return self._shown(value, style.number_format) if kind == "n" else cell_text(unescaped(value))

    def _compute(self, sums: Sums) -> None:
        """Fills in the cells whose formulas have no value in the file, as far as these can be computed."""
        for (row, column), style in self._pending.items():
            name = f"{column_letters(column)}{row}"
            try:
                text = self._shown(repr(sums.value(row, column)), style.number_format)
            except NotComputed:
                self.sheet.uncalculated.append(name)
                continue
            self.sheet.computed.append(name)
            if text:
                self._keep(row, column, text, style)

    def _shown(self, value: str, number_format: str) -> str:
        from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

        try:
            number = float(value)
        except ValueError:
            return cell_text(unescaped(value))
        if not math.isfinite(number):
            return ""
        if _is_date(number_format):
            epoch = CALENDAR_MAC_1904 if self.uses_1904 else CALENDAR_WINDOWS_1900
            try:
                moment = from_excel(number if number >= 1 else number + 1, epoch)
            except (OverflowError, ValueError):
                return shown_number(number, "General")
            return cell_text(shown_date(moment, number_format))
        return cell_text(shown_number(number, number_format))

    def _read_merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        with suppress(ValueError):
            (top, left), (bottom, right) = cell_of(first), cell_of(last)
            self.sheet.merges.append(Merge(top, left, bottom, right))


def _placed(nodes: Iterator[Any]) -> Iterator[tuple[Any, int, int]]:
    """The elements of a sheet with the row and the column that they stand in; both need not be written (18.3.1.4)."""
    row, column = 0, 0
    for node in nodes:
        tag = local_name(node.tag)
        if tag == "row":
            row, column = _number(node.get("r"), row + 1, _LAST_ROW), 0
        elif tag == "c":
            try:
                column = cell_of(node.get("r", ""))[1]
            except ValueError:
                column += 1
            yield node, _number(node.getparent().get("r"), row + 1, _LAST_ROW), column
            continue
        yield node, row, column


def _contents(archive: zipfile.ZipFile, part: str) -> dict[tuple[int, int], Content]:
    """What the cells of a sheet hold, for formulas: numbers, texts, and formulas that have no value."""
    from openpyxl.formula.translate import Translator

    found: dict[tuple[int, int], Content] = {}
    shared: dict[str, Translator] = {}
    for node, row, column in _placed(stream(archive, part, ("c", "row"))):
        if local_name(node.tag) != "c":
            continue
        value = "".join(child.text or "" for child in node if local_name(child.tag) == "v")
        formula = next((child for child in node if local_name(child.tag) == "f"), None)
        name = f"{column_letters(column)}{row}"
        if value and node.get("t", "n") == "n":
            with suppress(ValueError):
                found[row, column] = float(value)
        elif value:
            found[row, column] = "text"
        elif formula is not None:
            text, group = f"={formula.text or ''}", formula.get("si", "")
            if formula.get("t") == "shared" and formula.text:
                shared[group] = Translator(text, origin=name)
            elif formula.get("t") == "shared" and group in shared:
                text = shared[group].translate_formula(name)
            found[row, column] = text
    return found


@lru_cache(maxsize=1024)
def _is_date(number_format: str) -> bool:
    from openpyxl.styles.numbers import is_date_format, is_timedelta_format

    return bool(is_date_format(number_format)) and not is_timedelta_format(number_format)


def _number(text: str | None, default: int, most: int) -> int:
    return min(int(text), most) if text and text.isdecimal() and len(text) < 10 and int(text) else min(default, most)
