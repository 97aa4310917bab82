"""Whether a passage names the holder of the office that a question asks for."""

import re
from collections.abc import Collection, Iterator

from retrieval.answer import Check
from retrieval.document import Span
from retrieval.evidence.constraints.evidence import Evidence, around
from retrieval.evidence.rows.asked_cell import is_row
from retrieval.question.analysis import Question
from retrieval.question.bodies.named import bodies
from retrieval.question.named_things import NamedThing
from retrieval.question.offices.english import english_body
from retrieval.question.offices.holders import holder, whose_office
from retrieval.question.offices.written import Office, body_before, body_of, is_another_body, offices
from retrieval.question.vocabulary import WHEN
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query
from retrieval.text.folding import HAN
from retrieval.text.person_names import is_person

_SENTENCE_END = "。;!?\n"
_NO_BODY = frozenset("的学局处部中心办公室院科站队所馆厅司会委员长")
"""Characters of bodies of every kind."""

_HAN = re.compile(f"[{HAN}]{{2,}}")
_POST_WANTED = re.compile(
    rf"(?P<name>[{HAN}·]{{2,4}}?)(?:现在|目前|今年|当时)?(?:担任|任|当|是)(?:的)?(?:什么|何|啥|哪个|哪一个)(?:领导)?(?:职务|职位|职|岗位|官)"
)
"""What someone is, who is named: 李四担任什么职务."""


def office(evidence: Evidence) -> Iterator[Check]:
    """A check of the offices asked for together: met where one of them stands in the passage with a person's name
    beside it, contradicted where none does, or only such as are said to be another's; and of the office asked for by
    its holder."""
    yield from _post(evidence)
    wanted = frozenset(evidence.demands.offices)
    if not wanted:
        yield from _deputy(evidence)
        return
    text = evidence.passage.folded
    named = list(offices(text))
    written = "、".join(sorted(one.text for one in wanted))
    if is_row(evidence.written):
        within = [one for one in named if evidence.sentence[0] <= one[0] and one[1] <= evidence.sentence[1]]
        ours = [one for one in within if one[2].is_one_of(wanted)]
        if any(not _is_others(evidence.candidate, one, evidence.query.question) for one in ours):
            yield Check("office", written, "met", None, "no_such_answer")
            return
    held = [one for one in named if one[2].is_one_of(wanted) and holder(text, *one[:2]) is not None]
    question = evidence.query.question
    theirs = [one for one in held if _is_others(evidence.candidate, one, question)]
    if held and len(theirs) == len(held):
        owner = whose_office(text, theirs[0][0])
        start, end, _ = theirs[0]
        begins = owner.start if owner else start - len(body_before(text, start))
        found = evidence.candidate.passage.text[begins : owner.end if owner else end]
        yield Check("office", written, "contradicted", found, "different_subject" if owner else "no_such_answer")
    elif held:
        yield Check("office", written, "met", None, "no_such_answer")
    elif any(found.is_one_of(wanted) for _, _, found in offices(evidence.around)):
        yield Check("office", written, "silent", None, "no_such_answer")
    else:
        other = next((one[2].text for one in named if holder(text, *one[:2]) is not None), None)
        yield Check("office", written, "contradicted", other, "no_such_answer")


_DEPUTY = "副"
_ASKED_OF = re.compile(rf"(?:究竟|到底|最后)?(?:为什么|为何|为啥|因何|怎么会?|{WHEN}|哪一?[年天月])")
"""What is asked, right behind an office, of whoever holds it."""

_BESIDE = re.compile("[由与和同跟及向对给、]")
"""What says, before an office in its clause, that it is not of its holder that something is told."""


def _deputy(evidence: Evidence) -> Iterator[Check]:
    """Contradicted where it is asked when or why something happened to whoever holds an office, and the sentence tells
    that of a deputy, or of whose deputy is asked: why the 副镇长 was dismissed is not why the 镇长 was."""
    folded = evidence.query.question.folded
    asked = [one for _, end, one in offices(folded) if _ASKED_OF.match(folded, end)]
    if not asked or any((one.head, one.of) == (a.head, a.of) for _, _, one in offices(evidence.near) for a in asked):
        return
    passage, (first, last) = evidence.passage.folded, evidence.sentence
    for start, _, one in offices(passage):
        clause = max(first, *(passage.rfind(mark, first, start) + 1 for mark in ",;:"))
        if first <= start < last and not _BESIDE.search(passage, clause, start):
            for other in asked:
                if other.head == one.head and other.of ^ one.of == {_DEPUTY}:
                    yield Check("office", other.text, "contradicted", one.text, "no_such_answer")
                    return


