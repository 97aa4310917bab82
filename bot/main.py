"""The command `yuanwen`: its verbs, and every error as one message and an exit code."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from bot.exit_codes import BAD_USAGE, FAILED, INTERRUPTED
from bot.faults import fault, record, where_kept
from bot.service.shortcut import ANYWHERE
from bot.session import Session
from bot.terminal.streams import discard_output, notice, use_utf8
from bot.usage import misuse
from bot.verbs import asking, checking, keeping, library, serving, telegram
from bot.version import VERSION
from retrieval.errors import UsageError, YuanwenError


class Verbs(TyperGroup):
    """The verbs of the command line; gives every error its message on standard error and its exit code."""

    def make_context(self, *arguments: Any, **named: Any) -> Any:
        """Begin a run of the command line."""
        with _told():
            return super().make_context(*arguments, **named)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take the command line apart."""
        return super().parse_args(ctx, settings_first(args))

    def invoke(self, ctx: Any) -> Any:
        """Run the verb that was named."""
        with _told():
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()


@contextmanager
def _told() -> Iterator[None]:
    """Gives an error of the block its message on standard error, and its exit code to the process."""
    try:
        yield
    except BrokenPipeError:
        discard_output()
        raise typer.Exit(FAILED) from None
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None
    except typer.TyperException as error:
        notice(misuse(error))
        raise typer.Exit(BAD_USAGE) from None
    except YuanwenError as error:
        if not isinstance(error, UsageError):
            record(error)
        notice(f"Error: {error}")
        raise typer.Exit(BAD_USAGE if isinstance(error, UsageError) else FAILED) from None
    except OSError as error:
        record(error)
        notice(f"Error: {', '.join(filter(None, (error.filename, error.strerror)))}")
        raise typer.Exit(FAILED) from None


def settings_first(arguments: Sequence[str]) -> list[str]:
    """A command line with the options that may stand anywhere before the verb, where typer looks for them; behind `--`
    there are none."""
    first: list[str] = []
    others: list[str] = []
    rest = iter(arguments)
    for argument in rest:
        if argument == "--":
            return [*first, *others, argument, *rest]
        if argument in ANYWHERE:
            first += [argument, *(value := list(islice(rest, 1)))]
            if not value:
                return first  # typer says what is lacking
        elif argument.partition("=")[0] in ANYWHERE or argument == "--debug":
            first.append(argument)
        else:
            others.append(argument)
    return [*first, *others]


app = typer.Typer(
    cls=Verbs, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)  # fmt: skip


def _version(asked: bool) -> None:
    if asked:
        print(f"yuanwen {VERSION}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def begin(
    context: typer.Context,
    config: Annotated[Path | None, typer.Option(metavar="FILE", help="The settings to use.")] = None,
    data_dir: Annotated[Path | None, typer.Option(metavar="DIR", help="Where the library is.")] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show errors whole, with their tracebacks.")] = False,
    version: Annotated[bool, typer.Option("--version", is_eager=True, callback=_version, help="Say which.")] = False,
) -> None:
    """Answer questions about Chinese reports with the words that say so, and with where they stand."""
    if context.invoked_subcommand is None:
        print(context.get_help(), file=sys.stderr)
        raise typer.Exit(BAD_USAGE)
    context.obj = Session(config, data_dir, debug)


VERBS: dict[str, Callable[..., None]] = {
    "index": library.index,
    "ask": asking.ask,
    "chat": asking.chat,
    "documents": library.documents,
    "remove": library.remove,
    "show": library.show,
    "compact": library.compact,
    "backup": keeping.backup,
    "restore": keeping.restore,
    "verify": checking.verify,
    "eval": checking.evaluate_set,
    "bot": telegram.answer_in_telegram,
    "serve": serving.serve,
    "mcp": serving.offer_tools,
    "feedback": telegram.feedback,
    "doctor": checking.doctor,
}
for name, verb in VERBS.items():
    app.command(name)(verb)


def main() -> None:
    """Run the command line; ends the process."""
    use_utf8()
    try:
        app()
    except Exception as error:
        notice(f"Error: {fault(error)}{where_kept()}")
        sys.exit(FAILED)
