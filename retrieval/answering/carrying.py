"""What a follow-up has of the question before it: what was kept, what was replaced, and whether the answer says it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from retrieval.answer import Answer, Carried
from retrieval.numbers import quantities
from retrieval.numbers.quantity import Date
from retrieval.question.analysis import Question, analyse
from retrieval.question.entity_linking import mentions
from retrieval.question.organization_index import OrganizationIndex


@dataclass(frozen=True, slots=True)
class _Part:
    """Something that one question can take over from another, as it is written: `kind` tells what may replace what,
    and two with a meaning in common are the same."""

    kind: str
    means: frozenset[str | Date | Decimal]
    written: str


def carried(asked: str, before: str, understood: str, names: OrganizationIndex) -> Carried:
    """What the question `asked`, `understood` with the help of the one `before` it, has from there."""
    new, old, whole = (list(_parts(analyse(text), names)) for text in (asked, before, understood))
    kept = tuple(part.written for part in whole if not _among(part, new))
    gone = [part for part in old if not _among(part, whole)]
    come = [part for part in new if not _among(part, old)]
    replaced = []
    for part in gone:
        instead = next((other for other in come if other.kind == part.kind), None)
        if instead is not None:
            come.remove(instead)
            replaced.append((part.written, instead.written))
    return Carried(kept, tuple(replaced))


def unsaid_years(kept: Carried, answer: Answer) -> tuple[str, ...]:
    """The years that were kept of which neither the passage that answers nor its citation has anything."""
    if not (answer.answered and answer.passages):
        return ()
    best = answer.passages[0]
    said = f"{best.text} {best.citation.title or ''} {best.citation.date or ''} {best.citation.document}"
    years = {found.date.year for found in quantities(said) if found.date is not None}
    return tuple(
        written
        for written in kept.kept
        if any(q.date is not None and q.date.year not in {None, *years} for q in quantities(written))
    )


def _parts(question: Question, names: OrganizationIndex) -> Iterable[_Part]:
    text = question.text
    for mention in mentions(question, names):
        yield _Part("organization", mention.organizations, text[mention.start : mention.end])
    for found in question.quantities:
        kind = found.unit if found.date is None else "date"
        yield _Part(kind, frozenset({found.date or found.value}), text[found.start : found.end].strip())


def _among(part: _Part, others: Iterable[_Part]) -> bool:
    """Whether one of the others is the same."""
    return any(part.kind == other.kind and bool(part.means & other.means) for other in others)
