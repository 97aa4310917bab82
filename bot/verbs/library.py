"""The verbs that fill a library and look into it."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from bot.exit_codes import FAILED, NOT_ANSWERED
from bot.named import NamedLibrary
from bot.terminal.streams import choose, notice, print_json, print_styled, reader_language
from bot.verbs.options import NOTHING_YET, Json, check_picture
from retrieval.errors import UsageError


def index(
    context: typer.Context,
    paths: Annotated[list[Path] | None, typer.Argument(metavar="[PATH...]", help="Files and folders.")] = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="First make vectors and indexes anew.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say what was joined, moved and found, and why.")] = False,
) -> None:
    """Add or update files and folders; with none, those of the settings."""
    from bot.terminal import progress

    with context.obj.library() as (settings, library):
        sent = NamedLibrary.of(library, settings).sent
        chosen = paths or settings.documents
        if not chosen and not rebuild:
            raise UsageError("There is nothing to index: name a PATH, or list some under `documents` in config.yaml")
        if rebuild:
            progress.rebuild(library)
        done = not chosen or progress.index_paths(library, chosen, sent)
        if explain:
            from bot.terminal.layout_report import explanation_lines

            for explanation in library.explain(chosen):
                for line in explanation_lines(replace(explanation, name=sent.shown_name(explanation.name))):
                    print_styled(line)
        if not done:
            raise typer.Exit(FAILED)


def documents(
    context: typer.Context,
    *,
    every: Annotated[bool, typer.Option("-l", help="All that is known of each.")] = False,
    as_json: Json = False,
) -> None:
    """List what is in the library, a line each."""
    with context.obj.library() as (settings, library):
        held = NamedLibrary.of(library, settings).documents()
    if as_json:
        print_json([document.to_json() for document in held])
    else:
        from bot.terminal.answers import console
        from bot.terminal.document_list import document_details, document_lines

        out = console(sys.stdout)
        for line in (document_details if every else document_lines)(held, out.width):
            out.print(line)
    if not held:
        notice(NOTHING_YET)


def remove(
    context: typer.Context,
    doc: Annotated[str, typer.Argument(metavar="DOC", help="Its path, its name, or the id of a citation of it.")],
    keep_citations: Annotated[
        bool, typer.Option("--keep-citations", help="Leave what was cited of it, to be shown as superseded.")
    ] = False,
) -> None:
    """Take one document out of the library and erase all that is left of it."""
    from bot.telegram.storage.erasing import fitting, remove_document_from
    from retrieval.ingestion.removing import the_one

    with context.obj.library() as (settings, library):
        sent = NamedLibrary.of(library, settings).sent
        found = fitting(library, sent, doc)
        if len(found) > 1 and sys.stdin.isatty():
            chosen = choose(f"Several documents fit {doc}. Which one?", [one.path for one in found])
            found = found if chosen is None else [found[chosen]]
        removed = remove_document_from(settings, library, the_one(found, doc).path, keep_citations)
    notice(f"Removed {sent.shown_name(removed.name)}")
    if removed.also:
        names = ", ".join(map(sent.shown_name, removed.also))
        notice(f"The same text stays in the library, and its citations with it, as {names}")
    if removed.folder and removed.folder.is_dir():
        from retrieval.sources.ignoring import IGNORE, ignore_line

        notice(
            f"The next `yuanwen index {removed.folder}` brings it back as long as the file is there. To keep it out, "
            f"write this line into {removed.folder / IGNORE}:"
        )
        notice(ignore_line(removed.name))


def compact(context: typer.Context) -> None:
    """Give back the room of what was taken out, and make the indexes anew."""
    from bot.terminal import progress

    with context.obj.library() as (_, library):
        progress.compact(library)


def show(
    context: typer.Context,
    citation: Annotated[
        str, typer.Argument(metavar="ID", help="What stands in brackets behind an answer, or its beginning.")
    ],
    image: Annotated[Path | None, typer.Option(metavar="FILE", help="Draw its page there, as a PNG.")] = None,
    as_json: Json = False,
) -> None:
    """Show the passage behind a citation id, in its context."""
    if image is not None:
        check_picture(image)
    with context.obj.library() as (settings, library):
        shown = NamedLibrary.of(library, settings).show(citation)
        if image is not None:
            image.write_bytes(library.picture(citation))
            notice(f"The page is drawn in {image}")
    if as_json:
        print_json(shown.to_json())
    else:
        from bot.telegram.links import bot_name, deep_link
        from bot.terminal.answers import console, show_cited

        show_cited(console(sys.stdout), shown, reader_language())
        if bot := bot_name(settings):
            print_styled(deep_link(bot, shown.id))
    if shown.status == "moved":
        notice(f"{shown.document} has changed since this was cited; this is where the words stand now.")
    elif shown.status == "superseded":
        notice(f"Superseded: these words were cited from {shown.document} and are not in the library any more.")
        raise typer.Exit(NOT_ANSWERED)
