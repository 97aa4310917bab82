"""The shortest thing that answers."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from embeddings import load_reader
from retrieval.answer import Citation
from retrieval.evidence.short_answer import short_answer, without_office
from retrieval.extraction.reading import read
from retrieval.indexes.term_weights import TermWeights
from retrieval.library import Library
from retrieval.question.analysis import analyse
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query
from retrieval.ranking.query_matcher import Matcher
from retrieval.storage.passages import StoredPassage

Shorten = Callable[..., str | None]


@pytest.fixture(scope="module")
def shorten(sample: Library) -> Iterator[Shorten]:
    """The short answer to a question that a sentence answers, of an article of these organizations."""
    with sample.reading() as (_, snapshot):
        term_weights, reader = TermWeights(snapshot.indexes.lexical), load_reader(sample.encoder())

        def shorten(
            question: str, sentence: str, organizations: tuple[str, ...] = (), named: frozenset[str] = frozenset()
        ) -> str | None:
            citation = Citation("c", "d.txt", None, organizations, "沈河清", None, None, (1, 1), ((0, 1),), sentence)
            asked, whole = analyse(question), (0, len(sentence))
            query = Query(asked, named, frozenset(), term_weights, matcher := Matcher(asked, term_weights))
            passage = StoredPassage(
                1, "c", 1, "d.txt", None, 1, None, organizations, "沈河清", None, None, (), sentence, (whole,),
                (whole,), (1, 1), None,
            )  # fmt: skip
            found = read(sentence, "", asked, term_weights, reader)
            best = Candidate(passage, matcher.read(sentence), matcher.read(""), {}, 0.0, (), found)
            return short_answer(query, best, whole, citation)

        yield shorten


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("仓库面积是多少？", "去年建成厂房 3 座，仓库面积 4.2 万平方米。", "4.2 万平方米"),
        ("新增了几座厂房？", "全年新增仓库8间、厂房5座、车站2个。", "5座"),
        ("园区哪一年开工？", "园区于2019年开工，占地3000亩。", "2019年"),
        ("When did construction of the park begin?", "园区于2019年开工建设，占地3000亩。", "2019年"),
        ("How many factories were built?", "全年建成工厂12家，投资3亿元。", "12家"),
        ("园区更换了哪三种设备？", "园区更换了水泵、阀门和管道。", "水泵、阀门和管道"),
    ],
)
def test_a_stretch_of_the_sentence(shorten: Shorten, question: str, sentence: str, answer: str) -> None:
    given = shorten(question, sentence)
    assert given is not None
    assert answer in given
    assert len(given) <= len(answer) + 4


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("蔬菜的比重是多少？", "全年蔬菜比重40.7%，水果比重12.4%。", "40.7%"),
        ("产值增长多少？", "园区产值128亿元，增长11.1%。", "11.1%"),
        ("出口下降了多少？", "全年出口下降3.2%，进口增长4.5%。", "3.2%"),
        ("车程要多久？", "从县城到省城的车程为6小时40分。", "6小时40分"),
        ("园区哪一年开工？", "园区自2019年开工，占地3000亩。", "2019年"),
    ],
)
def test_nothing_is_given_beside_it(shorten: Shorten, question: str, sentence: str, answer: str) -> None:
    assert shorten(question, sentence) == answer


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("副镇长洪若川", "洪若川"),
        ("骆青岩书记", "骆青岩"),
        ("洪若川", "洪若川"),
        ("镇长", "镇长"),
        ("市长和县长", "市长和县长"),
    ],
)
def test_a_name_is_given_without_its_office(name: str, bare: str) -> None:
    assert without_office(name) == bare


def test_whose_statement_it_is(shorten: Shorten) -> None:
    both = ("清河高新区", "石桥高新区")
    assert shorten("哪个开发区更换了水泵？", "园区更换了水泵。", both) == "清河高新区"
    assert shorten("清河高新区跟哪个开发区合作？", "双方更换了水泵。", both, frozenset({"清河高新区"})) == "石桥高新区"


def test_who_wrote_it(shorten: Shorten) -> None:
    assert shorten("这篇稿子的作者是谁？", "园区更换了水泵。") == "沈河清"


def test_nothing_where_nothing_is_likely(shorten: Shorten) -> None:
    assert shorten("为什么企鹅不怕冷？", "。") is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(sentence=st.text(alphabet="园区水泵和的，。、“”《》12 亿元年在a", max_size=60))
def test_what_is_given_is_verbatim(shorten: Shorten, sentence: str) -> None:
    given = shorten("园区更换了几台水泵？", sentence)
    assert given is None or given in sentence
