"""The files of exported models: graphs, a tokenizer, and a manifest each that holds their checksums."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from embeddings.errors import EncoderError

MANIFEST, WORDS, ENCODER, TOKENIZER = "manifest.json", "words.onnx", "encoder.onnx", "tokenizer.json"
LOWER, UPPER, VERIFIER = "lower.onnx", "upper.onnx", "verifier.onnx"

ENCODER_DIR = Path(__file__).parent / "models" / "encoder"
READER_DIR = Path(__file__).parent / "models" / "reader"
"""The models that ship with the package."""


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """An encoder: the bytes of its word embeddings, its layers and its tokenizer, and the prompts that it was trained
    with.

    `words_checksum` is the SHA-256 of the word embeddings; `checksum` that of the manifest and so stands for all of it.
    """

    words: bytes
    encoder: bytes
    tokenizer: bytes
    query_prompt: str
    passage_prompt: str
    words_checksum: str
    checksum: str


@dataclass(frozen=True, slots=True)
class ReaderFiles:
    """A reader: the bytes of both halves of its layers and of the verifier over the lower one, and the SHA-256 of the
    word embeddings that they were learned over."""

    lower: bytes
    upper: bytes
    verifier: bytes
    words_checksum: str


def write_model(folder: Path, files: Mapping[str, bytes], **stated: object) -> None:
    """Writes the files of a model, and last a manifest with what is `stated` of it; the folder is made if it is
    missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for file, data in files.items():
        (folder / file).write_bytes(data)
    manifest = {**stated, "sha256": {file: hashlib.sha256(data).hexdigest() for file, data in files.items()}}
    (folder / MANIFEST).write_bytes(json.dumps(manifest, indent=2).encode() + b"\n")


def read_model(folder: Path) -> ModelFiles:
    """The encoder in a folder, every file checked. Raises EncoderError that names a missing or damaged one."""
    stated, manifest = _manifest(folder)
    contents = _checked(folder, manifest, (WORDS, ENCODER, TOKENIZER))
    prompts = _stated(folder, manifest, "query_prompt"), _stated(folder, manifest, "passage_prompt")
    checksums = manifest["sha256"][WORDS], hashlib.sha256(stated).hexdigest()
    return ModelFiles(contents[WORDS], contents[ENCODER], contents[TOKENIZER], *prompts, *checksums)


def read_reader(folder: Path) -> ReaderFiles:
    """The reader in a folder, checked. Raises EncoderError that names a missing or damaged file."""
    manifest = _manifest(folder)[1]
    contents = _checked(folder, manifest, (LOWER, UPPER, VERIFIER))
    return ReaderFiles(contents[LOWER], contents[UPPER], contents[VERIFIER], _stated(folder, manifest, "words"))


def _manifest(folder: Path) -> tuple[bytes, dict[str, Any]]:
    stated = _read(folder / MANIFEST)
    try:
        manifest = json.loads(stated)
    except ValueError as error:
        raise _damaged(folder / MANIFEST) from error
    if not isinstance(manifest, dict):
        raise _damaged(folder / MANIFEST)
    return stated, manifest


def _stated(folder: Path, manifest: Mapping[str, Any], name: str) -> str:
    try:
        return str(manifest[name])
    except KeyError as error:
        raise _damaged(folder / MANIFEST) from error


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
