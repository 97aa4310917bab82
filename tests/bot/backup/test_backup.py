"""A backup brings everything back, while others go on, and takes nothing that is not one."""

import hashlib
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.backup import manifest
from bot.backup.making import back_up
from bot.backup.restoring import STAGED, restore
from bot.messages import messages
from bot.telegram.storage.database import WEBHOOK_SECRET, keep_value, kept_value, open_database
from bot.telegram.storage.uploaded_files import UPLOADS, Uploaded
from retrieval.errors import (
    DamagedDocument,
    LibraryError,
    LibraryLocked,
    PathNotFound,
    SchemaMismatch,
    UsageError,
    YuanwenError,
)
from retrieval.library import Library
from retrieval.settings import Settings
from retrieval.storage.engines import sqlite
from retrieval.storage.files.private import private_lock

WORDS = messages("en")
SECRET = "made-up-secret-of-the-webhook"
SENT = "白塔镇去年种树 3 万棵，成活率达到 91%。\n"


@pytest.fixture(scope="module")
def used(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory that the bot has used: a file was sent to it, and it has made up a secret."""
    used = shutil.copytree(data_dir, tmp_path_factory.mktemp("used") / "library")
    database = open_database(Settings(data_dir=used))
    sent = Uploaded(database, used / UPLOADS)
    sha256 = sent.store("白塔.txt", ".txt", [SENT.encode()], lambda sha256: False)
    keep_value(database, WEBHOOK_SECRET, SECRET)
    database.close()
    with Library.open(Settings(data_dir=used)) as library:
        library.index([used / UPLOADS / sha256])
    return used


@pytest.fixture(scope="module")
def made(used: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of it, made while somebody reads, somebody writes and somebody holds the writer's lock."""
    file = tmp_path_factory.mktemp("made") / "library.backup"
    database = open_database(Settings(data_dir=used))
    try:
        with private_lock(used / "writer.lock"), database.reading(), database.writing():
            assert back_up(used, file, WORDS) == file.stat().st_size
    finally:
        database.close()
    return file


def test_everything_comes_back_and_citations_verify(made, used, tmp_path):
    with Library.open(Settings(data_dir=used)) as library:
        citation = library.ask("白塔镇去年种树多少？").passages[0].citation
    restored = restore(tmp_path / "new/library", made, WORDS)
    assert restored.kept is None
    with Library.open(Settings(data_dir=tmp_path / "new/library")) as library:
        shown = library.show(citation.id)
        assert (shown.status, shown.quote) == ("current", SENT.strip())
        assert {one.finding for one in library.verify()} == {"intact"}
        assert len(library.documents()) == 3
        shutil.rmtree(tmp_path / "new/library/uploads")
        assert [one.finding for one in library.verify()].count("missing") == 1  # it was read where it stands now
    assert not [path for path in (tmp_path / "new").rglob("*") if path.stat().st_mode & 0o077]


def test_a_backup_is_its_owners_alone_and_holds_no_secret(made, tmp_path):
    assert made.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in made.parent.iterdir()] == [made.name]
    with zipfile.ZipFile(made) as archive:
        for name in archive.namelist():
            assert SECRET.encode() not in archive.read(name), name
    restore(tmp_path / "library", made, WORDS)
    database = open_database(Settings(data_dir=tmp_path / "library"))
    assert kept_value(database, WEBHOOK_SECRET) is None
    database.close()


def test_what_is_there_is_kept_and_only_replaced_by_force(made, data_dir, tmp_path):
    there = shutil.copytree(data_dir, tmp_path / "library")
    (there / "notes.txt").write_text("my own", encoding="utf-8")
    with pytest.raises(UsageError, match="--force"):
        restore(there, made, WORDS)
    restored = restore(there, made, WORDS, force=True)
    assert restored.kept is not None
    assert (restored.kept / "library.sqlite").read_bytes() == (data_dir / "library.sqlite").read_bytes()
    with Library.open(Settings(data_dir=there)) as library:
        assert len(library.documents()) == 3
    assert (there / "notes.txt").is_file()
    again = restore(there, made, WORDS, force=True)
    assert again.kept != restored.kept and restored.kept.is_dir()


def test_what_stands_in_the_log_of_a_database_is_kept_with_it(made, data_dir, tmp_path):
    there, killed = shutil.copytree(data_dir, tmp_path / "used"), tmp_path / "library"
    with closing(sqlite3.connect(there / "library.sqlite")) as db:
        db.execute("INSERT INTO meta VALUES ('last', 'said')")
        db.commit()
        shutil.copytree(there, killed)
    assert (killed / "library.sqlite-wal").stat().st_size
    kept = restore(killed, made, WORDS, force=True).kept
    assert kept is not None and not [path for path in kept.iterdir() if path.name.endswith("-wal")]
    with closing(sqlite3.connect(kept / "library.sqlite")) as db:
        assert db.execute("SELECT value FROM meta WHERE key = 'last'").fetchone() == ("said",)


