"""What stands in a backup: a ZIP archive of `manifest.json`, `library.sqlite`, `telegram.sqlite` and the files that
were sent to the bot. The indexes are left out: they are made anew from the database with the first question."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bot.telegram.storage.schema import TELEGRAM
from retrieval.storage.migrations import LIBRARY

FORMAT = 1
"""Of the archive; it goes up when an older program could not restore a newer one."""

MANIFEST = "manifest.json"
LONGEST_MANIFEST = 64_000_000
"""Bytes: that of 300,000 files."""

DATABASES = {"library.sqlite": LIBRARY.version, "telegram.sqlite": TELEGRAM.version}
"""The databases, and up to which schema version this program knows them."""

_UPLOADED = re.compile(r"uploads/[0-9a-f]{64}/[A-Za-z0-9][A-Za-z0-9._-]{0,80}")
"""As the bot stores what is sent to it: never by the name that it was sent with."""


class BadManifest(ValueError):
    """What is read is no manifest of ours."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A file of the archive: its bytes, and their SHA-256 in hexadecimal."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """`version` is the program that made it, `made` when (ISO 8601), `data_dir` where the library was, `schemas` the
    schema versions of its databases, `files` what is in it, by name."""

    format: int
    version: str
    made: str
    data_dir: str
    schemas: Mapping[str, int]
    files: Mapping[str, Stored]

    def to_json(self) -> dict[str, Any]:
        """As it stands in the archive."""
        return asdict(self)

    @classmethod
    def of(cls, stated: Any) -> "Manifest":
        """What was read as JSON. Raises BadManifest: it lacks something, or names a file that no backup has, so that
        nothing is ever written anywhere else."""
        try:
            files = {str(name): Stored(**stored) for name, stored in stated["files"].items()}
            found = cls(**{**stated, "files": files})
        except (TypeError, KeyError, AttributeError) as error:
            raise BadManifest from error
        whole = (
            type(found.format) is int
            and all(isinstance(text, str) for text in (found.version, found.made, found.data_dir))
            and isinstance(found.schemas, dict)
            and found.schemas.keys() == files.keys() & DATABASES.keys()
            and all(type(version) is int for version in found.schemas.values())
            and "library.sqlite" in files
            and all(name in DATABASES or _UPLOADED.fullmatch(name) for name in files)
            and all(type(one.size) is int and one.size >= 0 and isinstance(one.sha256, str) for one in files.values())
        )
        if not whole:
            raise BadManifest
        return found
