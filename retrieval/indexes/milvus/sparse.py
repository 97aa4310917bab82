"""The lexical leg in Milvus: a row for each passage, of sparse vectors with a weight for each token.

Milvus adds weights up, while a question wants the best of several alternatives. So it is asked twice: for the passages
that all alternatives together put first, a few more than are wanted, and then for the weights of each token in these.
Out of those the score is computed here, as the embedded engine does.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Collection as Numbers
from dataclasses import dataclass, field
from itertools import islice

import numpy as np

from retrieval.indexes.lexical import FIELDS, Term, entry
from retrieval.indexes.milvus.bm25 import inverse_frequency, score, stored_weight, times_stored
from retrieval.indexes.milvus.collection import Collection, Row, digest_of
from retrieval.indexes.milvus.narrowing import condition

LOOKED_AT = 2
"""Times as many passages as are wanted have their weights asked for."""

ROWS = 500
"""Passages that are written together: some four megabytes."""

Counted = Mapping[str, tuple[int, int]]
"""The number of each token, and in how many passages it stands."""


def key_of(field: str, token: str = "") -> str:
    """What a token of a field is kept as. Without one it stands for all: what is counted are the field's tokens."""
    return f"{field}:{token}"


def rows(
    passages: Iterable[tuple[int, str, str]], count_more: Callable[[Mapping[str, int]], Mapping[str, int]]
) -> Iterator[list[Row]]:
    """The rows of passages (number, text, context); `count_more` counts their tokens and gives the numbers of those."""
    waiting = iter(passages)
    while some := [(number, entry(text, context)) for number, text, context in islice(waiting, ROWS)]:
        more: Counter[str] = Counter()
        for _, entered in some:
            for name, tokens in entered.items():
                more[key_of(name)] += len(tokens)
                more.update(key_of(name, token) for token in set(tokens))
        numbers = count_more(more)
        yield [_row(number, _weights(entered, numbers)) for number, entered in some]


def _weights(entered: Mapping[str, Sequence[str]], numbers: Mapping[str, int]) -> dict[int, float]:
    """The sparse vector of a passage. Beside its tokens' weights it holds the lengths of its fields."""
    found: dict[int, float] = {}
    for name, tokens in entered.items():
        if tokens:
            found[numbers[key_of(name)]] = float(len(tokens))
        for token, times in Counter(tokens).items():
            found[numbers[key_of(name, token)]] = stored_weight(name, times, len(tokens))
    return found


def _row(number: int, weights: Mapping[int, float]) -> Row:
    ordered = sorted(weights)
    content = np.array(ordered, np.int64).tobytes() + np.array([weights[one] for one in ordered], np.float32).tobytes()
    return Row(number, number, dict(weights), digest_of(content))


def tokens_lost(vectors: Iterable[Mapping[int, float]], lengths: Numbers[int]) -> Counter[int]:
    """What is to be taken from the counts of tokens when these vectors go; `lengths` are the numbers that fields'
    lengths go by."""
    fewer: Counter[int] = Counter()
    for vector in vectors:
        for number, weight in vector.items():
            fewer[number] += round(weight) if number in lengths else 1
    return fewer


@dataclass(frozen=True, slots=True)
class MilvusLexical:
    """The full-text index of a generation of `size` passages, up to the number `last`, without those that are `gone`.
    `look_up` gives what is counted of tokens; each is looked up once."""

    collection: Collection
    size: int
    last: int
    gone: tuple[int, ...]
    look_up: Callable[[Sequence[str]], Counted]
    _known: dict[str, tuple[int, int]] = field(default_factory=dict)

    def frequency(self, field: str, token: str) -> int:
        """As `LexicalLeg.frequency`."""
        return self._count(key_of(field, token))

    def search(self, terms: Sequence[Sequence[Term]], k: int, among: Numbers[int] | None = None) -> dict[int, float]:
        """As `LexicalLeg.search`."""
        if not self.size or (among is not None and not among):
            return {}
        wanted = [[_tokens(term) for term in alternatives] for alternatives in terms]
        self._learn({token for alternatives in wanted for tokens in alternatives for token in tokens})
        possible = [
            [(term.weight, tokens) for term, tokens in zip(alternatives, of, strict=True) if self._all_occur(tokens)]
            for alternatives, of in zip(terms, wanted, strict=True)
        ]
        together: defaultdict[int, float] = defaultdict(float)
        for weight, tokens in (one for alternatives in possible for one in alternatives):
            for token in tokens:
                together[self._known[token][0]] += weight * self._inverse(token)
        if not together:
            return {}
        most = LOOKED_AT * k
        (hits,) = self.collection.search([dict(together)], most, condition(self.last, self.gone, among))
        if not hits:
            return {}
        scores = self._scores(possible, [passage for passage, _ in hits])
        best = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[:k]
        return {passage: total for passage, total in best if total > 0}

    def _scores(
        self, possible: Sequence[Sequence[tuple[float, Sequence[str]]]], passages: Sequence[int]
    ) -> dict[int, float]:
        """The score of each passage: the sum of what the best alternative has."""
        tokens = sorted({token for alternatives in possible for _, tokens in alternatives for token in tokens})
        lengths = [key_of(name) for name in FIELDS if self._count(key_of(name))]
        asked = [{self._known[token][0]: 1.0} for token in (*lengths, *tokens)]
        found = self.collection.search(asked, len(passages), f"passage in {list(passages)}")
        weights = dict(zip((*lengths, *tokens), map(dict, found), strict=True))
        total = dict.fromkeys(passages, 0.0)
        scored = {token: self._scored(token, weights) for token in tokens}
        for alternatives in possible:
            best: dict[int, float] = {}
            for weight, of in alternatives:
                first, *rest = (scored[token] for token in of)
                for passage in first.keys() & (set(passages).intersection(*rest)):
                    together = weight * sum(scored[token][passage] for token in of)
                    best[passage] = max(together, best.get(passage, 0.0))
            for passage, value in best.items():
                total[passage] += value
        return total

    def _scored(self, token: str, weights: Mapping[str, Mapping[int, float]]) -> dict[int, float]:
        """The score of a token in each passage that holds it."""
        name = token.partition(":")[0]
        all_of_field = key_of(name)
        lengths = weights[all_of_field]
        average, inverse = self._count(all_of_field) / self.size, self._inverse(token)
        found: dict[int, float] = {}
        for passage, weight in weights[token].items():
            tokens = round(lengths[passage])
            found[passage] = score(times_stored(name, weight, tokens), tokens, average, inverse)
        return found

    def _all_occur(self, tokens: Sequence[str]) -> bool:
        return all(self._count(token) for token in tokens)

    def _inverse(self, token: str) -> float:
        return inverse_frequency(min(self._count(token), self.size), self.size)

    def _count(self, token: str) -> int:
        self._learn({token})
        return self._known[token][1]

    def _learn(self, tokens: Numbers[str]) -> None:
        missing = [token for token in tokens if token not in self._known]
        if missing:
            found = self.look_up(missing)
            self._known.update({token: found.get(token, (0, 0)) for token in missing})


def _tokens(term: Term) -> list[str]:
    return [key_of(*pair) for pair in ((term.field, term.token), *term.beside)]
