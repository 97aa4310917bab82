"""The files that were sent to the bot: stored in `uploads/`, each in a folder named for its hash, never by the name it
was sent with. That name is shown to people, and given to the library as the document's title."""

import hashlib
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

import yaml
from sqlalchemy import bindparam, delete, select

from bot.telegram.storage.schema import uploads
from retrieval.answer import Answer, Citation
from retrieval.citation.lookup import Shown
from retrieval.sources.sidecar_files import DOCUMENTS
from retrieval.storage.database import Database
from retrieval.storage.statements import upsert

_NAMES = select(uploads.c.sha256, uploads.c.name)
_DELETE = delete(uploads).where(uploads.c.sha256 == bindparam("sha256"))


class Uploaded:
    """The files in `folder`, and by what names they were sent, in the bot's database. Any thread may use it."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self.folder = folder
        with database.reading() as db:
            self._names: dict[str, str] = {sha256: name for sha256, name in db.execute(_NAMES)}

    def store(self, name: str, suffix: str, parts: Sequence[bytes]) -> str:
        """Store a file, or the pictures of one document in order, sent as `name`; gives its hash. `suffix` is the end
        of the stored names. What is stored already stays as it is."""
        hashes = [hashlib.sha256(part).hexdigest() for part in parts]
        sha256 = hashes[0] if len(parts) == 1 else hashlib.sha256("".join(hashes).encode()).hexdigest()
        folder, unfinished = self.folder / sha256, self.folder / f".{sha256}"
        if not folder.is_dir():
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir(parents=True)
            names = ["document"] if len(parts) == 1 else [f"scan-{number}" for number in range(1, len(parts) + 1)]
            for stored, part in zip(names, parts, strict=True):
                (unfinished / f"{stored}{suffix}").write_bytes(part)
            entries = {"*": {"title": PurePosixPath(name).stem}}
            (unfinished / DOCUMENTS).write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")
            unfinished.rename(folder)
        with self._database.writing() as db:
            upsert(db, uploads, [{"sha256": sha256, "name": name}])
        self._names[sha256] = name
        return sha256

    def delete(self, sha256: str) -> None:
        """Delete a file and forget its name."""
        shutil.rmtree(self.folder / sha256, ignore_errors=True)
        with self._database.writing() as db:
            db.execute(_DELETE, {"sha256": sha256})
        self._names.pop(sha256, None)

    def hash_of(self, document: str) -> str | None:
        """The hash of the file that a document of the library is, by the document's name; None when it was not sent."""
        return next((part for part in document.split("/") if part in self._names), None)

    def shown_name(self, document: str) -> str:
        """A document's name as people know it: that it was sent with, and its place in an archive; else its own."""
        parts = document.split("/")
        sent = next((place for place, part in enumerate(parts) if part in self._names), None)
        return document if sent is None else "/".join([self._names[parts[sent]], *parts[sent + 2 :]])

    def in_answer(self, answer: Answer) -> Answer:
        """An answer that names documents as people know them."""
        passages = (replace(passage, citation=self._in_citation(passage.citation)) for passage in answer.passages)
        return replace(answer, passages=tuple(passages))

    def in_shown(self, shown: Shown) -> Shown:
        """What stands behind a citation, naming documents as people know them."""
        citation = None if shown.citation is None else self._in_citation(shown.citation)
        return replace(shown, document=self.shown_name(shown.document), citation=citation)

    def _in_citation(self, citation: Citation) -> Citation:
        also_in = tuple(map(self.shown_name, citation.also_in))
        return replace(citation, document=self.shown_name(citation.document), also_in=also_in)
