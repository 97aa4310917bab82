"""Where organizations stand in a question."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.question.analysis import analyse
from retrieval.question.entity_linking import mentions, named_in
from retrieval.question.organization_index import OrganizationIndex

NAMES = OrganizationIndex(["青河经济技术开发区", "松岭高新技术产业开发区", "湖北省", "湖南省"])


@pytest.mark.parametrize(
    ("question", "written"),
    [
        ("青河和松岭高新区的产值", ["青河", "松岭高新区"]),
        ("青河经济技术开发区有几家企业", ["青河经济技术开发区"]),
        ("Which grew faster, Hubei or Hunan?", ["Hubei", "Hunan"]),
        ("Is Hubei Province's growth higher than Hunan's?", ["Hubei Province", "Hunan"]),
        ("How many projects did Qinghe Economic and Technological Development Zone sign?",
         ["Qinghe Economic and Technological Development Zone"]),
        ("哪个开发区最大", []),
    ],
)  # fmt: skip
def test_mentions_stand_where_they_are_written(question: str, written: list[str]) -> None:
    assert [question[mention.start : mention.end] for mention in mentions(analyse(question), NAMES)] == written


@given(st.text(alphabet="青河松岭湖北湖南省和a Hubei,'-?\0", max_size=30))
def test_mentions_are_apart_and_all_named(text: str) -> None:
    question = analyse(text)
    found = mentions(question, NAMES)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert {name for mention in found for name in mention.organizations} <= named_in(question, NAMES)
