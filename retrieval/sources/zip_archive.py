"""A ZIP archive as a folder: the names of its members, made harmless, and their bytes. Nothing is written to disk.

Of an archive's directory no more is read than is allowed, and of a member no more than the directory says of it, so
that sums over the directory hold for what comes out.
"""

import io
import os
import re
import stat
import struct
import warnings
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from types import TracebackType
from zipfile import ZipInfo

from retrieval.errors import DamagedDocument, DocumentTooLarge, UnsupportedFormat
from retrieval.sources.file_kinds import kind_by_members
from retrieval.sources.file_names import left_alone, printable_name
from retrieval.text.folding import COMMON_HAN

MOST_MEMBERS = 10_000
LARGEST_DIRECTORY = 4 * 2**20
"""Bytes of an archive's directory. An entry takes at least 46, and ten times as many in memory."""

LARGEST_RATIO = 100
"""How many times its size an archive may unpack to, once that is over UNSUSPICIOUS bytes. Text of reports shrinks to a
tenth, sheets of numbers to a thirtieth; what deflate shrinks to a thousandth is one byte over and over."""

UNSUSPICIOUS = 100 * 10**6
LONGEST_NAME = 150
"""Characters of each part of a member's path."""

_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, KeyError)
"""What `zipfile` raises for what is cut off, damaged, or not as its own directory says."""

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How archives of any program are packed. LZMA, which `zipfile` knows as well, takes as much memory as a file asks."""

_ENCRYPTED, _UTF8 = 0x1, 0x800
"""Flags of a member (APPNOTE.TXT 6.3.10, 4.4.4)."""

_UNICODE_PATH = 0x7075
"""The extra field that holds a member's name in UTF-8, with the CRC-32 of the name that it stands for (4.6.9)."""

_HEADER = struct.Struct("<HH")
_CHUNK = 2**20
_HAN = re.compile(f"[{COMMON_HAN}]")
_DRIVE = re.compile(r"[A-Za-z]:\Z")


class Archive:
    """An open ZIP archive.

    `members` are the paths of its files, with forward slashes, in the order of its directory. `kind` is what it is when
    it is no archive of reports but an Office file. `skipped` are the members that cannot be read, and `reasons` why,
    one line for all of a kind.
    """

    def __init__(self, path: Path, largest: int) -> None:
        """Open the archive at `path`, to read members of at most `largest` bytes.

        Raises DamagedDocument for one that is broken or made to do harm, DocumentTooLarge for one of too many files,
        OSError when it cannot be opened.
        """
        self.path = path
        self._name = printable_name(path.name)
        self._largest = largest
        self._file = _Bounded(path, opener=opened_at_once)
        try:
            self.stamp = stamp(os.fstat(self._file.fileno()))
            infos = self._directory()
        except BaseException:
            self._file.close()
            raise
        self.kind = kind_by_members(info.filename for info in infos)
        self._infos = _by_path(infos)
        refused = {member: reason for member, info in self._infos.items() if (reason := self._refusal(member, info))}
        self.members = tuple(member for member in self._infos if member not in refused)
        self.skipped = tuple(refused)
        self.reasons = tuple(self._lines(refused))

    def __enter__(self) -> "Archive":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def read(self, member: str) -> bytes:
        """The bytes of a member. Raises FileNotFoundError when there is none of this path, DocumentError when it cannot
        be read."""
        info = self._infos.get(member)
        if info is None:
            raise FileNotFoundError(member)
        if reason := self._refusal(member, info):
            raise UnsupportedFormat(f"{PurePosixPath(member).name}: {reason}")
        try:
            with self._zip.open(info) as file:
                return b"".join(iter(lambda: file.read(_CHUNK), b""))
        except _BROKEN as error:
            name = PurePosixPath(member).name
            raise DamagedDocument(f"{name}: damaged inside {self._name}. Make the archive anew.") from error

    def _directory(self) -> list[ZipInfo]:
        """The entries of all files."""
        try:
            with warnings.catch_warnings(action="ignore"):  # of an empty name in an extra field
                self._zip = zipfile.ZipFile(self._file)
        except _BROKEN as error:
            raise DamagedDocument(
                f"{self._name}: not a whole ZIP archive. Make it anew, or index its files."
            ) from error
        infos = self._zip.infolist()
        size, unpacked = self.stamp[0], sum(info.file_size for info in infos)
        if len(infos) > MOST_MEMBERS:
            raise DocumentTooLarge(f"{self._name}: over {MOST_MEMBERS:,} files in one archive. Split it.")
        if sum(info.compress_size for info in infos) > size:
            raise DamagedDocument(f"{self._name}: its files lie over one another, which does harm; left alone.")
        if unpacked > max(UNSUSPICIOUS, LARGEST_RATIO * size):
            raise DamagedDocument(
                f"{self._name}: unpacks to {unpacked / 1e6:,.0f} MB, {unpacked // size:,} times its size; left alone."
            )
        return [info for info in infos if not _is_folder_or_link(info)]

    def _refusal(self, member: str, info: ZipInfo) -> str | None:
        """Why a member is not read."""
        if member.lower().endswith(".zip"):
            return "an archive in an archive. Take it out and index it by itself."
        if info.flag_bits & _ENCRYPTED:
            return "protected by a password. Unpack it and index the folder."
        if info.compress_type not in _METHODS:
            return "packed in a way that cannot be read. Unpack it and index the folder."
        if info.file_size > self._largest:
            return (
                f"unpacks to over the limit of {self._largest / 1e6:.0f} MB. "
                "Split it, or raise reading.largest_file_mb in the settings."
            )
        return None

    def _lines(self, refused: dict[str, str]) -> Iterable[str]:
        """A line for each reason, which names the first of the members it holds for."""
        for reason in dict.fromkeys(refused.values()):
            first, *others = (member for member, other in refused.items() if other == reason)
            more = f" and {len(others):,} more" if others else ""
            yield f"{self._name}: {first}{more}: {reason}"


