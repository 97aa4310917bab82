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
from retrieval.text.person_names import is_person, name_end
from retrieval.text.pinyin import spoken


def person(evidence: Evidence) -> Iterator[Check]:
    """Contradicted where each figure or date of the kind asked for stands behind another's name, and the passage has
    the person asked about only behind it."""
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
    before, behind = folded[: figures[-1].end], folded[figures[-1].end :]
    asked = next((name for name in _names(behind) if _asks_of(question, name)), None)
    if asked is None or asked in before or asked in evidence.around:
        return
    other = next(iter(_names(folded[start : figures[0].start])), None)
    if other is not None and not _asks_of(question, other):
        yield Check("whose", asked, "contradicted", other, "different_subject")


_SOMEBODY = re.compile(rf"[{HAN}]某(?![些个种人地时日])")
"""People whose names are not told in full: 卢某."""


def _asks_of(question: Question, name: str) -> bool:
    """Whether a question names a person, in Chinese or in pinyin."""
    if not question.words:
        return name in question.folded
    return "".join(spoken(name)) in "".join(word.replace("'", "") for word in question.words)


def _names(folded: str) -> list[str]:
    """The people whom a text names, by names that the dictionary's model knows or that begin a clause."""
    found: list[str] = []
    for start, end in clauses(folded):
        clause = folded[start:end].strip()
        first = name_end(clause, 0)
        if first is not None and is_person(clause[:first]):
            found.append(clause[:first])
        found += _SOMEBODY.findall(clause)
        surname = ""
        for word, tag in rjieba.tag(clause):
            named = tag.startswith("nr")
            if named and is_person(surname + word):
                found.append(surname + word)
            surname = word if named and len(word) == 1 else ""
    return found
