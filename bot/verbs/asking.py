"""The verbs that answer questions."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.exit_codes import NOT_ANSWERED
from bot.named import PASSAGES, Asking, NamedLibrary
from bot.service.shortcut import WEIGHTS
from bot.tables.csv_file import check_csv, table_csv
from bot.terminal.late_progress import late_progress
from bot.terminal.streams import lines_in, lines_typed, notice, print_json
from bot.verbs.options import Json, Passages, Verbose, check_picture
from retrieval.errors import LibraryError, UsageError

if TYPE_CHECKING:
    from bot.terminal.presenting import Manner
    from retrieval.answer import Answer

LEAVING = ("exit", "quit", "退出")
"""What ends a chat, when it stands alone."""


def ask(
    context: typer.Context,
    question: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="QUESTION...",
            help="What to ask; - for questions from standard input, one a line. With none, standard input is one.",
        ),
    ] = None,
    *,
    k: Passages = None,
    verbose: Verbose = 0,
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
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write the table of an answer about many reports.")
    ] = None,
    chart: Annotated[
        Path | None, typer.Option("--chart", metavar="FILE", help="Draw that table there, as a PNG.")
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Say why these passages, and how sure.")] = False,
    as_json: Json = False,
) -> None:
    """Answer a question."""
    several = question == ["-"]
    asked = " ".join(question) if question else piped_question()
    if several and (csv or chart):
        raise UsageError(f"{'--csv' if csv else '--chart'} takes the table of one answer: ask one question")
    if csv is not None:
        check_csv(csv)
    if chart is not None:
        check_picture(chart)
    asking = Asking(k or PASSAGES, organization, document, since, until, explain)
    with context.obj.indexed_library() as (settings, library):
        named = NamedLibrary.of(library, settings)
        for one in lines_in() if several else [asked]:
            with late_progress() as progress:
                answer = named.ask(one, asking, progress)
            if as_json:
                print_json(answer.to_json())
            else:
                _print(named, answer, _manner(k, verbose, repeat=several, explain=explain))
            _write_table(answer, csv, chart)
            if not (answer.answered or several):
                raise typer.Exit(NOT_ANSWERED)


def _write_table(answer: "Answer", csv: Path | None, chart: Path | None) -> None:
    """Write the table of an answer to the files asked for, or say that it has none. Raises LibraryError where a file
    cannot be written."""
    table = answer.table
    if table is None:
        option = "--csv" if csv else "--chart" if chart else None
        if option is not None:
            notice(f"This answer has no table: {option} is for questions that are put to many reports.")
        return
    if csv is not None:
        _write(csv, table_csv(table))
    if chart is not None:
        from bot.tables.chart import chart as drawn

        _write(chart, drawn(table, answer.language))


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise LibraryError(f"{path} cannot be written ({error.strerror}). Name another file.") from error
    notice(f"wrote {path}")


def piped_question() -> str:
    """The question that was piped in, on one line. Raises UsageError where nothing was."""
    piped = "" if sys.stdin.isatty() else " ".join(line for line in lines_in() if line.strip())
    if not piped:
        raise UsageError("There is no question: write one behind `ask`, or pipe one in")
    return piped


def chat(context: typer.Context, k: Passages = None, verbose: Verbose = 0) -> None:
    """Answer questions one after another, until `exit` or the end of input."""
    from embeddings.encoder import well_formed
    from retrieval.answering.conversation import Conversation

    with context.obj.indexed_library() as (settings, library):
        named = NamedLibrary.of(library, settings)
        conversation = Conversation(library)
        if sys.stdin.isatty():
            notice("Ask in Chinese or in English; follow-ups are understood. `exit` or Ctrl-D ends.")
        for line in lines_typed():
            if line.strip().lower() in LEAVING:
                break
            if line.strip():
                answer = named.sent.in_answer(conversation.ask(well_formed(line), k or PASSAGES))
                _print(named, answer, _manner(k, verbose))


def _manner(k: int | None, verbose: int, *, repeat: bool = False, explain: bool = False) -> "Manner":
    from bot.terminal.presenting import Manner

    return Manner(repeat, k is not None or verbose > 0, explain, verbose >= WEIGHTS)


def _print(named: NamedLibrary, answer: "Answer", manner: "Manner") -> None:
    """Print an answer for a person at once."""
    from bot.terminal.answers import console
    from bot.terminal.presenting import present

    present(console(sys.stdout), answer, named.staleness(answer), manner)
