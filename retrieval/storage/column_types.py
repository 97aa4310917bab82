"""The types of columns, by what they hold; SQLite's files keep the declarations that they have always had."""

import json
from functools import lru_cache
from typing import Any

from sqlalchemy import REAL, BigInteger, Double, Integer, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

TEXT = Text().with_variant(Text(collation="C"), "postgresql")
"""A text. Texts are in the order of their code points in both engines."""

SERIAL = Integer().with_variant(BigInteger(), "postgresql")
"""The number that a table gives each of its rows: an INTEGER PRIMARY KEY is what SQLite numbers by itself."""

NUMBER = BigInteger().with_variant(Integer(), "sqlite")
"""A whole number of up to 64 bits."""

FRACTION: TypeEngine[float] = Double().with_variant(REAL(), "sqlite")
"""A floating-point number of 64 bits."""


class Tuple(TypeDecorator[tuple[Any, ...]]):
    """A tuple of strings, or of tuples of numbers, as a JSON array."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[Any, ...] | list[Any] | None, dialect: Dialect) -> str | None:
        """The array's text."""
        return None if value is None else json.dumps(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Any, ...] | None:
        """The tuple that the array's text stands for."""
        return None if value is None else _parsed(value)


@lru_cache(maxsize=4096)
def _parsed(value: str) -> tuple[Any, ...]:
    """The tuple of an array's text: passages of one article have many in common."""
    return tuple(tuple(entry) if isinstance(entry, list) else entry for entry in json.loads(value))