_LEFT = re.compile(r"(?:因|由于)?[^,;。]{0,8}?(?:辞任|辞职|辞去|离任|退休|调离|卸任|逝世|病逝|被免|免职|落马|调任)")
"""What says of the holder of an office, right behind the name, that the office was left."""


def holding(query: Query, candidate: Candidate, wanted: Collection[Office], within: Span | None = None) -> Span | None:
    """Where a candidate names, in a stretch of it or anywhere, the holder of one of the offices, None where it does not
    or says that it is another's."""
    text = candidate.reading.analysed.folded
    first, last = within or (0, len(text))
    ours = [one for one in offices(text) if one[2].is_one_of(wanted) and not _is_others(candidate, one, query.question)]
    found = ((holder(text, start, end), body_of(text, start, one)) for start, end, one in ours)
    inside = [(span, body) for span, body in found if span is not None and first <= span[0] and span[1] <= last]
    inside = [(span, body) for span, body in inside if not _LEFT.match(text, span[1])] or inside
    asked = _body_asked(query.question)
    named = (span for span, body in inside if asked and body and asked in body)
    return next(named, inside[0][0] if inside else None)


def _post(evidence: Evidence) -> Iterator[Check]:
    """A check that someone whose office is asked for is said to hold one."""
    wanted = _POST_WANTED.search(evidence.query.question.folded)
    names = [wanted["name"][at:] for at in range(len(wanted["name"]) - 1)] if wanted else []
    name = next((one for one in names if is_person(one) and not any(offices(one))), None)
    if name is None:
        return
    text = evidence.passage.folded
    found = (holder(text, start, end) for start, end, _ in offices(text))
    has = any(span is not None and name in text[slice(*span)] for span in found)
    yield Check("office", name, "met" if has else "contradicted", None, "no_such_answer")


def _owner_asked(question: Question) -> NamedThing | None:
    """Whose office a question asks for, as far as it says so right before the office."""
    owners = (whose_office(question.folded, start) for start, _, _ in offices(question.folded))
    return next((owner for owner in owners if owner is not None), None)


def _body_asked(question: Question) -> str:
    """The body whose office a Chinese question asks for."""
    return next((body_of(question.folded, start, one) for start, _, one in offices(question.folded)), "")


def _is_others(candidate: Candidate, found: tuple[int, int, Office], question: Question) -> bool:
    """Whether a candidate says that an office is another's than the one asked for: of the same kind by another name, or
    of another body."""
    text = candidate.reading.analysed.folded
    start, _, one = found
    ours, owner = _owner_asked(question), whose_office(text, start)
    if ours is not None and owner is not None and owner.group == ours.group:
        return ours.name not in owner.name and owner.name not in ours.name
    body = body_of(text, start, one) if body_before(text, start) else _body_in_part(text, start, one)
    if _of_rival_before(text, start, question):
        return True
    if not question.words:
        return is_another_body(_body_asked(question), body)
    words = _body_words(question)
    if not words:
        return False
    begin = max(text.rfind(mark, 0, start) for mark in _SENTENCE_END) + 1
    near = body if len(body) > len(one.head) else f"{text[begin:start]}{around(candidate)}"
    characters = {character for word in words for character in word} - _NO_BODY
    return not (any(word in near for word in words) or (near == body and characters & set(body)))


def _body_in_part(text: str, start: int, one: Office) -> str:
    """The body of the office named last before one that has none of its own, in the same part of a sentence: 护士长 in
    儿科主任为甲,护士长为乙."""
    begin = max(text.rfind(mark, 0, start) for mark in _SENTENCE_END) + 1
    before = [office[0] for office in offices(text[begin:start])]
    inherited = body_before(text, begin + before[-1]) if before else ""
    return inherited if one.head == _NO_HEAD and inherited else body_of(text, start, one)


_NO_HEAD = "护士长"
"""An office that is beside the head of the body, and never the head of another."""


def _of_rival_before(text: str, start: int, question: Question) -> bool:
    """Whether the last school, hospital or the like that a sentence names before an office is a rival of that asked
    for, which stands before it (一中校长为甲,二中校长为乙,副校长为丙)."""
    asked = bodies(question.folded)
    begin = max(text.rfind(mark, 0, start) for mark in _SENTENCE_END) + 1
    before = bodies(text[begin:start])
    return bool(asked and before) and asked[0].rivals(before[-1])


def _body_words(question: Question) -> frozenset[str]:
    """What the words with which an English question says whose office it asks for may be in Chinese."""
    said = frozenset(english_body(question.folded))
    words = (c.meanings for c in question.concepts if not c.proper and c.alternatives[0][0] in said)
    return frozenset(word for meanings in words for word in meanings if _HAN.search(word))
