"""Where this run's library and settings come from, without loading the settings: what `ask` compares with a service.

A service answers only for who would have had the same answer without it, from the same settings. It writes down
which its own were (`Surroundings`); the asker's are looked at here, at little cost.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from bot.config_place import ENVIRONMENT_PREFIX, NOT_SETTINGS, config_path

DATA_DIR_VARIABLE = f"{ENVIRONMENT_PREFIX}DATA_DIR"
OF_NO_ANSWER = {"MILVUS", "SERVICE", "TELEGRAM"}
"""Sections that say nothing of answers; what secrets there are stands in them."""

_PASSWORD = re.compile(r":[^:@/]*@")
"""In the address of a database; also as a digest it is written nowhere."""


class Surroundings(NamedTuple):
    """What settings were made of: digests of the configuration file, None without one, and of the variables, None where
    there are none. The data directory and sections that say nothing of answers are left out of the variables."""

    config: str | None
    variables: str | None

    @property
    def bare(self) -> bool:
        """Whether nothing was set."""
        return self.config is None and self.variables is None


def surroundings(config: Path | None) -> Surroundings:
    """Those of a run with `--config` or, with None, without. Raises OSError for a file that cannot be read."""
    path = config_path(config)
    variables = sorted(
        (name.upper(), _PASSWORD.sub("@", value))
        for name, value in os.environ.items()
        if value and _bears_on_answers(name.upper())
    )
    return Surroundings(
        None if path is None else _digest(path.read_bytes()),
        _digest(repr(variables).encode("utf-8", "backslashreplace")) if variables else None,
    )


def _bears_on_answers(name: str) -> bool:
    if not name.startswith(ENVIRONMENT_PREFIX) or name in (*NOT_SETTINGS, DATA_DIR_VARIABLE):
        return False
    return name.removeprefix(ENVIRONMENT_PREFIX).partition("__")[0] not in OF_NO_ANSWER


def data_directory(config: Path | None, named: str | None) -> Path | None:
    """The data directory of a run with these flags, None where that is not to be found out without the settings. Raises
    OSError."""
    if named is None:
        named = next((os.environ[name] for name in os.environ if name.upper() == DATA_DIR_VARIABLE), "") or None
    path = None if named is not None else config_path(config)
    if path is not None:
        stated = _stated(path)
        if stated is None or not isinstance(found := stated.get("data_dir", ""), str | None):
            return None
        if found:
            named = found if found.startswith("~") else str(path.parent / found)
    if named is None:
        from platformdirs import user_data_path

        return user_data_path("yuanwen", appauthor=False)
    try:
        return Path(named).expanduser()
    except RuntimeError:
        return None


def _stated(path: Path) -> Mapping[str, Any] | None:
    """What a configuration file says, None where it is no mapping."""
    import yaml

    try:
        stated = yaml.load(path.read_bytes(), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, ValueError):
        return None
    if stated is None:
        return {}
    return stated if isinstance(stated, dict) else None


def _digest(content: bytes) -> str:
    import hashlib

    return hashlib.sha256(content).hexdigest()
