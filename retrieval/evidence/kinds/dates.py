"""Of what a date in a sentence is: 出土于二号墓,2026年赴巴黎展出 does not say when something was found."""

import re
from collections.abc import Iterator, Sequence

import rjieba

from retrieval.answer import Check
from retrieval.document import Span
from retrieval.evidence.denial import happenings
from retrieval.evidence.rows.asked_cell import is_row
from retrieval.numbers import Quantity
from retrieval.question.negation import clauses
from retrieval.question.vocabulary import HOUR_ASKED
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query
from retrieval.text.tokens import grams

HOUR = re.compile(
    r"\d{1,2}\s?(?::\s?\d\d|[时点](?:\s?\d{1,2}分|半)?)|[一二三四五六七八九十]{1,3}[点时]半?|正午|中午12|午夜|零[时点]"
)
"""An hour of the day, in a folded text."""

_CLOCK = re.compile(rf"{HOUR.pattern}|小时|分钟")
_AFTERWARDS = re.compile(
    "展出|参展|赴|移交|转[让交]|[荣喜]获|获得|入选|修复|闭幕|结束|注销|更名|迁|完工|竣工|验收|通车"
)
_PENDING = re.compile("(?:仍|还|尚)(?:在|未|待)|待定|未定|暂缓|搁置")


def dated(query: Query, candidate: Candidate, sentence: Span) -> Iterator[Check]:
    """Contradicted where an hour is asked for and none is told; where dates stand only in clauses that begin with them,
    behind the one that says what is asked to have happened; or where a clause without one says of what is asked, and no
    other does, that it is to come."""
    folded = candidate.reading.analysed.folded
    clock = HOUR_ASKED.search(query.question.folded)
    if clock is not None and _CLOCK.search(folded, *sentence) is None:
        yield Check("kind", query.question.text[slice(*clock.span())], "contradicted", None, "no_such_answer")
        return
    if query.question.answer.kind != "date" or is_row(candidate.passage.text[slice(*sentence)]):
        return
    dates = [q for q in candidate.reading.analysed.quantities if q.date is not None]
    spans = clauses(folded, *sentence)
    with_date = [span for span in spans if any(span[0] <= q.start and q.end <= span[1] for q in dates)]
    asked = [form for forms in happenings(query.question) for form in forms]
    happened = [span for span in spans if any(form in folded[slice(*span)] for form in asked)]
    if not with_date:
        return
    later = bool(happened) and all(
        span not in happened and span[0] > happened[-1][0] and _tells_more(folded, span, dates) for span in with_date
    )
    elsewhere = "".join(folded[slice(*span)] for span in with_date)
    pending = [folded[slice(*span)] for span in spans if span not in with_date and _PENDING.search(folded, *span)]
    own = set(grams(query.question.folded)) - set(grams(elsewhere))
    stated = any(form in elsewhere for form in asked)
    to_come = {pair for text in pending for pair in own if pair in text}
    subjects = [_subject_to_come(text) for text in pending]
    of_another = any(_is_noun(pair) and pair in subject for pair in to_come for subject in subjects)
    if later or of_another or (to_come and not stated):
        yield Check("kind", _written(query), "contradicted", None, "no_such_answer")


def _subject_to_come(text: str) -> str:
    """The characters right before what says in a clause that something is to come: 卒中中心 of 卒中中心仍在创建."""
    match = _PENDING.search(text)
    return text[max(0, match.start() - _SUBJECT) : match.start()] if match else ""


_SUBJECT = 4


def _is_noun(word: str) -> bool:
    """Whether a pair of characters is a noun of the dictionary."""
    return any(tag.startswith("n") and one == word for one, tag in rjieba.tag(word))


def _tells_more(folded: str, span: Span, dates: Sequence[Quantity]) -> bool:
    """Whether a clause begins with a date, and tells behind it of something that comes after what happened."""
    begin = span[0] + len(folded[slice(*span)]) - len(folded[slice(*span)].lstrip())
    date = next((q for q in dates if q.start == begin), None)
    return date is not None and _AFTERWARDS.search(folded, date.end, span[1]) is not None


def _written(query: Query) -> str:
    slot = query.question.answer.slot
    return query.question.text[slice(*slot)].strip() if slot else query.question.text
