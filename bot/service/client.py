"""Questions to a running service, over a plain socket: a library for HTTP would cost more than all else."""

import json
import os
import socket
from collections.abc import Mapping

from bot.service.announcement import INSTANCE_HEADER, Announcement

CONNECTING = 2.0
"""Seconds to reach a service on this machine."""

PATIENCE = 60.0
"""Seconds that a service may be silent before an asker helps itself."""

TOKEN_VARIABLE = "YUANWEN_SERVICE__TOKEN"


def post(service: Announcement, path: str, asked: Mapping[str, object]) -> bytes | None:
    """The body of the service's answer; None where there is none that could be used: it refuses, has gone, or is
    another program by now."""
    body = json.dumps(asked).encode()
    try:
        with socket.create_connection((service.host, service.port), CONNECTING) as connection:
            connection.settimeout(PATIENCE)
            connection.sendall(_head(service, path, len(body)) + body)
            received = bytearray()
            while piece := connection.recv(65536):
                received += piece
    except (OSError, UnicodeError):
        return None
    return _good_body(bytes(received), service.instance)


def _head(service: Announcement, path: str, length: int) -> bytes:
    token = os.environ.get(TOKEN_VARIABLE, "").strip()
    lines = [
        f"POST {path} HTTP/1.1",
        f"Host: {service.url.removeprefix('http://')}",
        "Content-Type: application/json",
        f"Content-Length: {length}",
        "Connection: close",
        *([f"Authorization: Bearer {token}"] if token and token.isascii() and token.isprintable() else []),
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")


def _good_body(response: bytes, instance: str) -> bytes | None:
    """The body of a whole response with status 200 from this very run of the service."""
    head, parted, body = response.partition(b"\r\n\r\n")
    status, *lines = head.split(b"\r\n")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(b":") for line in lines)}
    whole = parted and headers.get(b"content-length") == str(len(body)).encode()
    ours = headers.get(INSTANCE_HEADER.encode()) == instance.encode()
    return body if whole and ours and status.split(b" ")[1:2] == [b"200"] else None
