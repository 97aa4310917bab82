"""Why a file could not be read by the process for it, in words for who sent the file."""

import re

from retrieval import errors
from retrieval.errors import DamagedDocument, DocumentError, DocumentTooLarge

_NO_MEMORY = re.compile(r"bad_alloc|(?:insufficient|out of) memory|(?:cannot|failed to|can't) alloc", re.IGNORECASE)


def says_no_memory(message: str) -> bool:
    """Whether a message of a library in C or C++ says that there was no memory: ONNX Runtime's, OpenCV's, libtiff's."""
    return _NO_MEMORY.search(message) is not None


def document_error(label: object) -> type[DocumentError]:
    """The class of our tree that goes by this name."""
    found = getattr(errors, str(label), None)
    return found if isinstance(found, type) and issubclass(found, DocumentError) else DamagedDocument


def out_of_memory(name: str, memory: int) -> DocumentTooLarge:
    """For a file that takes more than so many bytes."""
    return DocumentTooLarge(
        f"{name}: reading it needed more than {memory / 2**30:.2g} GB of memory; left alone. "
        "Split it, or raise reading.most_memory_mb in the settings."
    )


def too_long(name: str, seconds: float) -> DocumentTooLarge:
    """For a file that takes longer."""
    time_taken = f"{seconds / 60:.0f} minutes" if seconds >= 120 else f"{seconds:.3g} seconds"
    return DocumentTooLarge(
        f"{name}: reading it took longer than {time_taken}; left alone. "
        "Split it, or raise reading.most_seconds in the settings."
    )


def crashed(name: str, how: str) -> DamagedDocument:
    """For a file that its reader does not survive."""
    return DamagedDocument(
        f"{name}: its reader crashed on it ({how}). Open it in the program that made it and save it again."
    )
