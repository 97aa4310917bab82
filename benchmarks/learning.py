"""Linear models for ranking and for confidence, shared between situations, and their cross-validation.

A model has weights for every situation alike, and for each trait of a situation (an English question, a library of
organizations' statements) what differs there. What differs is held back more, so that few examples move it little.
"""

import collections
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from retrieval.ranking import weights

Matrix = NDArray[np.float64]

FOLDS = 5

REGULARISATION = 0.005
"""Of choices. Of 0.005 and 0.02 the one that did better in cross-validation over all three sets."""

CONFIDENCE_REGULARISATION = 3.0
"""Of outcomes, whose features are brought to unit variance. Of 0.1, 0.3, 1, 3 and 10, likewise."""

HELD_BACK = {"en": 3.0, "attributed": 2.0}
"""How much more what differs is held back, by trait; of 1 to 3, likewise (a set's lowest confidences rise most)."""

LIGHT = {"whole": 0.3, "window": 0.3, "narrow": 0.3, "byline": 0.1}
"""Features whose weights are held back less than others, and how much: cosines vary three times less, and hardly any
question asks who wrote."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One decision to learn from: a row of features an alternative, and which of them are right. Those of one `group`
    are never parted in cross-validation."""

    source: str
    group: str
    traits: frozenset[str]
    features: Matrix
    right: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question with the features of its confidence, and whether it is answered. `kind` says what sort of question it
    is; `share` how much it counts."""

    source: str
    group: str
    traits: frozenset[str]
    kind: str
    features: Matrix
    answered: bool
    share: float = 1.0


E = TypeVar("E", Choice, Outcome)

Weights = Mapping[frozenset[str], Matrix]
"""The weights in each situation, by its traits."""


def _spread(features: Matrix, traits: frozenset[str], possible: Sequence[str]) -> Matrix:
    """Features, and once more for each possible trait: themselves where the situation has it, else nothing."""
    return np.concatenate([features, *(features * (trait in traits) for trait in possible)], axis=-1)


def _gathered(learned: Matrix, width: int, possible: Sequence[str]) -> Weights:
    parts = learned.reshape(-1, width)
    situations = [frozenset[str]()]
    for trait in possible:
        situations += [known | {trait} for known in situations]
    return {
        traits: parts[0] + sum((part for trait, part in zip(possible, parts[1:], strict=True) if trait in traits), 0.0)
        for traits in situations
    }


def _minimum(loss: Callable[[Matrix], tuple[float, Matrix]], restraint: Matrix, regularisation: float) -> Matrix:
    def held(weights: Matrix) -> tuple[float, Matrix]:
        value, gradient = loss(weights)
        restrained = weights * restraint
        return value + regularisation * float(restrained @ restrained), gradient + 2 * regularisation * (
            restrained * restraint
        )

    start = np.zeros(len(restraint))
    return cast(Matrix, minimize(held, start, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x)


def learn_choices(choices: Sequence[Choice], names: Sequence[str]) -> Weights:
    """Weights under which the right alternatives are likely (the softmax of their scores); every set counts the same in
    each language, however many its questions."""
    counts = collections.Counter((choice.source, choice.traits) for choice in choices)
    share = np.array([1 / counts[choice.source, choice.traits] for choice in choices])
    rows = np.concatenate([_spread(choice.features, choice.traits, list(HELD_BACK)) for choice in choices])
    right = np.concatenate([choice.right for choice in choices]).astype(float)
    sizes = [len(choice.right) for choice in choices]
    first = np.cumsum([0, *sizes[:-1]])
    of = np.repeat(np.arange(len(choices)), sizes)

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        scores = rows @ weights
        raised = np.exp(scores - np.maximum.reduceat(scores, first)[of])
        all_of, right_of = np.add.reduceat(raised, first), np.add.reduceat(raised * right, first) + 1e-300
        value = float((share * (np.log(all_of) - np.log(right_of))).sum())
        return value, rows.T @ (share[of] * (raised / all_of[of] - raised * right / right_of[of]))

    restraint = np.array([LIGHT.get(name, 1.0) for name in names])
    restraint = np.concatenate([restraint, *(restraint * more for more in HELD_BACK.values())])
    return _gathered(_minimum(loss, restraint, REGULARISATION), len(names), list(HELD_BACK))


def shares(outcomes: Sequence[Outcome]) -> Matrix:
    """How much each outcome counts, when both outcomes of a set count 100 in each language."""
    totals: collections.defaultdict[tuple[str, bool, bool], float] = collections.defaultdict(float)
    for o in outcomes:
        totals[o.source, "en" in o.traits, o.answered] += o.share
    return np.array([100 * o.share / totals[o.source, "en" in o.traits, o.answered] for o in outcomes])


def learn_outcomes(outcomes: Sequence[Outcome], names: Sequence[str]) -> Weights:
    """Weights of the log-odds that a question is answered; both outcomes of a set count the same in each language."""
    possible = list(HELD_BACK)
    features = np.array([outcome.features for outcome in outcomes])
    middle, width = features.mean(axis=0), features.std(axis=0) + 1e-6
    one = names.index("one")
    middle[one], width[one] = 0.0, 1.0
    rows = np.array([_spread((o.features - middle) / width, o.traits, possible) for o in outcomes])
    wanted = np.array([float(outcome.answered) for outcome in outcomes])
    share = shares(outcomes)

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        probability = expit(rows @ weights)
        logs = wanted * np.log(probability + 1e-12) + (1 - wanted) * np.log(1 - probability + 1e-12)
        return float(-(share * logs).sum()), rows.T @ (share * (probability - wanted))

    held = np.ones(len(names))
    held[one] = 0.0
    differing = np.ones(len(names))
    differing[one] = 0.1
    restraint = np.concatenate([held, *(differing * HELD_BACK[trait] for trait in possible)])
    learned = _gathered(_minimum(loss, restraint, CONFIDENCE_REGULARISATION), len(names), possible)
    return {traits: _as_written(weights / width, middle, one) for traits, weights in learned.items()}


def calibrate(scored: Sequence[tuple[Outcome, float]]) -> tuple[float, float]:
    """By what log-odds are to be multiplied, and what is to be added, that they mean how often it is answered; every
    set counts the same in each language.

    J. Platt, "Probabilistic outputs for support vector machines", 1999.
    """
    counts = collections.Counter((outcome.source, "en" in outcome.traits) for outcome, _ in scored)
    share = np.array([1 / counts[outcome.source, "en" in outcome.traits] for outcome, _ in scored])
    scores = np.array([score for _, score in scored])
    wanted = np.array([float(outcome.answered) for outcome, _ in scored])

    def loss(parts: Matrix) -> float:
        raised = parts[0] * scores + parts[1]
        return float((share * (np.logaddexp(0, raised) - wanted * raised)).sum())

    scale, shift = minimize(loss, np.array([1.0, 0.0])).x
    return float(scale), float(shift)


def _as_written(weights: Matrix, middle: Matrix, one: int) -> Matrix:
    """Weights of standardised features as weights of the features themselves."""
    weights[one] -= float(np.delete(weights, one) @ np.delete(middle, one))
    return weights


def held_out(examples: Sequence[E], learn: Callable[[Sequence[E]], Weights]) -> Iterator[tuple[E, Matrix]]:
    """Each example with its scores by weights learned without its group."""
    groups = sorted({example.group for example in examples})
    folds = dict(zip(groups, np.random.default_rng(0).integers(0, FOLDS, len(groups)).tolist(), strict=True))
    for fold in range(FOLDS):
        weights = learn([example for example in examples if folds[example.group] != fold])
        for example in examples:
            if folds[example.group] == fold:
                yield example, example.features @ weights[example.traits]


def keep(learned: Mapping[str, Any]) -> None:
    """Write weights to `ranking.json`, in the place of those of the same names, and let them count from now on."""
    held = json.loads(weights.PATH.read_text(encoding="utf-8"))
    weights.PATH.write_text(json.dumps({**held, **learned}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    weights.forget()
