"""Whether a passage says of what is asked that it is not so: 没有一家停产 answers how many stopped."""

import re
from collections.abc import Sequence
from functools import lru_cache

import rjieba

from retrieval.document import Span
from retrieval.evidence.figures.rates import asks_for_change, is_change, is_other_rate, rate_asked
from retrieval.numbers import Quantity, same
from retrieval.question.analysis import Question
from retrieval.question.contrasts import contrasts_in
from retrieval.question.negation import clauses, denials
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query
from retrieval.text.folding import HAN

_LIGHT_VERBS = """
造成 发生 完成 进行 实现 达到 超过 获得 拿到 得到 没有 属于 包括 要求 开展 举行 使用 有 是 为 在 会 能 要 让 使 给 被
到 达 占 获 得 做 叫 来 去 用 说 共 请问 知道 是否 可以 应该 需要 成为 作为 位于 存在 出现 产生
"""
_LIGHT = frozenset(_LIGHT_VERBS.split())
"""Verbs that say little of what happened."""
_ASKING = frozenset(["多少", "什么", "哪些", "哪里", "几个", "几人"])

_ASKED_OF = re.compile(rf"([{HAN}]{{2}})[了过](?:多少|几)")
"""The verb before the question word, where the dictionary has it in parts: 到账了多少."""

_TOOK_PLACE = re.compile(
    "(?:再|正式|被|予|得到)?(?:开展|进行|举[办行]|统计|公布|发布|启动|实施|安装|获批|批准|开[通工放]|投[入用产]|确定|设立|纳入|覆盖)(?=[,;。、(]|\\Z)"
)
"""Verbs that say of something that it took place."""

COUNTABLE = ("quantity", "person", "name", "body", "which", "place")
"""Kinds of answer that a clause can say there is none of."""


def denied(query: Query, candidate: Candidate, stretch: Span) -> bool:
    """Whether the clause of a stretch of a passage that says most of a question, or alone what is asked to have
    happened (补贴3400万元,尚未到账), says that it is not so, and states no figure of the kind asked for before that."""
    folded = candidate.reading.analysed.folded
    asked = happenings(query.question)
    denying = others = 0.0
    other_text, of_denied = "", False
    for span in clauses(folded, *stretch):
        said = says(query, candidate, span)
        if not denies(query, candidate, span):
            others, other_text = max(others, said), other_text + folded[slice(*span)]
        elif any(form in _behind(folded[slice(*span)]) for forms in asked for form in forms):
            denying, of_denied = max(denying, said), True
        elif not _affirms(query, candidate, span):
            denying = max(denying, said)
    of_others = any(form in other_text for forms in asked for form in forms)
    return of_denied if of_others is not of_denied else denying > others


def _behind(clause: str) -> str:
    """What stands behind the first word of a clause that denies."""
    return clause[next((end for _, end in denials(clause)), len(clause)) :]


def _affirms(query: Query, candidate: Candidate, span: Span) -> bool:
    """Whether a clause states a figure of the kind asked for before the word that denies."""
    folded = candidate.reading.analysed.folded
    first = next((start for start, _ in denials(folded[slice(*span)])), 0)
    return bool(figures_of(query, candidate, (span[0], span[0] + first)))


@lru_cache(64)
def happenings(question: Question) -> list[tuple[str, ...]]:
    """The verbs of a question, or else the word that it ends with, which say what is asked to have happened; each with
    what it may be in the text."""
    if question.words:
        meant = (concept.meanings for concept in question.concepts if not concept.proper)
        verbs = ([form for form in forms if len(form) > 1 and _is_verb(form)] for forms in meant)
        return [(*forms, *_alike(forms)) for forms in verbs if forms]
    words = [word for word, tag in rjieba.tag(question.folded) if tag == "v"]
    words = [word for word in (*words, *_ASKED_OF.findall(question.folded)) if word not in _LIGHT]
    last = rjieba.cut(question.folded.rstrip("?。 "))[-1:]
    words = words or [word for word in last if len(word) > 1 and word not in _ASKING]
    return [(word, *_alike([word])) for word in words]


def _alike(words: Sequence[str]) -> list[str]:
    """Other words for what one of these says: 殉职 and 死亡."""
    return sorted(frozenset().union(*(contrast.said for word in words for contrast in contrasts_in(word))))


def _is_verb(word: str) -> bool:
    return any(tag.startswith("v") for _, tag in rjieba.tag(word)[:1])


def denies(query: Query, candidate: Candidate, span: Span) -> bool:
    """Whether a clause of a candidate denies, with a word that the question does not have, something that it asks, or
    that there was any of it (满意度调查没有开展)."""
    folded = candidate.reading.analysed.folded
    return any(
        folded[span[0] + start : span[0] + end] not in query.question.folded
        and (
            says(query, candidate, (span[0] + end, span[1])) > 0
            or (_TOOK_PLACE.match(folded, span[0] + end) and says(query, candidate, (span[0], span[0] + start)) > 0)
        )
        for start, end in denials(folded[slice(*span)])
    )


def says(query: Query, candidate: Candidate, span: Span) -> float:
    """How much of a question a clause says."""
    match = query.matcher.match(candidate.reading, *span)
    return match.words + match.pairs


def figures_of(query: Query, candidate: Candidate, span: Span) -> list[Quantity]:
    """The figures of the kind asked for that a clause states."""
    asked = query.question.answer
    if asked.kind != "quantity":
        return []
    analysed, rate = candidate.reading.analysed, rate_asked(query.question.folded)
    level = not asked.units and not asks_for_change(query.question.folded)
    inside = (q for q in analysed.quantities if span[0] <= q.start and q.end <= span[1])
    return [
        q
        for q in inside
        if q.date is None
        and (not asked.units or q.unit in asked.units or q.unit == "")
        and q.unit not in asked.barred
        and not is_other_rate(rate, analysed.folded, q)
        and not (level and is_change(analysed.folded, q))
        and not any(same(given, q) for given in query.question.quantities)
    ]


def denying_more(query: Query, candidate: Candidate, than: Span) -> Span | None:
    """The sentence of a candidate with the clause that denies what is asked and says more of the question than all of
    the stretch `than` does; None where there is none."""
    folded = candidate.reading.analysed.folded
    most, found = says(query, candidate, than), None
    for sentence in candidate.sentences:
        for span in clauses(folded, sentence.start, sentence.end):
            if denies(query, candidate, span) and not figures_of(query, candidate, span):
                said = says(query, candidate, span)
                if said > most:
                    most, found = said, (sentence.start, sentence.end)
    return found
