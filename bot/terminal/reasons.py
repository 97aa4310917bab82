"""Why an answer is what it is, for `ask --explain`: in words or, for who wants to know exactly, as the features with
their values and what they add."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from bot.messages import messages
from bot.wording.facts import clean
from retrieval.answer import Answer, Check, Contribution

MOST_REASONS = 6
"""Reasons that are said in words, of each passage."""

LEAST_VALUE = 0.5
"""Value of a feature, most often a share of the question's words, from which on it is said to speak for a passage."""

IN_FAVOUR = frozenset({
    "numbers", "words", "ours", "sentence", "answering", "near", "measure", "same year", "context", "mentions",
    "byline", "read", "sentence words", "figure found",
})  # fmt: skip
"""Features that speak for a passage in words that a person understands, when they add to its score."""

AGAINST = frozenset({
    "theirs", "other year", "absent", "unsaid", "numbers missing", "no such year", "theirs says more", "unknown name",
    "absent name", "person missing", "wanted missing", "measure missing", "silent whose", "silent when",
    "silent measure", "silent office", "verdict",
})  # fmt: skip
"""Features that speak against a passage, when they take from its score."""


def reason_lines(answer: Answer, weights: bool) -> Iterator[Text]:
    """The reasons of an answer line by line: what the question demands, the confidence, then each passage, with what
    speaks for and against it; with `weights` what each feature adds, its name, and its value."""
    words = messages(answer.language)
    verdict = words[f"certainty_{answer.certainty}"] + (f" ({answer.reason})" if answer.reason else "")
    yield Text(words["confidence"].format(confidence=f"{answer.confidence:.2f}", verdict=verdict), "bold")
    yield from _demands(answer.checks or (), answer.language)
    yield from _reasons(answer.reasons or (), answer.language, weights)
    for passage in answer.passages:
        yield Text()
        name = clean(passage.citation.document)
        heading = words["passage"].format(rank=passage.rank, score=f"{passage.score:.2f}", document=name)
        yield Text(f"{heading} [{passage.citation.id}]", "bold")
        yield from _reasons(passage.reasons or (), answer.language, weights)


def _demands(checks: Sequence[Check], language: str) -> Iterator[Text]:
    """What the question demands, and whether the best passage has it."""
    words = messages(language)
    for check in checks:
        found = clean(check.found) if check.found else None
        state = words[f"demand_{check.state}"] if found is None else words["demand_instead"].format(found=found)
        demand = words[f"demand_{check.demand}"].format(wanted=clean(check.wanted))
        yield Text(
            f"  {'✓' if check.state == 'met' else '✗' if check.state == 'contradicted' else '?'} {demand} {state}"
        )


def _reasons(reasons: Sequence[Contribution], language: str, weights: bool) -> Iterator[Text]:
    if weights:
        width = max((len(reason.feature) for reason in reasons), default=0)
        for reason in reasons:
            yield Text(f"  {reason.contribution:+8.2f}  {reason.feature:<{width}}  {reason.value:.3f}")
        return
    words = messages(language)
    for reason in [reason for reason in reasons if _told(reason)][:MOST_REASONS]:
        sign = "+" if reason.contribution > 0 else "−"
        yield Text(f"  {sign} {words[f'why_{reason.feature}'.replace(' ', '_')]}")


def _told(reason: Contribution) -> bool:
    """Whether a reason says in words what it does to the score: what is learned may weigh one feature against
    another."""
    if reason.contribution < 0:
        return reason.feature in AGAINST
    return reason.feature in IN_FAVOUR and reason.value >= LEAST_VALUE
