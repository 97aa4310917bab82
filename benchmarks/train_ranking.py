"""Learn the weights in `retrieval/data/ranking.json`, and say by cross-validation what they are worth.

    python -m benchmarks.train_ranking DATA WORK

DATA is a folder as `benchmarks.sets` describes it, WORK takes the libraries made of it (made once, then used again).

Three linear models. *passage* and *sentence*: the probability of a candidate is the softmax of its score, and the
weights make the right ones likely (ListNet's top-one loss; Cao et al. 2007); what the reader reads counts among the
sentences' features, and orders the best passages anew by a weight of its own. *confidence*, by those weights: logistic
regression of "this is answered", where besides the sets' own unanswerable questions there are those that
`benchmarks.negatives` makes of sets that have few, and some of every other set are asked too.
"""

import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from scipy.special import expit

from benchmarks.bench import Bench
from benchmarks.learning import Choice, Outcome, Weights, held_out, learn_choices, learn_outcomes, shares
from benchmarks.negatives import content_words, other_organization, other_word, other_year, without_evidence
from benchmarks.sets import WRITTEN, Asked, bare, holds, training_sets
from retrieval.evidence.answerability import judge, refuse_beforehand
from retrieval.evidence.answerability_features import signals
from retrieval.evidence.constraints.table import settle
from retrieval.library import Library
from retrieval.question.analysis import analyse
from retrieval.ranking import weights as learned
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query
from retrieval.ranking.ranker import rank
from retrieval.ranking.reranking import MOST_READ, read_best, told
from retrieval.ranking.weights import Situation
from retrieval.search.candidates import Gathered
from retrieval.settings import Settings
from retrieval.storage.passages import StoredPassage

READ = ("score", "read")
"""By what the passages that are read are ordered anew."""

FOREIGN = 25
"""Questions of every other set that are asked of a set's documents."""

KINDS = {"real": 4.0, "cut out": 1.0, "other organization": 1.0, "other year": 1.0, "other word": 0.2, "foreign": 0.5}
"""How much an unanswered question of each kind counts: people's own are few, and words put in at random do not always
spoil a question. Of a few such settings the one that refused most of people's own, cross-validated."""

THRESHOLDS = (0.1, 0.12, 0.14, 0.16, 0.18, 0.2, 0.3, 0.5)


@dataclass(slots=True)
class Examples:
    """What is learned from; `names` are the features of each model, in the order of the columns."""

    passage: list[Choice] = field(default_factory=list)
    read: list[Choice] = field(default_factory=list)
    sentence: list[Choice] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    names: dict[str, list[str]] = field(default_factory=dict)
    certain: list[tuple[str, str]] = field(default_factory=list)
    """Source and kind of each question that is refused whatever the confidence."""


def _ranked(known: Query, found: Gathered) -> list[Candidate]:
    return rank(found.passages, known, found.scores, len(found.passages))


def _best(bench: Bench, known: Query, found: Gathered) -> list[Candidate]:
    ranked = rank(found.passages, known, found.scores)
    return read_best(ranked, known, found.scores.situation, bench.reader) if ranked else []


def _traits(situation: Situation) -> frozenset[str]:
    return frozenset(
        trait for trait in ("en", "attributed") if getattr(situation, "english" if trait == "en" else trait)
    )


def choices(bench: Bench, into: Examples) -> None:
    """Ask a set's answerable questions, and add the choices between passages, and between sentences of the right
    one."""
    for asked in bench.questions.asked:
        if not asked.evidence or asked.compares:
            continue
        known, _, found = bench.gather(asked.question)
        ranked = _ranked(known, found)
        right = np.array([holds(c.passage.text, c.passage.document_name, asked) for c in ranked])
        if right.any():
            here = (bench.questions.name, asked.group, _traits(found.scores.situation))
            into.names["passage"] = list(ranked[0].features)
            into.passage.append(Choice(*here, np.array([list(c.features.values()) for c in ranked]), right))
            best = ranked[int(right.argmax())]
            best = told(best, bench.read(best, known), (), known, found.scores.situation)
            text = best.passage.text
            said = np.array(
                [any(bare(e) in bare(text[s.start : s.end]) for e in asked.evidence) for s in best.sentences]
            )
            if said.any() and not said.all():
                into.names["sentence"] = list(best.sentences[0].features)
                rows = np.array([list(s.features.values()) for s in best.sentences])
                into.sentence.append(Choice(*here, rows, said))


def readings(bench: Bench, into: Examples) -> None:
    """Ask a set's answerable questions, and add the choices between the passages that are read, by the score that they
    had before and by what was read."""
    for asked in bench.questions.asked:
        if not asked.evidence or asked.compares:
            continue
        known, _, found = bench.gather(asked.question)
        ranked = rank(found.passages, known, found.scores)[:MOST_READ]
        right = np.array([holds(c.passage.text, c.passage.document_name, asked) for c in ranked])
        if right.any() and not right.all():
            margins = [bench.read(candidate, known).margin for candidate in ranked]
            rows = np.array([[c.score, margin] for c, margin in zip(ranked, margins, strict=True)])
            into.read.append(Choice(bench.questions.name, asked.group, _traits(found.scores.situation), rows, right))


