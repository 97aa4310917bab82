"""Learn the weights in `retrieval/data/answers.json`, and say by cross-validation what they are worth.

    python -m benchmarks.train_answers DATA WORK

DATA is a folder as `benchmarks.sets` describes it, with DRCD and CMRC 2018 beside XQuAD; WORK takes the libraries made
of it. For each question the sentence with the evidence is taken as found, so that the short answer alone is measured.
The probability of a candidate is the softmax of its score, and the weights make the right ones likely, exact ones
more than those with a little beside them. Questions on one fact or context stay in one fold.
"""

import itertools
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from benchmarks.sets import HELD_OUT, bare, context_set
from embeddings import load_reader
from retrieval.document import Span
from retrieval.evidence import span_model
from retrieval.evidence.highlighting import stretch_about
from retrieval.evidence.span_candidates import Matrix
from retrieval.evidence.span_features import EDGES, NAMES, Located, Spans, spans_of
from retrieval.evidence.span_model import choose, groups, said_weights, sort_of
from retrieval.extraction.reading import read
from retrieval.extraction.text_analysis import AnalysedText
from retrieval.extraction.verifying import Claim, verified
from retrieval.library import Library
from retrieval.question.analysis import analyse
from retrieval.ranking.query_matcher import Matcher
from retrieval.search.candidates import query_of
from retrieval.settings import Settings
from retrieval.storage.passages import StoredPassage, all_passages

MASS = {"page": 700, "reports": 700, "xquad": 1200, "cmrc": 400, "drcd": 2500}
"""What each set counts for, in questions; chosen by cross-validation on the page and the reports."""
REGULARISATION = 2.0
"""Of 0.3, 1 and 2 the best in cross-validation, each tried with the features of its day; weights of one group are held
back twice as much."""
NEAR = 0.5
"""What a candidate with a little beside the answer counts for."""
WRONG = 80
"""Wrong candidates of a question that are learned from, drawn at random."""
LONGEST_ANSWER = 25
"""Characters of the longest answer of CMRC that is learned from: many of its answers are whole sentences."""
FOLDS = 4
SAID = tuple(itertools.product((0.0, 0.5, 1.0), (0.0, 0.5, 1.0, 1.5, 2.0)))
"""Weights of what the reader and the verifier say that are tried together."""
LEAST_WEIGHT = 0.02
"""Smaller weights are left out of the file."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what answers it; `group` is the same for questions on one fact or context."""

    question: str
    evidence: tuple[str, ...]
    accepted: tuple[str, ...]
    documents: tuple[str, ...]
    group: str


