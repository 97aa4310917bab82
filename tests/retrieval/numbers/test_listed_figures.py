"""Which figure of a row of them belongs to which of the things named before."""

import pytest

from retrieval.numbers import quantities
from retrieval.numbers.listed_figures import listed


@pytest.mark.parametrize(
    ("folded", "found"),
    [
        ("工业、农业分别增长5%、6%,出口增长7%。", {"工业": "5", "农业": "6"}),
        ("工业、、农业分别增长5%和6%。", {"工业": "5", "农业": "6"}),
        ("工业、农业均增长5%。", {"工业": "5", "农业": "5"}),
        ("城乡居民收入分别增长5%、6%。", {"城镇居民收入": "5", "农村居民收入": "6"}),
        ("城乡居民收入分别增长5%。", {}),
        ("工业、农业分别增长较快。", {}),
        ("工业、农业分别向好,出口增长6%。", {}),
        ("工业、农业、旅游分别增长5%、6%。", {}),
    ],
)
def test_figures_are_handed_out_where_there_is_one_for_each(folded, found):
    assert {one.text: str(one.number.value) for one in listed(folded, quantities(folded))} == found
