"""The tokens of all passages, each under a number that is never given twice, and how many passages hold it.

Only an engine that keeps the full-text index elsewhere has them here: what is found there goes by these numbers.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, bindparam, delete, select, update

from retrieval.storage.schema import terms
from retrieval.storage.statements import add_to

_COUNTED = select(*terms.c["token", "id", "count"]).where(
    terms.c.token.in_(bindparam("tokens", expanding=True, literal_execute=False))
)
_DISCOUNT = update(terms).where(terms.c.id == bindparam("number")).values(count=terms.c.count - bindparam("fewer"))
_FORGET = update(terms).values(count=0)
_DROP = delete(terms).where(terms.c.count <= 0)

AT_ONCE = 500
"""Tokens that are looked up with one statement."""


def counted(db: Connection, tokens: Sequence[str]) -> dict[str, tuple[int, int]]:
    """The number of each token, and its count; tokens that never occurred are left out."""
    found: dict[str, tuple[int, int]] = {}
    for first in range(0, len(tokens), AT_ONCE):
        rows = db.execute(_COUNTED, {"tokens": tokens[first : first + AT_ONCE]})
        found.update({token: (number, count) for token, number, count in rows})
    return found


def count_more(db: Connection, more: Mapping[str, int]) -> dict[str, int]:
    """Add to the counts of tokens, and give their numbers."""
    add_to(db, terms, "count", [{"token": token, "count": count} for token, count in more.items()])
    return {token: number for token, (number, _) in counted(db, list(more)).items()}


def count_fewer(db: Connection, fewer: Mapping[int, int]) -> None:
    """Take from the counts of tokens, by their numbers; what none holds any more is forgotten."""
    if fewer:
        db.execute(_DISCOUNT, [{"number": number, "fewer": count} for number, count in fewer.items()])
        db.execute(_DROP)


def begin_counting(db: Connection) -> None:
    """Set all counts to none."""
    db.execute(_FORGET)


def end_counting(db: Connection) -> None:
    """Forget the tokens that none holds."""
    db.execute(_DROP)
