"""Bodies of requests: read whole before anything is done with them, and never more of them than there is use for."""

import asyncio

from starlette.types import Message, Receive

LARGEST_BODY = 256 * 1024
"""Bytes of a request. Of a question the first 10,000 characters count, which are six times as many bytes, or twelve,
where each is escaped."""

MOST_DISCARDED = 64 * 1024 * 1024
"""Bytes that are read of a body that is too large, and thrown away: who is still sending does not hear what is said."""

READING = 30.0
"""Seconds for a body to come."""


class BodyRefused(Exception):
    """A body is not taken; the message says why, `status` in HTTP's terms."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


async def read_body(receive: Receive) -> bytes:
    """The whole body. Raises BodyRefused for one that is too large or does not come."""
    kept = bytearray()
    discarded = 0
    try:
        async with asyncio.timeout(READING):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise BodyRefused(400, "The body did not come to its end.")
                kept += message.get("body", b"")
                if len(kept) > LARGEST_BODY:
                    discarded += len(kept)
                    kept.clear()
                if discarded > MOST_DISCARDED or not message.get("more_body", False):
                    break
    except TimeoutError:
        raise BodyRefused(408, f"The body did not come within {READING:.0f} seconds.") from None
    if discarded:
        raise BodyRefused(413, f"The body is larger than {LARGEST_BODY // 1024} kilobytes, which is all that is read.")
    return bytes(kept)


def given(body: bytes, receive: Receive) -> Receive:
    """What receives a body that has been read already, and then what else there is."""
    left: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_given() -> Message:
        return left.pop() if left else await receive()

    return receive_given
