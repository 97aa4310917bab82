"""Which files there are to read at and below the paths that a person names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.errors import PathNotFound


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file: where it is, its name below the indexed folder that holds it (forward slashes), and that folder, if
    any."""

    path: Path
    name: str
    folder: Path | None


def find_files(paths: Sequence[Path], known: Iterable[Path] = ()) -> tuple[list[FoundFile], list[Path]]:
    """The files at and below `paths`, in order of name, and which of the paths are folders. Raises PathNotFound.

    Of several folders that hold a file, given now or `known` from before, the outermost gives it its name, so that it
    keeps its name whichever of them is given again. Hidden files are left alone; links are not followed out of their
    folder.
    """
    found: dict[Path, None] = {}
    folders: list[Path] = []
    for given in paths:
        path = Path(given).expanduser().resolve()
        if path.is_file():
            found[path] = None
        elif path.is_dir():
            folders.append(path)
            found.update(dict.fromkeys(file for file in sorted(path.rglob("*")) if _is_ours(file, path)))
        else:
            raise PathNotFound(f"There is no file or folder {given}")
    outermost_first = sorted({*known, *folders}, key=lambda folder: len(folder.parts))
    return [_placed(path, outermost_first) for path in found], folders


def _is_ours(file: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    return not hidden and file.is_file() and file.resolve().is_relative_to(folder)


def _placed(path: Path, folders: Iterable[Path]) -> FoundFile:
    folder = next((folder for folder in folders if path.is_relative_to(folder)), None)
    return FoundFile(path, path.relative_to(folder).as_posix() if folder else path.name, folder)
