"""What somebody did before: told by a word for what was, which the office that he holds now is none of."""

import re
from collections.abc import Iterator

from retrieval.answer import Check
from retrieval.document import Span
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query

_ASKED = re.compile(
    r"(?P<word>之前|以前|从前|原来|原先|此前|早先|早年)(?!的)(?:(?!现在|如今|目前|后来)[^,;。?]){0,8}?"
    r"(?:(?:是|在|做|干|当|任|担任)[过的]?(?:什么|哪|啥|何)|(?:在|于)(?:哪|什么|何)[^,;。?]{0,6}(?:工作|任职|上班|当|做))|"
    r"(?:什么|哪个?)(?P<trained>出身)|"
    r"\bwhere did\b[^?]{1,60}\bwork\b[^?]{0,30}\b(?P<before>before)\b|"
    r"\bwhat did\b[^?]{1,60}\bdo (?P<done>before|previously)\b|"
    r"\b(?P<former>previous|former|earlier) (?:job|post|occupation|career|employer|profession)\b"
)
_TOLD = re.compile(
    r"曾|原(?![料则因]|材料)|此前|之前|以前|从前|早年|历任|出身|毕业|(?:19|20)\d\d年[^,;。]{0,3}[至到-](?:19|20)\d\d年|年间|[当做干]了|[做当干任]过|转[业行岗任]|[来调]自|调[任到来往入]|从[^,;。]{1,12}[到来调转]|改行|退[役伍]|(?<![年月日])前(?![来往后期台沿列任\d]|三|几)"
)


def career(query: Query, candidate: Candidate, sentence: Span) -> Iterator[Check]:
    """Contradicted where a question asks what somebody did before, and a sentence tells of nothing that was."""
    asked = _ASKED.search(query.question.folded)
    if asked is None:
        return
    if _TOLD.search(candidate.reading.analysed.folded, *sentence) is None:
        written = query.question.text[slice(*asked.span(asked.lastgroup or 0))]
        yield Check("kind", written, "contradicted", None, "no_such_answer")
