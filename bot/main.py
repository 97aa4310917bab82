"""The command `yuanwen`: its verbs, its exit codes, and every error as one message.

Exit codes: 0 done, or answered; 1 asked, and nothing in the documents answers it; 2 bad usage or settings, or a path
that is not there; 3 anything else; 130 interrupted. What not every verb needs is imported inside, for a quick start.
"""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from bot.session import Session
from bot.terminal.streams import lines_in, lines_typed, notice, print_json, use_utf8
from retrieval.errors import PathNotFound, UsageError, YuanwenError

if TYPE_CHECKING:
    from retrieval.answer import Answer
    from retrieval.library import Library
    from retrieval.search.filters import Filter

NOT_ANSWERED, BAD_USAGE, FAILED, INTERRUPTED = 1, 2, 3, 130

MOST_PASSAGES = 50


class Verbs(TyperGroup):
    """The verbs of the command line; gives every error its message on standard error and its exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run the verb that was named."""
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()
        except BrokenPipeError:  # who reads has gone; what is left to write goes nowhere
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(FAILED) from None
        except KeyboardInterrupt:
            raise typer.Exit(INTERRUPTED) from None
        except YuanwenError as error:
            notice(f"Error: {error}")
            raise typer.Exit(BAD_USAGE if isinstance(error, UsageError) else FAILED) from None
        except OSError as error:
            notice(f"Error: {': '.join(filter(None, (error.filename, error.strerror)))}")
            raise typer.Exit(FAILED) from None


app = typer.Typer(
    cls=Verbs, add_completion=False, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False
)

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Passages = Annotated[int, typer.Option("-k", min=1, max=MOST_PASSAGES, help="How many passages.")]


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print(f"yuanwen {version('yuanwen')}")
        raise typer.Exit


@app.callback()
def begin(
    context: typer.Context,
    config: Annotated[Path | None, typer.Option(metavar="FILE", help="The settings to use.")] = None,
    data_dir: Annotated[Path | None, typer.Option(metavar="DIR", help="Where the library is.")] = None,
    version: Annotated[bool, typer.Option("--version", is_eager=True, callback=_version, help="Say which.")] = False,
) -> None:
    """Answer questions about Chinese reports with the words that say so, and with where they stand."""
    context.obj = Session(config, data_dir)


@app.command()
def index(
    context: typer.Context,
    paths: Annotated[list[Path] | None, typer.Argument(metavar="[PATH...]", help="Files and folders.")] = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="First make vectors and indexes anew.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say what was joined, moved and found, and why.")] = False,
) -> None:
    """Add or update files and folders; with none, those of the settings."""
    from bot.terminal import progress

    with context.obj.library() as (settings, library):
        chosen = paths or settings.documents
        if not chosen and not rebuild:
            raise UsageError("There is nothing to index: name a PATH, or list some under `documents` in config.yaml")
        if rebuild:
            progress.rebuild(library)
        done = not chosen or progress.index_paths(library, chosen)
        if explain:
            from bot.terminal.layout_report import explanation_lines

            for explanation in library.explain(chosen):
                for line in explanation_lines(explanation):
                    _print(line)
        if not done:
            raise typer.Exit(FAILED)


