"""Measures the encoders side by side on the same weights: speed, memory, and what quantising costs.

    python benchmarks/encode.py xquad-zh-en.dev.jsonl ENCODER.npz... [--json]

Needs the extra `export`, and the layers that the bundled encoder was made of. The question set is a .jsonl file, a line
per context: {"context", "qas": [{"question", "question_en"}]}. Every engine runs in a process of its own, with one
thread and with two, on the same texts: all contexts as passages, all questions in Chinese and in English. What is
printed:

    tok/cpu-s    tokens of the contexts per second of processor time, all threads
    ms/question  processor time of one question encoded alone, mean of 100
    load s       processor time until the encoder is ready, imports included; `wall` the same on the clock
    MB           most memory held, for `bundled` after encoding the contexts over and over, 1,000 passages
    cos          mean cosine to float32 over the contexts and over the questions
    hit@1        share of questions whose own context is the nearest: Chinese, English
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

ENGINES = ("torch-float32", "torch-bfloat16", "bundled")
PROMPTS = ("query: ", "passage: ")
PASSAGES = 1000

Encode = Callable[[list[str]], Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path)
    parser.add_argument("layers", type=Path, nargs="*", metavar="ENCODER.npz")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.add_argument("--engine", choices=ENGINES, help=argparse.SUPPRESS)
    parser.add_argument("--threads", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.engine:
        measure(options.engine, options.threads, options.questions, options.work)
        return
    with tempfile.TemporaryDirectory() as folder:
        results = compare(options.questions, options.layers, Path(folder))
    if options.json:
        print(json.dumps(results))
        return
    columns = list(results[0])
    print("  ".join(f"{column:>14}" for column in columns))
    for result in results:
        print("  ".join(f"{value:>14}" for value in result.values()))


def compare(questions: Path, layers: list[Path], work: Path) -> list[dict[str, Any]]:
    """One row an engine and number of threads, float32 first, since the others are compared with it."""
    write_float32_model(layers, work / "float32")
    rows: list[dict[str, Any]] = []
    reference: dict[str, np.ndarray] = {}
    tokens = count_tokens([context for context, *_ in read(questions)[0]])
    for engine in ENGINES:
        for threads in (1, 2):
            print(f"{engine}, {threads} thread(s) …", file=sys.stderr)
            command = [sys.executable, __file__, str(questions), "--work", str(work)]
            command += ["--engine", engine, "--threads", str(threads)]
            environment = os.environ | {"OMP_NUM_THREADS": str(threads), "PYTHONPATH": str(Path(__file__).parents[1])}
            output = subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
            figures = json.loads(output.splitlines()[-1])
            vectors = dict(np.load(work / "vectors.npz"))
            reference = reference or vectors
            row = summary(figures, vectors, reference, tokens, questions)
            rows.append({"engine": engine, "threads": threads} | row)
    return rows


def summary(
    figures: dict[str, float],
    vectors: dict[str, np.ndarray],
    reference: dict[str, np.ndarray],
    tokens: int,
    questions: Path,
) -> dict[str, Any]:
    _, owners = read(questions)
    cosines = {name: float((vectors[name] * reference[name]).sum(axis=1).mean()) for name in vectors}
    return {
        "tok/cpu-s": round(tokens / figures["contexts"]),
        "ms/question": round(1000 * figures["question"], 2),
        "load s": round(figures["load"], 2),
        "load wall": round(figures["load_wall"], 2),
        "MB": round(figures["memory"]),
        "cos contexts": round(cosines["contexts"], 5),
        "cos questions": round((cosines["zh"] + cosines["en"]) / 2, 5),
        "hit@1 zh": round(hit(vectors["zh"], vectors["contexts"], owners), 4),
        "hit@1 en": round(hit(vectors["en"], vectors["contexts"], owners), 4),
    }


def hit(questions: np.ndarray, contexts: np.ndarray, owners: list[int]) -> float:
    """The share of questions whose nearest context is their own."""
    return float(np.mean((questions @ contexts.T).argmax(axis=1) == owners))


def read(path: Path) -> tuple[list[tuple[str, list[str], list[str]]], list[int]]:
    """Contexts with their questions in Chinese and in English; and for each question the number of its context."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    sets = []
    for row in rows:
        pairs = [(qa["question"], qa["question_en"]) for qa in row["qas"]]
        sets.append((row["context"], [chinese for chinese, _ in pairs], [english for _, english in pairs]))
    return sets, [number for number, (_, chinese, _) in enumerate(sets) for _ in chinese]


