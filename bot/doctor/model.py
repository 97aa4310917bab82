"""Whether the model of the settings can be used."""

import time

import numpy as np

from bot.check_result import CheckResult
from embeddings import Encoder, load_encoder, load_reader
from retrieval.errors import YuanwenError
from retrieval.settings import EmbeddingSettings


def check_model(wanted: EmbeddingSettings) -> tuple[Encoder | None, CheckResult]:
    """The model, None where it cannot be used, and what is to be said of it."""
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
