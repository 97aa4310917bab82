"""The weights that `python -m benchmarks.train_ranking` learned, in `data/ranking.json`."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

PATH = Path(__file__).parent / "data" / "ranking.json"


@cache
def _all() -> Mapping[str, Mapping[str, Mapping[str, float]]]:
    learned: Mapping[str, Mapping[str, Mapping[str, float]]] = json.loads(PATH.read_text(encoding="utf-8"))
    return learned


def forget() -> None:
    """Read the weights anew the next time: they have been learned again."""
    _all.cache_clear()


def weights(what: str, language: str) -> Mapping[str, float]:
    """The weight of each feature of a `passage`, a `sentence`, a `confidence` or a `confidence, attributed` (in a
    library of organizations' statements), for questions in `en` or another language."""
    return _all()[what]["en" if language == "en" else "zh"]


def contributions(features: Mapping[str, float], weight: Mapping[str, float]) -> tuple[tuple[str, float, float], ...]:
    """Name, value, and value times weight of each feature that adds to a sum, largest addition or subtraction first."""
    added = [(name, value, weight.get(name, 0.0) * value) for name, value in features.items()]
    return tuple(sorted((row for row in added if row[2]), key=lambda row: (-abs(row[2]), row[0])))
