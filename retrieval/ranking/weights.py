"""The weights in `data/ranking.json`, which `python -m benchmarks.train_ranking` learned and, what a verifier says
counts by, `python -m benchmarks.weigh_verdicts`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PATH = Path(__file__).parents[1] / "data" / "ranking.json"


@cache
def _all() -> Mapping[str, Mapping[str, Mapping[str, float]]]:
    learned: Mapping[str, Mapping[str, Mapping[str, float]]] = json.loads(PATH.read_text(encoding="utf-8"))
    return learned


def forget() -> None:
    """Read the weights anew the next time: they have been learned again."""
    _all.cache_clear()


@dataclass(frozen=True, slots=True)
class Situation:
    """What weights depend on: whether the question is English, and whether the library is one of organizations'
    statements (then a passage without the right one tells more than among articles about all things)."""

    english: bool
    attributed: bool


def weights(what: str, situation: Situation) -> Mapping[str, float]:
    """The weight of each feature of a `passage`, a `sentence`, a `confidence`, one of what was not read (`confidence
    unread`), or of what was `verified`."""
    learned = _all()
    own = f"{what}, attributed"
    return learned[own if situation.attributed and own in learned else what]["en" if situation.english else "zh"]


def contributions(features: Mapping[str, float], weight: Mapping[str, float]) -> tuple[tuple[str, float, float], ...]:
    """Name, value, and value times weight of each feature that adds to a sum, largest addition or subtraction first."""
    added = [(name, value, weight.get(name, 0.0) * value) for name, value in features.items()]
    return tuple(sorted((row for row in added if row[2]), key=lambda row: (-abs(row[2]), row[0])))