def outcomes(bench: Bench, foreign: Sequence[Asked], words: dict[str, list[str]], into: Examples) -> None:
    """Ask a set's questions, those made of them and `foreign` ones, and add whether each is answered. `words` are what
    questions ask about, by language."""
    draw = random.Random(0)
    for asked in bench.questions.asked:
        known, vector, found = bench.gather(asked.question)
        if not asked.evidence:
            _add(bench, asked.group, "real", known, found, _best(bench, known, found), into)
            continue
        ranked = _best(bench, known, found)
        right = next((c for c in ranked if holds(c.passage.text, c.passage.document_name, asked)), None)
        if right is None:
            continue
        _add(bench, asked.group, "answered", known, found, ranked, into)
        if not asked.compares and bench.questions.name not in WRITTEN:
            cut = without_evidence(found, asked, bench.library.encoder(), vector)
            _add(bench, asked.group, "cut out", known, cut, _best(bench, known, cut), into)
            for kind, spoilt in _spoilt(bench, asked, known, right.passage, words, draw):
                other, _, candidates = bench.gather(spoilt)
                _add(bench, asked.group, kind, other, candidates, _best(bench, other, candidates), into)
    for asked in foreign:
        known, _, found = bench.gather(asked.question)
        _add(bench, asked.group, "foreign", known, found, _best(bench, known, found), into)


def _spoilt(
    bench: Bench,
    asked: Asked,
    known: Query,
    right: StoredPassage,
    words: dict[str, list[str]],
    draw: random.Random,
) -> Iterator[tuple[str, str]]:
    with bench.library.reading() as (_, snapshot):
        names = snapshot.names
    about = bench.passages if known.named else [right]
    language = "en" if known.question.language == "en" else "zh"
    made = {
        "other organization": other_organization(known.question, asked, known.named, names, bench.passages, draw),
        "other year": other_year(known.question, known.named, about, draw),
        "other word": other_word(known.question, right.text + right.context, words[language], draw),
    }
    yield from ((kind, text) for kind, text in made.items() if text)


def _add(
    bench: Bench, group: str, kind: str, known: Query, found: Gathered, ranked: list[Candidate], into: Examples
) -> None:
    if not ranked:
        return
    if (refuse_beforehand(known) or judge(known, found.scores.situation, ranked)).certain:
        into.certain.append((bench.questions.name, kind))
        return
    features = signals(known, settle(known, ranked))
    into.names["confidence"] = list(features)
    row, share = np.array(list(features.values())), KINDS.get(kind, 1.0)
    into.outcomes.append(
        Outcome(bench.questions.name, group, _traits(found.scores.situation), kind, row, kind == "answered", share)
    )


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


def _say_outcomes(found: Examples) -> None:
    """Print, cross-validated and by set and kind, the share answered at several thresholds; then, with outcomes
    counting as in learning, how often a question is answered that is given a confidence."""
    names = found.names["confidence"]
    scored = list(held_out(found.outcomes, lambda examples: learn_outcomes(examples, names)))
    confidences = np.array([float(expit(score)) for _, score in scored])
    known: dict[tuple[str, str], list[float]] = {}
    for (outcome, _), confidence in zip(scored, confidences, strict=True):
        known.setdefault((outcome.source, outcome.kind), []).append(float(confidence))
    for (source, kind), values in sorted(known.items()):
        sure = found.certain.count((source, kind))
        answered = {t: round(sum(v >= t for v in values) / (len(values) + sure), 3) for t in THRESHOLDS}
        print("  ", source, kind, f"{len(values)} + {sure} refused for certain; answered at", answered)
    weight = shares([outcome for outcome, _ in scored])
    right = np.array([outcome.answered for outcome, _ in scored])
    for low in np.arange(0, 1, 0.1):
        inside = (confidences >= low) & (confidences < low + 0.1)
        mean, share = np.average([confidences[inside], right[inside]], axis=1, weights=weight[inside])
        print(f"   confidence {low:.1f}: {inside.sum()} questions, mean {mean:.2f}, answered {share:.2f}")


def main() -> None:
    """Learn, print what cross-validation says, and write the weights."""
    data, work = Path(sys.argv[1]), Path(sys.argv[2])
    sets = list(training_sets(data, work))
    words: dict[str, list[str]] = {"zh": [], "en": []}
    for one in sets:
        for asked in one.asked:
            words["en" if analyse(asked.question).language == "en" else "zh"] += content_words(asked.question)
    benches = [Bench(one, Library.open(Settings(data_dir=work / "libraries" / one.folder.name))) for one in sets]
    found = Examples()
    written: dict[str, Any] = {"made by": "python -m benchmarks.train_ranking"}
    for bench in benches:
        bench.library.index([bench.questions.folder])
        choices(bench, found)
    for model, examples in (("passage", found.passage), ("sentence", found.sentence)):
        _say_choices(model, examples, found.names[model])
        written |= _written(model, found.names[model], learn_choices(examples, found.names[model]))
    held = json.loads(learned.PATH.read_text(encoding="utf-8"))
    _write(held | written)
    for bench in benches:
        readings(bench, found)
    _say_choices("read", found.read, READ)
    for traits, (score, margin) in learn_choices(found.read, READ).items():
        model = "passage, attributed" if "attributed" in traits else "passage"
        written[model][_language(traits)]["read"] = round(float(margin / score), 3)
    _write(held | written)
    for bench in benches:
        others = [other for other in sets if other.folder != bench.questions.folder]
        foreign = [asked for other in others for asked in other.asked[:FOREIGN]]
        outcomes(bench, foreign, {language: sorted(set(found)) for language, found in words.items()}, found)
        bench.library.close()
    _say_outcomes(found)
    weights = learn_outcomes(found.outcomes, found.names["confidence"])
    _write(written | _written("confidence", found.names["confidence"], weights))


def _write(written: dict[str, Any]) -> None:
    learned.PATH.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    learned.forget()


if __name__ == "__main__":
    main()
