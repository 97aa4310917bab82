"""The files that were sent to the bot: stored in `uploads/`, each in a folder named for its hash, never by the name it
was sent with. That name is shown to people, and given to the library as the document's title."""

import hashlib
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath

import yaml
from sqlalchemy import bindparam, delete

from bot.telegram.storage.schema import uploads
from bot.telegram.storage.sent_names import ALL_NAMES, SentNames
from retrieval.sources.sidecar_files import DOCUMENTS
from retrieval.storage.database import Database
from retrieval.storage.files.private import make_private_folder, write_private
from retrieval.storage.statements import insert_new

UPLOADS = "uploads"
"""The folder below the data directory."""

_IS_HASH = re.compile("[0-9a-f]{64}")
_DELETE = delete(uploads).where(uploads.c.sha256 == bindparam("sha256"))


class Uploaded(SentNames):
    """The files in `folder`, and by what names they were first sent, in the bot's database. Any thread may use it."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.folder = folder
        super().__init__({})
        self.recall()

    def recall(self) -> None:
        """Learn which files were sent, to whichever process."""
        with self.database.reading() as db:
            self.names = {sha256: name for sha256, name in db.execute(ALL_NAMES)}

    def store(self, name: str, suffix: str, parts: Sequence[bytes], titled: Callable[[str], bool]) -> str:
        """Store a file, or the pictures of one document in order, sent as `name`; gives its hash. `suffix` is the end
        of the stored names. What is stored already stays as it is, with the name that it was first sent with; of what
        is `titled`, by its hash, in the library already the name does not become the title."""
        hashes = [hashlib.sha256(part).hexdigest() for part in parts]
        sha256 = hashes[0] if len(parts) == 1 else hashlib.sha256("".join(hashes).encode()).hexdigest()
        folder, unfinished = self.folder / sha256, self.folder / f".{sha256}"
        if not folder.is_dir():
            shutil.rmtree(unfinished, ignore_errors=True)
            make_private_folder(unfinished)
            names = ["document"] if len(parts) == 1 else [f"scan-{number}" for number in range(1, len(parts) + 1)]
            for stored, part in zip(names, parts, strict=True):
                write_private(unfinished / f"{stored}{suffix}", part)
            if not titled(sha256):
                entries = {"*": {"title": PurePosixPath(name).stem}}
                write_private(unfinished / DOCUMENTS, yaml.safe_dump(entries, allow_unicode=True).encode())
        with self.database.writing() as db:  # first the name: a file without one was removed by another process
            insert_new(db, uploads, [{"sha256": sha256, "name": name}])
        if not folder.is_dir():
            unfinished.rename(folder)
        self.names.setdefault(sha256, name)
        return sha256

    def forget_removed(self) -> None:
        """Delete the files that another process has taken out of the library since, by their names in the database."""
        there = [path for path in self.folder.glob("*") if _IS_HASH.fullmatch(path.name)]
        self.recall()
        for path in there:
            if path.name not in self.names:
                shutil.rmtree(path, ignore_errors=True)

    def delete(self, sha256: str) -> None:
        """Delete a file and forget its name."""
        shutil.rmtree(self.folder / sha256, ignore_errors=True)
        with self.database.writing() as db:
            db.execute(_DELETE, {"sha256": sha256})
        self.names.pop(sha256, None)
