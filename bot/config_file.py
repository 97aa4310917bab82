"""config.yaml with the line of every key, so that a complaint about a setting can say where it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from retrieval.errors import SettingsError

Key = tuple[str | int, ...]
"""A setting's path, `("telegram", "allowed_users", 0)`."""

DEEPEST = 4
"""Keys below this depth get no line of their own: no setting lies deeper, and an alias may point to itself."""


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """What a configuration file says. `lines` count from 1 and hold the line of every key and list item."""

    path: Path
    values: Mapping[str, Any]
    lines: Mapping[Key, int]

    def line(self, key: Key) -> int | None:
        """The line of a key or of the nearest one above it that the file has; None when it says nothing of it."""
        while key and key not in self.lines:
            key = key[:-1]
        return self.lines.get(key)

    def place(self, key: Key) -> str:
        """Where a key stands, in words: `config.yaml, line 12`."""
        line = self.line(key)
        return f"{self.path}, line {line}" if line else str(self.path)


def read_config_file(path: Path) -> ConfigFile:
    """Reads a YAML file of settings; an empty one says nothing.

    Raises:
        SettingsError: it is not there, cannot be read, is no YAML, is no mapping, or names a key twice.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise SettingsError(f"{path}: there is no such configuration file") from None
    except OSError as error:
        raise SettingsError(f"{path}: the configuration file cannot be read: {error.strerror}") from None
    try:
        loader = yaml.SafeLoader(content)
        root = loader.get_single_node()
        values = loader.construct_document(root) if root else None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SettingsError(f"{path}, line {line}: this is not valid YAML: {error.problem}") from None
    except yaml.reader.ReaderError as error:
        line = content[: error.position].count(b"\n") + 1
        raise SettingsError(f"{path}, line {line}: this is not valid YAML: {error.reason}") from None
    except ValueError as error:
        raise SettingsError(f"{path}: this is not valid YAML: {error}") from None
    except RecursionError:
        raise SettingsError(f"{path}: this is nested too deeply for settings") from None
    if root is None or values is None:
        return ConfigFile(path, {}, {})
    if not isinstance(values, dict):
        raise SettingsError(f"{path}, line 1: settings are written as `key: value`, one a line")
    lines: dict[Key, int] = {}
    for key, line in _lines(root, ()):
        if key in lines:
            raise SettingsError(f"{path}, line {line}: {dotted(key)} is set twice, first in line {lines[key]}")
        lines[key] = line
    return ConfigFile(path, values, lines)


def dotted(key: Key) -> str:
    """A key as a person writes it: `telegram.allowed_users[0]`."""
    text = ""
    for part in key:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _lines(node: yaml.Node, above: Key) -> Iterator[tuple[Key, int]]:
    if len(above) == DEEPEST:
        return
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            key = (*above, str(name.value))
            yield key, name.start_mark.line + 1
            yield from _lines(value, key)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            key = (*above, index)
            yield key, value.start_mark.line + 1
            yield from _lines(value, key)
