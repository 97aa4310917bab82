"""Where the settings of a run stand."""

import os
from pathlib import Path

ENVIRONMENT_PREFIX = "YUANWEN_"
CONFIG_VARIABLE = "YUANWEN_CONFIG"

NOT_SETTINGS = {CONFIG_VARIABLE, "YUANWEN_REAL_DATA"}
"""Variables with our prefix that are no settings: where config.yaml is, and where the tests find real data."""


def config_path(named: Path | None) -> Path | None:
    """The configuration file of a run: that named by `--config`, then by the variable `YUANWEN_CONFIG`, or else the
    first that is there of ./config.yaml and the one in the user's configuration folder; None without one. One that is
    named need not be there."""
    if named is None and (value := os.environ.get(CONFIG_VARIABLE)):
        named = Path(value)
    if named is not None:
        return named
    here = Path("config.yaml")
    if here.is_file():
        return here
    from platformdirs import user_config_path

    path = user_config_path("yuanwen", appauthor=False) / "config.yaml"
    return path if path.is_file() else None
