"""The sheets of an .xlsx file as rows of texts, read as a stream: no more than the cells that say something is kept.

openpyxl keeps every cell that has but a colour, and fills the gaps before a stray cell in the last row; so the sheets
are read here (ECMA-376 part 1, chapter 18), and only its tables of formats and its calendar are used.
"""

import math
import re
import zipfile
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from retrieval.readers.declared_properties import declared_author, declared_title
from retrieval.readers.office.number_formats import shown_date, shown_number
from retrieval.readers.office.sheet_parts import (
    formats,
    local_name,
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
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


@dataclass(slots=True)
class Sheet:
    """What a sheet shows. `hidden_rows` and `hidden_columns` are how many with content were left out; `uncalculated`
    are the first cells whose formula has no value in the file."""

    name: str
    rows: list[Row] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: int = 0
    hidden_columns: int = 0
    uncalculated: list[str] = field(default_factory=list)


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
    codes = formats(archive, parts["styles"]) if "styles" in parts else []
    book = root(archive, book_part)
    uses_1904 = any(_is_true(node.get("date1904")) for node in book.iter("{*}workbookPr"))
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
        reader = _SheetReader(Sheet(name), texts, codes, uses_1904, left)
        reader.read(archive, part)
        left = reader.left
        found.sheets.append(reader.sheet)
        found.is_cut = found.is_cut or reader.is_cut
    return found


class _SheetReader:
    """Reads one sheet. `left` is how many cells with content may still be kept."""

    def __init__(self, sheet: Sheet, strings: list[str], formats: list[str], uses_1904: bool, left: int) -> None:
        self.sheet = sheet
        self.strings = strings
        self.formats = formats
        self.uses_1904 = uses_1904
        self.left = left
        self.is_cut = False
        self._cells: dict[int, dict[int, str]] = {}
        self._hidden_columns: set[int] = set()
        self._hidden: tuple[set[int], set[int]] = (set(), set())
        self._row, self._column = 0, 0

    def read(self, archive: zipfile.ZipFile, part: str) -> None:
        ranges = 0
        for node in stream(archive, part, ("c", "row", "col", "mergeCell")):
            tag = local_name(node.tag)
            if tag == "c":
                self._read_cell(node)
            elif tag == "row":
                self._row, self._column = _number(node.get("r"), self._row + 1, _LAST_ROW), 0
            elif tag == "col" and ranges < _MOST_COLUMN_RANGES and _is_true(node.get("hidden")):
                first, last = (_number(node.get(end), 1, _LAST_COLUMN) for end in ("min", "max"))
                self._hidden_columns.update(range(first, last + 1))
                ranges += 1
            elif tag == "mergeCell" and len(self.sheet.merges) < _MOST_MERGES:
                self._read_merge(node.get("ref", ""))
        self.sheet.rows = [Row(number, self._cells[number]) for number in sorted(self._cells)]
        self.sheet.hidden_rows, self.sheet.hidden_columns = map(len, self._hidden)

    def _read_cell(self, node: Any) -> None:
        if len(node) == 0 and not node.get("r"):
            self._column += 1
        if len(node) == 0:
            return
        parent = node.getparent()
        reference = _REFERENCE.fullmatch(node.get("r", ""))
        row = _number(parent.get("r"), self._row + 1, _LAST_ROW)
        self._column = _column(reference[1]) if reference else self._column + 1
        text = self._text(node, row)
        if not text or self._column > _LAST_COLUMN:
            return
        if _is_true(parent.get("hidden")):
            self._hidden[0].add(row)
        elif self._column in self._hidden_columns:
            self._hidden[1].add(self._column)
        elif self.left:
            self._cells.setdefault(row, {})[self._column] = text
            self.left -= 1
        else:
            self.is_cut = True

    def _text(self, node: Any, row: int) -> str:
        """What a cell shows, empty for errors and for what has no value."""
        kind, value, formula = node.get("t", "n"), "", False
        for child in node:
            tag = local_name(child.tag)
            if tag == "v":
                value = child.text or ""
            elif tag == "is":
                value = rich_text(child)
            formula = formula or tag == "f"
        if formula and not value and kind in ("n", "e") and len(self.sheet.uncalculated) < 3:
            self.sheet.uncalculated.append(f"{column_letters(self._column)}{row}")
        if kind == "e" or not value:
            return ""
        if kind == "s":
            index = int(value) if value.isdecimal() else -1
            return self.strings[index] if 0 <= index < len(self.strings) else ""
        if kind == "b":
            return "TRUE" if _is_true(value) else "FALSE"
        if kind == "n":
            style = node.get("s", "0")
            index = int(style) if style.isdecimal() else 0
            return self._shown(value, self.formats[index] if index < len(self.formats) else "General")
        return cell_text(unescaped(value))

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
        ends = [_REFERENCE.fullmatch(end) for end in reference.split(":")]
        if len(ends) == 2 and ends[0] and ends[1]:
            (left, top), (right, bottom) = ((_column(end[1]), int(end[2])) for end in ends if end)
            self.sheet.merges.append(Merge(top, left, bottom, right))


def column_letters(number: int) -> str:
    """A column's letters: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


@lru_cache(maxsize=1024)
def _is_date(number_format: str) -> bool:
    from openpyxl.styles.numbers import is_date_format, is_timedelta_format

    return bool(is_date_format(number_format)) and not is_timedelta_format(number_format)


def _number(text: str | None, default: int, most: int) -> int:
    return min(int(text), most) if text and text.isdecimal() and len(text) < 10 and int(text) else min(default, most)


def _is_true(text: str | None) -> bool:
    return text in ("1", "true")