class _Bounded(io.FileIO):
    """A file that gives at most LARGEST_DIRECTORY bytes at once: `zipfile` reads a directory in one go, however large
    it says it is."""

    def read(self, size: int | None = -1) -> bytes:
        if size is None or size < 0:
            size = LARGEST_DIRECTORY
        if size > LARGEST_DIRECTORY:
            raise zipfile.BadZipFile("the directory is too large")
        return super().read(size) or b""


def stamp(status: os.stat_result) -> tuple[int, int, int]:
    """What changes when a file does: its size, its time of change in nanoseconds, its place on the disk."""
    return status.st_size, status.st_mtime_ns, status.st_ino


def opened_at_once(path: str, flags: int) -> int:
    """An opener for `open` that does not wait for the other end of a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _is_folder_or_link(info: ZipInfo) -> bool:
    return info.filename.endswith(("/", "\\")) or stat.S_ISLNK(info.external_attr >> 16)


def _by_path(infos: Sequence[ZipInfo]) -> dict[str, ZipInfo]:
    """The entries by harmless paths, each path once. Of entries of one name the last is the valid one, as it is to
    programs that unpack; other names that come to the same path are told apart by a number."""
    last = {info.orig_filename: info for info in infos}
    found: dict[str, ZipInfo] = {}
    used: Counter[str] = Counter()
    for info in last.values():
        path = wanted = _harmless(_decoded(info))
        while path in found:
            used[wanted] += 1
            path = _numbered(wanted, used[wanted] + 1)
        if path:
            found[path] = info
    return found


def _harmless(name: str) -> str:
    """A member's name as a path below the archive, empty when it is left alone."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    parts = [_shortened(printable_name(part)) for part in parts if not _DRIVE.match(part)]
    return "" if any(left_alone(part) or part == "__MACOSX" for part in parts) else "/".join(parts)


def _decoded(info: ZipInfo) -> str:
    """A member's name, the same whatever version of Python opened the archive.

    Without the flag for UTF-8 it should be code page 437; Chinese Windows writes GBK there, and macOS UTF-8. `zipfile`
    looks at the name in an extra field from Python 3.12 on only, so that is read here.
    """
    is_utf8 = bool(info.flag_bits & _UTF8)
    raw = info.orig_filename.encode("utf-8" if is_utf8 else "cp437")
    name = _in_extra_field(info.extra, zlib.crc32(raw)) or info.orig_filename.partition("\0")[0]
    if is_utf8 or name != info.orig_filename or name.isascii():
        return name
    for encoding in ("utf-8", "gb18030"):
        try:
            decoded = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or _HAN.search(decoded):
            return decoded
    return name


def _in_extra_field(extra: bytes, crc: int) -> str:
    """The name that an extra field gives to a member whose own name has this CRC-32, empty where none does."""
    while len(extra) >= _HEADER.size:
        kind, size = _HEADER.unpack_from(extra)
        field, extra = extra[_HEADER.size : _HEADER.size + size], extra[_HEADER.size + size :]
        if kind == _UNICODE_PATH and field[:1] == b"\1" and field[1:5] == crc.to_bytes(4, "little"):
            return field[5:].decode("utf-8", "ignore")
    return ""


def _shortened(part: str) -> str:
    """A name of at most LONGEST_NAME characters that ends as the whole one does."""
    stem, dot, suffix = part.rpartition(".")
    if len(part) <= LONGEST_NAME:
        return part
    return f"{stem[: LONGEST_NAME - len(suffix) - 1]}.{suffix}" if dot and len(suffix) < 10 else part[:LONGEST_NAME]


def _numbered(path: str, number: int) -> str:
    parts = PurePosixPath(path)
    return str(parts.with_name(f"{parts.stem} ({number}){parts.suffix}"))
