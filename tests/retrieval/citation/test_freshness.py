"""Whether the file of a passage is still what was indexed: by its stamp, and by its bytes where that differs."""

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from retrieval.library import Library
from retrieval.settings import Settings

TEXT, SAME_LENGTH = "青河镇去年种树 5100 棵。\n", "青河镇去年种树 5200 棵。\n"


def plain(folder: Path, text: str) -> Path:
    (folder / "青河.txt").write_text(text, encoding="utf-8")
    return folder / "青河.txt"


def archived(folder: Path, text: str) -> Path:
    with zipfile.ZipFile(folder / "青河.zip", "w") as archive:
        archive.writestr("青河.txt", text)
    return folder / "青河.zip"


@pytest.mark.parametrize("write", [plain, archived])
def test_a_file_is_the_same_until_its_bytes_are_others(tmp_path: Path, write: Callable[[Path, str], Path]) -> None:
    file = write(tmp_path, TEXT)
    with Library.open(Settings(data_dir=tmp_path / "library")) as library:
        library.index([file])
        cited = library.ask("青河镇种树多少棵？").passages[0].citation.id
        assert library.staleness(cited) is None
        os.utime(file, ns=(1, 1))
        assert library.staleness(cited) is None
        write(tmp_path, SAME_LENGTH)
        assert library.staleness(cited) == "changed"
        file.unlink()
        assert library.staleness(cited) == "missing"


def test_a_file_whose_stamp_is_as_it_was_is_not_read(tmp_path: Path) -> None:
    file = plain(tmp_path, TEXT)
    with Library.open(Settings(data_dir=tmp_path / "library")) as library:
        library.index([file])
        cited = library.ask("青河镇种树多少棵？").passages[0].citation.id
        written = file.stat()
        plain(tmp_path, SAME_LENGTH)
        os.utime(file, ns=(written.st_atime_ns, written.st_mtime_ns))
        assert library.staleness(cited) is None
