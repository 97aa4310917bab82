"""How old, what before, in which journal: what a sentence must have some word for, to say it at all."""

import re
from collections.abc import Iterator

from retrieval.answer import Check
from retrieval.document import Span
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query

_AGE_ASKED = re.compile(r"多大(?:年纪|岁数|年龄)|(?:多少|几)岁|年龄(?:是|有)?多[大少]|\bhow old\b|\bwhat age\b")
_AGE = re.compile(
    r"岁|年龄(?!原因|结构|段|限制|要求|问题|关系)|出生|生于|[\d一二三四五六七八九十]0?后(?![^,。;]{0,2}[年月日])|年代|高龄|年的?历史|年生|[树工教党船房]龄|\d年(?=[,;。]|\Z)|[始兴]?建于|建成|始建|成立|创办|年头|年[前间]"
)
"""What tells an age, or when somebody or something began."""

_BEFORE_ASKED = re.compile(
    r"(?P<word>之前|以前|从前|原来|原先|此前|早先|早年)(?!的)(?:(?!现在|如今|目前|后来)[^,;。?]){0,8}?"
    r"(?:(?:是|在|做|干|当|任|担任)[过的]?(?:什么|哪|啥|何)|(?:在|于)(?:哪|什么|何)[^,;。?]{0,6}(?:工作|任职|上班|当|做))|"
    r"(?:什么|哪个?)(?P<trained>出身)|"
    r"\bwhere did\b[^?]{1,60}\bwork\b[^?]{0,30}\b(?P<before>before)\b|"
    r"\bwhat did\b[^?]{1,60}\bdo (?P<done>before|previously)\b|"
    r"\b(?P<former>previous|former|earlier) (?:job|post|occupation|career|employer|profession)\b"
)
_BEFORE = re.compile(
    r"曾|原(?![料则因]|材料)|此前|之前|以前|从前|早年|历任|出身|毕业|(?:19|20)\d\d年[^,;。]{0,3}[至到-](?:19|20)\d\d年|年间|[当做干]了|[做当干任]过|转[业行岗任]|[来调]自|调[任到来往入]|[从由][^,;。]{1,16}[到至为来调转]|改行|退[役伍]|(?<![年月日])前(?![来往后期台沿列任\d]|三|几)"
)
"""What tells of what somebody was: the office that he holds now does not."""

_WORK_ASKED = re.compile(
    r"哪[一几]?[家份本部种个](?:国际)?(?:期刊|杂志|学报|报纸|报刊|媒体|电影|影片|电视剧|纪录片|小说|专著)|"
    r"\b(?:which|what) (?:\w+ )?(?:journal|magazine|newspaper|media outlet|film|movie|documentary|novel)s?\b"
)
_WORK = re.compile(
    r"[《》“”\"]|期刊|学报|[日晚早周时]报|新华社|央视|卫视|新闻|发表[于在](?![0-9今去本上])|刊[于载发]|电视台|广播|通讯社|网(?=[,、刊报登])|[a-z]{4,}"
)
"""What names a work or a paper, or says that something was published."""

_CLAIM_ASKED = re.compile(r"索赔|诉请|诉讼请求|\bclaim(?:ed|s)?\b(?=[^?]*(?:damages|compensation|court|lawsuit|suit))")
_CLAIM = re.compile("索赔|请求|要求|诉请|主张|诉求|索要")
"""What tells what was claimed, and not what a court awarded."""

_PHONE_ASKED = re.compile(
    r"电话(?:号码)?(?:是|为)?(?:多少|几|什么)号?(?=[?？]|\Z)|手机号|联系方式|\b(?:tele)?phone numbers?\b"
)
_PHONE = re.compile(
    r"\d{3,4}[ -]?\d{3,4}(?:[ -]?\d{3,4})?(?![\d年户万亿人元%])|(?<!\d)(?:1[12]\d|9\d{4})(?!\d)|热线|拨打|@|邮箱|微信"
)
"""What may be a telephone number or another way to reach somebody."""

_DEMANDS = (
    (_AGE_ASKED, _AGE),
    (_BEFORE_ASKED, _BEFORE),
    (_WORK_ASKED, _WORK),
    (_CLAIM_ASKED, _CLAIM),
    (_PHONE_ASKED, _PHONE),
)
"""What is asked for, and what a sentence that says it has."""


def told(query: Query, candidate: Candidate, sentence: Span) -> Iterator[Check]:
    """Contradicted where a question asks how old somebody or something is, what somebody did before, which work or
    paper it was, what was claimed or which telephone number somebody has, and nothing in a sentence tells of anything
    of the sort."""
    for asked, telling in _DEMANDS:
        match = asked.search(query.question.folded)
        if match is not None and telling.search(candidate.reading.analysed.folded, *sentence) is None:
            written = query.question.text[slice(*match.span(match.lastgroup or 0))]
            yield Check("kind", written, "contradicted", None, "no_such_answer")
