"""The verbs that keep a library open for other programs."""

from typing import Annotated

import typer

from bot.named import NamedLibrary
from bot.terminal.streams import notice
from bot.verbs.options import NOTHING_YET


def serve(
    context: typer.Context,
    host: Annotated[
        str | None, typer.Option(metavar="HOST", help="Where to listen; beyond this machine it wants a token.")
    ] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="On which port; 0 for one that is free.")] = None,
) -> None:
    """Keep the library warm, and answer over HTTP and JSON until SIGTERM."""
    from bot.service.serving import serve as answer_over_http
    from bot.service.surroundings import surroundings

    surrounded = surroundings(context.obj.config)
    with context.obj.with_flags(service={"host": host, "port": port}).library() as (settings, library):
        if library.empty:
            notice(f"{NOTHING_YET} The service need not be started again.")
    answer_over_http(settings, surrounded)


def offer_tools(context: typer.Context) -> None:
    """Offer ask, show and documents to a language model over stdio (Model Context Protocol)."""
    from bot.model_tools import serve_tools

    with context.obj.library() as (settings, library):
        if library.empty:
            notice(NOTHING_YET)
        serve_tools(lambda: NamedLibrary.of(library, settings))
