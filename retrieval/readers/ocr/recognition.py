"""Optical character recognition: the picture of a page -> its printed lines.

The models are the Chinese ones that rapidocr's wheel carries (PP-OCRv6 small, which reads English as well), run by ONNX
Runtime. Nothing is downloaded.
"""

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retrieval.readers.ocr.punctuation import tidied
from retrieval.readers.print import PrintedLine

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray
    from PIL.Image import Image
    from rapidocr import RapidOCR

    Corners = NDArray[numpy.float32]
    Pixels = NDArray[numpy.uint8]

DETECTION_SIDE = 2_000
"""Pixels of the longer side of the picture that lines are looked for in; a larger page is made smaller for that alone,
as each line is then recognised from the page itself. On an A2 page of 5,000 pixels set in 9 pt, 555 of 555 lines were
found at 1,600 pixels and 554 at 1,280; at 2,500 it took twice the time, and an A4 page at 300 dpi five times and 2 GB
when it was not made smaller, for the same lines."""

LEAST_CONFIDENCE = 0.5
"""Lines below it are left out: what is found in photographs and ornaments, and print too blurred to be quoted. Of
pages that were made ever worse, one with a mean of .72 had .69 of its characters right, one with .37 had .12."""

THREADS = 2
"""Of ONNX Runtime: the same number everywhere, so that the machine's count of cores has no say in the text."""

_MODELS = {"Det": "PP-OCRv6_det_small", "Rec": "PP-OCRv6_rec_small"}
_MOST_LINES = 20_000
_FIGURE = re.compile(r"\d(?:[\d.,:/-]*\d)?[%％‰]?")
_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a recognised line: `[start, end)` in its text, and the confidence (0..1) in its least certain digit.

    Points and percent signs do not count: recognition wavers between their narrow and wide forms, which say the same.
    """

    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """A printed line and the figures in it."""

    printed: PrintedLine
    figures: tuple[Figure, ...]


def recognised_lines(image: "Image") -> list[RecognisedLine]:
    """The printed lines of a picture that stands upright, in any order, with the figures of each; boxes and sizes are
    in its pixels.

    A line's confidence is the mean of its characters'. Lines of less than LEAST_CONFIDENCE are left out.
    """
    import numpy

    corners = find_lines(image, DETECTION_SIDE)
    if not len(corners):
        return []
    pixels = bgr(image)
    engine = _engine()
    with _LOCK:
        found: Any = engine.recognize_txt(engine.crop_text_regions(pixels, corners))
    lines = []
    for quad, text, confidence, word in zip(corners, found.txts, found.scores, found.word_results, strict=True):
        text, kept = tidied(text)
        if confidence < LEAST_CONFIDENCE or not text:
            continue
        certain = [word.confs[index] for index in kept]
        (x0, y0), (x1, y1) = quad.min(axis=0).tolist(), quad.max(axis=0).tolist()
        sides = [float(numpy.linalg.norm(quad[0] - quad[corner])) for corner in (1, 3)]
        printed = PrintedLine(text, (x0, y0, x1, y1), min(sides), float(confidence))
        lines.append(RecognisedLine(printed, _figures(text, certain)))
    return lines


def find_lines(image: "Image", side: int) -> "Corners":
    """The corners of the lines of print in a picture, `(n, 4, 2)` in its pixels: from the top left one on clockwise as
    the line stands, x before y. They are looked for with the picture's longer side at most `side` pixels."""
    import numpy
    from PIL import Image

    scale = min(1.0, side / max(image.size))
    if scale < 1:
        size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
        smaller = image.resize(size, Image.Resampling.BOX)
    else:
        smaller = image
    engine = _engine()
    with _LOCK:
        found: Any = engine(bgr(smaller), use_det=True, use_cls=False, use_rec=False)
    if found.boxes is None:
        return numpy.zeros((0, 4, 2), numpy.float32)
    ratio = numpy.array(image.size, numpy.float32) / numpy.array(smaller.size, numpy.float32)
    return numpy.asarray(found.boxes * ratio, numpy.float32)


def line_confidences(crops: "Sequence[Pixels]") -> list[float]:
    """How sure (0..1) the recognition of each of `crops` is, as `cut_lines` gives them."""
    with _LOCK:
        return [float(score) for score in _engine().recognize_txt(list(crops)).scores]


def cut_lines(image: "Image", corners: "Corners") -> "list[Pixels]":
    """The pixels of the lines with these corners, each level; one that stands on end is laid down, top to the left."""
    with _LOCK:
        return list(_engine().crop_text_regions(bgr(image), corners))


def bgr(image: "Image") -> "Pixels":
    """The pixels as rapidocr takes them, `(height, width, 3)`: blue, green, red."""
    import numpy

    return numpy.ascontiguousarray(numpy.asarray(image.convert("RGB"))[:, :, ::-1])


@cache
def _engine() -> "RapidOCR":
    import rapidocr

    # Naming the models' files keeps rapidocr from comparing them with its list and fetching those that differ.
    folder = Path(rapidocr.__file__).parent / "models"
    models = {f"{part}.model_path": str(folder / f"{model}.onnx") for part, model in _MODELS.items()}
    return rapidocr.RapidOCR(
        params={
            **models,
            "Global.log_level": "critical",
            "Global.max_side_len": DETECTION_SIDE,
            "Global.return_word_box": True,
            "Det.limit_type": "max",  # small pictures are not made larger: on clean pages of 72 dpi that gains nothing
            "Det.limit_side_len": DETECTION_SIDE,
            "Det.max_candidates": _MOST_LINES,
            "Rec.rec_batch_num": 1,  # so that a line's text does not depend on the lines beside it
            "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
        }
    )


def _figures(text: str, certain: Sequence[float]) -> tuple[Figure, ...]:
    return tuple(
        Figure(*match.span(), min(certain[index] for index in range(*match.span()) if text[index].isdecimal()))
        for match in _FIGURE.finditer(text)
    )
