"""Which journal, newspaper, film or book: a sentence that names none does not say."""

import re
from collections.abc import Iterator

from retrieval.answer import Check
from retrieval.document import Span
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query

_ASKED = re.compile(
    r"哪[一几]?[家份本部种个](?:国际)?(?:期刊|杂志|学报|报纸|报刊|媒体|电影|影片|电视剧|纪录片|小说|专著)|"
    r"\b(?:which|what) (?:\w+ )?(?:journal|magazine|newspaper|media outlet|film|movie|documentary|novel)s?\b"
)
_NAMED = re.compile(
    r"[《》“”\"]|期刊|学报|[日晚早周时]报|新华社|央视|卫视|新闻|发表[于在](?![0-9今去本上])|刊[于载发]|电视台|广播|通讯社|网(?=[,、刊报登])|[a-z]{4,}"
)


def work(query: Query, candidate: Candidate, sentence: Span) -> Iterator[Check]:
    """Contradicted where a question asks which work or paper, and a sentence has the name of none."""
    asked = _ASKED.search(query.question.folded)
    if asked is not None and _NAMED.search(candidate.reading.analysed.folded, *sentence) is None:
        yield Check("kind", query.question.text[slice(*asked.span())], "contradicted", None, "no_such_answer")
