"""BM25 as tantivy computes it (which follows Lucene), so that both engines give a passage the same score.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009); the length of a field counts as
precisely as Lucene's `SmallFloat.intToByte4` keeps it.
"""

import math

K1, B = 1.2, 0.75

USUAL = {"words": 110.0, "grams": 160.0, "pinyin": 260.0, "numbers": 7.0, "context": 18.0}
"""Tokens that a field has in a passage on average, over 31 work reports: with them the weights are computed that are
stored, so that those stay good whatever is added. A score is computed with the library's own averages."""

_EXACT = 40
"""Lengths below which every one is told apart; above, of four binary digits the first."""


def kept_length(tokens: int) -> int:
    """A number of tokens as it counts."""
    if tokens < _EXACT:
        return tokens
    shift = max(0, (tokens - 24).bit_length() - 4)
    return 24 + ((tokens - 24) >> shift << shift)


def inverse_frequency(holding: int, passages: int) -> float:
    """How much a token tells that so many of all passages hold."""
    return math.log(1 + (passages - holding + 0.5) / (holding + 0.5))


def _against(tokens: int, average: float) -> float:
    return K1 * (1 - B + B * kept_length(tokens) / average)


def stored_weight(field: str, times: int, tokens: int) -> float:
    """The weight of a token that stands so many times in a field of so many tokens, as it is stored."""
    return times / (times + _against(tokens, USUAL[field]))


def times_stored(field: str, weight: float, tokens: int) -> int:
    """How many times a token stands in a field of so many tokens, out of its stored weight."""
    return round(weight * _against(tokens, USUAL[field]) / (1 - weight))


def score(times: int, tokens: int, average: float, inverse: float) -> float:
    """The score of a token that stands `times` in a field of so many tokens, where fields have `average` tokens."""
    return inverse * (1 + K1) * times / (times + _against(tokens, average))
