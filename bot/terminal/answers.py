"""Answers in a terminal, and plainly where standard output is none.

In a terminal a passage is wrapped as Chinese is, and the sentence that answers is marked in it. Elsewhere a passage
stands on one line, exactly as in its document, behind the sentence that answers.
"""

import os
import re
from collections.abc import Iterator
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from bot.messages import messages
from bot.wording.facts import clean, facts, refusal, reply, short_answer, understood
from retrieval.answer import Answer, Citation, RankedPassage
from retrieval.citation.lookup import Shown

MEASURE = 92
"""Columns of the widest line of a passage."""

WIDEST = 1000
"""Columns that a table may take where there is no terminal, so that nothing in it is cut off."""

INDENT = "  "

CLOSEST = 3
"""Passages shown with a refusal."""

ANSWER, HIGHLIGHT, REFUSAL, CITATION = "bold green", "bold black on bright_yellow", "bold yellow", "dim"

_WIDE = "\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\U00020000-\U0003ffff"
_OPENING, _CLOSING = re.escape("（《〈「『【〔“‘([{"), re.escape("，。、；：！？）》〉」』】〕”’…—％")
_UNIT = re.compile(rf"[{_OPENING}]*(?:[^\s{_WIDE}{_OPENING}{_CLOSING}]+|\S)?[{_CLOSING},.;:!?)%]*\s*")
"""What no line is broken inside: a Chinese character or a word of another script, with its punctuation and the space
behind it. It matches the empty string at the end of a text only."""


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Leave to the command line what rich would end the process for."""
        raise


def console(stream: TextIO) -> Console:
    """A rich console over `stream` that reads no markup and wraps no text; it has colours where `stream` is a terminal
    and NO_COLOR is not set."""
    terminal = stream.isatty()
    coloured = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return _Console(
        file=stream, force_terminal=terminal, color_system="auto" if coloured else None, soft_wrap=True,
        width=None if terminal else WIDEST, highlight=False, markup=False, emoji=False,
    )  # fmt: skip


def show_answer(out: Console, answer: Answer, repeat: bool = False) -> None:
    """Print an answer, or an honest refusal and what comes closest, in the language of the question; with `repeat`
    between the question and an empty line."""
    if repeat:
        out.print(Text(f"? {clean(answer.question)}\n", "bold"))
    how = understood(answer, answer.language)
    if how is not None:
        out.print(Text(how, CITATION))
        out.print()
    said = reply(answer, answer.language)
    if said is not None:
        out.print(Text(said))
    elif answer.answered:
        _show_answered(out, answer)
    else:
        _show_refused(out, answer)
    if repeat:
        out.print()


def _show_answered(out: Console, answer: Answer) -> None:
    if answer.doubted:
        out.print(Text(messages(answer.language)["perhaps"], REFUSAL))
        out.print()
    short = short_answer(answer, answer.language)
    if short is not None:
        out.print(Text(clean(short), ANSWER))
        out.print()
    best, *others = answer.passages
    _show_marked(out, clean(best.text), clean(best.highlight))
    out.print()
    _show_citation(out, best.citation, answer.language)
    for passage in others:
        out.print()
        _show_sentence(out, f"{passage.rank}  ", passage, answer.language)


def _show_refused(out: Console, answer: Answer) -> None:
    words = messages(answer.language)
    out.print(Text(words["refusal"], REFUSAL))
    out.print(Text(clean(refusal(answer, answer.language))))
    for passage in answer.passages[:CLOSEST]:
        out.print()
        out.print(Text(words["not_the_answer"].format(number=passage.rank), "italic"))
        _show_sentence(out, "", passage, answer.language)


def show_cited(out: Console, shown: Shown) -> None:
    """Print the passage behind a citation id with what stands before and after it."""
    mark = "» " if out.color_system is None else ""
    _print(out, Text(clean(shown.before), "dim"))
    _print(out, Text(mark + clean(shown.quote), "bold"))
    _print(out, Text(clean(shown.after), "dim"))
    if shown.citation:
        _show_citation(out, shown.citation, "en")
    else:
        _print(out, Text(f"{clean(shown.document)} [{shown.id}]", CITATION))


def _show_marked(out: Console, passage: str, highlight: str) -> None:
    """A passage with its answering sentence marked or, where there are no colours, said before."""
    if out.color_system is None:
        if highlight != passage:
            _print(out, Text(f"» {highlight}\n"))
        _print(out, Text(passage))
    else:
        text, start = Text(passage), passage.find(highlight)
        if start >= 0:
            text.stylize(HIGHLIGHT, start, start + len(highlight))
        _print(out, text)


def _show_sentence(out: Console, label: str, passage: RankedPassage, language: str) -> None:
    """A passage further down: the sentence in it that comes closest, and where it stands."""
    _print(out, Text.assemble((label, "bold"), clean(passage.highlight)))
    _show_citation(out, passage.citation, language)


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


def line_breaks(text: str, width: int) -> Iterator[int]:
    """Where `text` breaks into lines of at most `width` columns: at every newline, behind spaces, and between Chinese
    characters, but not before a closing mark or behind an opening one. Words longer than a line stay whole."""
    used = 0
    for unit in _UNIT.finditer(text):
        if used and used + cell_len(unit[0].rstrip()) > width:
            yield unit.start()
            used = 0
        used += cell_len(unit[0])
        if "\n" in unit[0] and unit.end() < len(text):
            yield unit.end()
            used = 0
