"""What is in the library, and whether the program can read it well."""

import logging
import re
import warnings

from bot.check_result import CheckResult, Severity
from bot.doctor.examined import Examined, some
from bot.telegram.storage.sent_names import peek_at_names
from retrieval.storage.contents.stuffing import stuffed
from retrieval.text.folding import HAN, fold
from retrieval.text.tokens import words

MOST_UNKNOWN = 0.01
"""The share of a text that a model may not know before it is worth saying. Measured with the bundled model: 0.01 % of
work reports, 0.1 % of encyclopaedia articles (CMRC 2018, DRCD), 15 % of a Russian sentence, 77 % of a Korean one."""

SAMPLE_DOCUMENTS, SAMPLE_LINES = 20, 50
"""How many documents, and lines of each, are looked at for what the model does not know."""

SEGMENTED = 20_000
"""Characters of those documents that are cut into words by jieba too."""


def library(examined: Examined) -> CheckResult:
    """How much there is."""
    held = examined.library.documents()
    passages = sum(document.passages for document in held)
    return CheckResult("library", "ok", f"Documents: {len(held)}, passages: {passages}.")


def documents(examined: Examined) -> CheckResult:
    """Whether every document is what its file holds now."""
    sent = peek_at_names(examined.settings)
    names: dict[str, list[str]] = {}
    for verification in examined.library.verify():
        names.setdefault(verification.finding, []).append(sent.shown_name(verification.document))
    names.pop("intact", None)
    if not names:
        return CheckResult("documents", "ok", "Every file is as it was, every passage as it stands in it.")
    message = "; ".join(f"{len(found)} {finding}: {some(found)}" for finding, found in names.items())
    severity: Severity = "error" if "damaged" in names else "warning"
    return CheckResult("documents", severity, message, "`yuanwen verify` says what to do about each.")


def stuffing(examined: Examined) -> CheckResult:
    """Whether a document is made to be found whatever is asked."""
    sent = peek_at_names(examined.settings)
    with examined.library.reading() as (db, _):
        found = stuffed(db)
    if not found:
        return CheckResult("stuffing", "ok", "No document says the same over and over, or nothing but questions.")
    said = [
        f"{sent.shown_name(one.name)} (of {one.passages} passages {one.repeated} are repeated, {one.questions} are "
        f"questions, {one.copied} are copied in many documents)"
        for one in found
    ]
    remedy = "Look at them; `yuanwen remove NAME` takes one out, .yuanwenignore keeps it out."
    return CheckResult("stuffing", "warning", f"Documents that may be made to be found: {some(said)}", remedy)


def segmentation(examined: Examined) -> CheckResult:
    """Whether rjieba, which cuts the words that are indexed and asked for, cuts the documents as jieba does."""
    text = "\n".join(examined.library.texts(SAMPLE_DOCUMENTS))[:SEGMENTED]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's own, about Python and setuptools
        import jieba
    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(examined.data_dir)
    runs = re.findall(f"[{HAN}]+", fold(text))
    differing = [run for run in runs if words(run) != list(tokenizer.cut_for_search(run))]
    if not differing:
        return CheckResult("words", "ok", "rjieba cuts the documents as jieba does.")
    message = f"rjieba cuts {len(differing)} of {len(runs)} runs of characters otherwise than jieba: {some(differing)}"
    return CheckResult("words", "warning", message, "Install the versions that constraints.txt names.")


def vocabulary(examined: Examined) -> CheckResult | None:
    """How much of the documents' text the model's vocabulary knows."""
    if examined.encoder is None:
        return None
    texts = examined.library.texts(SAMPLE_DOCUMENTS)
    share = examined.encoder.unknown_share([line for text in texts for line in text.splitlines()[:SAMPLE_LINES]])
    message = f"{share:.2%} of the text is outside the model's vocabulary."
    if share <= MOST_UNKNOWN:
        return CheckResult("vocabulary", "ok", message)
    remedy = "Name a model with a whole vocabulary under embeddings.model, then run `yuanwen index --rebuild`."
    return CheckResult("vocabulary", "warning", message, remedy)
