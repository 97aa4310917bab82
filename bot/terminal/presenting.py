"""An answer as `ask` and `chat` print it: in which manner, with its reasons where they are asked for."""

from dataclasses import dataclass

from rich.console import Console

from bot.terminal.answers import show_answer
from bot.terminal.reasons import reason_lines
from retrieval.answer import Answer
from retrieval.citation.freshness import Staleness


@dataclass(frozen=True, slots=True)
class Manner:
    """How an answer is printed: behind its question if `repeat`, all passages in `full`, with the reasons if `explain`,
    by their `weights` instead of in words."""

    repeat: bool = False
    full: bool = False
    explain: bool = False
    weights: bool = False


def present(out: Console, answer: Answer, stale: Staleness | None, manner: Manner) -> None:
    """Print an answer for a person; `stale` is what has become of the file that it is from."""
    show_answer(out, answer, repeat=manner.repeat, full=manner.full, stale=stale)
    if manner.explain:
        reasons = list(reason_lines(answer, manner.weights))
        for line in [*reasons, ""] if manner.repeat else ["", *reasons]:
            out.print(line)
