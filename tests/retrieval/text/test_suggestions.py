"""Names that are suggested for one that is not known."""

import pytest

from retrieval.text.suggestions import LEAST_ALIKE_CODES, MOST, did_you_mean, suggestions

NAMES = ["青河.txt", "松岭/松岭.md", "河湾经济开发区", "2023/annual-report.docx"]


@pytest.mark.parametrize(
    ("wanted", "meant"),
    [
        ("清河.txt", "青河.txt"),
        ("松岭.MD", "松岭/松岭.md"),
        ("河弯经济开发区", "河湾经济开发区"),
        ("河湾开发区", "河湾经济开发区"),
        ("anual-report", "2023/annual-report.docx"),
        ("report", "2023/annual-report.docx"),
    ],
)
def test_a_slip_is_seen_through(wanted: str, meant: str) -> None:
    assert suggestions(wanted, NAMES)[0] == meant
    assert repr(meant) in did_you_mean(wanted, NAMES)


@pytest.mark.parametrize("wanted", ["", "x", "云南省统计公报", "?"])
def test_what_is_like_nothing_gets_no_suggestion(wanted: str) -> None:
    assert did_you_mean(wanted, NAMES) == ""


def test_codes_have_to_be_more_alike() -> None:
    codes = ["86f19d3974d8", "86f2aa3974d0", "000000000000"]
    assert suggestions("86f19d3974b8", codes, LEAST_ALIKE_CODES) == ["86f19d3974d8"]


def test_only_a_few_are_suggested() -> None:
    assert len(suggestions("report", [f"report-{number}.txt" for number in range(20)])) == MOST
