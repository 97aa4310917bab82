"""What a person wants left out of a folder: `.yuanwenignore`, in the form of gitignore.

It counts for its folder and those below; of several that say something of a file the nearest wins. What a person names
by itself is never left out.
"""

import re
from pathlib import Path

from pathspec import GitIgnoreSpec
from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

from retrieval.sources.file_names import pages_of

IGNORE = ".yuanwenignore"
"""The name of such a file."""

MOST_OPEN = 3
"""Wildcards of a line that may be matched in many ways at once: `**`, and a star with a bracket behind it and a further
star behind that. The time for a path grows with its length to that power; three take 0.1 s for the longest name."""

_STAR, _FOLDERS, _FOLDERS_BEFORE = "[^/]*", "(?:/.+)?", "^(?:.+/)?"
"""What pathspec makes of wildcards."""

MOST_LINES = 10_000
"""Lines that are used of such a file: to read them takes 2 s, and to match a path against all of them 10 ms."""

SHOWN = 100
"""Characters of a line that cannot be used which are shown."""

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
        if len(lines) > MOST_LINES:
            reason = f"only the first {MOST_LINES:,} of {len(lines):,} lines are used: shorten it with wildcards"
            self.problems.append((path, f"{path}: {reason}"))
        used: list[GitIgnoreSpecPattern] = []
        for number, line in enumerate(lines[:MOST_LINES], 1):
            try:
                used.extend(_compiled([line]).patterns)
            except _TooOpen:
                reason = f"line {number} is not used: it has more than {MOST_OPEN} of `**` and of `*[…]` before a `*`"
                self.problems.append((path, f"{path}: {reason}: {line[:SHOWN]}"))
            except ValueError:
                self.problems.append((path, f"{path}: line {number} is no pattern: {line[:SHOWN]}"))
        return GitIgnoreSpec(used, backend="simple")


class _TooOpen(ValueError):
    """A line can be matched in too many ways to be tried."""


def _compiled(lines: list[str]) -> GitIgnoreSpec:
    return GitIgnoreSpec.from_lines(lines, _pattern, backend="simple")


def _pattern(line: str) -> GitIgnoreSpecPattern:
    regex, include = GitIgnoreSpecPattern.pattern_to_regex(line)
    return GitIgnoreSpecPattern(None if regex is None else re.compile(_settled(regex)), include)


def _settled(regex: str) -> str:
    """An expression of pathspec's that does not come back to a star once what is behind it was found: within a name the
    first place is the best one, for the next star can skip whatever the first did not. Raises _TooOpen."""
    first, *rest = regex.split(_STAR)
    still_open = regex.count(_FOLDERS) + regex.startswith(_FOLDERS_BEFORE)
    for number, piece in enumerate(rest, 1):
        bare = piece.replace("[^/]", "")
        if number == len(rest) or "/" in bare:
            first += _STAR + piece
        elif "[" in bare:
            first += _STAR + piece
            still_open += 1
        else:
            first += f"(?>[^/]*?{piece})"
    if still_open > MOST_OPEN:
        raise _TooOpen
    return first
