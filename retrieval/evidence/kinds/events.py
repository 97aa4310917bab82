"""Why something was stopped, refused or put off: what tells of nothing of the sort does not say why."""

import re
from collections.abc import Iterator

from retrieval.answer import Check
from retrieval.document import Span
from retrieval.evidence.constraints.evidence import sentence_before
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query

_ASKED = re.compile(
    r"取消|停[工办产业运止建用]|暂停|暂缓|推迟|延期|延误|叫停|废除|废止|撤销|撤掉|撤出|拒绝|被拒|驳回|"
    r"搁置|失败|没能|未能|不能|不再|放弃|中断|终止|否决|关闭|关停|解散|下架|"
    r"\b(?:cancel\w*|stop(?:s|ped|ping)?|abolish\w*|scrap(?:s|ped)?|suspend\w*|clos(?:e|ed|ing)|shut(?:s|ting)?|"
    r"delay\w*|postpon\w*|reject\w*|refus\w*|fail\w*|abandon\w*|halt\w*|terminat\w*|withdr[ae]w\w*|"
    r"ban|banned|cut off|turn(?:ed)? down|call(?:ed)? off|give up|gave up|dissolv\w*)\b"
)
_TOLD = re.compile(
    "[停止断撤废搁缓延迟拒驳未没不败禁否弃散拆暂误阻缺]|取消|关[闭停掉]|退[出回掉场]|难以|困难|无(?!人[机作值驾])|落空|终结|改[为用建道]|解[约除聘散]|离[开职任]|转[为到产]"
)

_PUT_OFF_ASKED = re.compile("推迟|延期|延误|暂缓|delay|postpon")
_PUT_OFF = re.compile(f"{_TOLD.pattern}|推|改[期到在至]|顺延")


def stopped(query: Query, candidate: Candidate, sentence: Span) -> Iterator[Check]:
    """Contradicted where a question asks why something did not go on, and neither a sentence nor the one before it
    tells of anything that did not."""
    if query.question.answer.kind != "reason":
        return
    asked = _ASKED.search(query.question.folded)
    if asked is None:
        return
    told = _PUT_OFF if _PUT_OFF_ASKED.search(asked[0]) else _TOLD
    folded = candidate.reading.analysed.folded
    if told.search(folded, sentence_before(candidate, sentence[0]), sentence[1]) is None:
        yield Check("measure", query.question.text[slice(*asked.span())], "contradicted", None, "other_measure")
