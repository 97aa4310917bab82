"""What the library gives back: an Answer, its passages, and the Citation that proves each of them."""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from retrieval.document import Span

Reason = Literal[
    "empty_question", "not_a_question", "not_supported", "number_not_found", "name_not_found", "different_subject",
    "other_year", "other_measure", "no_such_answer", "not_stated", "nothing_relevant",
]  # fmt: skip
"""Why a question was not answered: `not_a_question` is a greeting and the like, `not_supported` a summary, advice or a
calculation that was asked for; both have no passages."""


Certainty = Literal["sure", "perhaps", "none"]
"""Whether an answer is one: surely, perhaps (it is shown with a word of doubt), or not."""

PlacedBox = tuple[int, float, float, float, float]
"""Page (from 1), and `x0, y0, x1, y1` of a box on it."""

_WHERE_IT_APPLIES = frozenset(
    {"publication", "also_in", "sheet", "cells", "boxes", "pages", "ocr", "doubtful", "document_title", "section"}
)


@dataclass(frozen=True, slots=True)
class Citation:
    """The proof of a passage: where its words stand. One type for the terminal, JSON and Telegram.

    `id` is short (`[A-Za-z0-9_-]{1,40}`) and outlives rebuilds. `document` is the path below the indexed folder, with
    forward slashes; `also_in` are other documents that say the same. `title` is the article's headline or, without one,
    the document's title. `organizations` names whose statement it is, the main one first. `date` is ISO 8601, as
    precise as the text, `publication` where it was published. `page` and `lines` count from 1, inclusive; `page` is
    where the marked sentence begins, None where the format has no pages, `lines` are those of the passage. `spans` are
    positions in the document's text: their join is `quote`, checked again each time before it is shown.

    `document_title` is what a documents.yaml calls the document, where the article has a headline of its own; `section`
    the heading above the passage, where nobody can count the lines of the file (Word, web pages).

    Where they apply: of the marked sentence, `sheet` and `cells` (`B7:D7`) of a table and `boxes`,
    `(page, x0, y0, x1, y1)` in PDF points or pixels from the top left, one for each line of print; of the passage,
    `pages`, the first and the last when it runs over a break, `ocr`, how sure (0..1) the recognition of a picture's
    text is on the average, and `doubtful`, the figures in it that stand on a line read with less than
    `retrieval.document.DOUBTFUL`.
    """

    id: str
    document: str
    title: str | None
    organizations: tuple[str, ...]
    author: str | None
    date: str | None
    page: int | None
    lines: tuple[int, int]
    spans: tuple[Span, ...]
    quote: str
    publication: str | None = None
    also_in: tuple[str, ...] = ()
    sheet: str | None = None
    cells: str | None = None
    boxes: tuple[PlacedBox, ...] = ()
    pages: tuple[int, int] | None = None
    ocr: float | None = None
    doubtful: tuple[str, ...] = ()
    document_title: str | None = None
    section: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The citation as the command line's JSON contract has it: the quote is the passage's `text` there, and what
        does not apply is left out."""
        fields = asdict(self)
        del fields["quote"]
        return {
            name: value for name, value in fields.items() if value not in (None, ()) or name not in _WHERE_IT_APPLIES
        }


@dataclass(frozen=True, slots=True)
class Contribution:
    """One reason for a score: a feature by its name, its value, and what it adds (the value times its weight)."""

    feature: str
    value: float
    contribution: float

    def to_json(self) -> dict[str, Any]:
        """The reason as `ask --json --explain` prints it."""
        return {
            "feature": self.feature,
            "value": round(self.value, 4),
            "contribution": round(self.contribution, 4),
        }


def _explanation(reasons: tuple[Contribution, ...] | None) -> dict[str, Any]:
    return {} if reasons is None else {"explanation": [reason.to_json() for reason in reasons]}


Demand = Literal["whose", "when", "measure", "office", "figure", "kind"]
"""What a question demands: whose statement, of when, of which measure, whose office, a figure that it gives, which kind
of answer."""

State = Literal["met", "contradicted", "silent"]
"""Whether a passage fulfils a demand."""


@dataclass(frozen=True, slots=True)
class Check:
    """A demand of a question held against the passage that would answer it: what was `wanted`, as it was written, how
    it is fulfilled, and what the passage has instead, as far as that can be said. `reason` is why the question is
    refused where the passage contradicts it."""

    demand: Demand
    wanted: str
    state: State
    found: str | None
    reason: Reason

    def to_json(self) -> dict[str, Any]:
        """The check as `ask --json --explain` prints it."""
        return {"demand": self.demand, "wanted": self.wanted, "state": self.state, "found": self.found}


@dataclass(frozen=True, slots=True)
class RankedPassage:
    """One passage of an answer: `text` verbatim, and the sentence in it that answers (`highlight`, a substring).

    `score` (0..1) is how likely it is to be the right one, given that one of the candidates is. `reasons` say what put
    it in its place, the weightiest first; None unless they were asked for.
    """

    rank: int
    score: float
    text: str
    highlight: str
    citation: Citation
    reasons: tuple[Contribution, ...] | None = None

    def to_json(self) -> dict[str, Any]:
        """The passage as the command line's JSON contract has it."""
        return {
            "rank": self.rank,
            "score": round(self.score, 4),
            "text": self.text,
            "highlight": self.highlight,
            "citation": self.citation.to_json(),
            **_explanation(self.reasons),
        }


