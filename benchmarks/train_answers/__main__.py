"""Learn the weights in `retrieval/data/answers.json`, and say by cross-validation what they are worth.

    python -m benchmarks.train_answers DATA WORK

DATA is a folder as `benchmarks.sets` describes it, with DRCD and CMRC 2018 beside XQuAD; WORK takes the libraries made
of it. It takes half an hour. Asked are the page's and the reports' questions, those of the public sets and some of
`benchmarks/near_misses`. For each question the sentence with the evidence is taken as found, so that the short answer
alone is measured. The probability of a candidate is the softmax of its score, and the weights make the right ones
likely, exact ones more than those with a little beside them. What the reader says counts by weights of its own; of
contexts that it was learned on, and every so often of others, questions are learned from as if nothing had read them.
Questions on one fact, context or document stay in one fold.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.train_answers.examples import Example, collect
from benchmarks.train_answers.learning import cross_validated, learn, right_share
from benchmarks.train_answers.questions import sets
from retrieval.evidence import span_model
from retrieval.library import Library
from retrieval.settings import Settings


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
    _print("cross-validated", cross_validated(examples))
    weights = learn(examples)
    _print("on what was learned", right_share(examples, weights))
    written = {"made by": "python -m benchmarks.train_answers", "weights": weights}
    span_model.PATH.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
