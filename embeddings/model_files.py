"""The files of an exported model: a graph, a tokenizer, and the manifest that holds their checksums."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from embeddings.errors import EncoderError

MANIFEST, GRAPH, TOKENIZER = "manifest.json", "model.onnx", "tokenizer.json"


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """An exported model: the bytes of its ONNX graph and its tokenizer, and the prompts that it was trained with.

    `checksum` is the SHA-256 of the manifest and so stands for all of it.
    """

    graph: bytes
    tokenizer: bytes
    query_prompt: str
    passage_prompt: str
    checksum: str


def write_model(folder: Path, graph: bytes, tokenizer: bytes, query_prompt: str, passage_prompt: str) -> None:
    """Writes the files of a model, the manifest last; the folder is made if it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    contents = {GRAPH: graph, TOKENIZER: tokenizer}
    for file, data in contents.items():
        (folder / file).write_bytes(data)
    manifest = {
        "query_prompt": query_prompt,
        "passage_prompt": passage_prompt,
        "sha256": {file: hashlib.sha256(data).hexdigest() for file, data in contents.items()},
    }
    (folder / MANIFEST).write_bytes(json.dumps(manifest, indent=2).encode() + b"\n")


def read_model(folder: Path) -> ModelFiles:
    """The model in a folder, every file checked. Raises EncoderError that names a missing or damaged one."""
    stated = _read(folder / MANIFEST)
    try:
        manifest = json.loads(stated)
        prompts = str(manifest["query_prompt"]), str(manifest["passage_prompt"])
        sums = {file: str(manifest["sha256"][file]) for file in (GRAPH, TOKENIZER)}
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged(folder / MANIFEST) from error
    contents = {file: _read(folder / file) for file in sums}
    for file, data in contents.items():
        if hashlib.sha256(data).hexdigest() != sums[file]:
            raise _damaged(folder / file)
    return ModelFiles(contents[GRAPH], contents[TOKENIZER], *prompts, hashlib.sha256(stated).hexdigest())


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise EncoderError(
            f"The model file {path} cannot be read ({error.strerror}). Install the package again, or export it anew."
        ) from error


def _damaged(path: Path) -> EncoderError:
    return EncoderError(
        f"The model file {path} is damaged: it is not what was exported. Install the package again, or export it anew."
    )
