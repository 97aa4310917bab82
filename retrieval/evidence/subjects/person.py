"""Of which person the figure or date of a sentence is said, where the one asked about is named only behind it:
甲某6月3日被批捕;乙某另案处理 tells no date of 乙某."""

import re
from collections.abc import Iterator

import rjieba

from retrieval.answer import Check
from retrieval.evidence.constraints.evidence import Evidence
from retrieval.evidence.denial import figures_of
from retrieval.evidence.rows.asked_cell import is_row
from retrieval.question.analysis import Question
from retrieval.question.negation import clauses
from retrieval.text.folding import HAN
from retrieval.text.person_names import is_person, is_surname, name_end
from retrieval.text.pinyin import is_spelt_in


def person(evidence: Evidence) -> Iterator[Check]:
    """Contradicted where the first figure or date of the kind asked for stands behind another's name in its sentence,
    and the passage has the person asked about only in clauses behind the last."""
    question, folded = evidence.query.question, evidence.passage.folded
    if question.answer.kind not in ("quantity", "date") or question.answer.listed or is_row(evidence.written):
        return
    start, end = evidence.sentence
    if question.answer.kind == "date":
        inside = (q for q in evidence.passage.quantities if start <= q.start and q.end <= end)
        figures = [q for q in inside if q.date is not None]
    else:
        figures = figures_of(evidence.query, evidence.candidate, evidence.sentence)
    if not figures:
        return
    closes = _CLAUSE_END.search(folded, figures[-1].end)
    if closes is None:
        return
    before, behind = folded[: closes.start()], folded[closes.start() :]
    asked = next((name for name in _names(behind) if _asks_of(question, name)), None)
    if asked is None or asked in before or asked in evidence.around or _TAKING_OVER.search(behind.split(asked)[0]):
        return
    other = next(iter(_names(folded[start : figures[0].start])), None)
    if other is not None and not _asks_of(question, other):
        yield Check("whose", asked, "contradicted", other, "different_subject")


_CLAUSE_END = re.compile(r"[,;。!?\n]")
_TAKING_OVER = re.compile("(?:由|给|让|交|为|任命|聘任?|选举|推选)\\Z")
"""What says, right before a name, that what happened is of its bearer, too."""

_SOMEBODY = re.compile(rf"(?P<surname>[{HAN}])某(?![些个种人地时日医公企单])")
"""People whose names are not told in full: 卢某."""

_OF_A_BODY = re.compile("[县镇乡村市区州路街山湖河江]|小学|中学|大学|学院|医院|公司|集团|银行")
"""What behind a word that may be a name says that it is none, or part of a longer one."""


def _asks_of(question: Question, name: str) -> bool:
    """Whether a question names a person, in Chinese or in pinyin."""
    if not question.words:
        return name in question.folded
    return is_spelt_in(name, question.words)


def _names(folded: str) -> list[str]:
    """The people whom a text names, by names that the dictionary's model knows or that begin a clause."""
    found: list[str] = []
    for start, end in clauses(folded):
        clause = folded[start:end].strip()
        first = name_end(clause, 0)
        if first is not None and is_person(clause[:first]) and not _OF_A_BODY.match(clause, first):
            found.append(clause[:first])
        found += [match[0] for match in _SOMEBODY.finditer(clause) if is_surname(match["surname"])]
        surname, at = "", 0
        for word, tag in rjieba.tag(clause):
            at = clause.find(word, at) + len(word)
            named = tag.startswith("nr")
            if named and is_person(surname + word) and not _OF_A_BODY.match(clause, at):
                found.append(surname + word)
            surname = word if named and len(word) == 1 else ""
    return found
