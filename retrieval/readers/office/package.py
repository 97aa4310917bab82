"""Office Open XML files (.docx, .xlsx): the ZIP archive around their parts, refused where it is broken or does harm."""

import io
import lzma
import zipfile
import zlib
from posixpath import normpath

from retrieval.errors import DamagedDocument
from retrieval.sources.file_kinds import OLD_OFFICE, signature

LARGEST_UNPACKED = 256 * 2**20
"""Bytes that all parts of a file may unpack to; pictures hardly shrink in a ZIP, so a real file stays near its size."""

LARGEST_XML = 64 * 2**20
"""Bytes that its XML parts may unpack to: ten million characters of report, and a parsed tree that fits in memory."""

BROKEN_ARCHIVE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, RuntimeError)
"""What `zipfile` raises for archives that are cut off, damaged, encrypted or packed in an unknown way."""


def check_archive(data: bytes, name: str, program: str, suffix: str) -> None:
    """Refuses, before anything is parsed, files that are broken, encrypted, too large or declare entities.

    `program` (Word, Excel) opens such files and `suffix` is how it should save them, for the messages. Raises
    DamagedDocument.
    """
    if signature(data) == OLD_OFFICE:
        raise DamagedDocument(
            f"{name}: protected by a password, or an old {suffix[:-1]} under a new name. "
            f"Open it in {program}, remove the password, save it as {suffix}."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if any(part.flag_bits & 1 for part in parts):
                raise DamagedDocument(f"{name}: protected by a password. Remove it and try again.")
            xml = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
            unpacked, unpacked_xml = sum(part.file_size for part in parts), sum(part.file_size for part in xml)
            if unpacked > LARGEST_UNPACKED or unpacked_xml > LARGEST_XML:
                raise DamagedDocument(
                    f"{name}: unpacks to {unpacked // 2**20} MB, more than a report needs; left alone."
                )
            # ZipFile gives at most the bytes that the directory promised, so the sums above hold for what is read.
            if any(_declares_entities(archive.read(part)) for part in xml):
                raise DamagedDocument(f"{name}: declares XML entities, which {program} never does; left alone.")
    except BROKEN_ARCHIVE as error:
        raise damaged(name, program, suffix) from error


def damaged(name: str, program: str, suffix: str) -> DamagedDocument:
    """The error for a file that is no whole file of the program."""
    return DamagedDocument(f"{name}: not a whole {program} file. Open it in {program} and save it again as {suffix}.")


def part_name(target: str, folder: str) -> str:
    """The archive's name of the part that a relationship of a part in `folder` points to: `../a.xml`, `/xl/a.xml`."""
    target = target.replace("\\", "/")
    return normpath(target if target.startswith("/") else f"/{folder}/{target}").lstrip("/")


def _declares_entities(xml: bytes) -> bool:
    """Office Open XML has no document type declaration (ECMA-376 part 2, 8.1.4): one can only be there to do harm."""
    return b"<!DOCTYPE" in xml.replace(b"\0", b"")
