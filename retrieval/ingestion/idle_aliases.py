"""Entries of an aliases.yaml that fit no organization of the library."""

from collections.abc import Collection, Iterator
from pathlib import Path

from sqlalchemy import Connection

from retrieval.question.organization_index import OrganizationIndex
from retrieval.sources.sidecar_files import Sidecars
from retrieval.storage.owners import owners
from retrieval.storage.store import user_aliases
from retrieval.text.suggestions import did_you_mean


def idle_aliases(db: Connection, sidecars: Sidecars, folders: Collection[Path]) -> Iterator[tuple[str, str]]:
    """The entries of each aliases.yaml at or below one of the `folders` that name no organization that any document of
    the library is of, each as a problem: the file's name, and a message."""
    entries = [
        (path, written)
        for path, entries in sidecars.aliases.items()
        for written in entries
        if any(path.is_relative_to(folder) for folder in folders)
    ]
    if not entries:
        return
    known = owners(db)
    names = OrganizationIndex(known, user_aliases(db))
    for path, written in entries:
        if not names.called(written):
            place = f"{path}, line {sidecars.lines[path][written,]}"
            meant = did_you_mean(written, known)
            yield path.name, f"{place}: not used: no document is of an organization {written!r}.{meant}"