def test_databases_that_lack_later_tables_are_backed_up_and_come_back(data_dir, tmp_path):
    old = shutil.copytree(data_dir, tmp_path / "old")
    (old / "telegram.sqlite").touch()  # as a bot leaves it that was killed when it first started
    with closing(sqlite3.connect(old / "library.sqlite")) as db:
        db.executescript("DROP TABLE words; DROP TABLE terms; PRAGMA user_version = 3")
    back_up(old, tmp_path / "file", WORDS)
    restore(tmp_path / "new", tmp_path / "file", WORDS)
    assert sqlite.version_of(tmp_path / "new/library.sqlite") == 3


@pytest.mark.parametrize("lock", ["writer.lock", "telegram.lock", "telegram.2.lock", "service.lock"])
def test_a_directory_in_use_is_left_alone(made, tmp_path, lock):
    with private_lock(tmp_path / lock), pytest.raises(LibraryLocked, match=lock):
        restore(tmp_path, made, WORDS, force=True)
    assert not (tmp_path / "library.sqlite").exists()


def test_what_a_killed_restore_left_is_cleared_away_by_the_next(made, tmp_path):
    left = tmp_path / f"{STAGED}20260101-000000-000000"
    (left / "uploads").mkdir(parents=True)
    (left / "library.sqlite").touch()
    restored = restore(tmp_path, made, WORDS)
    assert restored.kept is None
    assert not left.exists()


def test_of_what_is_damaged_there_is_no_backup(used, tmp_path):
    broken = shutil.copytree(used, tmp_path / "broken")
    with (broken / "library.sqlite").open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"rot" * 4096)
    with pytest.raises(LibraryError, match="is damaged"):
        back_up(broken, tmp_path / "file", WORDS)
    assert [path.name for path in tmp_path.iterdir()] == ["broken"]


def test_a_backup_is_not_written_over_or_made_of_nothing(made, used, tmp_path):
    with pytest.raises(UsageError, match="already"):
        back_up(used, made, WORDS)
    with pytest.raises(UsageError, match="no library"):
        back_up(tmp_path, tmp_path / "file", WORDS)
    with pytest.raises(PathNotFound):
        back_up(used, tmp_path / "none/file", WORDS)
    with pytest.raises(PathNotFound):
        restore(tmp_path, tmp_path / "none", WORDS)
    assert not list(tmp_path.glob("*"))


Files = dict[str, bytes]


def _with(name: str, content: bytes) -> Callable[[dict, Files], None]:
    """A further file, of which the manifest knows."""

    def change(stated: dict, files: Files) -> None:
        stated["files"][name] = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        files[name] = content

    return change


def _set(key: str, value: object) -> Callable[[dict, Files], None]:
    return lambda stated, files: stated.__setitem__(key, value)


def _file(**fields: object) -> Callable[[dict, Files], None]:
    return lambda stated, files: stated["files"]["library.sqlite"].update(fields)


HOSTILE = {
    "above": _with("../evil.txt", b"x"),
    "above from uploads": _with(f"uploads/{'a' * 64}/../../../evil.txt", b"x"),
    "absolute": _with("/tmp/yuanwen-evil.txt", b"x"),
    "of windows": _with("C:\\evil.txt", b"x"),
    "backslashes": _with("uploads\\..\\..\\evil.txt", b"x"),
    "a lock": _with("writer.lock", b"x"),
    "settings": _with("config.yaml", b"x"),
    "hidden": _with(f"uploads/{'a' * 64}/.bashrc", b"x"),
    "short hash": _with("uploads/aa/document.txt", b"x"),
    "null": _with(f"uploads/{'a' * 64}/a\nb", b"x"),
    "not listed": lambda stated, files: files.__setitem__("uploads/x", b"x"),
    "listed and not there": lambda stated, files: files.pop("telegram.sqlite"),
    "no library": lambda stated, files: (files.pop("library.sqlite"), stated["files"].pop("library.sqlite")),
    "another sum": _file(sha256="0" * 64),
    "another size": _file(size=5),
    "endless": _file(size=-1),
    "size of words": _file(size="5"),
    "further keys": _file(mode="777"),
    "no database": lambda stated, files: _with("library.sqlite", b"SQLite format 3\0" * 500)(stated, files),
    "other schema": _set("schemas", {"library.sqlite": 3, "telegram.sqlite": 1}),
    "schema of words": _set("schemas", {"library.sqlite": "3", "telegram.sqlite": 1}),
    "no version": lambda stated, files: stated.pop("version"),
    "no files": _set("files", []),
    "format of words": _set("format", "1"),
}


def archive_of(path: Path, stated: object, files: Files) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content)
        archive.writestr(manifest.MANIFEST, json.dumps(stated))
    return path


