"""Learn the weights in `retrieval/data/ranking.json`, and say by cross-validation what they are worth.

    python -m benchmarks.train_ranking DATA WORK

DATA is a folder as `benchmarks.sets` describes it, WORK takes the libraries made of it (made once, then used again). It
keeps two cores busy for half an hour.

Three linear models. *passage* and *sentence*: the probability of a candidate is the softmax of its score, and the
weights make the right ones likely (ListNet's top-one loss; Cao et al. 2007); what the reader reads counts among the
sentences' features, and orders the best passages anew by a weight of its own. *confidence*, by those weights: logistic
regression of "the first passage answers this", where besides the sets' own unanswerable questions there are those that
`benchmarks.negatives` makes of sets that have few, and some of every other set are asked too; then brought to how often
that is so of the questions that people asked (Platt 1999). *confidence unread* is the same where no passage is read.
What the verifier says is weighed against it afterwards (`benchmarks.weigh_verdicts`).
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from scipy.special import expit

from benchmarks.bench import Bench
from benchmarks.learning import Choice, Outcome, Weights, calibrate, held_out, keep, learn_choices, learn_outcomes
from benchmarks.negatives import content_words
from benchmarks.sets import training_sets
from benchmarks.train_ranking.examples import Asking, Examples, choices, outcomes, readings, together
from retrieval.evaluation.calibration import Outcome as Asked
from retrieval.evaluation.calibration import reliability
from retrieval.library import Library
from retrieval.question.analysis import analyse
from retrieval.settings import Settings

AT_ONCE = 2
"""Sets that are asked at once: models do not hold the interpreter."""

READ = ("score", "read")
"""By what the passages that are read are ordered anew."""

FOREIGN = 25
"""Questions of every other set that are asked of a set's documents."""

PEOPLES = ("answered", "misplaced", "real")
"""The kinds of questions that people asked."""

THRESHOLDS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.8)


def _written(model: str, names: Sequence[str], weights: Weights) -> dict[str, dict[str, dict[str, float]]]:
    """The weights of a model as they are written, in each situation."""
    return {model: _named(names, weights), f"{model}, attributed": _named(names, weights, "attributed")}


def _named(names: Sequence[str], weights: Weights, *traits: str) -> dict[str, dict[str, float]]:
    return {
        language: {
            name: round(float(weight), 3)
            for name, weight in zip(names, weights[frozenset({*traits, *extra})], strict=True)
        }
        for language, extra in (("zh", ()), ("en", ("en",)))
    }


def _say_choices(model: str, found: Sequence[Choice], names: Sequence[str]) -> None:
    """Print the share of decisions got right by weights learned without them, by set and language."""
    right: dict[str, list[bool]] = {}
    for choice, scores in held_out(found, lambda examples: learn_choices(examples, names)):
        right.setdefault(f"{choice.source} {_language(choice.traits)}", []).append(bool(choice.right[scores.argmax()]))
    print(model, "cross-validated", {key: round(float(np.mean(values)), 3) for key, values in sorted(right.items())})


def _language(traits: frozenset[str]) -> str:
    return "en" if "en" in traits else "zh"


def _say_outcomes(found: Examples, scored: Sequence[tuple[Outcome, float]]) -> None:
    """Print, by set and kind, the share answered at several thresholds; then of each set how far confidence is from
    the share that is right."""
    known: dict[tuple[str, str], list[float]] = {}
    for outcome, confidence in scored:
        known.setdefault((outcome.source, outcome.kind), []).append(confidence)
    for (source, kind), values in sorted(known.items()):
        sure = found.certain.count((source, kind))
        answered = {t: round(sum(v >= t for v in values) / (len(values) + sure), 3) for t in THRESHOLDS}
        print("  ", source, kind, f"{len(values)} + {sure} refused for certain; answered at", answered)
    for source in sorted({source for source, _ in known}):
        here = [
            Asked(confidence, outcome.kind != "real", True, outcome.answered)
            for outcome, confidence in scored
            if outcome.source == source and outcome.kind in PEOPLES
        ]
        told = reliability(here)
        bins = ", ".join(f"{b.confidence:.2f} {b.right:.2f} ({b.questions})" for b in told.bins)
        print("  ", source, f"calibration error {told.error:.3f}; confidence, share right: {bins}")


def _of_each(benches: Sequence[Bench], ask: Callable[[Bench], Examples]) -> Examples:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return together(pool.map(_told(ask), benches))


def _told(ask: Callable[[Bench], Examples]) -> Callable[[Bench], Examples]:
    def asked(bench: Bench) -> Examples:
        found = ask(bench)
        print(f"asked {bench.questions.name}: {ask.__name__}", file=sys.stderr)
        return found

    return asked


def indexed(bench: Bench) -> Examples:
    """Index the documents of a set; there is nothing yet to learn from."""
    bench.library.index([bench.questions.folder])
    return Examples()


def confidence(benches: Sequence[Bench], words: Mapping[str, Sequence[str]], read: bool) -> dict[str, Any]:
    """Learn how sure an answer is, where passages are `read` or where none are, and print what cross-validation says;
    gives the weights as they are written. `words` are what questions ask about, by language."""

    def asked_all(bench: Bench) -> Examples:
        others = [other.questions for other in benches if other.questions.folder != bench.questions.folder]
        foreign = [asked for other in others for asked in other.asked[:FOREIGN]]
        return outcomes(bench, Asking(foreign, words, read))

    found = _of_each(benches, asked_all)
    ((model, names),) = found.names.items()
    scored = list(held_out(found.outcomes, lambda examples: learn_outcomes(examples, names)))
    scale, shift = calibrate([(outcome, float(score)) for outcome, score in scored if outcome.kind in PEOPLES])
    print(model)
    _say_outcomes(found, [(outcome, float(expit(scale * score + shift))) for outcome, score in scored])
    weights = learn_outcomes(found.outcomes, names)
    for vector in weights.values():
        vector *= scale
        vector[names.index("one")] += shift
    return _written(model, names, weights)


def main() -> None:
    """Learn, print what cross-validation says, and write the weights."""
    data, work = Path(sys.argv[1]), Path(sys.argv[2])
    sets = list(training_sets(data, work))
    words: dict[str, list[str]] = {"zh": [], "en": []}
    for one in sets:
        for asked in one.asked:
            words["en" if analyse(asked.question).language == "en" else "zh"] += content_words(asked.question)
    common = {language: sorted(set(known)) for language, known in words.items()}
    benches = [Bench(one, Library.open(Settings(data_dir=work / "libraries" / one.folder.name))) for one in sets]
    written: dict[str, Any] = {"made by": "python -m benchmarks.train_ranking"}
    for place, bench in enumerate(benches):
        if bench.questions.folder not in [other.questions.folder for other in benches[:place]]:
            indexed(bench)
    found = _of_each(benches, choices)
    for model, examples in (("passage", found.passage), ("sentence", found.sentence)):
        _say_choices(model, examples, found.names[model])
        written |= _written(model, found.names[model], learn_choices(examples, found.names[model]))
    keep(written)
    read = _of_each(benches, readings).read
    _say_choices("read", read, READ)
    for traits, (score, margin) in learn_choices(read, READ).items():
        model = "passage, attributed" if "attributed" in traits else "passage"
        written[model][_language(traits)]["read"] = round(float(margin / score), 3)
    keep(written)

    for reading in (True, False):
        written |= confidence(benches, common, reading)
    keep(written)
    for bench in benches:
        bench.library.close()


if __name__ == "__main__":
    main()
