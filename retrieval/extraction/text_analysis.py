"""A sentence made ready for the stretches in it to be weighed."""

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.numbers import Quantity, quantities
from retrieval.text.folding import fold


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text, folded, with its quantities."""

    folded: str
    quantities: Sequence[Quantity]


def read_text(text: str) -> ReadText:
    """Make a text ready."""
    return ReadText(fold(text), quantities(text))
