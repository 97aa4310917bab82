"""Weigh what the verifier says against all else that a confidence is made of, and write it to `ranking.json`.

    python -m benchmarks.weigh_verdicts DATA WORK

DATA is a folder as `benchmarks.sets` describes it, WORK takes the libraries that are made (made once, then used again).
It takes ten minutes. Asked are the page's and the reports' questions, some of XQuAD's and those of
`benchmarks/strangers`, of which the verifier was learned from none; those that would be refused anyway are left out.
Learned are, of each language, what the log-odds so far and the verifier's count, and what is added (logistic
regression; each set counts the same). Printed is how well both tell right answers from wrong ones, and of the wrong
ones how many are refused where so many of the right ones are kept, by weights learned without the set. Those
in HELD_OUT are never learned from.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from benchmarks.bench import Bench
from benchmarks.learning import Matrix, Outcome, keep
from benchmarks.reader.figures import area
from benchmarks.sets import QuestionSet, encyclopaedic, gold_set, holds, says
from retrieval.evidence.answerability import judge, refuse_beforehand, told, verdict_counts, verification
from retrieval.library import Library
from retrieval.ranking.candidate import best_sentence
from retrieval.ranking.ranker import rank
from retrieval.ranking.reranking import read_best
from retrieval.settings import Settings

STRANGERS = Path(__file__).parent / "strangers"
"""Sets of questions over documents that we made up, by somebody who had seen neither code nor other sets."""

HELD_OUT = ("strangers j", "strangers k", "strangers l", "strangers m", "strangers n", "strangers o")
"""The sets that are only measured on."""

NAMES = ("before", "verdict", "length", "verified")
"""The log-odds so far, and what `verification` tells."""

HELD_BACK = 0.03
"""What it costs that weights differ from those of a confidence to which no verifier adds: there are a hundred questions
in English."""

KEPT = (0.98, 0.95, 0.9)
"""Shares of the right answers that are kept, at which it is told how many of the wrong ones are refused."""


def sets(data: Path, work: Path) -> Iterator[QuestionSet]:
    """The questions that are asked, with their documents; `work` takes the files of those that come without."""
    yield gold_set("page", data / "page", data / "gold" / "dev.jsonl")
    yield gold_set("reports", data / "reports-2025", data / "gold" / "reports-2025.dev.jsonl")
    yield encyclopaedic(data, work)
    for folder in sorted(STRANGERS.iterdir()):
        yield gold_set(f"strangers {folder.name}", folder / "documents", folder / "questions.jsonl")


def outcomes(bench: Bench) -> Iterator[Outcome]:
    """What is known of each question that would be answered, and whether its first passage answers it."""
    for asked in bench.questions.asked:
        query, _, found = bench.gather(asked.question)
        situation = found.scores.situation
        ranked = rank(found.passages, query, found.scores)
        if not ranked or asked.compares or refuse_beforehand(query):
            continue
        judged = judge(query, situation, read_best(ranked, query, situation, bench.reader))
        if judged.reason is not None:
            continue
        best = judged.ranked[0]
        said = verification(query, best, bench.reader) if verdict_counts(query, best) else None
        if said is None:
            continue
        before = sum(added for _, _, added in judged.reasons)
        sentence, passage = best_sentence(best), best.passage
        answers = holds(passage.text, passage.document_name, asked) and says(
            passage.text[sentence.start : sentence.end], asked
        )
        features = np.array([before, *told(said, best).values()])
        traits = frozenset({"en"} if situation.english else ())
        yield Outcome(bench.questions.name, asked.question, traits, "asked", features, answers)


def weigh(found: Sequence[Outcome]) -> Matrix:
    """The weights of NAMES under which the outcomes are likely."""
    features = np.array([one.features for one in found])
    right = np.array([float(one.answered) for one in found])
    sources = [one.source for one in found]
    share = np.array([1 / sources.count(source) for source in sources])

    unread = np.array([1.0] + [0.0] * (len(NAMES) - 1))

    def loss(weights: Matrix) -> float:
        odds = features @ weights
        wrong = share * (np.logaddexp(0, odds) - right * odds)
        return float(wrong.sum() + HELD_BACK * ((weights - unread) ** 2).sum())

    best: Matrix = minimize(loss, unread).x
    return best


def say(found: Sequence[Outcome]) -> None:
    """Print, of each set, what weights that were learned without it are worth."""
    for source in sorted({one.source for one in found}):
        weights = weigh([one for one in found if one.source not in (source, *HELD_OUT)])
        here = [one for one in found if one.source == source]
        features, right = np.array([one.features for one in here]), np.array([one.answered for one in here])
        if right.all() or not right.any():
            continue
        for name, odds in (("before", features[:, 0]), ("verdict", features[:, 1]), ("both", features @ weights)):
            good, bad = odds[right], odds[~right]
            refused = [f"{kept}: {np.mean(bad < np.quantile(good, 1 - kept)):.2f}" for kept in KEPT]
            told = f"{source}, {name}: {len(good)} right, {len(bad)} not; area {area(good, bad):.3f}; refused at"
            print(told, *refused)


def main() -> None:
    """Ask, print, and write the weights."""
    data, work = map(Path, sys.argv[1:])
    found: list[Outcome] = []
    for one in sets(data, work / "documents"):
        with Library.open(Settings(data_dir=work / one.name.replace(" ", "-"))) as library:
            library.index([one.folder])
            found += outcomes(Bench(one, library))
        print(f"asked {one.name}", file=sys.stderr)
    say(found)
    by_language = {}
    for language, english in (("zh", False), ("en", True)):
        asked = [one for one in found if ("en" in one.traits) is english and one.source not in HELD_OUT]
        by_language[language] = dict(zip(NAMES, weigh(asked).round(3).tolist(), strict=True))
    print(by_language)
    keep({"verified": by_language})


if __name__ == "__main__":
    main()
