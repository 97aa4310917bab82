"""Which country, which street: a sentence that names none does not say."""

import re
from collections.abc import Iterator

import rjieba

from retrieval.answer import Check, State
from retrieval.document import Span
from retrieval.question.places.gazetteer import gazetteer
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query
from retrieval.text.folding import HAN

_COUNTRY_ASKED = re.compile(
    r"(?:哪[一几两三四五]?个?|哪些|什么)(?:外国|国家|国(?!家|企|有))|\b(?:which|what) (?:\w+ )?countr(?:y|ies)\b"
)
_STREET_ASKED = re.compile(
    r"哪[一几两三四五]?条(?:大?街|马?路|街道|大道|巷)|哪条道|\b(?:which|what) (?:street|road|avenue)s?\b"
)
_STREET = re.compile(
    rf"[{HAN}]{{2,}}(?:大?街|(?<![铁公道马线网思电出一沿水])路|大道|巷|街道|胡同|[国省县]道|高速|环[路线])(?!灯|面|长|边|网|段|演|线|径|由|程|牌|口[^,。]*堵)"
)
_LIKE_A_COUNTRY = re.compile(r"[国兰斯]\Z")
_NO_COUNTRY = frozenset({"中国", "全国", "我国", "各国", "外国", "本国", "两国"})


def place_of_sort(query: Query, candidate: Candidate, sentence: Span) -> Iterator[Check]:
    """A check that a sentence names a country or a street, where a question asks which."""
    question = query.question
    said = candidate.reading.analysed.folded[slice(*sentence)]
    for asked, named in ((_COUNTRY_ASKED, _names_country), (_STREET_ASKED, _names_street)):
        match = asked.search(question.folded)
        if match is not None and _of_a_kind(question.folded[match.end() :]):
            continue
        if match is not None and question.answer.kind not in ("quantity", "date", "reason"):
            state: State = "met" if named(said, question.folded) else "contradicted"
            yield Check("kind", question.text[slice(*match.span())], state, None, "no_such_answer")


def _of_a_kind(behind: str) -> bool:
    """Whether what stands behind the word is a noun that it only says the sort of: 哪四个国家先进制造业集群."""
    return any(tag.startswith(("n", "a", "b", "j")) for _, tag in rjieba.tag(behind[:6])[:1])


def _names_country(said: str, asked: str) -> bool:
    return any(_is_country(word, tag) and word not in asked for word, tag in rjieba.tag(said))


def _is_country(word: str, tag: str) -> bool:
    """Whether a word is a country: of the gazetteer what lies in nothing, or a place that is called like one."""
    if word in _NO_COUNTRY or len(word) < 2:
        return False
    known = gazetteer().get(word)
    return known == () or (known is None and tag == "ns" and _LIKE_A_COUNTRY.search(word) is not None)


def _names_street(said: str, asked: str) -> bool:
    return any(match[0] not in asked for match in _STREET.finditer(said))
