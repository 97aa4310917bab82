"""The lines of a Markdown text as they are shown: no marks, no struck-out text, tables as statements."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from retrieval.readers.latex import formula, readable
from retrieval.readers.scripts import lowered, raised
from retrieval.readers.tables.statements import MOST_CELLS, Row, cell_text, statements
from retrieval.readers.tables.units import noted_unit
from retrieval.readers.text.html_fragments import shown_lines

_DEEPEST = 60
"""Quotes and lists within one another; what is deeper is shown as it stands."""

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)", re.IGNORECASE)
_TO_NOTE = re.compile(r"(?<=.)\[\^[^\]\s]{1,20}\](?!:)")
_NOTE = re.compile(r"\[\^([^\]\s]{1,20})\]:\s*")
_STRUCK_OUT = ("del", "s", "strike")
_DISPLAY = re.compile(r"\s*\$\$\s*\Z")
_TABLE = re.compile(r"<table[\s>]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """What is shown on a line or on a part of it, and its heading level, 0 for body text."""

    text: str
    level: int = 0


def written_lines(lines: Sequence[str]) -> list[list[Piece]]:
    """The pieces that each of the lines of a Markdown text shows, in order."""
    source = _without_formulas(lines)
    written: list[list[Piece]] = [[] for _ in source]
    covered: set[int] = set()
    _Page(source, written, covered).write(_parser().parse("\n".join(source)))
    for number, line in enumerate(source):
        if number not in covered and any(map(str.isalnum, line)):
            written[number].append(Piece(line.strip()))
    return written


def _parser() -> MarkdownIt:
    """CommonMark with tables and struck-out text. Indented text is no code, and `[^1]: …` is a note and no link."""
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    return parser.disable(["code", "reference"])


def _without_formulas(lines: Sequence[str]) -> list[str]:
    """The lines with their formulas as readable text, those that stand between lines of `$$` too."""
    found: list[str] = []
    is_display = False
    for line in lines:
        if _DISPLAY.match(line):
            is_display = not is_display
            found.append("")
        else:
            found.append(formula(line) if is_display else readable(line))
    return found if not is_display else [readable(line) for line in lines]


class _Page:
    """Writes the tokens of a page onto its lines."""

    def __init__(self, source: Sequence[str], written: list[list[Piece]], covered: set[int]) -> None:
        self.source = source
        self.written = written
        self.covered = covered
        self.level = 0
        self.mark = ""
        self.above = ""

    def write(self, tokens: Sequence[Token]) -> None:
        """Writes all tokens; a line that any of them stands on is covered."""
        index = 0
        while index < len(tokens):
            token = tokens[index]
            if token.type == "table_open":
                last = next(i for i in range(index, len(tokens)) if tokens[i].type == "table_close")
                self._write_table(tokens[index:last], token.map or [0, 0])
                index = last
            elif token.type == "heading_open":
                self.level = int(token.tag[1])
                self.covered.update(range(*(token.map or (0, 0))))
            elif token.type == "list_item_open" and token.info:
                self.mark = f"{token.info}{token.markup} "
            elif token.type in ("inline", "fence", "html_block", "hr", "heading_close"):
                self._write_leaf(token)
            index += 1

    def _write_leaf(self, token: Token) -> None:
        first, last = token.map or (0, 0)
        self.covered.update(range(first, last))
        if token.type == "heading_close":
            self.level = 0
        elif token.type == "fence":
            for number, line in enumerate(token.content.split("\n")[: last - first - 1], first + 1):
                self._add(number, [line])
        elif token.type == "html_block" or (token.type == "inline" and _TABLE.search(token.content)):
            self._write_html(first, last)
        elif token.type == "inline":
            for number, pieces in enumerate(shown(token.children or ()), first):
                self._add(min(number, len(self.written) - 1), pieces)

    def _add(self, number: int, pieces: Sequence[str]) -> None:
        for text in filter(str.strip, pieces):
            noted = _NOTE.sub(r"[\1] ", _TO_NOTE.sub("", text.strip()))
            self.written[number].append(Piece(f"{self.mark}{noted}", self.level))
            self.above, self.mark = text, ""

    def _write_html(self, first: int, last: int) -> None:
        """Elements of HTML as they are shown, each line of them on the line of the file where its words are."""
        number = first
        for line in shown_lines("\n".join(self.source[first:last]), noted_unit(self.above.strip())):
            words = line.text.rpartition("：")[2].rstrip("。")
            number = next((n for n in range(number, last) if words and words in self.source[n]), number)
            self.written[number].append(Piece(line.text, line.level))

    def _write_table(self, tokens: Sequence[Token], lines: Sequence[int]) -> None:
        """The rows of a pipe table as statements on their lines; as they stand, where it has no rows or too many."""
        first, last = lines
        numbers, rows = list[int](), list[Row]()
        for number, cells in _rows(tokens):
            numbers.append(number)
            rows.append(Row(len(numbers), cells))
        if len(rows) < 2 or sum(len(row.cells) for row in rows) > MOST_CELLS:
            return
        said = statements(rows, headers=1, unit=noted_unit(self.above.strip()))
        for found in said:
            self.written[numbers[found.places[0][2] - 1]].append(Piece(found.text))
        if said:
            self.covered.update(range(first, last))


def _rows(tokens: Sequence[Token]) -> Iterator[tuple[int, dict[int, str]]]:
    """The rows of a table: the number of the line, and the cells that are not empty by their columns."""
    number, column = 0, 0
    cells: dict[int, str] = {}
    for token in tokens:
        if token.type == "tr_open":
            number, column, cells = (token.map or [0, 0])[0], 0, {}
        elif token.type == "inline":
            column += 1
            text = cell_text(" ".join(piece for line in shown(token.children or ()) for piece in line))
            if text:
                cells[column] = text
        elif token.type == "tr_close":
            yield number, cells


def shown(tokens: Sequence[Token]) -> list[list[str]]:
    """What the tokens of a paragraph show: for each of its lines the pieces that `<br>` cuts it into."""
    lines: list[list[str]] = [[""]]
    struck, script, mark = 0, "", ""
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            lines.append([""])
        elif token.type in ("s_open", "s_close"):
            struck, mark = struck + token.nesting, " "
        elif token.type in ("em_open", "em_close", "strong_open", "strong_close"):
            mark = token.markup
        elif token.type == "html_inline" and (tag := _TAG.match(token.content)):
            name, begins = tag["name"].lower(), not tag["end"]
            if name in _STRUCK_OUT:
                struck, mark = max(0, struck + (1 if begins else -1)), " "
            script = (name if begins else "") if name in ("sup", "sub") else script
            if name == "br":
                lines[-1].append("")
        elif token.type in ("text", "code_inline") and not struck:
            before = lines[-1][-1]
            if mark and before[-1:].isdigit() and token.content[:1].isdigit():
                lines[-1][-1] += mark  # 2*3*4, which would be 234
            mark = "" if token.content else mark
            text = raised(before, token.content) if script == "sup" else token.content
            lines[-1][-1] += lowered(before, text) if script == "sub" else text
    return lines
