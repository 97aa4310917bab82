"""To whom, with whom, from whom: a sentence that says of nobody that he is given or asked does not say."""

import re
from collections.abc import Iterator

import rjieba

from retrieval.answer import Check
from retrieval.document import Span
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query
from retrieval.text.person_names import people

_ASKED = re.compile(r"(?:给|向|跟|和|与|同|找|替|帮)谁(?!的)")
_LEADING = re.compile("对象|拨打|联系|给|向|跟|和|与|同|由|找|替|帮|予|为|是")
_NO_NOUN = ("v", "d", "u", "p", "w", "c")


def partner(query: Query, candidate: Candidate, sentence: Span) -> Iterator[Check]:
    """Contradicted where a question asks to or with whom something is done, and in a sentence neither a noun stands
    behind such a word nor a person is named."""
    asked = _ASKED.search(query.question.folded)
    if asked is None:
        return
    said = candidate.reading.analysed.folded[slice(*sentence)]
    led = any(_is_noun(said[match.end() :]) for match in _LEADING.finditer(said))
    if not led and not people(said):
        yield Check("kind", query.question.text[slice(*asked.span())], "contradicted", None, "no_such_answer")


def _is_noun(text: str) -> bool:
    return any(not tag.startswith(_NO_NOUN) for _, tag in rjieba.tag(text[:8])[:2])
