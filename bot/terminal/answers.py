"""Answers in a terminal, and plainly where standard output is none.

In a terminal a passage is wrapped as Chinese is, the sentence that answers is marked in it, and an answer takes less
than 30 lines of 100 columns. Elsewhere a passage stands on one line, exactly as in its document, behind the sentence
that answers.
"""

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from bot.messages import messages
from bot.terminal.answer_tables import show_table
from bot.terminal.screen import Screen, screen_of
from bot.terminal.wrapping import cut, line_breaks
from bot.wording.context import around
from bot.wording.facts import clean, facts, refusal, reply, short_answer, understood
from retrieval.answer import Answer, Citation, RankedPassage
from retrieval.citation.freshness import Staleness
from retrieval.citation.lookup import Shown

MEASURE = 92
"""Columns of the widest line of a passage."""

LINES = 25
"""Of a console, which nothing depends on: rich would look the size up again without them."""

INDENT = "  "

LONGEST_FILE = 24
"""Columns of a file's name where a passage takes one line."""

CLOSEST = 3
"""Passages shown with a refusal."""

ANSWER, HIGHLIGHT, REFUSAL, CITATION = "bold green", "bold black on bright_yellow", "bold yellow", "dim"


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Leave to the command line what rich would end the process for."""
        raise


def console(stream: TextIO, screen: Screen | None = None) -> Console:
    """A rich console that reads no markup and wraps no text, and writes to `stream` what is to be seen on `screen`, by
    default its own. All colours are of the sixteen that every terminal has."""
    screen = screen or screen_of(stream)
    return _Console(
        file=stream, force_terminal=screen.terminal, color_system="standard" if screen.coloured else None,
        no_color=False, soft_wrap=True, width=screen.columns, height=LINES, highlight=False, markup=False, emoji=False,
    )  # fmt: skip


def show_answer(
    out: Console, answer: Answer, *, repeat: bool = False, full: bool = False, stale: Staleness | None = None
) -> None:
    """Print an answer, or an honest refusal and what comes closest, in the language of the question; with `repeat`
    between the question and an empty line. In a terminal the passages behind the first take a line each, unless they
    are all to be shown in `full`. `stale` is what has become of the file of the first passage."""
    if repeat:
        out.print(Text(f"? {clean(answer.question)}\n", "bold"))
    how = understood(answer, answer.language)
    if how is not None:
        _print(out, Text(how, CITATION))
        out.print()
    said = reply(answer, answer.language)
    if said is not None:
        _print(out, Text(said))
    elif answer.table is not None:
        show_table(out, answer.table, answer.language)
    elif answer.answered:
        _show_answered(out, answer, full, stale)
    else:
        _show_refused(out, answer, full)
    if repeat:
        out.print()


def _show_answered(out: Console, answer: Answer, full: bool, stale: Staleness | None) -> None:
    if answer.doubted:
        _print(out, Text(messages(answer.language)["perhaps"], REFUSAL))
        out.print()
    short = short_answer(answer, answer.language)
    if short is not None:
        _print(out, Text(clean(short), ANSWER))
        out.print()
    best, *others = answer.passages
    _show_marked(out, best)
    out.print()
    _show_citation(out, best.citation, answer.language)
    if stale is not None:
        _print(out, Text(messages(answer.language)[f"file_{stale}"], REFUSAL))
    _show_others(out, others, answer.language, full)


def _show_others(out: Console, others: Sequence[RankedPassage], language: str, full: bool) -> None:
    """The passages behind the first: in a terminal a line each, elsewhere the sentence of each that comes closest; or
    all of each."""
    in_lines = out.is_terminal and not full
    for number, passage in enumerate(others):
        if not (in_lines and number):
            out.print()
        if full:
            _print(out, Text(f"{passage.rank}", "bold"))
            _show_marked(out, passage)
            _show_citation(out, passage.citation, language)
        elif in_lines:
            _show_line(out, passage)
        else:
            _show_sentence(out, f"{passage.rank}  ", passage, language)


def _show_refused(out: Console, answer: Answer, full: bool) -> None:
    words = messages(answer.language)
    _print(out, Text(words["refusal"], REFUSAL))
    _print(out, Text(clean(refusal(answer, answer.language))))
    for passage in answer.passages if full else answer.passages[:CLOSEST]:
        in_a_line = out.is_terminal and not full and passage.rank > 1
        if not (in_a_line and passage.rank > 2):
            out.print()
            label = "closest_too" if in_a_line else "not_the_answer"
            _print(out, Text(words[label].format(number=passage.rank), "italic"))
        if in_a_line:
            _show_line(out, passage)
        elif full:
            _print(out, Text(clean(passage.text)))
            _show_citation(out, passage.citation, answer.language)
        else:
            _show_sentence(out, "", passage, answer.language)


def show_cited(out: Console, shown: Shown, language: str) -> None:
    """Print the passage behind a citation id with the sentences before and after it, for readers of `language`."""
    mark = "» " if out.color_system is None else ""
    before, after = (text.strip("\n") for text in around(shown))
    for text in (
        *([Text(clean(before), "dim")] if before else []),
        Text(mark + clean(shown.quote), "bold"),
        *([Text(clean(after), "dim")] if after else []),
    ):
        _print(out, text)
    out.print()
    if shown.citation:
        _show_citation(out, shown.citation, language)
    else:
        _print(out, Text(f"{clean(shown.document)} [{shown.id}]", CITATION))


def _show_marked(out: Console, passage: RankedPassage) -> None:
    """A passage with its answering sentence marked or, where there are no colours, said before."""
    whole, marked = clean(passage.text), clean(passage.highlight)
    if out.color_system is None:
        if marked != whole:
            _print(out, Text(f"» {marked}\n"))
        _print(out, Text(whole))
    else:
        text, start = Text(whole), whole.find(marked)
        if start >= 0:
            text.stylize(HIGHLIGHT, start, start + len(marked))
        _print(out, text)


def _show_sentence(out: Console, label: str, passage: RankedPassage, language: str) -> None:
    """A passage further down: the sentence in it that comes closest, and where it stands."""
    _print(out, Text.assemble((label, "bold"), clean(passage.highlight)))
    _show_citation(out, passage.citation, language)


def _show_line(out: Console, passage: RankedPassage) -> None:
    """A passage on one line of a terminal: as much of the sentence that comes closest as there is room for, the file,
    and the id to see more of it by."""
    width = min(out.width, MEASURE) - len(INDENT)
    label = f"{passage.rank}  "
    where = f"{cut(clean(PurePosixPath(passage.citation.document).name), LONGEST_FILE)} [{passage.citation.id}]"
    room = width - len(label) - len("  ") - cell_len(where)
    sentence = cut(clean(passage.highlight), max(room, 0))
    out.print(Text.assemble(INDENT, (label, "bold"), sentence, "  ", (where, CITATION)))


def _show_citation(out: Console, citation: Citation, language: str) -> None:
    line = " · ".join(clean(fact) for fact in facts(citation, language))
    _print(out, Text(f"{line} [{citation.id}]", CITATION))


def _print(out: Console, text: Text) -> None:
    """Print a text: in a terminal as lines of at most `MEASURE` columns behind an indent, elsewhere as it is."""
    if not out.is_terminal:
        out.print(text)
        return
    width = min(out.width, MEASURE) - len(INDENT)
    for line in text.divide(list(line_breaks(text.plain, width))):
        line.rstrip()
        out.print(Text.assemble(INDENT, line))
