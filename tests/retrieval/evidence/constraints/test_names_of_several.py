"""Who or which several are is not told by how many they are."""

from collections.abc import Callable, Mapping

import pytest

from retrieval.library import Library

TEXT = (
    "派驻青霭县医师9人、盘洲县医师5人，在青霭县开展示教64台。\n\n"
    "前五名客户销售额占销售总额的47.8%，第一大客户占18.2%。前三名供应商为汐东钢铁、北泽重工和云程物流。\n\n"
    "新增规模以上工业企业11家，退出3家，年末总数达到74家。\n\n"
    "获市级表彰的教师有周文博、李文静和高志远。\n"
)


@pytest.fixture(scope="module")
def bulletin(library_of: Callable[[Mapping[str, str]], Library]) -> Library:
    """A library of one bulletin."""
    return library_of({"沧源市简报": TEXT})


@pytest.mark.parametrize("question", ["派到盘洲县的5位医师都是谁？", "退出的3家规上工业企业是哪几家？"])
def test_a_count_names_none(bulletin: Library, question: str) -> None:
    answer = bulletin.ask(question, explain=True)
    assert ("kind", "contradicted") in [(check.demand, check.state) for check in answer.checks or ()]


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("前三名供应商分别是哪几家公司？", "汐东钢铁"),
        ("获市级表彰的教师都有谁？", "周文博"),
        ("获市级表彰的3名教师都是谁？", "李文静"),
    ],
)
def test_names_do(bulletin: Library, question: str, wanted: str) -> None:
    answer = bulletin.ask(question)
    assert answer.answered and wanted in (answer.answer or "")