@dataclass(frozen=True, slots=True)
class Example:
    """A question's candidates: `right` is 1 for an exact answer, NEAR for one with a little beside it, else 0;
    `accepted` says of each whether it counts as right. `held_out` is whether the reader was not learned on it."""

    source: str
    group: str
    sort: str
    english: bool
    spans: Spans
    right: Matrix
    accepted: NDArray[np.bool_]
    shortest: int
    held_out: bool

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups of weights that apply."""
        return groups(self.sort, "en" if self.english else "zh")


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _gold(path: Path) -> Iterator[Asked]:
    """The questions of a gold set that a stretch of the text answers: not whose statement it is, nor who wrote it."""
    for row in _lines(path):
        documents = row.get("document") or ()
        documents = (documents,) if isinstance(documents, str) else tuple(documents)
        question = " ".join(row["question"].split())
        in_text = analyse(question).answer.kind not in ("organization", "author")
        if row["evidence"] and row["kind"] != "compare" and in_text:
            accepted = (row["answer"], *row["accept"])
            yield Asked(question, tuple(row["evidence"]), accepted, documents, row["evidence"][0])


def _contexts(path: Path) -> Iterator[Asked]:
    for number, row in enumerate(_lines(path)):
        for qa in row["qas"]:
            for key in ("question", "question_en"):
                if key in qa:
                    answers = tuple(qa["answers"])
                    yield Asked(" ".join(qa[key].split()), answers, answers, (f"{number:04d}.txt",), str(number))


def sets(data: Path, work: Path) -> Iterator[tuple[str, Path, list[Asked]]]:
    """The name of each set, the folder of its documents, and its questions."""
    yield "page", data / "page", list(_gold(data / "gold" / "dev.jsonl"))
    yield "reports", data / "reports-2025", list(_gold(data / "gold" / "reports-2025.dev.jsonl"))
    for name, file in (("xquad", "xquad-zh-en.dev"), ("cmrc", "cmrc.trial"), ("drcd", "drcd.dev")):
        path = data / "data" / f"{file}.jsonl"
        yield name, context_set(name, path, work / name).folder, list(_contexts(path))


def collect(source: str, questions: Sequence[Asked], library: Library) -> Iterator[Example]:
    """The candidates of each question in the sentence that holds the evidence and says most of the question."""
    with library.reading() as (db, snapshot):
        passages = list(all_passages(db))
        reader = load_reader(library.encoder())
        for asked in questions:
            question = analyse(asked.question)
            known = query_of(question, snapshot)
            held = _sentence(asked, passages, known.matcher)
            if held is None:
                continue
            passage, sentence, (first, last) = held
            text = passage.text[first:last]
            held_out = source not in HELD_OUT or int(asked.group) % HELD_OUT[source] == 0
            located = Located()
            if held_out:
                claim = Claim(passage.text, passage.context, passage.sentences, sentence)
                said = verified(claim, question, known.term_weights, reader)
                answers = read(passage.text, passage.context, question, known.term_weights, reader)
                located = Located(answers, said.spans if said else None)
            found = spans_of(question, AnalysedText(text), known.term_weights, located, first)
            texts = [text[start:end] for start, end in found.spans]
            right = np.array([_right(given, asked.accepted) for given in texts])
            accepted = np.array([answers_right(given, asked.accepted) for given in texts], dtype=bool)
            shortest = min(map(len, asked.accepted))
            yield Example(
                source,
                source + asked.group,
                sort_of(question.answer),
                question.language == "en",
                found,
                right,
                accepted,
                shortest,
                held_out,
            )


def _sentence(
    asked: Asked, passages: Sequence[StoredPassage], matcher: Matcher
) -> tuple[StoredPassage, Span, Span] | None:
    """The passage and the sentence, and the stretch that is marked with it."""
    evidence = [bare(text) for text in asked.evidence]
    best: tuple[float, StoredPassage, Span, Span] | None = None
    for passage in passages:
        if asked.documents and passage.document_name not in asked.documents:
            continue
        if not any(text in bare(passage.text) for text in evidence):
            continue
        reading = matcher.read(passage.text)
        for start, end in passage.sentences:
            if any(text in bare(passage.text[start:end]) for text in evidence):
                said = matcher.match(reading, start, end).total
                if best is None or said > best[0]:
                    stretch = stretch_about((start, end), passage.sentences, reading, matcher)
                    best = said, passage, (start, end), stretch
    return best[1:] if best else None


def _right(given: str, accepted: Sequence[str]) -> float:
    said = bare(given).lower().strip('".,;。')
    best = 0.0
    for text in accepted:
        wanted = bare(text).lower().strip('".,;。')
        if said == wanted:
            return 1.0
        little = len(said) <= len(wanted) + max(3, len(wanted) // 3)
        if wanted and wanted in said and little and answers_right(given, [text]):
            best = NEAR
    return best


def answers_right(given: str, accepted: Sequence[str]) -> bool:
    """Whether an answer holds an accepted one, not inside a longer number, and is not padded, as `yuanwen eval` has
    it."""
    text = bare(given).lower()
    for wanted in filter(None, (bare(answer).lower() for answer in accepted)):
        padded = len(text) > max(3 * len(wanted), len(wanted) + 20)
        before = r"(?<![\d.])" if wanted[0].isdigit() else ""
        after = r"(?!\d|\.\d)" if wanted[-1].isdigit() else ""
        if not padded and re.search(before + re.escape(wanted) + after, text):
            return True
    return False


def learn(examples: Sequence[Example]) -> dict[str, dict[str, float]]:
    """Weights by group and name under which the right candidates are likely."""
    usable = [e for e in examples if e.right.any() and (e.source != "cmrc" or e.shortest <= LONGEST_ANSWER)]
    counts = Counter(example.source for example in usable)
    share = np.array([MASS[example.source] / counts[example.source] for example in usable])
    columns: dict[tuple[str, str], int] = {}
    values: list[float] = []
    indices: list[int] = []
    rows: list[int] = [0]
    starts: list[int] = []
    right: list[float] = []
    draw = random.Random(0)
    for example in usable:
        starts.append(len(right))
        for row in _drawn(example, draw):
            for name, value in _named(example.spans, row):
                for group in example.groups:
                    indices.append(columns.setdefault((group, name), len(columns)))
                    values.append(value)
            rows.append(len(indices))
            right.append(example.right[row])
    features = csr_matrix((values, indices, rows), shape=(len(right), len(columns)))
    held = np.array([REGULARISATION * (1 if group == "all" else 2) for group, _ in columns])
    sizes, wanted = np.diff([*starts, len(right)]), np.array(right)

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        scores = features @ weights
        likely = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        of_all, of_right = np.add.reduceat(likely, starts), np.add.reduceat(likely * wanted, starts)
        gradient = likely / np.repeat(of_all, sizes) - likely * wanted / np.repeat(of_right, sizes)
        value = float(share @ (np.log(of_all) - np.log(of_right)) + held @ weights**2)
        return value, features.T @ (np.repeat(share, sizes) * gradient) + 2 * held * weights

    found = minimize(loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
    learned: dict[str, dict[str, float]] = {}
    for (group, name), column in columns.items():
        if abs(found[column]) >= LEAST_WEIGHT:
            learned.setdefault(group, {})[name] = round(float(found[column]), 3)
    return learned


def _drawn(example: Example, draw: random.Random) -> list[int]:
    wrong = np.flatnonzero(example.right == 0).tolist()
    return [*np.flatnonzero(example.right).tolist(), *draw.sample(wrong, min(WRONG, len(wrong)))]


def _named(spans: Spans, row: int) -> Iterator[tuple[str, float]]:
    for column in np.flatnonzero(spans.features[row]):
        yield NAMES[column], float(spans.features[row, column])
    for edge, category in zip(EDGES, spans.edges[row], strict=True):
        yield f"{edge}={category}", 1.0


def right_share(
    examples: Sequence[Example], weights: Mapping[str, Mapping[str, float]], said: tuple[float, float] | None = None
) -> dict[str, list[bool]]:
    """Of each example that the reader was not learned on, by set, language and sort of answer, whether the candidate
    chosen is right; `said` are the weights of what the reader and the verifier say, those that ship unless given."""
    found: dict[str, list[bool]] = {}
    for example in (example for example in examples if example.held_out):
        right, language = False, "en" if example.english else "zh"
        if example.spans.spans:
            likely = span_model.probabilities(
                example.spans, span_model.summed(weights, example.groups), said or said_weights(language, True)
            )
            right = bool(example.accepted[choose(example.spans, likely)[0]])
        for key in (f"{example.source} {language}", f"sort: {example.sort} {language}"):
            found.setdefault(key, []).append(right)
    return found


def _cross_validated(examples: Sequence[Example]) -> dict[tuple[float, float], dict[str, list[bool]]]:
    """What `right_share` says by weights learned without the example's group, for several weights of the models."""
    names = sorted({example.group for example in examples})
    fold_of = dict(zip(names, np.random.default_rng(0).integers(0, FOLDS, len(names)), strict=True))
    found: dict[tuple[float, float], dict[str, list[bool]]] = {said: {} for said in SAID}
    for fold_number in range(FOLDS):
        weights = learn([e for e in examples if fold_of[e.group] != fold_number])
        own = [e for e in examples if fold_of[e.group] == fold_number]
        for said, shares in found.items():
            for key, values in right_share(own, weights, said).items():
                shares.setdefault(key, []).extend(values)
    return found


def _print(title: str, found: Mapping[str, Sequence[bool]]) -> None:
    print(title)
    for key, values in sorted(found.items()):
        print(f"   {key}: {sum(values) / len(values):.3f} of {len(values)}")


def main() -> None:
    """Learn, print what cross-validation says, and write the weights."""
    data, work = Path(sys.argv[1]), Path(sys.argv[2])
    examples: list[Example] = []
    for name, folder, questions in sets(data, work):
        with Library.open(Settings(data_dir=work / "libraries" / folder.name)) as library:
            library.index([folder])
            examples += collect(name, questions, library)
    for (of_reader, of_verifier), shares in _cross_validated(examples).items():
        _print(f"cross-validated, the reader's word weighs {of_reader}, the verifier's {of_verifier}", shares)
    weights = learn(examples)
    _print("on what was learned", right_share(examples, weights))
    written = {"made by": "python -m benchmarks.train_answers", "weights": weights}
    span_model.PATH.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
