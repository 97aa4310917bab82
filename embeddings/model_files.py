"""The files of an exported model: its graphs, a tokenizer, and the manifest that holds their checksums."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from embeddings.errors import EncoderError

MANIFEST, TRUNK, ENCODER, TOKENIZER = "manifest.json", "trunk.onnx", "encoder.onnx", "tokenizer.json"
EXTRACTOR = "extractor.onnx"


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """An exported model: the bytes of its ONNX graphs and its tokenizer, and the prompts that it was trained with.

    `checksum` is the SHA-256 of the manifest and so stands for all of it.
    """

    trunk: bytes
    encoder: bytes
    tokenizer: bytes
    query_prompt: str
    passage_prompt: str
    checksum: str


def write_model(folder: Path, files: Mapping[str, bytes], **stated: object) -> None:
    """Writes the files of a model, and last a manifest with what is `stated` of it; the folder is made if it is
    missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for file, data in files.items():
        (folder / file).write_bytes(data)
    manifest = {**stated, "sha256": {file: hashlib.sha256(data).hexdigest() for file, data in files.items()}}
    (folder / MANIFEST).write_bytes(json.dumps(manifest, indent=2).encode() + b"\n")


def read_model(folder: Path) -> ModelFiles:
    """The model in a folder, every file checked. Raises EncoderError that names a missing or damaged one."""
    stated, manifest = _manifest(folder)
    contents = _checked(folder, manifest, (TRUNK, ENCODER, TOKENIZER))
    try:
        prompts = str(manifest["query_prompt"]), str(manifest["passage_prompt"])
    except KeyError as error:
        raise _damaged(folder / MANIFEST) from error
    return ModelFiles(
        contents[TRUNK], contents[ENCODER], contents[TOKENIZER], *prompts, hashlib.sha256(stated).hexdigest()
    )


def read_extractor(folder: Path) -> bytes:
    """The graph of the extractor in a folder, checked. Raises EncoderError that names a missing or damaged file."""
    return _checked(folder, _manifest(folder)[1], (EXTRACTOR,))[EXTRACTOR]


def _manifest(folder: Path) -> tuple[bytes, dict[str, Any]]:
    stated = _read(folder / MANIFEST)
    try:
        manifest = json.loads(stated)
    except ValueError as error:
        raise _damaged(folder / MANIFEST) from error
    if not isinstance(manifest, dict):
        raise _damaged(folder / MANIFEST)
    return stated, manifest


def _checked(folder: Path, manifest: Mapping[str, Any], files: Iterable[str]) -> dict[str, bytes]:
    """The bytes of these files, the same as when the manifest was written."""
    try:
        sums = {file: str(manifest["sha256"][file]) for file in files}
    except (KeyError, TypeError) as error:
        raise _damaged(folder / MANIFEST) from error
    contents = {file: _read(folder / file) for file in sums}
    for file, data in contents.items():
        if hashlib.sha256(data).hexdigest() != sums[file]:
            raise _damaged(folder / file)
    return contents


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
