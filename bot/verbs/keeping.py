"""The verbs that put a data directory into one file, and bring it back."""

from pathlib import Path
from typing import Annotated

import typer

from bot.terminal.streams import notice, reader_language
from retrieval.errors import UsageError


def backup(
    context: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that is not there yet.")]
) -> None:
    """Write the library and the bot's memory to one file, also while they are in use."""
    from bot.backup.making import back_up
    from bot.messages import messages

    words = messages(reader_language())
    data_dir = _data_dir(context, words["backup_database"])
    size = back_up(data_dir, file, words)
    notice(words["backup_done"].format(file=file, megabytes=f"{size / 1e6:,.1f}"))


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `yuanwen backup` wrote.")],
    force: Annotated[bool, typer.Option("--force", help="In place of what is there, which is kept.")] = False,
) -> None:
    """Bring a backup back into the data directory."""
    from bot.backup.restoring import restore as bring_back
    from bot.messages import messages

    words = messages(reader_language())
    data_dir = _data_dir(context, words["restore_refused"])
    restored = bring_back(data_dir, file, words, force)
    notice(words["restore_done"].format(made=restored.made, version=restored.version, folder=data_dir))
    if restored.kept is not None:
        notice(words["restore_kept"].format(folder=restored.kept))


def _data_dir(context: typer.Context, refusal: str) -> Path:
    """The data directory of a library that stands in it. Raises UsageError for one in PostgreSQL, with this refusal."""
    from bot.telegram.storage.uploaded_files import UPLOADS

    settings = context.obj.settings()
    if settings.database is not None:
        raise UsageError(refusal.format(uploads=settings.data_dir / UPLOADS))
    data_dir: Path = settings.data_dir
    return data_dir
