"""The parameters of a Bot API call, and Telegram's rules for the keyboards among them."""

import json
from email import message_from_bytes
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl, urlsplit

PLAIN = {"text", "parse_mode", "caption", "callback_query_id", "inline_query_id", "file_id", "secret_token", "url"}
"""Parameters that are strings even when they look like JSON."""

Files = dict[str, tuple[str, bytes]]
"""Files by the field that carries them: name and content."""


class BadParameter(Exception):
    """Telegram would refuse the call; says why in its words."""


def parameters_of(content_type: str, body: bytes) -> tuple[dict[str, Any], Files]:
    """The parameters of a call, whose values are JSON where they are no plain strings, and its files."""
    if content_type.startswith("application/json"):
        return dict(json.loads(body)), {}
    pairs: list[tuple[str, str]] = []
    files: Files = {}
    if content_type.startswith("multipart/form-data"):
        message = message_from_bytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body, policy=HTTP)
        for part in message.iter_parts():
            name = str(part.get_param("name", header="content-disposition"))
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            if (filename := part.get_filename()) is not None:
                files[name] = filename, content
            else:
                pairs.append((name, content.decode()))
    else:
        pairs = parse_qsl(body.decode(), keep_blank_values=True)
    parameters: dict[str, Any] = {}
    for name, value in pairs:
        parameters[name] = value
        if name not in PLAIN:
            try:
                parameters[name] = json.loads(value)
            except ValueError:
                continue
    return parameters, files


def check_keyboard(markup: dict[str, Any] | None) -> None:
    """Raises BadParameter for a keyboard that Telegram would refuse."""
    for row in (markup or {}).get("inline_keyboard", []):
        for button in row:
            if not button.get("text"):
                raise BadParameter("can't parse inline keyboard button: text can't be empty")
            if len(button.get("callback_data", "x").encode()) not in range(1, 65):
                raise BadParameter("BUTTON_DATA_INVALID")
            if len(button.get("copy_text", {"text": "x"})["text"]) not in range(1, 257):
                raise BadParameter("BUTTON_COPY_TEXT_INVALID")
            host = urlsplit(button.get("url", "https://t.me")).hostname or ""
            if "." not in host or host.startswith("127."):
                raise BadParameter("BUTTON_URL_INVALID")