@dataclass(frozen=True, slots=True)
class Carried:
    """What a follow-up has of the question before, as it is written: what was `kept` (organizations, dates, figures),
    what was `replaced` (old, new), and which years that were kept are `unsaid`: nothing in the answer has them."""

    kept: tuple[str, ...] = ()
    replaced: tuple[tuple[str, str], ...] = ()
    unsaid: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As `chat` has it in JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Row:
    """What one organization states of the measure of a `Table`: its `value` as it is written, the `number` in the
    table's unit (None where it is said in words, or counts something else; of a range the lower end; negative for a
    fall), and the proof: `text` verbatim, the sentence in it (`highlight`), the citation. `year` is set where a table
    gives several, `conflict` where another statement contradicts it, which has a row of its own."""

    organization: str
    value: str
    number: float | None
    text: str
    highlight: str
    confidence: float
    citation: Citation
    year: int | None = None
    conflict: bool = False

    def to_json(self) -> dict[str, Any]:
        """The row as the command line's JSON contract has it."""
        return {
            "organization": self.organization,
            "value": self.value,
            "number": self.number,
            "text": self.text,
            "highlight": self.highlight,
            "confidence": round(self.confidence, 3),
            "citation": self.citation.to_json(),
            **({"year": self.year} if self.year is not None else {}),
            **({"conflict": True} if self.conflict else {}),
        }


@dataclass(frozen=True, slots=True)
class Table:
    """What many organizations state of one measure, in the order asked for. `unit` is the one in which most write it;
    `selected` are the organizations that a condition or a superlative asks for, None where all values are;
    `missing` are those that were looked at and state none."""

    measure: str
    unit: str
    rows: tuple[Row, ...]
    selected: tuple[str, ...] | None
    missing: tuple[str, ...]

    @property
    def looked_at(self) -> int:
        """How many organizations were looked at."""
        return len({row.organization for row in self.rows} | set(self.missing))

    def to_json(self) -> dict[str, Any]:
        """The table as the command line's JSON contract has it."""
        return {
            "measure": self.measure,
            "unit": self.unit,
            "rows": [row.to_json() for row in self.rows],
            "selected": None if self.selected is None else list(self.selected),
            "missing": list(self.missing),
        }


STEPS = ("embed", "search", "rank", "read")
"""What an answer takes time for, beside what the total has of understanding the question. `rank` is ranking, judging
(which has a sentence verified) and citing; `read` the reading of the best passages, which is none of it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question.

    `language` is a BCP 47 tag (`zh`, `zh-Hant`, `en`). When `answered` is false, `reason` says why, `missing` names
    what was looked for in vain, as it was written in the question, `instead` what the closest passage has in its place,
    and `passages` are the closest ones, to
    be marked as no answer wherever a person reads them. `answer` is the shortest thing that answers, or None when the
    highlighted sentence itself is the answer. `confidence` is in 0..1; an answer is `doubted` that is not sure enough
    to be shown without a word of doubt. `milliseconds` holds total and STEPS. `reasons` say where the confidence comes
    from, the weightiest first; None unless they were asked for, and none where there was nothing to weigh; `checks` are
    the demands of the question held against the best passage, likewise.
    `suggested` are questions that the library answers, beside what was no question.

    `understood_as` is the question that was answered, where what it lacks was taken from the one before, of which
    `carried` tells, or where a place typed by ear is put right. `table` holds what each organization states where the
    question is put to many.
    """

    question: str
    language: str
    answered: bool
    reason: Reason | None
    answer: str | None
    confidence: float
    passages: tuple[RankedPassage, ...]
    missing: str | None = None
    milliseconds: dict[str, float] = field(default_factory=dict)
    reasons: tuple[Contribution, ...] | None = None
    checks: tuple[Check, ...] | None = None
    understood_as: str | None = None
    instead: str | None = None
    doubted: bool = False
    carried: Carried | None = None
    table: Table | None = None
    suggested: tuple[str, ...] = ()

    @property
    def certainty(self) -> Certainty:
        """Whether this answers: `none` for a refusal."""
        if not self.answered:
            return "none"
        return "perhaps" if self.doubted else "sure"

    def to_json(self) -> dict[str, Any]:
        """The answer as the command line's JSON contract has it."""
        return {
            "question": self.question,
            "language": self.language,
            "answered": self.answered,
            "reason": self.reason,
            "answer": self.answer,
            "confidence": round(self.confidence, 3),
            "passages": [passage.to_json() for passage in self.passages],
            "milliseconds": {name: round(value, 1) for name, value in self.milliseconds.items()},
            "certainty": self.certainty,
            "table": None if self.table is None else self.table.to_json(),
            **_explanation(self.reasons),
            **({"checks": [check.to_json() for check in self.checks]} if self.checks is not None else {}),
            **({"missing": self.missing} if self.missing is not None else {}),
            **({"instead": self.instead} if self.instead is not None else {}),
            **({"understood_as": self.understood_as} if self.understood_as is not None else {}),
            **({"suggested": list(self.suggested)} if self.suggested else {}),
            **({"carried": self.carried.to_json()} if self.carried is not None else {}),
        }
