"""How much of the nearest ten codes and a graph find over a library's vectors, by how many they look at.

    python -m benchmarks.guides LIBRARY [GOLD]

A row for the questions of GOLD, encoded by the bundled model, and one for those with which a guide is measured when it
is made; before them what each guide costs to make.
"""

import argparse
import tempfile
import time
from pathlib import Path

import faiss
import numpy as np

from embeddings import load_encoder
from retrieval.evaluation.question_set import read_gold
from retrieval.indexes.dense import KINDS, made_questions
from retrieval.indexes.vector_guide import NEAREST, Guide, Vectors
from retrieval.indexes.vector_segment import Numbers, Segment


def found(guide: Guide, questions: Vectors, nearest: list[Numbers]) -> float:
    """The share of the nearest rows of each question (n, dimension) to which a guide leads."""
    led = [set(guide.nearest(one, NEAREST, None).tolist()) for one in questions]
    return float(np.mean([len(rows & set(best.tolist())) / len(best) for rows, best in zip(led, nearest, strict=True)]))


def main() -> None:
    """Print the table for the largest file of vectors of a library."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", type=Path)
    parser.add_argument("gold", type=Path, nargs="?")
    options = parser.parse_args()
    files = [one for one in (options.library / "vectors").iterdir() if not one.suffix]
    segment = Segment(max(files, key=lambda file: file.stat().st_size))
    asked = {"made to measure with": np.stack(made_questions(segment))}
    if options.gold is not None:
        questions = [gold.question for gold in read_gold(options.gold)]
        asked[options.gold.name] = load_encoder("bundled").encode_queries(questions)
    nearest = {name: [segment.search(one, NEAREST)[1] for one in questions] for name, questions in asked.items()}
    print(f"{segment.size:,} vectors")
    for kind, made in KINDS.items():
        began = time.process_time()
        index = made.build(segment.at, segment.size)
        spent = time.process_time() - began
        with tempfile.NamedTemporaryFile() as file:
            faiss.write_index(index, file.name)
            print(f"{kind}: made in {spent:.1f} s CPU, {Path(file.name).stat().st_size / 1e6:.1f} MB")
        for name, questions in asked.items():
            shares = ((width, found(made.over(index, width), questions, nearest[name])) for width in made.widths)
            print(f"  {name}: {', '.join(f'{share:.3f} with {width}' for width, share in shares)}")


if __name__ == "__main__":
    main()
