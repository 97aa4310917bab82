"""The hash that tells model folders apart."""

from pathlib import Path

import pytest

from embeddings.fingerprint import SAMPLE_BYTES, SAMPLES, fingerprint

LARGE = SAMPLES * SAMPLE_BYTES + 5_000_000


def write(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


FILES = {"config.json": b"{}", "1_Pooling/config.json": b"[]"}


def test_the_same_files_have_the_same_fingerprint_wherever_they_are(tmp_path: Path) -> None:
    first, second = write(tmp_path / "a", FILES), write(tmp_path / "b", {**FILES, ".cache/seen": b"1", ".lock": b""})
    assert fingerprint(first) == fingerprint(second)


@pytest.mark.parametrize(
    "other",
    [
        {**FILES, "config.json": b"[]"},
        {**FILES, "more.json": b""},
        {"config.json": b"{}", "2_Pooling/config.json": b"[]"},
        {"config.json": b"[]", "1_Pooling/config.json": b"{}"},
    ],
)
def test_other_files_have_another(tmp_path: Path, other: dict[str, bytes]) -> None:
    assert fingerprint(write(tmp_path / "a", FILES)) != fingerprint(write(tmp_path / "b", other))


@pytest.mark.parametrize("position", [0, LARGE - 1])
def test_a_large_file_changed_at_either_end_is_another(tmp_path: Path, position: int) -> None:
    weights = bytearray(LARGE)
    before = fingerprint(write(tmp_path, {"weights": bytes(weights)}))
    weights[position] = 1
    assert fingerprint(write(tmp_path, {"weights": bytes(weights)})) != before
