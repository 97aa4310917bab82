"""Options that several verbs have."""

from pathlib import Path
from typing import Annotated

import typer

from bot.named import MOST_PASSAGES, PASSAGES
from retrieval.errors import PathNotFound, UsageError

NOTHING_YET = "There is nothing in the library yet: run `yuanwen index PATH`."

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Passages = Annotated[
    int | None,
    typer.Option("-k", min=1, max=MOST_PASSAGES, show_default=str(PASSAGES), help="How many passages, all in full."),
]
Verbose = Annotated[int, typer.Option("-v", count=True, help="All passages in full; -vv: with --explain, weights.")]

Force = Annotated[bool, typer.Option("--force", help="Also in place of a file that is there already.")]


def check_new(path: Path, force: bool) -> None:
    """See that nothing stands where a file is to be written, unless by `force`. Raises UsageError."""
    if path.exists() and not (force and path.is_file()):
        way = "name another file, or say --force to have it replaced" if path.is_file() else "name a file"
        raise UsageError(f"{path} is there already: {way}")


def check_picture(path: Path) -> None:
    """See that a picture can be drawn to a file of this name.

    Raises UsageError for a name that is a folder's or not that of a PNG, PathNotFound for a folder that is not there.
    """
    if path.is_dir():
        raise UsageError(f"{path} is a folder: name a picture in it, which ends in .png")
    if path.suffix.lower() != ".png":
        raise UsageError(f"{path} is no name for a picture: what is drawn is a PNG, so let it end in .png")
    if not path.absolute().parent.is_dir():
        raise PathNotFound(f"There is no folder {path.parent} to draw {path.name} in")
