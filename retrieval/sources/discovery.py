"""Which files there are to read at and below the paths that a person names.

A source is known by its path. A member of a ZIP archive has `reports.zip/2024/a.pdf`, pictures that are the pages of
one document have `scan-[1-3].jpg`: all that `contents` needs to read it again.
"""

import os
import stat
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from retrieval.errors import DocumentError, PathNotFound
from retrieval.sources.directory_walk import check_regular, problem, walk
from retrieval.sources.file_names import BESIDE_DOCUMENTS, printable_name, runs
from retrieval.sources.ignoring import Ignoring
from retrieval.sources.zip_archive import Archive


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A source: its path, its name below the indexed folder that holds it (forward slashes), and that folder, if any.

    An archive that was given by itself is such a folder; the names of its files begin with its own.
    """

    path: Path
    name: str
    folder: Path | None


@dataclass(slots=True)
class Found:
    """What there is at and below the given paths: the files; which of the paths are folders or archives; the name of
    each thing that cannot be looked at, with a message that says why; and the paths at or below which something may be
    for all we know."""

    files: list[FoundFile] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    unknown: list[Path] = field(default_factory=list)


@dataclass(slots=True)
class _Looked:
    """What was seen so far: sources and archives by path, and what went wrong, and what is hidden by that."""

    sources: dict[Path, None] = field(default_factory=dict)
    archives: dict[Path, None] = field(default_factory=dict)
    problems: list[tuple[Path, str]] = field(default_factory=list)
    unknown: list[Path] = field(default_factory=list)

    def failed(self, path: Path, message: str) -> None:
        """Nothing is known of what is at and below a path."""
        self.problems.append((path, message))
        self.unknown.append(path)


def find_files(paths: Sequence[Path], known: Iterable[Path], largest: int) -> Found:
    """The files at and below `paths`, in order of name; in archives, those of at most `largest` bytes. Raises
    PathNotFound.

    Of several folders that hold a file, given now or `known` from before, the outermost gives it its name, so that it
    keeps its name whichever of them is given again. Hidden files are left alone, and what a `.yuanwenignore` leaves out
    of a folder; links are not followed out of their folder.
    """
    looked = _Looked()
    folders: list[Path] = []
    known = sorted(known, key=lambda folder: len(folder.parts))
    for given in map(_resolved, paths):
        try:
            status = given.stat()
            if stat.S_ISDIR(status.st_mode):
                folders.append(given)
                root = next((folder for folder in known if given.is_relative_to(folder)), given)
                _look_through(given, looked, largest, Ignoring(root))
            elif given.name not in BESIDE_DOCUMENTS:
                check_regular(status)
                _look_at(given, looked, largest)
        except OSError as error:
            looked.failed(given, problem(given, error))
    folders += [path for path in looked.archives if not any(map(path.is_relative_to, folders))]
    outermost_first = sorted({*known, *folders}, key=lambda folder: len(folder.parts))

    def placed(path: Path) -> FoundFile:
        folder = next((folder for folder in outermost_first if path.is_relative_to(folder)), None)
        begins = folder.parent if folder in looked.archives or folder == path else folder
        below = path.relative_to(begins) if begins else Path(path.name)
        return FoundFile(path, "/".join(map(printable_name, below.parts)), folder)

    return Found(
        files=[placed(path) for path in _runs_as_one(looked.sources)],
        folders=folders,
        skipped=[(placed(path).name, message) for path, message in looked.problems],
        unknown=looked.unknown,
    )


def vanished(found: Found, known: Mapping[str, str]) -> dict[str, str]:
    """Of the sources that were found in a folder before (path -> name), those that have vanished: they lie in or below
    a folder that was given now, and are neither among the files found nor where it could not be looked."""
    here = {str(file.path) for file in found.files}
    return {
        path: name
        for path, name in known.items()
        if path not in here
        and any(Path(path).is_relative_to(folder) for folder in found.folders)
        and not any(Path(path).is_relative_to(place) for place in found.unknown)
    }


def emptied(found: Found, known: Iterable[str]) -> list[Path]:
    """Of the folders that were given now, those in which nothing is found any more, though `known` sources lie in them:
    rather a disk that is not mounted than what somebody wants. Nothing counts as vanished from them."""
    files = [file.path for file in found.files]
    return [
        folder
        for folder in found.folders
        if not any(path.is_relative_to(folder) for path in files)
        and any(Path(path).is_relative_to(folder) for path in known)
    ]


def _resolved(given: Path) -> Path:
    """A path without links. Raises PathNotFound when there is nothing at it."""
    try:
        path = Path(os.path.realpath(Path(given).expanduser()))
        path.lstat()
    except (FileNotFoundError, NotADirectoryError, ValueError, RuntimeError):  # a NUL in it; the home of nobody
        raise PathNotFound(f"There is no file or folder {printable_name(str(given))}") from None
    except OSError:
        return path
    return path


def _look_through(folder: Path, looked: _Looked, largest: int, ignoring: Ignoring) -> None:
    walked = walk(folder)
    for path in walked.files:
        if not ignoring.ignores(path):
            _look_at(path, looked, largest, ignoring.ignores)
    looked.problems += ignoring.problems
    for path, error in walked.problems:
        looked.failed(path, problem(path, error))


def _look_at(path: Path, looked: _Looked, largest: int, left_out: Callable[[Path], bool] = lambda path: False) -> None:
    """A file is a source, and an archive as many as it has members that are not left out."""
    if path in looked.archives:
        return
    if path.suffix.lower() != ".zip":
        looked.sources[path] = None
        return
    try:
        with Archive(path, largest) as archive:
            if archive.kind:
                looked.sources[path] = None
                return
            looked.archives[path] = None
            members = [path / member for member in archive.members]
            looked.sources.update(dict.fromkeys(member for member in members if not left_out(member)))
            looked.problems += [(path, reason) for reason in archive.reasons]
            looked.unknown += [path / member for member in archive.skipped]
    except DocumentError as error:
        looked.failed(path, str(error))
    except OSError as error:
        looked.failed(path, problem(path, error))


def _runs_as_one(sources: Iterable[Path]) -> list[Path]:
    """The sources, with each run of pictures as one, in the place of its first page."""
    names: defaultdict[Path, set[str]] = defaultdict(set)
    for path in sources:
        names[path.parent].add(path.name)
    run_of = {
        folder / page: folder / run
        for folder, in_it in names.items()
        for run, pages in runs(in_it).items()
        for page in pages
    }
    return list(dict.fromkeys(run_of.get(path, path) for path in sources))
