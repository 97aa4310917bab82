"""`yuanwen mcp`: ask, show and documents as tools for language models, by the Model Context Protocol over stdio.

What a tool gives is the object that the verb prints with `--json`, so that every answer carries its citations.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from bot.faults import fault, where_kept
from bot.named import MOST_PASSAGES, PASSAGES, Asking, NamedLibrary
from bot.version import VERSION
from retrieval.errors import YuanwenError

INSTRUCTIONS = """\
Yuanwen answers questions about a library of Chinese reports, in Chinese or in English, with the passage that says so,
word for word, and a citation. It never writes a sentence of its own and does not calculate, summarise or reason.
Where `answered` is false, nothing in the library says it: say so, and take nothing from `passages`, which are only the
closest ones. Where `certainty` is `perhaps`, say that it is not sure. Quote `highlight` as it is, and name the
citation's document, lines or page and id with everything that you take from an answer."""

READS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)

Given = TypeVar("Given")


def serve_tools(current: Callable[[], NamedLibrary]) -> None:
    """Offer the tools on standard input and output, until the input ends. `current` is the library as it is now.

    Nothing but the protocol is written to standard output.
    """
    logging.getLogger("mcp").setLevel(logging.ERROR)
    server = MCPServer("yuanwen", title="Yuanwen 原文", instructions=INSTRUCTIONS, version=VERSION, log_level="ERROR")

    def ask(
        question: Annotated[str, Field(description="In Chinese or in English, complete in itself.")],
        *,
        k: Annotated[int, Field(description="How many passages at most.", ge=1, le=MOST_PASSAGES)] = PASSAGES,
        organization: Annotated[str | None, Field(description="Only what is of it; any of its names.")] = None,
        document: Annotated[str | None, Field(description="Only this document: its name or title.")] = None,
        since: Annotated[str | None, Field(description="Only of this day, month or year (ISO 8601), or later.")] = None,
        until: Annotated[str | None, Field(description="Only of this day, month or year, or before.")] = None,
    ) -> dict[str, Any]:
        """Answer a question out of the library: the short answer, the passages with the sentence that answers
        (`highlight`), each with its citation; a table where the question is put to many organizations."""
        asking = Asking(k, organization, document, since, until)
        return _told(lambda: current().ask(question, asking).to_json())

    def show(
        citation: Annotated[str, Field(description="The id of a citation, or its beginning.")],
    ) -> dict[str, Any]:
        """Show the passage behind a citation, with what stands before and after it. `status` is `current`, `moved`
        (the document has changed; this is where the words stand now) or `superseded` (they stand there no more)."""
        return _told(lambda: current().show(citation).to_json())

    def documents() -> list[dict[str, Any]]:
        """List the documents of the library: name, title, organizations, date, and what its reader remarked."""
        return _told(lambda: [document.to_json() for document in current().documents()])

    for tool in (ask, show, documents):
        server.add_tool(tool, annotations=READS)
    asyncio.run(server.run_stdio_async())


def _told(act: Callable[[], Given]) -> Given:
    """What an act gives; what goes wrong is told to the model in one line."""
    try:
        return act()
    except YuanwenError as error:
        raise ToolError(str(error)) from error
    except Exception as error:
        raise ToolError(f"{fault(error)}{where_kept()}") from error
