"""How wide a screen is."""

import os
import pty

import pytest

from bot.terminal.answers import console
from bot.terminal.screen import screen_of


@pytest.mark.parametrize(
    ("columns", "wide"), [("50", 50), ("0", None), ("²", None), ("", None), ("-5", None), ("wide", None)]
)
def test_only_a_number_of_columns_is_believed(monkeypatch: pytest.MonkeyPatch, columns: str, wide: int | None) -> None:
    outside, inside = pty.openpty()
    with os.fdopen(inside, "w", encoding="utf-8") as terminal:
        otherwise = screen_of(terminal).columns
        monkeypatch.setenv("COLUMNS", columns)
        out = console(terminal)
        out.print("原文")
        assert out.width == screen_of(terminal).columns == (wide or otherwise)
    os.close(outside)
