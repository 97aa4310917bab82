"""What is said of the stretches of a sentence that could answer: their shape, the question's words, their kind."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.evidence.span_features import EDGES, LEAST_READ, NAMES, Located, Spans, spans_of
from retrieval.extraction.span_probabilities import AnswerSpans
from retrieval.extraction.text_analysis import AnalysedText
from retrieval.indexes.term_weights import TermWeights
from retrieval.library import Library
from retrieval.question.analysis import analyse

Look = Callable[..., Spans]


@pytest.fixture(scope="module")
def look(sample: Library) -> Iterator[Look]:
    """The candidates of a sentence for a question."""
    with sample.reading() as (_, snapshot):
        term_weights = TermWeights(snapshot.indexes.lexical)
        yield lambda question, sentence, *found: spans_of(
            analyse(question), AnalysedText(sentence), term_weights, *found
        )


def features_of(spans: Spans, sentence: str, stretch: str) -> dict[str, float]:
    """The features, by name, of the candidate that reads so."""
    row = [sentence[start:end] for start, end in spans.spans].index(stretch)
    return dict(zip(NAMES, spans.features[row].tolist(), strict=True))


@pytest.mark.parametrize(
    ("question", "sentence", "stretch", "holding", "lacking"),
    [
        ("换了哪三种零件？", "换了水泵、阀门和网。", "水泵、阀门和网", ["a list", "as many as asked"], ["not as many"]),
        ("换了哪两种零件？", "换了水泵、阀门和管道。", "水泵、阀门和管道", ["a list", "not as many"], ["one word"]),
        ("换了什么？", "换了水泵、阀门和管道。", "水泵", ["one word", "beside a list"], ["a list", "whole clause"]),
        ("改革叫什么？", "推行“先办后补”改革。", "“先办后补”", ["quoted"], ["inside quotes"]),
        ("改革叫什么？", "推行“先办后补”改革。", "先办后补", ["inside quotes"], ["quoted"]),
        ("先做什么？", "先修路，再建厂。", "先修路，再建厂", ["several clauses"], ["one word"]),
        ("仓库有多少间？", "建成仓库8间。", "8间", ["fitting quantity", "holds fitting"], ["date", "other quantity"]),
        ("园区哪一年开工？", "园区于2019年开工。", "2019年", ["date", "holds date"], ["other quantity"]),
        ("货机停在哪座机场？", "货机停在云岭机场过夜。", "云岭机场", ["ends with head", "head and more"], ["is head"]),
        ("货机停在哪座机场？", "货机停在云岭机场过夜。", "机场", ["is head", "holds head"], ["head and more"]),
        ("货机停在哪里？", "货机停在云岭机场过夜。", "货机", ["all said", "first word said"], ["nothing said"]),
        ("货机停在哪里？", "货机停在云岭机场过夜。", "云岭机场", ["nothing said"], ["all said", "first word said"]),
    ],
)  # fmt: skip
def test_what_a_stretch_is(
    look: Look, question: str, sentence: str, stretch: str, holding: list[str], lacking: list[str]
) -> None:
    found = features_of(look(question, sentence), sentence, stretch)
    assert {name: found[name] for name in holding} == dict.fromkeys(holding, 1.0)
    assert {name: found[name] for name in lacking} == dict.fromkeys(lacking, 0.0)


def test_the_subject_of_a_figure_is_what_stands_since_the_figure_before(look: Look) -> None:
    sentence = "建成厂房3座、仓库5座。"
    spans = look("建成仓库多少座？", sentence)
    right, wrong = (features_of(spans, sentence, figure) for figure in ("5座", "3座"))
    assert right["near before"] > wrong["near before"]
    assert right["best subject"] == 1.0


def test_nothing_tells_two_figures_apart_but_where_the_words_of_the_question_stand(look: Look) -> None:
    sentence = "东园投资3亿元，西园投资5亿元。"
    for asked, right, wrong in (("东园", "3亿元", "5亿元"), ("西园", "5亿元", "3亿元")):
        spans = look(f"{asked}投资多少？", sentence)
        assert features_of(spans, sentence, right)["its clause"] > features_of(spans, sentence, wrong)["its clause"]


def test_what_the_reader_says_is_told_of_the_stretch_it_says_it_of(look: Look) -> None:
    sentence = "仓库8间。"
    places = np.array([(10 + at, 11 + at) for at in range(len(sentence))])
    likely = np.zeros((len(sentence), len(sentence)))
    likely[2, 3] = 1.0
    spans = look("仓库有多少间？", sentence, Located(AnswerSpans(1.0, likely, places)), 10)
    read = {sentence[start:end]: float(value) for (start, end), value in zip(spans.spans, spans.read, strict=True)}
    assert read.pop("8间") == pytest.approx(0.0)
    assert set(read.values()) == {LEAST_READ}


def test_a_sentence_without_words_has_no_candidates(look: Look) -> None:
    spans = look("仓库有多少间？", "，。")
    assert (spans.spans, spans.edges, spans.features.shape) == ((), (), (0, len(NAMES)))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(alphabet="仓库机场的和有，。、“”《》123 a亿元年在\n", max_size=40))
def test_every_candidate_has_a_finite_number_for_every_feature(look: Look, sentence: str) -> None:
    spans = look("2019年仓库有多少间？", sentence)
    assert spans.features.shape == (len(spans.spans), len(NAMES))
    assert np.isfinite(spans.features).all()
    assert ((spans.features >= 0).all(axis=0) | (np.array(NAMES) == "length")).all()
    assert [len(row) for row in spans.edges] == [len(EDGES)] * len(spans.spans)
    assert all(0 <= start < end <= len(sentence) for start, end in spans.spans)
