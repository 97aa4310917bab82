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


def weights(what: str, language: str) -> Mapping[str, float]:
    """The weight of each feature of a `passage`, a `sentence` or a `confidence`, for questions in `en` or another
    language."""
    return _all()[what]["en" if language == "en" else "zh"]
