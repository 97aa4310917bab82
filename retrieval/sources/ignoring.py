"""What a person wants left out of a folder: `.yuanwenignore`, in the form of gitignore.

It counts for its folder and those below; of several that say something of a file the nearest wins. What a person names
by itself is never left out.
"""

from pathlib import Path

from pathspec import GitIgnoreSpec

from retrieval.sources.file_names import pages_of

IGNORE = ".yuanwenignore"
"""The name of such a file."""

_SPECIAL = "\\*?[]!# "


def ignore_line(name: str) -> str:
    """The line that leaves out the source of this name (forward slashes): one file, or the pictures of one document."""
    folder, slash, last = name.rpartition("/")
    above = _escaped(folder + slash)
    if pages_of(last):
        return f"/{above}{_escaped(last.rpartition('[')[0])}*{_escaped(last.rpartition(']')[2])}"
    return f"/{above}{_escaped(last)}"


def _escaped(text: str) -> str:
    return "".join(map(_escaped_character, text))


def _escaped_character(character: str) -> str:
    """A character that stands for itself; white space that pathspec would take off the end of a line, in brackets."""
    if character in _SPECIAL:
        return f"\\{character}"
    return f"[{character}]" if character.isspace() else character


class Ignoring:
    """What is left out at and below a folder. `problems` are files of this kind, or lines in them, that cannot be
    used, each with a message that says why."""

    def __init__(self, root: Path) -> None:
        """`root` is the outermost folder whose `.yuanwenignore` counts."""
        self._root = root
        self._read: dict[Path, GitIgnoreSpec | None] = {}
        self.problems: list[tuple[Path, str]] = []

    def ignores(self, path: Path) -> bool:
        """Whether the file at `path`, which lies below the root, is left out."""
        left_out = False
        for folder in reversed([parent for parent in path.parents if parent.is_relative_to(self._root)]):
            if folder not in self._read:
                self._read[folder] = self._spec(folder / IGNORE)
            spec = self._read[folder]
            said = spec.check_file(path.relative_to(folder).as_posix()).include if spec else None
            left_out = left_out if said is None else said
        return left_out

    def _spec(self, path: Path) -> GitIgnoreSpec | None:
        try:
            lines = [line.removesuffix("\r") for line in path.read_text(encoding="utf-8-sig").split("\n")]
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, UnicodeDecodeError) as error:
            reason = "it is not in UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror
            self.problems.append((path, f"{path}: not used: {reason}"))
            return None
        used: list[str] = []
        for number, line in enumerate(lines, 1):
            try:
                GitIgnoreSpec.from_lines([line])
                used.append(line)
            except ValueError:
                self.problems.append((path, f"{path}: line {number} is no pattern: {line}"))
        return GitIgnoreSpec.from_lines(used)
