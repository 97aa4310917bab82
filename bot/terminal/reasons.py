"""Why an answer is what it is, for `ask --explain`: features with their values and what they add."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from bot.wording.facts import clean
from retrieval.answer import Answer, Check, Contribution


def reason_lines(answer: Answer) -> Iterator[Text]:
    """The reasons of an answer line by line: what the question demands, the confidence, then each passage; each names
    what a feature adds, the feature, and its value."""
    verdict = "answered" if answer.answered else (answer.reason or "not answered")
    yield Text(f"Confidence {answer.confidence:.2f}: {verdict}", "bold")
    yield from _demands(answer.checks or ())
    yield from _lines(answer.reasons or ())
    for passage in answer.passages:
        yield Text()
        heading = f"Passage {passage.rank}, {passage.score:.2f}: {clean(passage.citation.document)}"
        yield Text(f"{heading} [{passage.citation.id}]", "bold")
        yield from _lines(passage.reasons or ())


def _demands(checks: Sequence[Check]) -> Iterator[Text]:
    """What the question demands, and whether the best passage has it."""
    width = max((len(check.demand) for check in checks), default=0)
    for check in checks:
        instead = f" (has: {clean(check.found)})" if check.found else ""
        yield Text(f"  {check.state:<12}  {check.demand:<{width}}  {clean(check.wanted)}{instead}")


def _lines(reasons: Sequence[Contribution]) -> Iterator[Text]:
    width = max((len(reason.feature) for reason in reasons), default=0)
    for reason in reasons:
        yield Text(f"  {reason.contribution:+8.2f}  {reason.feature:<{width}}  {reason.value:.3f}")
