"""The lines of a set, each a JSON object."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from retrieval.errors import PathNotFound, UsageError
from retrieval.text.suggestions import did_you_mean

ADVICE = "`yuanwen eval --help` explains the form"

Kinds = dict[str, tuple[type, ...]]
"""Keys, and of which types their values may be."""

One = TypeVar("One")


def read_lines(path: Path, parse: Callable[[Any], One]) -> list[One]:
    """What `parse` makes of each line of a set. Raises PathNotFound, and UsageError that names the line that is no
    JSON, or of which `parse` raises a ValueError."""
    found = []
    for number, line in _lines(path):
        try:
            found.append(parse(json.loads(line)))
        except json.JSONDecodeError as error:
            raise UsageError(f"{path}, line {number}: this is no JSON: {error.msg}, column {error.colno}") from None
        except ValueError as error:
            raise UsageError(f"{path}, line {number}: {error} ({ADVICE})") from None
    if not found:
        raise UsageError(f"{path}: there is no question in it")
    return found


def first_keys(path: Path) -> frozenset[str]:
    """The keys of the first line of a set; none where that is no JSON object. Raises PathNotFound, UsageError."""
    for _, line in _lines(path):
        try:
            fields = json.loads(line)
        except json.JSONDecodeError:
            break
        return frozenset(fields) if isinstance(fields, dict) else frozenset()
    return frozenset()


def check_keys(fields: Any, kinds: Kinds, what: str) -> None:
    """See that an object has all of these keys, with values of the right kind. Raises ValueError that names the key
    that is not as it should be; `what` is what the object is called."""
    if not isinstance(fields, dict):
        raise ValueError(f"{what} is an object of keys and values")
    for key, types in kinds.items():
        if key not in fields:
            raise ValueError(f"the key {key!r} is missing.{did_you_mean(key, set(fields) - set(kinds))}")
        if not isinstance(fields[key], types) or isinstance(fields[key], bool):
            raise ValueError(f"the value of {key!r} is of the wrong kind")


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a set that hold anything, with their numbers."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except FileNotFoundError:
        raise PathNotFound(f"There is no file {path}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: the question set cannot be read: {error}") from None
    yield from ((number, line) for number, line in enumerate(lines, 1) if line.strip())
