"""`doctor`: small checks of a set-up, each with what to do when it fails."""

import logging
import re
import shlex
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from bot.settings import Settings
from bot.telegram.storage.sent_names import SentNames, peek_at_names
from bot.telegram.token import read_token
from embeddings import Encoder, load_encoder, load_reader
from retrieval.errors import SettingsError, YuanwenError
from retrieval.library import Library
from retrieval.storage.files.private import make_private_folder, open_to_others
from retrieval.text.folding import HAN, fold
from retrieval.text.tokens import words

Severity = Literal["ok", "info", "warning", "error"]

MOST_UNKNOWN = 0.01
"""The share of a text that a model may not know before it is worth saying. Measured with the bundled model: 0.01 % of
work reports, 0.1 % of encyclopaedia articles (CMRC 2018, DRCD), 15 % of a Russian sentence, 77 % of a Korean one."""

SAMPLE_DOCUMENTS, SAMPLE_LINES = 20, 50
"""How many documents, and lines of each, are looked at for what the model does not know."""

SEGMENTED = 20_000
"""Characters of those documents that are cut into words by jieba too."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one check found: `message` says what is, `remedy` what to do about it, where something is to be done."""

    name: str
    severity: Severity
    message: str
    remedy: str | None = None

    def to_json(self) -> dict[str, Any]:
        """As `doctor --json` prints it."""
        return asdict(self)


def examine(load_settings: Callable[[], Settings]) -> list[CheckResult]:
    """Check the whole set-up, in the order in which one thing needs another."""
    try:
        settings = load_settings()
    except SettingsError as error:
        return [CheckResult("settings", "error", str(error), "config.yaml of the project explains every setting.")]
    directory = _data_directory(settings.data_dir)
    encoder, model = _model(settings)
    results = [CheckResult("settings", "ok", "They can be read."), directory, _permissions(settings.data_dir), model]
    if directory.severity != "error":
        try:
            with Library.open(settings) as library:
                results.extend(_library(library, settings.data_dir, encoder))
        except YuanwenError as error:
            results.append(CheckResult("library", "error", str(error)))
    return [*results, _telegram(settings)]


def _data_directory(folder: Path) -> CheckResult:
    try:
        make_private_folder(folder)
        with tempfile.TemporaryFile(dir=folder):
            return CheckResult("data directory", "ok", f"{folder} can be written.")
    except OSError as error:
        message = f"{folder} cannot be written: {error.strerror}."
        return CheckResult("data directory", "error", message, "Name another with --data-dir or data_dir.")


def _permissions(folder: Path) -> CheckResult:
    """Whether what is in the data directory is its owner's alone."""
    found = open_to_others(folder)
    if not found:
        return CheckResult("permissions", "ok", "Nobody but its owner can read the data directory.")
    named = _some([str(path) for path in found])
    message = f"Other users of this machine may read or change: {named}"
    return CheckResult("permissions", "warning", message, f"Run `chmod -R go= {shlex.quote(str(folder))}`.")


def _model(settings: Settings) -> tuple[Encoder | None, CheckResult]:
    wanted = settings.embeddings
    try:
        encoder = load_encoder(wanted.model, **wanted.model_dump(exclude={"model"}))
        load_reader(encoder)
    except YuanwenError as error:
        return None, CheckResult("model", "error", str(error))
    encoder.encode_queries(["?"])
    started = time.perf_counter()
    vectors = np.concatenate([encoder.encode_queries(["审批时限"]), encoder.encode_passages(["审批时限压减。"])])
    milliseconds = (time.perf_counter() - started) * 500
    lengths = np.linalg.norm(vectors, axis=1)
    if vectors.shape != (2, encoder.dimension) or not np.allclose(lengths, 1, atol=1e-3):
        message = f"{wanted.model} gives vectors of shape {vectors.shape} and lengths {lengths}, not of unit length."
        return None, CheckResult("model", "error", message, "Name another under embeddings.model.")
    message = f"{wanted.model} gives vectors of {encoder.dimension} dimensions, {milliseconds:.0f} ms a text."
    return encoder, CheckResult("model", "ok", message)


def _library(library: Library, directory: Path, encoder: Encoder | None) -> Iterator[CheckResult]:
    documents = library.documents()
    if not documents:
        yield CheckResult("library", "warning", "There is nothing in it.", "Run `yuanwen index PATH`.")
        return
    passages = sum(document.passages for document in documents)
    yield CheckResult("library", "ok", f"Documents: {len(documents)}, passages: {passages}.")
    yield _documents(library, peek_at_names(directory))
    texts = library.texts(SAMPLE_DOCUMENTS)
    yield _segmentation("\n".join(texts)[:SEGMENTED], directory)
    if encoder:
        yield _indexes(library)
        yield _vocabulary(encoder, texts)


def _documents(library: Library, sent: SentNames) -> CheckResult:
    """Whether every document is what its file holds now."""
    names: dict[str, list[str]] = {}
    for verification in library.verify():
        names.setdefault(verification.finding, []).append(sent.shown_name(verification.document))
    names.pop("intact", None)
    if not names:
        return CheckResult("documents", "ok", "Every file is as it was, every passage as it stands in it.")
    message = "; ".join(f"{len(found)} {finding}: {_some(found)}" for finding, found in names.items())
    severity: Severity = "error" if "damaged" in names else "warning"
    return CheckResult("documents", severity, message, "`yuanwen verify` says what to do about each.")


def _some(names: list[str]) -> str:
    return ", ".join(names[:3]) + (", …" if len(names) > 3 else "")


def _indexes(library: Library) -> CheckResult:
    """Whether a question can be asked: the indexes stand for what the library holds, made with this model."""
    try:
        library.ask("审批时限")
    except YuanwenError as error:
        return CheckResult("indexes", "error", str(error))
    return CheckResult("indexes", "ok", "They stand for what the library holds, and answer.")


def _segmentation(text: str, directory: Path) -> CheckResult:
    """Whether rjieba, which cuts the words that are indexed and asked for, cuts the documents as jieba does."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's own, about Python and setuptools
        import jieba
    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(directory)
    runs = re.findall(f"[{HAN}]+", fold(text))
    differing = [run for run in runs if words(run) != list(tokenizer.cut_for_search(run))]
    if not differing:
        return CheckResult("words", "ok", "rjieba cuts the documents as jieba does.")
    message = f"rjieba cuts {len(differing)} of {len(runs)} runs of characters otherwise than jieba: {_some(differing)}"
    return CheckResult("words", "warning", message, "Install the versions that constraints.txt names.")


def _vocabulary(encoder: Encoder, texts: list[str]) -> CheckResult:
    """How much of the documents' text the model's vocabulary knows."""
    share = encoder.unknown_share([line for text in texts for line in text.splitlines()[:SAMPLE_LINES]])
    message = f"{share:.2%} of the text is outside the model's vocabulary."
    if share <= MOST_UNKNOWN:
        return CheckResult("vocabulary", "ok", message)
    remedy = "Name a model with a whole vocabulary under embeddings.model, then run `yuanwen index --rebuild`."
    return CheckResult("vocabulary", "warning", message, remedy)


def _telegram(settings: Settings) -> CheckResult:
    if settings.telegram.token is None and settings.telegram.token_file is None:
        return CheckResult("telegram", "info", "No token is set; only `yuanwen bot` needs one.")
    try:
        read_token(settings.telegram)
    except SettingsError as error:
        return CheckResult("telegram", "error", str(error))
    return CheckResult("telegram", "ok", "A token is set.")
