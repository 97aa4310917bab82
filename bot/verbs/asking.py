"""The verbs that answer questions."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from bot.exit_codes import NOT_ANSWERED
from bot.terminal.streams import lines_in, lines_typed, notice, print_json, print_styled
from bot.verbs.options import Json, Passages

if TYPE_CHECKING:
    from retrieval.answer import Answer

LEAVING = ("exit", "quit", "退出")
"""What ends a chat, when it stands alone."""


def ask(
    context: typer.Context,
    question: Annotated[
        list[str],
        typer.Argument(metavar="QUESTION...", help="What to ask; - for questions from standard input, one a line."),
    ],
    *,
    k: Passages = 5,
    organization: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only what is of it; any of its names.")
    ] = None,
    document: Annotated[str | None, typer.Option(metavar="DOC", help="Only this document: its name or title.")] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only of this day, month or year, and later.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only of this day, month or year, and before.")
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Say why these passages, and how sure.")] = False,
    as_json: Json = False,
) -> None:
    """Answer a question."""
    from retrieval.search.filters import Filter

    within = Filter(organization, document, since, until)
    with context.obj.indexed_library() as library:
        several = question == ["-"]
        for asked in lines_in() if several else [" ".join(question)]:
            answer = library.ask(asked, k, within, explain)
            _print_answer(answer, as_json=as_json, explain=explain, repeat=several)
            if not (answer.answered or several):
                raise typer.Exit(NOT_ANSWERED)


def chat(context: typer.Context, k: Passages = 5) -> None:
    """Answer questions one after another, until `exit` or the end of input."""
    from bot.terminal.answers import console, show_answer
    from embeddings.encoder import well_formed
    from retrieval.answering.conversation import Conversation

    with context.obj.indexed_library() as library:
        conversation = Conversation(library)
        if sys.stdin.isatty():
            notice("Ask in Chinese or in English; follow-ups are understood. `exit` or Ctrl-D ends.")
        for line in lines_typed():
            if line.strip().lower() in LEAVING:
                break
            if line.strip():
                show_answer(console(sys.stdout), conversation.ask(well_formed(line), k))


def _print_answer(answer: "Answer", *, as_json: bool, explain: bool, repeat: bool) -> None:
    """Print an answer at once, for a person behind the question itself if `repeat`, with its reasons if `explain`."""
    if as_json:
        print_json(answer.to_json())
        return
    from bot.terminal.answers import console, show_answer

    show_answer(console(sys.stdout), answer, repeat)
    if explain:
        from bot.terminal.reasons import reason_lines

        reasons = list(reason_lines(answer))
        for line in [*reasons, ""] if repeat else ["", *reasons]:
            print_styled(line)
