"""The words of the bot in every language it speaks: `zh.yaml` and `en.yaml`, with the same keys and placeholders."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

LANGUAGES = ("zh", "en")


@cache
def messages(language: str | None) -> Mapping[str, str]:
    """The bot's words for readers of `language` (a BCP 47 tag or None): Chinese for `zh-…`, English for all others.

    Values are `str.format` templates; they are plain text, to be escaped like everything else.
    """
    name = "zh" if (language or "").lower().startswith("zh") else "en"
    words: dict[str, str] = yaml.safe_load((files(__package__) / f"{name}.yaml").read_text(encoding="utf-8"))
    return words
