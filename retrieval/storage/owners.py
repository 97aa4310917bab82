"""Whose the passages of a library are, without reading these: each article's are a run of ids."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Select, func, select

from retrieval.storage.schema import articles, passages

Run = tuple[int, int]
"""The first id and the one behind the last."""

_RUNS: Select[Any] = select(
    passages.c.document, passages.c.article, func.min(passages.c.id), func.max(passages.c.id)
).group_by(passages.c.document, passages.c.article)
_ARTICLES = select(*articles.c["document", "ordinal", "organizations"])


class Owners(Mapping[str, tuple[int, ...]]):
    """Every organization that an article of the library is about, in order of name, with the ids of its passages, in
    order."""

    def __init__(self, runs: Mapping[str, Sequence[Run]]) -> None:
        """`runs` are those of each organization's articles."""
        self._runs = {name: sorted(set(runs[name])) for name in sorted(runs)}

    def __getitem__(self, name: str) -> tuple[int, ...]:
        return tuple(chain.from_iterable(range(*run) for run in self._runs[name]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._runs)

    def __len__(self) -> int:
        return len(self._runs)

    def among(self, name: str, ordered: Sequence[int]) -> list[int]:
        """Those of some ids, which are in order, that are of an organization."""
        if not ordered:
            return []
        return [
            ordered[place]
            for first, behind in self._runs[name]
            if first <= ordered[-1] and behind > ordered[0]
            for place in range(bisect_left(ordered, first), bisect_left(ordered, behind))
        ]


def owners(db: Connection) -> Owners:
    """Whose the passages are that the library holds."""
    of_article: dict[tuple[int, int], Run] = {
        (document, article): (first, last + 1) for document, article, first, last in db.execute(_RUNS)
    }
    found: dict[str, list[Run]] = {}
    for document, ordinal, named in db.execute(_ARTICLES):
        for name in named:
            if run := of_article.get((document, ordinal)):
                found.setdefault(name, []).append(run)
    return Owners(found)
