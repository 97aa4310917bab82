"""Several years of one report: asked without a year, the latest answers."""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from retrieval.question.analysis import Question
from retrieval.ranking.candidate import Candidate
from retrieval.storage.passages import StoredPassage
from retrieval.text.folding import fold

MOST_BEHIND = 10.0
LEAST_WORDS = 0.8
"""How far, in scores of ranking, the latest year's passage may be behind another year's, and the least share of the
question's words that it has of those that the other has. Chosen by hand on small reports of three years, which the same
statement in other words puts up to 7.4 apart; on sets of one year they change nothing."""

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)年?度?|[一二][零〇九][零〇一二三四五六七八九]{2}年度?")
_DIGITS = str.maketrans("零〇一二三四五六七八九", "00123456789")


def latest_first(ranked: Sequence[Candidate], question: Question) -> list[Candidate]:
    """The candidates, with the best of the latest year put first where the first is of another year of the same report:
    of the same organization, under the same title but for the year. A question that says a time keeps their order.

    How sure the answer is was judged before: the one that is put first says the same of another year.
    """
    if not ranked or any(quantity.date is not None for quantity in question.quantities):
        return list(ranked)
    first = ranked[0]
    series = _series(first.passage)
    same = [
        candidate for candidate in ranked if _says_as_much(candidate, first) and _series(candidate.passage) == series
    ]
    latest = max(same, key=lambda candidate: _year(candidate.passage)) if series else first
    if _year(latest.passage) == _year(first.passage) or not _year(first.passage):
        return list(ranked)
    return [latest, *(candidate for candidate in ranked if candidate is not latest)]


def _says_as_much(candidate: Candidate, first: Candidate) -> bool:
    enough = candidate.features["words"] >= LEAST_WORDS * first.features["words"]
    return enough and first.score - candidate.score <= MOST_BEHIND


def _series(passage: StoredPassage) -> tuple[str, str] | None:
    """What the years of one report share; None for a passage of nobody's."""
    title = _YEAR.sub("", fold(_title(passage)))
    return (passage.organizations[0], "".join(title.split())) if passage.organizations else None


def _title(passage: StoredPassage) -> str:
    return passage.document_title or passage.headline or PurePosixPath(passage.document_name).stem


def _year(passage: StoredPassage) -> str:
    """The year of a passage as its title or else its date has it; empty where neither does."""
    written = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", fold(_title(passage)).translate(_DIGITS))
    return written[0] if written else (passage.date or "")[:4]
