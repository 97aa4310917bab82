"""How spreadsheets name their cells (ECMA-376 part 1, 18.18.62): `B7` is the second column of row 7."""

import re
from functools import lru_cache

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


def cell_of(reference: str) -> tuple[int, int]:
    """The row and column, counted from 1, of a cell: `$B$7` is 7, 2. Raises ValueError for what is no cell."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise ValueError(reference)
    return int(match[2]), _column_number(match[1])


def column_letters(number: int) -> str:
    """The letters of a column, counted from 1: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@lru_cache(maxsize=1024)
def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number
