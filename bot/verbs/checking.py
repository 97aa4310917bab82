"""The verbs that find out whether all is well, and how well questions are answered."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from bot.exit_codes import FAILED
from bot.named import NamedLibrary
from bot.terminal.streams import notice, print_json, print_styled
from bot.verbs.options import NOTHING_YET, Force, Json, check_new, check_picture
from retrieval.errors import UsageError


def verify(context: typer.Context, as_json: Json = False) -> None:
    """Read every document again and check every passage against it."""
    with context.obj.library() as (settings, library):
        sent = NamedLibrary.of(library, settings).sent
        found = [replace(one, document=sent.shown_name(one.document)) for one in library.verify()]
    if as_json:
        print_json([verification.to_json() for verification in found])
    elif found:
        from bot.terminal.tables import verification_table

        print_styled(verification_table(found))
    if not found:
        notice(NOTHING_YET)
    if any(verification.finding != "intact" for verification in found):
        raise typer.Exit(FAILED)


def evaluate_set(
    context: typer.Context,
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="A question set, one JSON object a line.")],
    plot: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Draw there, as a PNG, whether confidence means what it says.")
    ] = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Measure how well a question set is answered.

    A set is a file of questions, a JSON object a line: "id"; "lang" (zh, en) and "kind" (any word), by which figures
    are given apart; "question"; "zone", whose statement the answer is, or null; "answer", the short answer, or null
    where there is none; "accept", a list of other forms of it; "evidence", a list of pieces of the document, word for
    word, one of which the passage must hold, empty for a question that nothing answers; and, where only some documents
    will do, "document", a file name or a list of them. `yuanwen feedback` prints one.

    A set of questions that are put to many organizations has an indicator a line: "id"; "indicator", what it is called;
    "questions", a list of objects with "lang", "form" (any word), "question" and "answer", a list of the organizations
    that fulfil it, or null where all values are asked for; and "values", an object with a key for each organization:
    null where it states nothing, else an object with "value" as it is written, "number" (null for one in words),
    "evidence", word for word, and where they apply "norm", the number in a common unit, and "number_high", the upper
    end of a range. Its figures are the precision and the recall of the rows, and the F1 of who is selected.
    """
    from retrieval.evaluation.across_set import is_across_set
    from retrieval.evaluation.metrics import evaluate
    from retrieval.evaluation.question_set import absent_documents, read_gold

    if is_across_set(gold):
        if plot is not None:
            raise UsageError("--plot draws a set of questions for one answer each, and this one asks for tables")
        _evaluate_across(context, gold, as_json)
        return
    questions = read_gold(gold)
    if plot is not None:
        check_picture(plot)
        check_new(plot, force)
    with context.obj.indexed_library() as (_, library):
        absent = absent_documents(questions, (document.name for document in library.documents()))
        if absent:
            notice(f"Not in the library, so that questions about them count as wrong: {', '.join(absent)}")
        figures = evaluate(library.ask, questions)
    if plot is not None:
        from bot.terminal.plots import calibration_plot

        plot.write_bytes(calibration_plot(figures))
    if as_json:
        print_json(figures.to_json())
    else:
        from bot.terminal.tables import evaluation_table, reliability_table
        from retrieval.evaluation.calibration import reliability

        print_styled(evaluation_table(figures))
        print_styled("")
        print_styled(reliability_table(reliability(figures.outcomes)))


def _evaluate_across(context: typer.Context, gold: Path, as_json: bool) -> None:
    from retrieval.evaluation.across_metrics import evaluate_across
    from retrieval.evaluation.across_set import read_across

    questions = read_across(gold)
    with context.obj.indexed_library() as (_, library):
        figures = evaluate_across(library.ask, questions)
    if as_json:
        print_json(figures.to_json())
    else:
        from bot.terminal.tables import across_table, miss_table, reliability_table
        from retrieval.evaluation.calibration import reliability

        shown = [across_table(figures), *([miss_table(figures.misses)] if figures.misses else [])]
        for table in (*shown, reliability_table(reliability(figures.outcomes), "rows")):
            print_styled(table)
            print_styled("")


def doctor(
    context: typer.Context,
    report: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Pack there what a maintainer needs, without names or texts.")
    ] = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Say what is wrong with this set-up and how to mend it."""
    from bot.doctor.examining import examine

    if report is not None:
        check_new(report, force)
    results = examine(context.obj.settings)
    if report is not None:
        from bot.doctor.report import write_report

        readable = all(result.name != "settings" or result.severity == "ok" for result in results)
        write_report(report, context.obj.settings() if readable else None, results)
        notice(f"Written: {report}. No name, text, path or secret is in it; look through it before you send it.")
    if as_json:
        print_json([result.to_json() for result in results])
    else:
        from bot.terminal.tables import check_table

        print_styled(check_table(results))
    if any(result.severity == "error" for result in results):
        raise typer.Exit(FAILED)
