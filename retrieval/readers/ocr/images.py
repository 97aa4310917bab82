"""The bytes of a picture file -> its pictures, decoded with bounds and turned as a viewer shows them."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from retrieval.errors import DamagedDocument, DocumentError, DocumentTooLarge

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST_PIXELS = 80_000_000
"""Pixels of one picture: an A2 newspaper page at 400 dpi has 62 million; decoded, this many take 240 MB."""

MOST_FRAMES = 2_000
"""Pages of one TIFF, as of one PDF. They are decoded one at a time, so this bounds time and not memory."""

_FORMATS = ("BMP", "JPEG", "PNG", "TIFF", "WEBP")
_DEEP_MODES = ("I", "F")


def pictures(data: bytes, name: str) -> "Iterator[Image]":
    """The pictures of a file in RGB, one after another, turned as their EXIF orientation says and laid on white.

    A TIFF has one for each of its pages; of other formats only the first is taken (a telephone's JPEG may carry a
    second one for its own use). Raises DocumentTooLarge, before anything is decoded, for a picture of more than
    LARGEST_PIXELS and at the end of MOST_FRAMES pages, DamagedDocument for bytes that are no whole picture.
    """
    from PIL import Image

    with _explained(name):
        file = Image.open(io.BytesIO(data), formats=_FORMATS)
    with file:
        frame = 0
        while True:
            with _explained(name):
                decoded = _decoded(file, name)
            yield decoded
            frame += 1
            with _explained(name):
                if file.format != "TIFF" or not _goes_to(file, frame):
                    return
            if frame == MOST_FRAMES:
                raise DocumentTooLarge(f"{name}: more than {MOST_FRAMES:,} pages. Split it and try again.")


def picture(data: bytes, name: str, page: int) -> "Image":
    """The picture on `page`, counted from 1, of a file. Raises as `pictures`, and ValueError where there is none."""
    for number, found in enumerate(pictures(data, name), 1):
        if number == page:
            return found
    raise ValueError(f"{name} has no page {page}")


@contextmanager
def _explained(name: str) -> Iterator[None]:
    """Says what PIL's errors mean for the file `name`.

    Its warnings are left out: they are of large pictures, which are refused here, and of odd metadata, which do no
    harm.
    """
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except DocumentError:
            raise
        except Image.DecompressionBombError as error:
            raise _too_large(name, "too many") from error
        except Exception as error:  # a broken picture fails anywhere inside PIL, with any exception
            raise DamagedDocument(
                f"{name}: not a whole PNG, JPEG, WebP, TIFF or BMP picture. "
                "Open it in a picture viewer and save it again as .png."
            ) from error


def _too_large(name: str, count: str) -> DocumentTooLarge:
    return DocumentTooLarge(
        f"{name}: {count} megapixels; at most {LARGEST_PIXELS // 10**6} are read. Make it smaller and try again."
    )


def _goes_to(file: "Image", frame: int) -> bool:
    try:
        file.seek(frame)
    except EOFError:
        return False
    return True


def _decoded(file: "Image", name: str) -> "Image":
    from PIL import ImageOps

    pixels = file.width * file.height
    if pixels > LARGEST_PIXELS:
        raise _too_large(name, f"{pixels / 10**6:.0f}")
    file.load()
    return _on_white(ImageOps.exif_transpose(file))


def _on_white(image: "Image") -> "Image":
    """The picture in RGB, whatever its mode, as it looks on white paper."""
    from PIL import Image

    if image.mode.startswith(_DEEP_MODES):
        return _shallow(image).convert("RGB")
    if not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    paper = Image.new("RGB", layer.size, "white")
    paper.paste(layer, mask=layer.getchannel("A"))
    return paper


def _shallow(image: "Image") -> "Image":
    """A picture of more than 8 bits a pixel in 8. Its brightest pixel is made white: scanners that store 12 bits in 16
    leave the upper ones empty."""
    import numpy
    from PIL import Image

    levels = numpy.asarray(image, dtype=numpy.float32).clip(0)
    brightest = max(float(levels.max()), 1.0)
    return Image.fromarray((levels * (255 / brightest)).astype(numpy.uint8))