def measure(engine: str, threads: int, questions: Path, work: Path) -> None:
    """Encodes everything with one engine; prints its figures and leaves its vectors in the work folder."""
    sets, _ = read(questions)
    contexts = [context for context, *_ in sets]
    chinese = [question for _, part, _ in sets for question in part]
    english = [question for *_, part in sets for question in part]
    clock, wall = time.process_time(), time.perf_counter()
    queries, passages = load(engine, threads, work)
    figures = {"load": time.process_time() - clock, "load_wall": time.perf_counter() - wall}
    passages(contexts[:8])
    vectors = {"contexts": passages(contexts)}
    figures["contexts"] = best(lambda: passages(contexts))
    figures["question"] = best(lambda: [queries([text]) for text in english[:50] + chinese[:50]]) / 100
    vectors |= {"zh": queries(chinese), "en": queries(english)}
    vectors = {name: rows / np.linalg.norm(rows, axis=1, keepdims=True) for name, rows in vectors.items()}
    if engine == "bundled":
        passages((contexts * (PASSAGES // len(contexts) + 1))[:PASSAGES])
    figures["memory"] = most_memory()
    np.savez(work / "vectors.npz", **vectors)
    print(json.dumps(figures))


def most_memory() -> float:
    """The most memory this process has held, in MB (Linux; getrusage would count the parent's too)."""
    status = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


def best(run: Callable[[], object]) -> float:
    """Processor time of the quickest of two runs, in seconds: other work on the machine only ever adds."""
    times = []
    for _ in range(2):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times)


def load(engine: str, threads: int, work: Path) -> tuple[Encode, Encode]:
    """The functions that encode questions and passages."""
    if engine == "bundled":
        from embeddings import load_encoder

        encoder = load_encoder("bundled", threads)
        return encoder.encode_queries, encoder.encode_passages
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(threads)
    kind = {"dtype": getattr(torch, engine.removeprefix("torch-"))}
    transformer = SentenceTransformer(str(work / "float32"), device="cpu", model_kwargs=kind)

    def encode(prompt: str) -> Encode:
        return lambda texts: transformer.encode(texts, prompt=prompt, show_progress_bar=False)

    return encode(PROMPTS[0]), encode(PROMPTS[1])


def count_tokens(contexts: list[str]) -> int:
    from tokenizers import Tokenizer

    from embeddings.model_files import ENCODER_DIR, TOKENIZER

    tokenizer = Tokenizer.from_file(str(ENCODER_DIR / TOKENIZER))
    return sum(len(tokenizer.encode(PROMPTS[1] + context).ids) for context in contexts)


def write_float32_model(layers: list[Path], folder: Path) -> None:
    """The encoder's weights, not yet in int8, as a sentence-transformers model."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    from embeddings.export.__main__ import read_bundled_sources
    from embeddings.export.weights import LAYER_NAMES, read_layers
    from embeddings.model_files import ENCODER_DIR, TOKENIZER

    like, rows, _ = read_bundled_sources()
    weights, words = read_layers(layers, like), rows.floats()
    state = {
        "embeddings.word_embeddings.weight": words,
        "embeddings.position_embeddings.weight": weights.tensors["emb.pos"],
        "embeddings.token_type_embeddings.weight": np.zeros((1, words.shape[1]), np.float32),
        "embeddings.LayerNorm.weight": weights.tensors["emb.ln.w"],
        "embeddings.LayerNorm.bias": weights.tensors["emb.ln.b"],
    }
    for layer in range(weights.layers):
        for short, long in LAYER_NAMES.items():
            state[f"encoder.layer.{layer}.{long}.bias"] = weights.tensors[f"l{layer}.{short}.b"]
            state[f"encoder.layer.{layer}.{long}.weight"] = weights.tensors[f"l{layer}.{short}.w"]
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=words.shape[1],
        num_hidden_layers=weights.layers,
        num_attention_heads=weights.heads,
        intermediate_size=weights.tensors["l0.fi.b"].size,
        layer_norm_eps=weights.epsilon,
        type_vocab_size=1,
    )
    bert = BertModel(config, add_pooling_layer=False)
    bert.load_state_dict({name: torch.tensor(value) for name, value in state.items()}, strict=False)
    bert.save_pretrained(folder / "plain")
    special = {"unk_token": "<unk>", "pad_token": "<pad>", "cls_token": "<s>", "sep_token": "</s>"}
    file = str(ENCODER_DIR / TOKENIZER)
    tokenizer = PreTrainedTokenizerFast(tokenizer_file=file, model_max_length=512, **special)  # type: ignore[no-untyped-call]
    tokenizer.save_pretrained(folder / "plain")
    modules = [Transformer(str(folder / "plain")), Pooling(words.shape[1], "mean")]
    SentenceTransformer(modules=modules, device="cpu").save(str(folder))


if __name__ == "__main__":
    main()
