"""The packages that Yuanwen brings, as constraints.txt pins them, and what each says of its licence."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

PROJECT = Path(__file__).parents[2]
CONSTRAINTS, LOCK = PROJECT / "constraints.txt", PROJECT / ".ci" / "requirements.lock"

_NAMES = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "3-Clause BSD License": "BSD-3-Clause",
    "BSD": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache 2.0 License": "Apache-2.0",
    "ISC License (ISCL)": "ISC",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "Python Software Foundation License": "PSF-2.0",
    "CC BY-SA 4.0": "CC-BY-SA-4.0",
}
"""What packages write in the place of an SPDX expression."""


@dataclass(frozen=True, slots=True)
class Package:
    """A pinned package: its licence as an SPDX expression where it says one, empty where it is not installed here."""

    name: str
    version: str
    licence: str


def normal(name: str) -> str:
    """The name of a distribution, however it is written (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(text: str) -> dict[str, str]:
    """The versions that a file of requirements pins, by name."""
    return {normal(name): version for name, version in re.findall(r"^([\w.-]+)==([^\s;\\]+)", text, re.MULTILINE)}


@cache
def packages() -> list[Package]:
    """Every package of constraints.txt."""
    found = pinned(CONSTRAINTS.read_text(encoding="utf-8"))
    return [Package(name, version, _licence(name)) for name, version in sorted(found.items())]


def hashes() -> dict[str, list[str]]:
    """The SHA-256 of the files that a package may be installed from, by its name, as the lock holds them."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in LOCK.read_text(encoding="utf-8").splitlines():
        if pin := re.match(r"([\w.-]+)==", line):
            name = normal(pin[1])
        found.setdefault(name, []).extend(re.findall(r"--hash=sha256:([0-9a-f]{64})", line))
    return found


def _licence(name: str) -> str:
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return ""
    return said.get("License-Expression") or _by_classifiers(said) or _by_name(said)


def _by_classifiers(said: PackageMetadata) -> str:
    named = [line.split(" :: ")[-1] for line in said.get_all("Classifier") or [] if line.startswith("License :: ")]
    return " AND ".join(_NAMES.get(name, name) for name in named if not name.startswith(("OSI ", "DFSG ", "Other")))


def _by_name(said: PackageMetadata) -> str:
    """What stands under `License`, whose first line may be a name or the beginning of a whole text."""
    first = (said.get("License") or "").strip().partition("\n")[0]
    return _NAMES.get(first, first) or "no licence"