def taken_apart(made: Path) -> tuple[dict, Files]:
    with zipfile.ZipFile(made) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return json.loads(files.pop(manifest.MANIFEST)), files


def refused(file: Path, where: Path, error: type[YuanwenError]) -> None:
    """The file is refused, and nothing is left of it anywhere around the data directory."""
    (where / "library").mkdir(parents=True)
    with pytest.raises(error, match="Nothing was changed"):
        restore(where / "library", file, WORDS)
    assert [path.name for path in where.rglob("*") if path.suffix != ".lock"] == ["library"]


@pytest.mark.parametrize("kind", HOSTILE)
def test_archives_that_are_no_backup_change_nothing(made, tmp_path, kind):
    stated, files = taken_apart(made)
    HOSTILE[kind](stated, files)
    refused(archive_of(tmp_path / "archive", stated, files), tmp_path / "there", DamagedDocument)
    assert not Path("/tmp/yuanwen-evil.txt").exists()


@pytest.mark.parametrize("key", ["format", "library.sqlite"])
def test_a_backup_of_a_later_version_is_refused(made, tmp_path, key):
    stated, files = taken_apart(made)
    (stated if key == "format" else stated["schemas"])[key] = 999
    refused(archive_of(tmp_path / "archive", stated, files), tmp_path / "there", SchemaMismatch)


@pytest.mark.parametrize("stated", [[], None, 5, "{", {"files": {"library.sqlite": None}}])
def test_manifests_that_are_none(made, tmp_path, stated):
    refused(archive_of(tmp_path / "archive", stated, taken_apart(made)[1]), tmp_path / "there", DamagedDocument)


def test_files_that_are_cut_short_or_rotten(made, tmp_path):
    content = made.read_bytes()
    half, headless = content[: len(content) // 2], content.replace(b"PK\x03\x04", b"PK__", 1)
    for number, rotten in enumerate((b"", b"PK", half, headless)):
        (tmp_path / f"file-{number}").write_bytes(rotten)
        refused(tmp_path / f"file-{number}", tmp_path / f"there-{number}", DamagedDocument)


@pytest.mark.parametrize("way", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_what_is_packed_in_another_way_is_refused(made, tmp_path, way):
    stated, files = taken_apart(made)
    with zipfile.ZipFile(tmp_path / "archive", "w", way) as archive:
        for name, content in {**files, manifest.MANIFEST: json.dumps(stated).encode()}.items():
            archive.writestr(name, content)
    content = (tmp_path / "archive").read_bytes()
    (tmp_path / "archive").write_bytes(content[:200] + bytes(200) + content[400:])
    refused(tmp_path / "archive", tmp_path / "there", DamagedDocument)


def test_a_link_in_an_archive_is_taken_for_the_bytes_that_it_is(made, tmp_path):
    stated, files = taken_apart(made)
    name = f"uploads/{'a' * 64}/document.txt"
    _with(name, b"/etc/passwd")(stated, files)
    with zipfile.ZipFile(tmp_path / "archive", "w") as archive:
        for other, content in files.items():
            info = zipfile.ZipInfo(other)
            info.external_attr = 0o120777 << 16
            archive.writestr(info, content)
        archive.writestr(manifest.MANIFEST, json.dumps(stated))
    restore(tmp_path / "library", tmp_path / "archive", WORDS)
    assert not [path for path in (tmp_path / "library").rglob("*") if path.is_symlink()]
    assert (tmp_path / "library" / name).read_bytes() == b"/etc/passwd"


def test_the_verbs_say_it_in_both_languages(cli, made, used, tmp_path, monkeypatch):
    def run(*arguments: object):
        return cli("--data-dir", tmp_path / "library", *arguments)

    for language, words in (("zh_CN.UTF-8", messages("zh")), ("en_US.UTF-8", messages("en"))):
        monkeypatch.setenv("LC_ALL", language)
        nothing = run("backup", tmp_path / "none")
        assert (nothing.exit_code, words["backup_nothing"].split("{folder}")[-1] in nothing.stderr) == (2, True)
    assert "Written" in cli("--data-dir", used, "backup", tmp_path / "file").stderr
    monkeypatch.setenv("YUANWEN_DATABASE", "postgresql://bot@127.0.0.1:9/bot")
    assert "pg_dump" in cli("--data-dir", used, "backup", tmp_path / "elsewhere").stderr
    monkeypatch.delenv("YUANWEN_DATABASE")
    done = run("restore", tmp_path / "file")
    assert done.exit_code == 0
    assert "made anew with the first question" in done.stderr
    refused = run("restore", tmp_path / "file")
    assert (refused.exit_code, "--force" in refused.stderr) == (2, True)
    assert "is kept in" in run("restore", "--force", tmp_path / "file").stderr
    monkeypatch.setenv("YUANWEN_DATABASE", "postgresql://bot@127.0.0.1:9/bot")
    assert "pg_restore" in run("restore", "--force", tmp_path / "file").stderr
