"""What each system is worth: figures of quality and of cost, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.baselines import cited, likeliest_sentence
from benchmarks.jieba_words import jieba_words
from benchmarks.peers.protocol import Asked, Found
from retrieval.answer import Answer
from retrieval.evaluation.metrics import Marks, mark
from retrieval.evaluation.question_set import GoldQuestion
from retrieval.storage.passages import StoredPassage


@dataclass(frozen=True, slots=True)
class Row:
    """One way to ask one system: its name, shares of the questions, right answers a CPU second, CPU seconds to index
    (None where the library was there), CPU milliseconds a question, the most memory in MB."""

    name: str
    hit1: float
    hit3: float
    sentence: float
    right: float
    per_second: float
    milliseconds: float
    indexing: float | None
    memory: float


def marked(gold: GoldQuestion, found: Found, passages: Sequence[StoredPassage]) -> Marks:
    """The figures of what was found for one question, as `yuanwen eval` has them. Where a system marks no sentence, it
    is that of the passage which shares most words with the question."""
    words = set(jieba_words(gold.question))
    shown = []
    for place, number in enumerate(found.numbers, 1):
        passage = passages[number]
        own = found.sentence if place == 1 else None
        shown.append(cited(place, 1 / place, passage, own or likeliest_sentence(passage, words)))
    return mark(gold, Answer(gold.question, gold.language, found.answered, None, None, 1.0, tuple(shown)))


def row(
    name: str, asked: Asked, indexing: float | None, gold: Sequence[GoldQuestion], passages: Sequence[StoredPassage]
) -> Row:
    """The figures of one way to ask over all questions."""
    marks = [marked(question, found, passages) for question, found in zip(gold, asked.found, strict=True)]

    def share(figure: str) -> float:
        column = [one[figure] for one in marks if figure in one]
        return sum(column) / max(1, len(column))

    spent = sum(asked.seconds)
    return Row(
        name=name,
        hit1=share("hit@1"),
        hit3=share("hit@3"),
        sentence=share("sentence"),
        right=share("right"),
        per_second=sum(one["right"] for one in marks) / spent,
        milliseconds=1000 * spent / len(marks),
        indexing=indexing,
        memory=asked.memory,
    )


def table(rows: Sequence[Row]) -> str:
    """The rows in Markdown, the last two columns as multiples of the first row's."""
    head = ("", "hit@1", "hit@3", "sentence", "right", "right per CPU s", "ms CPU", "index, CPU s", "MB")
    lines = [_line([*head, "right per CPU s ×", "ms ×"]), _line(["---"] * (len(head) + 2))]
    base = rows[0]
    for one in rows:
        shares = [f"{share:.3f}".removeprefix("0") for share in (one.hit1, one.hit3, one.sentence, one.right)]
        indexing = "" if one.indexing is None else f"{one.indexing:.1f}"
        cost = [f"{one.per_second:.1f}", f"{one.milliseconds:.1f}", indexing, f"{one.memory:.0f}"]
        ratios = [f"{one.per_second / base.per_second:.2f}", f"{one.milliseconds / base.milliseconds:.2f}"]
        lines.append(_line([one.name, *shares, *cost, *ratios]))
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
