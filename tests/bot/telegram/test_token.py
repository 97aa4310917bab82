"""The token stays out of every log."""

import logging
from urllib.parse import quote

import pytest

from bot.telegram.token import RedactingFormatter

TOKEN = "123456789:a-token-that-must-not-leak"


@pytest.mark.parametrize(
    "message",
    [f"POST https://api.telegram.org/bot{TOKEN}/getMe", TOKEN, f"{TOKEN}{TOKEN}", f"/file/bot{quote(TOKEN)}/a.pdf"],
)
def test_a_message_is_logged_without_the_token(message):
    record = logging.LogRecord("x", logging.INFO, __file__, 1, "%s is bad", (message,), None)
    text = RedactingFormatter(TOKEN).format(record)
    assert TOKEN.partition(":")[2] not in text
    assert "<token>" in text


def test_a_traceback_is_logged_without_the_token():
    try:
        raise RuntimeError(f"https://host/file/bot{TOKEN}/x")
    except RuntimeError as error:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "failed", (), (type(error), error, None))
    text = RedactingFormatter(TOKEN).format(record)
    assert TOKEN not in text
    assert "RuntimeError" in text
