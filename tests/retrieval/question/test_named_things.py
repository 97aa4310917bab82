"""Names with the word for what they are, and what only looks like one."""

import pytest

from retrieval.question.named_things import named_things


@pytest.mark.parametrize("text", ["靠滴灌想省下多少水", "改灯后省电几成", "错峰用电省钱多少"])
def test_what_is_saved_is_no_province(text: str) -> None:
    assert named_things(text) == []
