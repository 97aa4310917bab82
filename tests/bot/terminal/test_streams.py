"""What goes to standard output."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.terminal.streams import print_json


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.text() | st.sampled_from(["第一行\u2028第二行", "第一段\u2029第二段", "甲\x85乙", "甲\x0b\x0c\x1c乙"]))
def test_a_value_is_one_line_by_whatever_definition(capsys: pytest.CaptureFixture[str], text: str) -> None:
    capsys.readouterr()
    print_json({"text": text})
    printed = capsys.readouterr().out
    assert len(printed.splitlines()) == 1
    assert json.loads(printed) == {"text": text}
