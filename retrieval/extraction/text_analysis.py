"""A text analysed: folded, with its quantities and its names, each found once and only when it is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from retrieval.document import Span
from retrieval.numbers import Quantity, quantities
from retrieval.text.folding import fold
from retrieval.text.organization_names import names
from retrieval.text.person_names import people


@dataclass(frozen=True)
class AnalysedText:
    """A passage, a part of one, or what stands around it, as ranking, extraction and evidence look at it."""

    text: str

    @cached_property
    def folded(self) -> str:
        """The text in the form in which texts are compared, character for character."""
        return fold(self.text)

    @cached_property
    def quantities(self) -> Sequence[Quantity]:
        """The quantities in it, in reading order."""
        return quantities(self.text)

    @cached_property
    def people(self) -> Sequence[Span]:
        """Where people are named."""
        return people(self.folded)

    @cached_property
    def organizations(self) -> Sequence[Span]:
        """Where zones and institutions are named."""
        return [name.span for name in names(self.folded)]
