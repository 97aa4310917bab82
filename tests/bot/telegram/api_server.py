"""A Bot API server on loopback that keeps Telegram's rules for the methods the bot uses, and records what was sent."""

import contextlib
import itertools
import json
import socket
import threading
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from telegram_markup import MarkupError, Parsed, parse_html, utf16_units

TOKEN = "123456789:a-token-that-must-not-leak"
BOT = {"id": 123456789, "is_bot": True, "first_name": "Yuanwen", "username": "yuanwen_test_bot"}
PATIENCE = 20.0
"""Seconds that a test waits for the bot to say something."""

serials = itertools.count(1)
"""Ids of messages and updates; they go on when another server takes the place of one that went."""


class Refused(Exception):
    """An error answer of the Bot API."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(description)
        self.code = code


@dataclass(frozen=True)
class Sent:
    """A message of the bot as its reader gets it."""

    chat_id: int
    parsed: Parsed
    parameters: dict[str, Any]

    @property
    def text(self) -> str:
        return self.parsed.text


class BotApi:
    """The server: a context manager. Tests speak through `say` and listen through `heard`."""

    def __init__(self, port: int = 0) -> None:
        self.sent: list[Sent] = []
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self._updates: list[dict[str, Any]] = []
        self._changed = threading.Condition()
        self._connections: list[socket.socket] = []
        self._closing = False
        api = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def setup(self) -> None:
                super().setup()
                api._connections.append(self.connection)

            def do_POST(self) -> None:
                api._serve(self)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> "BotApi":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._server.shutdown()
        self._server.server_close()
        for connection in self._connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self._thread.join()

    @property
    def url(self) -> str:
        """What the bot takes as its servers' address, without `/bot` and `/file/bot`."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def say(
        self, text: str | None, *, user: int = 7, chat: int | None = None, language: str = "en", **more: Any
    ) -> int:
        """A user's message: in private without `chat`, else in that group. Gives its message id."""
        place = {"id": chat, "type": "supergroup", "title": "Group"} if chat else {"id": user, "type": "private"}
        message: dict[str, Any] = {
            "date": int(time.time()),
            "chat": place,
            "from": {"id": user, "is_bot": False, "first_name": "Asker", "language_code": language},
            **more,
        }
        if text is not None:
            message["text"] = text
            if text.startswith("/"):
                command = text.split()[0]
                message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(command)}]
        with self._changed:
            message["message_id"] = next(serials)
            self._updates.append({"update_id": next(serials), "message": message})
            self._changed.notify_all()
        return int(message["message_id"])

    def heard(self, count: int) -> list[Sent]:
        """The messages of the bot once there are `count` of them; fails when they do not come."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.sent) >= count, PATIENCE), f"only {self.sent}"
            return list(self.sent)

    def called(self, method: str) -> list[dict[str, Any]]:
        """The parameters of the calls of a method once there is one; fails when none comes."""
        with self._changed:
            assert self._changed.wait_for(lambda: any(name == method for name, _ in self.calls), PATIENCE), method
            return [parameters for name, parameters in self.calls if name == method]

    def _serve(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers.get("Content-Length") or 0))
        _, prefix, method = request.path.split("/")
        try:
            if prefix != f"bot{TOKEN}":
                raise Refused(401, "Unauthorized")
            answer = {"ok": True, "result": self._call(method, _parameters(request, body))}
            code = 200
        except Refused as refusal:
            code = refusal.code
            answer = {"ok": False, "error_code": code, "description": str(refusal)}
        content = json.dumps(answer).encode()
        request.send_response(code)
        request.send_header("Content-Type", "application/json")
        request.send_header("Content-Length", str(len(content)))
        with contextlib.suppress(ConnectionError):  # a bot that stops does not wait for its long poll
            request.end_headers()
            request.wfile.write(content)

    def _call(self, method: str, parameters: dict[str, Any]) -> Any:
        with self._changed:
            self.calls.append((method, parameters))
            self._changed.notify_all()
            match method:
                case "getMe":
                    return BOT
                case "getUpdates":
                    return self._get_updates(parameters)
                case "sendMessage":
                    return self._send_message(parameters)
                case "setMyCommands" | "sendChatAction" | "deleteWebhook":
                    return True
        raise Refused(404, "Not Found")

    def _get_updates(self, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        """Long polling: an offset confirms the updates below it; waits for one that is new."""
        offset = parameters.get("offset", 0)
        self._updates = [update for update in self._updates if update["update_id"] >= offset]
        self._changed.wait_for(lambda: self._updates or self._closing, parameters.get("timeout", 0))
        return self._updates[:100]

    def _send_message(self, parameters: dict[str, Any]) -> dict[str, Any]:
        text = str(parameters["text"])
        if parameters.get("parse_mode") == "HTML":
            try:
                parsed = parse_html(text)
            except MarkupError as error:
                raise Refused(400, f"Bad Request: {error}") from None
        else:
            parsed = Parsed(text, ())
        if not parsed.text.strip():
            raise Refused(400, "Bad Request: message text is empty")
        if utf16_units(parsed.text.strip()) > 4096:
            raise Refused(400, "Bad Request: message is too long")
        chat = int(parameters["chat_id"])
        self.sent.append(Sent(chat, parsed, parameters))
        self._changed.notify_all()
        return {
            "message_id": next(serials),
            "date": int(time.time()),
            "chat": {"id": chat, "type": "private" if chat > 0 else "supergroup"},
            "from": BOT,
            "text": parsed.text,
        }


def _parameters(request: BaseHTTPRequestHandler, body: bytes) -> dict[str, Any]:
    """The parameters of a call, whose values are JSON where they are no plain strings."""
    if request.headers.get_content_type() == "application/json":
        return dict(json.loads(body))
    parameters: dict[str, Any] = {}
    for name, value in parse_qsl(body.decode(), keep_blank_values=True):
        parameters[name] = value
        if name not in {"text", "parse_mode"}:
            try:
                parameters[name] = json.loads(value)
            except ValueError:
                continue
    return parameters
