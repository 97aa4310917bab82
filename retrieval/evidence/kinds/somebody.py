"""Who, what somebody is called, who came after: a sentence that names nobody beside the question does not say."""

import re
from collections.abc import Iterator

from retrieval.answer import Check
from retrieval.document import Span
from retrieval.evidence.rows.asked_cell import is_row
from retrieval.question.negation import clauses
from retrieval.question.offices.written import offices
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query
from retrieval.text.person_names import is_person, people

_WHO = re.compile(r"谁|\bwho\b|\bwhom\b")
_CALLED = re.compile(
    r"(?P<noun>[病伤老工客]人|患者|伤者|死者|乘客|旅客|[维修清洁装焊矿技巡检钳电木瓦搬运装卸保]{1,3}工|民工|职工|员工|司机|学生|考生|女[士子孩性]|男[子孩性]|"
    r"村民|居民|市民|老人|儿童|婴儿|司乘|嫌疑人|志愿者)(?:的?(?:名字|姓名))?(?:叫|姓|是)(?:做)?(?:什么|啥|谁|何)"
)
_IT_IS = re.compile("[他她]|名叫|叫做|就是|姓名")
"""What says in a further clause who somebody was."""

_CULPRIT = re.compile(r"(?P<noun>责任人|当事人|肇事者)(?:的(?:名字|姓名))?(?:是|叫)(?:谁|什么|哪)")
_BESIDE = 6
"""Characters behind the word for somebody in which a name may stand that is theirs."""

_SAME = {"病人": "患者", "伤者": "伤员", "老人": "老年", "女子": "女性", "男子": "男性"}
"""Other words for them."""

_SUCCESSOR_ASKED = re.compile(
    r"谁(?:来)?(?:接任|接替|接班|继任|顶替)|(?:接任|接替|继任)(?:者|人)?(?:的)?(?:是|为)?谁|"
    r"\bwho (?:took over|succeed(?:s|ed)|replac(?:es|ed)|will (?:succeed|replace|take over))\b|\bsuccessor\b"
)
_COUNTED = re.compile(r"(?:\d|[两二三四五六七八九十几])[位名][^,?]{1,12}?(?:都|分别|各)?(?:是|有)(?:谁|哪[些几])")
"""Who so many are: 5位医师都是谁."""

_APPOINTED = re.compile(
    "选举|推选|代行|代理|由|接任|接替|接手|继任|任命|担任|出任|聘任|聘请|主持|兼任|转任|当选|接棒|(?<![主责])任(?![务何免期意内])"
)
_SPEAKS = re.compile("说|表示|介绍|认为|坦言|笑|称|的是")
"""What says that one who is named speaks of somebody, or is told who it is."""

_BODY = re.compile("公司|集团|局|委|院|部|组|队|中心|单位|政府|协会|企业|站")


def somebody(query: Query, candidate: Candidate, sentence: Span) -> Iterator[Check]:
    """Contradicted where a question asks who, and a sentence names no body and only persons whom the question names, or
    who so many are, and it names nobody; what somebody is called whom the sentence speaks of in clauses that name
    nobody; or who came after somebody, and nobody is said to have been appointed."""
    question, folded = query.question, candidate.reading.analysed.folded
    if is_row(candidate.passage.text[slice(*sentence)]):
        return
    said = folded[slice(*sentence)]
    called = _CALLED.search(question.folded)
    if called is not None:
        words = {called["noun"], _SAME.get(called["noun"], called["noun"])}
        speaking = [folded[a:b] for a, b in clauses(folded, *sentence) if any(word in folded[a:b] for word in words)]
        told = [folded[a:b] for a, b in clauses(folded, *sentence) if _IT_IS.search(folded, a, b)]
        if not any(_names(clause, words) for clause in [*speaking, *told] or [said]):
            yield Check("kind", question.text[slice(*called.span())], "contradicted", None, "no_such_answer")
        return
    succeeding = _SUCCESSOR_ASKED.search(question.folded)
    if succeeding is not None and _APPOINTED.search(said) is None:
        yield Check("kind", question.text[slice(*succeeding.span())], "contradicted", None, "no_such_answer")
        return
    culprit = _CULPRIT.search(question.folded)
    if culprit is not None and not any(_names(text, set()) for text in _beside(said, culprit["noun"])):
        yield Check("kind", question.text[slice(*culprit.span())], "silent", None, "no_such_answer")
        return
    asked = _WHO.search(question.folded)
    if asked is None or question.words or question.answer.kind != "person":
        return
    names = {_whole(said, span) for span in people(said)}
    others = _SPEAKS.search(said) or _BODY.search(said) or any(offices(said))
    nobody = not names and _COUNTED.search(question.folded) is not None
    if nobody or (names and not others and all(name in question.folded for name in names)):
        yield Check("kind", question.text[slice(*asked.span())], "contradicted", None, "no_such_answer")


def _names(clause: str, words: set[str]) -> bool:
    """Whether a clause names a person, by more than the word for what somebody is."""
    return any(clause[a:b] not in words for a, b in people(clause))


def _whole(said: str, span: Span) -> str:
    """A name with the surname before it that the dictionary cut off."""
    wider = (said[max(0, span[0] - length) : span[1]] for length in (2, 1) if span[0] >= length)
    return next((name for name in wider if is_person(name)), said[slice(*span)])


def _beside(said: str, noun: str) -> list[str]:
    """What stands right behind a word, and the word's own clause up to it where a verb makes somebody that."""
    behind = [said[match.end() : match.end() + _BESIDE] for match in re.finditer(noun, said)]
    return [*behind, *(match[0] for match in re.finditer(rf"[^,;。]*[是为系]{noun}", said))]
