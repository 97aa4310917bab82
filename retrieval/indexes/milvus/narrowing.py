"""The part of a collection that a search is narrowed to, as a condition of Milvus.

A document's passages have numbers in a row, and so have an article's. What documents, organizations and dates narrow a
library to is therefore a few stretches of numbers: no copy of those fields is kept that could be wrong.
"""

from collections.abc import Collection, Sequence

MOST_STRETCHES = 64
"""From more on, single numbers are named."""


def condition(last: int, gone: Sequence[int], among: Collection[int] | None = None) -> str:
    """For the passages up to the number `last` without those that are `gone`; of those only some, where `among` is
    given."""
    parts = [f"passage <= {last}"]
    if gone:
        parts.append(f"passage not in {list(gone)}")
    if among is not None:
        parts.append(_within(sorted(among)))
    return " and ".join(parts)


def _within(numbers: Sequence[int]) -> str:
    stretches = _stretches(numbers)
    if len(stretches) > MOST_STRETCHES:
        return f"passage in {list(numbers)}"
    return "(" + " or ".join(f"(passage >= {first} and passage <= {last})" for first, last in stretches) + ")"


def _stretches(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """First and last number of each stretch without a gap."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found
