"""The verbs that put a data directory into one file, and bring it back."""

from pathlib import Path
from typing import Annotated

import typer

from bot.terminal.streams import notice, reader_language


def backup(
    context: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that is not there yet.")]
) -> None:
    """Write the library and the bot's memory to one file, also while they are in use."""
    from bot.backup.making import back_up
    from bot.messages import messages

    words = messages(reader_language())
    settings = context.obj.settings()
    size = back_up(settings.data_dir, file, words)
    if settings.database is not None:
        notice(words["backup_database"])
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
    settings = context.obj.settings()
    data_dir = settings.data_dir
    restored = bring_back(data_dir, file, words, force)
    notice(words["restore_done"].format(made=restored.made, version=restored.version, folder=data_dir))
    if settings.database is not None and restored.memory:
        notice(words["restore_database"])
    if restored.kept is not None:
        notice(words["restore_kept"].format(folder=restored.kept))
