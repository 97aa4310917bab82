"""Formulas of a sheet that the file has no value for -> the value that a spreadsheet shows.

Computed are arithmetic and the functions that tables are added up with.

openpyxl cuts a formula into its tokens; libraries that compute whole workbooks are under the GPL (pycel), bring a
compiler of their own (formulas) or are not kept any more (xlcalculator). What is not computed here is named.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from statistics import fmean
from typing import Any

from retrieval.readers.cell_references import cell_of

_MOST_CELLS = 100_000
_DEEPEST = 60
_PLAIN_NAME = re.compile(r"\$?[A-Z]{1,3}\$?[0-9]{1,7}(?::\$?[A-Z]{1,3}\$?[0-9]{1,7})?")
_OVER_RANGES: Mapping[str, Callable[[list[float]], float]] = {
    "SUM": math.fsum,
    "AVERAGE": fmean,
    "MIN": min,
    "MAX": max,
    "COUNT": lambda numbers: float(len(numbers)),
    "PRODUCT": math.prod,
}
_OPERATORS: Mapping[str, tuple[int, Callable[[float, float], float]]] = {
    "+": (1, lambda a, b: a + b),
    "-": (1, lambda a, b: a - b),
    "*": (2, lambda a, b: a * b),
    "/": (2, lambda a, b: a / b),
    "^": (3, lambda a, b: a**b),
}

Content = float | str
"""What a cell holds: a number, or a text, in which a formula starts with an equals sign."""


class NotComputed(Exception):
    """A formula with functions, references or texts that are not computed here, or one that goes in a circle."""


class Sums:
    """Computes formulas of one sheet; `contents` are its cells by row and column."""

    def __init__(self, contents: Mapping[tuple[int, int], Content]) -> None:
        self._contents = contents
        self._known: dict[tuple[int, int], float] = {}
        self._open: set[tuple[int, int]] = set()

    def value(self, row: int, column: int) -> float:
        """The value of the cell with a formula there. Raises NotComputed."""
        place = row, column
        if place in self._known:
            return self._known[place]
        if place in self._open or len(self._open) > _DEEPEST:
            raise NotComputed(place)
        self._open.add(place)
        try:
            number = _Parser(self, str(self._contents[place])).parsed()
        except Exception as error:  # openpyxl's tokenizer fails in many ways on what is no formula
            raise NotComputed(place) from error
        finally:
            self._open.discard(place)
        if isinstance(number, complex) or not math.isfinite(number):
            raise NotComputed(place)
        self._known[place] = number
        return number

    def numbers(self, reference: str) -> list[float]:
        """The numbers in a range of the sheet; texts and empty cells are passed over. Raises NotComputed."""
        if not _PLAIN_NAME.fullmatch(reference):
            raise NotComputed(reference)
        (top, left), (bottom, right) = (cell_of(end) for end in (reference.split(":") * 2)[:2])
        if (bottom - top + 1) * (right - left + 1) > _MOST_CELLS:
            raise NotComputed(reference)
        places = ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
        return [self._number(*place) for place in places if self._is_number(place)]

    def single(self, reference: str) -> float:
        """The number in a cell, 0 where it is empty. Raises NotComputed for texts and for ranges."""
        if ":" in reference or not _PLAIN_NAME.fullmatch(reference):
            raise NotComputed(reference)
        place = cell_of(reference)
        if place in self._contents and not self._is_number(place):
            raise NotComputed(reference)
        return self._number(*place) if place in self._contents else 0.0

    def _is_number(self, place: tuple[int, int]) -> bool:
        content = self._contents.get(place, "")
        return isinstance(content, float) or content.startswith("=")

    def _number(self, row: int, column: int) -> float:
        content = self._contents[row, column]
        return content if isinstance(content, float) else self.value(row, column)


class _Parser:
    """Reads one formula by the precedence of its operators."""

    def __init__(self, sums: Sums, formula: str) -> None:
        from openpyxl.formula import Tokenizer

        self._sums = sums
        self._tokens: Sequence[Any] = [token for token in Tokenizer(formula).items if token.type != "WHITE-SPACE"]
        self._position = 0

    def parsed(self) -> float:
        number = self._expression(0)
        if self._position < len(self._tokens):
            raise NotComputed
        return number

    def _expression(self, least: int) -> float:
        left = self._operand()
        while (token := self._peek()) is not None and token.type == "OPERATOR-INFIX" and token.value in _OPERATORS:
            precedence, apply = _OPERATORS[token.value]
            if precedence <= least:
                break
            self._position += 1
            left = apply(left, self._expression(precedence))
        return left

    def _operand(self) -> float:
        token = self._next()
        if token.type == "OPERATOR-PREFIX":
            return -self._operand() if token.value == "-" else self._operand()
        if token.type == "OPERAND" and token.subtype in ("NUMBER", "RANGE"):
            number = float(token.value) if token.subtype == "NUMBER" else self._sums.single(token.value)
        elif token.type == "PAREN" and token.subtype == "OPEN":
            number = self._expression(0)
            self._close("PAREN")
        elif token.type == "FUNC" and token.subtype == "OPEN":
            number = self._function(token.value.rstrip("(").upper())
        else:
            raise NotComputed(token.value)
        while (following := self._peek()) is not None and following.type == "OPERATOR-POSTFIX":
            self._position += 1
            number /= 100
        return number

    def _function(self, name: str) -> float:
        if name in _OVER_RANGES:
            numbers = [number for part in self._arguments(ranges=True) for number in part]
            if not numbers and name != "COUNT":
                return self._of_nothing(name)
            return _OVER_RANGES[name](numbers)
        parts = [part[0] for part in self._arguments(ranges=False)]
        if name == "ROUND" and len(parts) == 2:
            scale = 10.0 ** int(parts[1])
            return math.copysign(math.floor(abs(parts[0]) * scale + 0.5) / scale, parts[0])
        if name == "ABS" and len(parts) == 1:
            return abs(parts[0])
        raise NotComputed(name)

    def _of_nothing(self, name: str) -> float:
        if name == "AVERAGE":
            raise NotComputed(name)
        return 0.0

    def _arguments(self, ranges: bool) -> list[list[float]]:
        """The arguments up to the bracket that closes: the numbers of a range where `ranges` may stand, else one."""
        found: list[list[float]] = []
        while True:
            token, following = self._peek(), self._peek(1)
            is_range = token is not None and token.type == "OPERAND" and token.subtype == "RANGE"
            if ranges and is_range and following is not None and following.type in ("FUNC", "SEP"):
                self._position += 1
                found.append(self._sums.numbers(token.value))
            else:
                found.append([self._expression(0)])
            end = self._next()
            if end.type == "FUNC" and end.subtype == "CLOSE":
                return found
            if end.type != "SEP":
                raise NotComputed(end.value)

    def _close(self, kind: str) -> None:
        token = self._next()
        if (token.type, token.subtype) != (kind, "CLOSE"):
            raise NotComputed(token.value)

    def _peek(self, ahead: int = 0) -> Any:
        position = self._position + ahead
        return self._tokens[position] if position < len(self._tokens) else None

    def _next(self) -> Any:
        token = self._peek()
        if token is None:
            raise NotComputed
        self._position += 1
        return token
