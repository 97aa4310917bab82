"""Bodies that are too large, do not come, or come in pieces."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.service import bodies
from bot.service.bodies import LARGEST_BODY, MOST_DISCARDED, BodyRefused, read_body
from bot.service.bodies import given as given_again


def coming(*messages: dict) -> object:
    """What receives these messages, and then nothing."""
    left = list(messages)

    async def receive() -> dict:
        if not left:
            await asyncio.Event().wait()
        return left.pop(0)

    return receive


def piece(body: bytes, more: bool = True) -> dict:
    return {"type": "http.request", "body": body, "more_body": more}


@given(st.lists(st.binary(max_size=20)))
async def test_pieces_are_put_together_and_can_be_read_again(pieces):
    body = await read_body(coming(*map(piece, pieces), piece(b"", more=False)))
    assert body == b"".join(pieces)
    receive = given_again(body, coming({"type": "http.disconnect"}))
    assert (await receive())["body"] == body
    assert (await receive())["type"] == "http.disconnect"


@pytest.mark.parametrize(
    ("messages", "status"),
    [
        ([piece(b"x" * LARGEST_BODY), piece(b"x"), piece(b"", more=False)], 413),
        ([piece(bytes(MOST_DISCARDED + 1))], 413),
        ([piece(b"x"), {"type": "http.disconnect"}], 400),
        ([piece(b"x")], 408),
    ],
)
async def test_a_body_that_is_not_taken_is_told_why(monkeypatch, messages, status):
    monkeypatch.setattr(bodies, "READING", 0.05)
    with pytest.raises(BodyRefused) as refused:
        await read_body(coming(*messages))
    assert refused.value.status == status
