"""What stands between two lines that become one."""

import pytest

from retrieval.readers.print.line_seams import seam, vocabulary


@pytest.mark.parametrize(
    ("before", "after", "between"),
    [
        ("审批时限", "缩短一半", ""),
        ("the office cut", "approval time", " "),
        ("to seven days,", "and opened", " "),
        ("in 2024,", "15 zones", " "),
        ("总投资8.", "6亿元", ""),
        ("时间为20", "24年", ""),
        ("引进AI", "企业", ""),
        ("state-", "owned", ""),
        ("and/", "or", ""),
        ("the word", ") and", ""),
        ("café", "au lait", " "),
    ],
)
def test_words_are_kept_apart_and_chinese_runs_on(before: str, after: str, between: str) -> None:
    assert seam(before, after, vocabulary([])) == (0, between)


def test_a_hyphen_goes_only_where_the_document_has_the_whole_word() -> None:
    words = vocabulary(["rapid develop-", "ment of zones", "Development goes on", "state-owned", "a state-"])
    assert seam("rapid develop-", "ment of zones", words) == (1, "")
    assert seam("a state-", "owned firm", words) == (0, "")
    assert seam("an un-", "known word", words) == (0, "")


def test_a_soft_hyphen_goes() -> None:
    assert seam("develop\u00ad", "ment", vocabulary([])) == (1, "")
