"""The verifier as it is learned, and as it is exported."""

from pathlib import Path

import numpy as np
import onnxruntime
import torch
from tiny_reader import WORDS, weights, words

from benchmarks.reader.network import Reader
from benchmarks.verifier.network import Verifier
from embeddings.export.__main__ import serialised
from embeddings.export.graph import lower_graph, upper_graph, verifier_graph
from embeddings.export.quantisation import observe, observe_verifier, quantise
from embeddings.export.weights import read_layers
from retrieval.extraction.hints import KINDS

TOKENS = 20


def test_the_exported_graphs_give_what_was_learned(tmp_path: Path) -> None:
    torch.manual_seed(0)
    draw = np.random.default_rng(0)
    taught = Reader(weights(4), range(4), words(), len(KINDS))
    taught.write(tmp_path, "reader", 10)
    reader = read_layers([tmp_path / "reader-0.npz"], weights(1))
    net = Verifier(reader, range(2, 4))
    torch.nn.init.normal_(net.claim.weight)
    torch.nn.init.normal_(net.verdict.weight)
    torch.nn.init.normal_(net.head.weight)
    net.write(tmp_path, "verifier", 10)
    verifier = read_layers([tmp_path / "verifier-0.npz"], reader)

    texts = []
    for _ in range(40):
        hints = (draw.random((TOKENS, len(KINDS))) < 0.2).astype(np.float32)
        claimed = (draw.random((TOKENS, 1)) < 0.4).astype(np.float32)
        texts.append((words()[draw.integers(3, WORDS, TOKENS)], hints, claimed))
    linear = quantise(reader, observe(reader, [text[:2] for text in texts]))
    judging = quantise(verifier, observe_verifier(verifier, reader, texts))
    graphs = lower_graph(reader, linear), upper_graph(reader, linear), verifier_graph(verifier, judging)
    lower, upper, judge = (onnxruntime.InferenceSession(serialised(graph)) for graph in graphs)

    exported, learned, scores, right = [], [], [], []
    real = torch.ones(1, TOKENS, dtype=torch.bool)
    for embedded, hints, claimed in texts:
        states = lower.run(None, {"words": embedded[None], "hints": hints[None]})[0]
        verdict, places = judge.run(None, {"states": states, "claimed": claimed[None]})
        exported.append(np.append(places.ravel(), verdict))
        scores.append(upper.run(None, {"states": states})[0].ravel())
        with torch.inference_mode():
            begun = taught.ln(torch.from_numpy(embedded[None]) + taught.pos[:TOKENS])
            after = taught.eval().after(begun + taught.hint(torch.from_numpy(hints[None])), real)
            verdict, places = net.eval()(after[1], torch.from_numpy(claimed[None, :, 0]), real)
            learned.append(np.append(places.numpy().ravel(), verdict.numpy()))
            right.append(taught.head(after[-1]).numpy().ravel())
    assert np.corrcoef([each[-1] for each in exported], [each[-1] for each in learned])[0, 1] > 0.98
    assert np.corrcoef(*(np.concatenate([each[:-1] for each in some]) for some in (exported, learned)))[0, 1] > 0.98
    assert np.corrcoef(np.concatenate(scores), np.concatenate(right))[0, 1] > 0.98
