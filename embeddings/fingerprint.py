"""A cheap hash that tells one model folder from another."""

import hashlib
from pathlib import Path

SAMPLES, SAMPLE_BYTES = 16, 1 << 20
"""How much is read of a large file: evenly spread pieces of one mebibyte, the first and the last among them."""


def fingerprint(folder: Path) -> str:
    """SHA-256 over the names, sizes and contents of the folder's files, hidden ones left out, subfolders included.

    Files over 16 MiB are sampled: retrained or converted weights differ everywhere, and reading gigabytes to the end
    would take longer than loading them.
    """
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        relative = path.relative_to(folder)
        if any(part.startswith(".") for part in relative.parts):
            continue
        size = path.stat().st_size
        digest.update(f"{relative.as_posix()}\0{size}\0".encode())
        with path.open("rb") as file:
            if size <= SAMPLES * SAMPLE_BYTES:
                digest.update(file.read())
                continue
            for sample in range(SAMPLES):
                file.seek((size - SAMPLE_BYTES) * sample // (SAMPLES - 1))
                digest.update(file.read(SAMPLE_BYTES))
    return digest.hexdigest()
