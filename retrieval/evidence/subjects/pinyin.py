"""Whether a passage is about what an English question names in pinyin: Mingchuan high-tech zone, Lingxi headhunters."""

from collections.abc import Iterator, Sequence

from retrieval.answer import Check
from retrieval.evidence.constraints.evidence import Evidence
from retrieval.question.concepts import Concept
from retrieval.question.named_things import named_things
from retrieval.text.pinyin import spoken

KINDS = {
    "town": "镇", "township": "镇", "county": "县", "city": "县", "district": "县", "province": "省", "village": "村",
    "reservoir": "水库", "company": "公司", "group": "公司", "school": "小学", "university": "大学", "hospital": "医院",
    "bank": "银行", "port": "港", "airport": "机场", "bridge": "大桥", "park": "景区", "farm": "农场", "mine": "煤矿",
    "zone": "开发区", "museum": "博物馆", "library": "博物馆", "station": "车站",
}  # fmt: skip
"""English words for what a named thing is, and the first of the Chinese ones that are not told apart from it."""

_SORTS = """
high high-tech hi-tech tech economic technological technology science and bonded comprehensive free trade pilot new
industrial development export processing national provincial municipal county city central middle primary people's
first second third normal vocational technical
"""
_BETWEEN = frozenset(_SORTS.split())
"""Words that may stand between a name and the word for what it is."""

_TRANSLATED = 0.5
"""Score of a translation from which on a word is more than a name in pinyin: Hong Kong."""


def in_pinyin(evidence: Evidence) -> Iterator[Check]:
    """A check of each name of an English question that is written in pinyin: met where something in the passage or in
    what it stands in sounds so; contradicted where nothing does and another of its kind is named there, silent else."""
    question, candidate = evidence.query.question, evidence.candidate
    if not question.words:
        return
    around = "".join(spoken(evidence.around))
    matcher = evidence.query.matcher
    unheard = matcher.absent_names([matcher.read(evidence.near), candidate.context])
    absent = [word for word in unheard if word.replace("'", "") not in around]
    for place, word in enumerate(question.words):
        kind = _kind_behind(question.words, place)
        if not any(_is_name(concept, kind) for concept in question.concepts if concept.alternatives[0][0] == word):
            continue
        others = _others(evidence, kind) if word in absent and kind else []
        written = f"{word.capitalize()} {kind}" if kind else word.capitalize()
        if others:
            yield Check("whose", written, "contradicted", others[-1], "different_subject")
        elif kind or word in absent:
            yield Check("whose", written, "silent" if word in absent else "met", None, "different_subject")


def _is_name(concept: Concept, kind: str | None) -> bool:
    """Whether a word is a name in pinyin: with a word for what it is behind, or one that means nothing else."""
    translated = max((score for _, score in concept.alternatives[1:]), default=0.0)
    return concept.proper and bool(concept.sounds) and (kind is not None or translated < _TRANSLATED)


def _kind_behind(words: Sequence[str], place: int) -> str | None:
    """The word for what it is behind a name, others that say of what sort it is between."""
    for word in words[place + 1 :]:
        if word in KINDS:
            return word
        if word not in _BETWEEN:
            return None
    return None


def _others(evidence: Evidence, kind: str) -> list[str]:
    named = named_things(evidence.before + " " + evidence.around)
    return [thing.name for thing in named if thing.group == KINDS[kind]]