@app.command()
def ask(
    context: typer.Context,
    question: Annotated[
        str, typer.Argument(metavar="QUESTION", help="What to ask; - for questions from standard input, one a line.")
    ],
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
        if question == "-":
            for line in lines_in():
                _answer(library, line, k, as_json, repeat=True, within=within, explain=explain)
        elif not _answer(library, question, k, as_json, within=within, explain=explain).answered:
            raise typer.Exit(NOT_ANSWERED)


@app.command()
def chat(context: typer.Context, k: Passages = 5) -> None:
    """Answer questions one after another, until the end of input."""
    from bot.terminal.answers import console, show_answer
    from retrieval.answering.conversation import Conversation

    with context.obj.indexed_library() as library:
        conversation = Conversation(library)
        for line in lines_typed():
            if line.strip():
                show_answer(console(sys.stdout), conversation.ask(_well_formed(line), k))


@app.command()
def documents(context: typer.Context, as_json: Json = False) -> None:
    """List what is in the library."""
    with context.obj.library() as (_, library):
        held = library.documents()
    if as_json:
        print_json([document.to_json() for document in held])
    else:
        from bot.terminal.tables import document_table

        _print(document_table(held))


@app.command()
def remove(
    context: typer.Context, doc: Annotated[str, typer.Argument(metavar="DOC", help="Its name or path.")]
) -> None:
    """Take a document out of the library."""
    with context.obj.library() as (_, library):
        notice(f"Removed {library.remove(doc)}")


@app.command()
def show(
    context: typer.Context,
    citation: Annotated[str, typer.Argument(metavar="ID", help="What stands in brackets behind an answer.")],
    image: Annotated[Path | None, typer.Option(metavar="FILE", help="Draw its page there, as a PNG.")] = None,
    as_json: Json = False,
) -> None:
    """Show the passage behind a citation id, in its context."""
    with context.obj.library() as (settings, library):
        shown = library.show(citation)
        if image is not None:
            image.write_bytes(library.picture(citation))
    if as_json:
        print_json(shown.to_json())
    else:
        from bot.telegram.storage.answers import deep_link
        from bot.terminal.answers import console, show_cited

        out = console(sys.stdout)
        show_cited(out, shown)
        if link := deep_link(settings.data_dir, shown.id):
            out.print(link)
    if shown.status == "moved":
        notice(f"{shown.document} has changed since this was cited; this is where the words stand now.")
    elif shown.status == "superseded":
        notice(f"Superseded: these words were cited from {shown.document} and are not in the library any more.")
        raise typer.Exit(NOT_ANSWERED)


@app.command()
def verify(context: typer.Context, as_json: Json = False) -> None:
    """Read every document again and check every passage against it."""
    with context.obj.library() as (_, library):
        found = library.verify()
    if as_json:
        print_json([verification.to_json() for verification in found])
    else:
        from bot.terminal.tables import verification_table

        _print(verification_table(found))
    if any(verification.finding != "intact" for verification in found):
        raise typer.Exit(FAILED)


@app.command("eval")
def evaluate_set(
    context: typer.Context,
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="A question set, one JSON object a line.")],
    plot: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Draw there, as a PNG, whether confidence means what it says.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Measure how well a question set is answered."""
    from retrieval.evaluation.metrics import evaluate
    from retrieval.evaluation.question_set import read_gold

    questions = read_gold(gold)
    if plot is not None and not plot.absolute().parent.is_dir():
        raise PathNotFound(f"There is no folder {plot.parent} to draw {plot.name} in")
    with context.obj.indexed_library() as library:
        figures = evaluate(library.ask, questions)
    if plot is not None:
        from bot.terminal.plots import calibration_plot

        plot.write_bytes(calibration_plot(figures))
    if as_json:
        print_json(figures.to_json())
    else:
        from bot.terminal.tables import evaluation_table, reliability_table
        from retrieval.evaluation.calibration import reliability

        _print(evaluation_table(figures))
        _print("")
        _print(reliability_table(reliability(figures.outcomes)))


@app.command("bot")
def telegram_bot(context: typer.Context) -> None:
    """Answer questions in Telegram until SIGTERM."""
    from bot import telegram

    with context.obj.library() as (settings, library):
        if library.empty:
            notice("Nothing has been indexed yet: run `yuanwen index PATH`; the bot need not be started again.")
        telegram.run(settings, library)


@app.command()
def feedback(context: typer.Context) -> None:
    """Print what people thought of the bot's answers, as a question set for `eval`."""
    from bot.telegram.storage import ratings

    found = ratings.read_ratings(context.obj.settings().data_dir)
    for question in ratings.question_set(found):
        print_json(question)
    unknown = sum(rating.balance < 0 and rating.evidence is None for rating in found)
    if unknown:
        notice(f"Left out: {unknown} refusals that were disliked, for what would answer these questions is not known")


@app.command()
def doctor(context: typer.Context, as_json: Json = False) -> None:
    """Say what is wrong with this set-up and how to mend it."""
    from bot.doctor import examine

    results = examine(context.obj.settings)
    if as_json:
        print_json([result.to_json() for result in results])
    else:
        from bot.terminal.tables import check_table

        _print(check_table(results))
    if any(result.severity == "error" for result in results):
        raise typer.Exit(FAILED)


def _answer(
    library: "Library",
    question: str,
    k: int,
    as_json: bool = False,
    repeat: bool = False,
    within: "Filter | None" = None,
    explain: bool = False,
) -> "Answer":
    """Answer a question, out of all the library unless narrowed, and print the answer at once, for a person behind the
    question itself if `repeat`, with its reasons if `explain`. Half characters in it, which no text has, become
    U+FFFD."""
    from retrieval.search.filters import EVERYTHING

    answer = library.ask(_well_formed(question), k, within or EVERYTHING, explain)
    if as_json:
        print_json(answer.to_json())
    else:
        from bot.terminal.answers import console, show_answer

        show_answer(console(sys.stdout), answer, repeat)
        if explain:
            from bot.terminal.reasons import reason_lines

            reasons = list(reason_lines(answer))
            for line in [*reasons, ""] if repeat else ["", *reasons]:
                _print(line)
    return answer


def _well_formed(typed: str) -> str:
    return typed.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _print(renderable: object) -> None:
    from bot.terminal.answers import console

    console(sys.stdout).print(renderable)


def main() -> None:
    """Run the command line; ends the process."""
    use_utf8()
    try:
        app()
    except Exception as error:
        import traceback

        place = traceback.extract_tb(error.__traceback__)[-1]
        what = f"{type(error).__name__} in {place.name}, {Path(place.filename).name} line {place.lineno}"
        notice(f"Error: something went wrong that should not have; please report it: {what}")
        sys.exit(FAILED)
