"""Models learned from few examples, of which the right weights are known."""

import numpy as np

from benchmarks.learning import Choice, Outcome, calibrate, held_out, learn_choices, learn_outcomes

ZH, EN = frozenset[str](), frozenset({"en"})


def choices(traits: frozenset[str], sign: float) -> list[Choice]:
    draw = np.random.default_rng(0)
    found = []
    for number in range(60):
        features = draw.normal(size=(4, 2))
        right = np.zeros(4, dtype=bool)
        right[np.argmax(sign * features[:, 0])] = True
        found.append(Choice("set", str(number), traits, features, right))
    return found


def test_what_tells_the_right_one_gets_the_weight() -> None:
    told, noise = learn_choices(choices(ZH, 1.0), ["told", "noise"])[ZH]
    assert told > 5 * abs(noise)


def test_english_may_differ() -> None:
    weights = learn_choices(choices(ZH, 1.0) + choices(EN, -1.0), ["told", "noise"])
    assert weights[ZH][0] > 0 > weights[EN][0]


def outcomes() -> list[Outcome]:
    draw = np.random.default_rng(0)
    return [
        Outcome("set", str(number), ZH, "kind", np.array([1.0, value, 5 + draw.normal()]), bool(value > 7))
        for number, value in enumerate(draw.normal(7, 2, size=200))
    ]


def test_outcomes_are_told_by_weights_of_the_features_as_they_are() -> None:
    found = outcomes()
    weights = learn_outcomes(found, ["one", "told", "noise"])[ZH]
    right = [(outcome.features @ weights > 0) == outcome.answered for outcome in found]
    assert np.mean(right) > 0.9


def test_nothing_is_scored_by_what_was_learned_from_its_group() -> None:
    found = outcomes()
    seen: list[set[str]] = []

    def learn(examples: object) -> dict[frozenset[str], np.ndarray]:
        seen.append({example.group for example in examples})
        return {ZH: np.array([0.0, 0.0, float(len(seen))])}

    scored = list(held_out(found, learn))
    assert len(scored) == len(found)
    for outcome, score in scored:
        assert outcome.group not in seen[round(score / outcome.features[2]) - 1]


def test_calibrated_odds_say_how_often_it_is_so() -> None:
    draw = np.random.default_rng(0)
    scores = draw.normal(0, 4, size=4000)
    so = draw.random(4000) < 1 / (1 + np.exp(-(scores / 2 + 1)))
    scored = [
        (Outcome("set", str(number), ZH, "kind", np.array([1.0]), bool(answered)), float(score))
        for number, (score, answered) in enumerate(zip(scores, so, strict=True))
    ]
    scale, shift = calibrate(scored)
    assert abs(scale - 0.5) < 0.1
    assert abs(shift - 1) < 0.2
