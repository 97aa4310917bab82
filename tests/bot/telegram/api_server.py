"""A Bot API server on loopback that keeps Telegram's rules for the methods the bot uses, and records what was sent.

It can be told to fail: to refuse, to stay silent, to drop the connection before or after a call took effect.
"""

import contextlib
import itertools
import json
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from api_parameters import BadParameter, Files, check_keyboard, parameters_of
from command_line import PATIENCE
from telegram_markup import MarkupError, Parsed, parse_html, utf16_units

TOKEN = "123456789:a-token-that-must-not-leak"
BOT = {"id": 123456789, "is_bot": True, "first_name": "Yuanwen", "username": "yuanwen_test_bot"}
serials = itertools.count(1)
"""Ids of messages and updates; they go on when another server takes the place of one that went."""

MESSAGE_LIMITS = {"text": 4096, "caption": 1024}
"""UTF-16 units after the markup is parsed."""


class Refused(Exception):
    """An error answer of the Bot API."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.parameters = parameters


@dataclass(frozen=True)
class Fault:
    """How calls of a method go wrong, `times` times, for one chat or for every: `refusal` or an odd result, `instead`
    of an effect; else the connection drops before the effect, or after it; `slow` seconds pass between effect and
    answer."""

    method: str
    times: int = 1
    chat: int | None = None
    refusal: Refused | None = None
    instead: Any = None
    drop_before: bool = False
    drop_after: bool = False
    slow: float = 0.0


@dataclass(frozen=True)
class Sent:
    """A message of the bot as its reader gets it; `parameters` are those of the call that made it or edited it last."""

    chat_id: int
    parsed: Parsed
    parameters: dict[str, Any]
    message_id: int = 0
    file: tuple[str, bytes] | None = None
    edits: int = 0
    method: str = "sendMessage"

    @property
    def text(self) -> str:
        return self.parsed.text

    @property
    def buttons(self) -> list[dict[str, Any]]:
        """The buttons below the message, row by row."""
        rows = (self.parameters.get("reply_markup") or {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]


class Dropped(Exception):
    """The connection is to be cut."""


class BotApi:
    """The server: a context manager. Tests speak through `say` and `push` and listen through `heard`."""

    def __init__(self, port: int = 0) -> None:
        self.sent: list[Sent] = []
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.called_at: list[float] = []
        self.files: dict[str, bytes] = {}
        self.token = TOKEN
        self.webhook: dict[str, Any] = {}
        self.confirmed = 0
        self._faults: list[Fault] = []
        self._updates: list[dict[str, Any]] = []
        self._given: list[dict[str, Any]] = []
        self._poll = 0
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

            def do_GET(self) -> None:
                api._download(self)

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            request_queue_size = 256
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                """A bot that was killed does not read its answers."""

        self._server = Server(("127.0.0.1", port), Handler)
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
            "message_id": next(serials),
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
        self.push(message=message)
        return int(message["message_id"])

    def press(self, message: Sent, data: str, *, user: int = 7, language: str = "en") -> str:
        """A user presses a button of a message of the bot. Gives the id of the query."""
        query = f"query-{next(serials)}"
        kind = "private" if message.chat_id > 0 else "supergroup"
        shown = {"message_id": message.message_id, "date": int(time.time()), "text": message.text or "x"}
        self.push(
            callback_query={
                "id": query,
                "from": {"id": user, "is_bot": False, "first_name": "Asker", "language_code": language},
                "chat_instance": "1",
                "data": data,
                "message": {**shown, "chat": {"id": message.chat_id, "type": kind, "title": "Group"}, "from": BOT},
            }
        )
        return query

    def push(self, update_id: int | None = None, **content: Any) -> int:
        """An update of any kind: `push(inline_query={…})`. Gives its number."""
        with self._changed:
            number = next(serials) if update_id is None else update_id
            self._updates.append({"update_id": number, **content})
            self._given.append(self._updates[-1])
            self._changed.notify_all()
        return number

    def give_again(self) -> None:
        """All updates so far come once more, whatever was confirmed."""
        with self._changed:
            self.confirmed = 0
            self._updates = [*self._given, *self._updates]
            self._changed.notify_all()

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """What is said in the block comes to the bot at once."""
        with self._changed:
            yield

    def fail(self, method: str, **how: Any) -> None:
        """Calls of a method go wrong from now on, as the fields of `Fault` say."""
        with self._changed:
            self._faults.append(Fault(method, **how))

    def heard(self, count: int) -> list[Sent]:
        """The messages of the bot once there are `count` of them; fails when they do not come."""
        return self.until(lambda: list(self.sent) if len(self.sent) >= count else None, f"{count} messages")

    def called(self, method: str, times: int = 1) -> list[dict[str, Any]]:
        """The parameters of the calls of a method once there are so many; fails when they do not come."""

        def calls() -> list[dict[str, Any]] | None:
            found = [parameters for name, parameters in self.calls if name == method]
            return found if len(found) >= times else None

        return self.until(calls, method)

    def until(self, found: Callable[[], Any], what: str = "it", patience: float = PATIENCE) -> Any:
        """What `found` gives, which is asked after every call, once that is something; fails when it never is."""
        with self._changed:
            assert self._changed.wait_for(found, patience), f"no {what} after {self.calls[-5:]}"
            return found()

    def _serve(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers.get("Content-Length") or 0))
        _, prefix, method = request.path.split("?")[0].split("/")
        answer: dict[str, Any]
        code = 200
        try:
            if prefix != f"bot{self.token}":
                raise Refused(401, "Unauthorized")
            parameters, files = parameters_of(request.headers.get("Content-Type") or "", body)
            answer = {"ok": True, "result": self._answer(method, parameters, files)}
        except Refused as refusal:
            code = refusal.code
            answer = {"ok": False, "error_code": code, "description": str(refusal)}
            if refusal.parameters:
                answer["parameters"] = refusal.parameters
        except Dropped:
            request.close_connection = True
            with contextlib.suppress(OSError):
                request.connection.shutdown(socket.SHUT_RDWR)
            return
        self._send(request, code, json.dumps(answer).encode(), "application/json")

    def _send(self, request: BaseHTTPRequestHandler, code: int, content: bytes, kind: str) -> None:
        request.send_response(code)
        request.send_header("Content-Type", kind)
        request.send_header("Content-Length", str(len(content)))
        with contextlib.suppress(OSError):  # a bot that stops does not wait for its long poll
            request.end_headers()
            request.wfile.write(content)

    def _download(self, request: BaseHTTPRequestHandler) -> None:
        content = self.files.get(request.path.removeprefix(f"/file/bot{self.token}/"))
        self._send(request, 404 if content is None else 200, content or b"", "application/octet-stream")

    def _answer(self, method: str, parameters: dict[str, Any], files: Files) -> Any:
        with self._changed:
            self.calls.append((method, parameters))
            self.called_at.append(time.monotonic())
            self._changed.notify_all()
            fault = self._fault(method, parameters)
        if fault and fault.drop_before:
            raise Dropped
        if fault and fault.refusal:
            raise fault.refusal
        if fault and fault.instead is not None:
            return fault.instead
        try:
            with self._changed:
                result = self._call(method, parameters, files)
                self._changed.notify_all()
        except BadParameter as error:
            raise Refused(400, f"Bad Request: {error}") from None
        if fault:
            time.sleep(fault.slow)
            if fault.drop_after:
                raise Dropped
        return result

    def _fault(self, method: str, parameters: dict[str, Any]) -> Fault | None:
        for place, fault in enumerate(self._faults):
            if fault.method == method and fault.chat in (None, parameters.get("chat_id")):
                if fault.times > 1:
                    self._faults[place] = replace(fault, times=fault.times - 1)
                else:
                    del self._faults[place]
                return fault
        return None

    def _call(self, method: str, parameters: dict[str, Any], files: Files) -> Any:
        match method:
            case "getMe":
                return BOT
            case "getUpdates":
                return self._get_updates(parameters)
            case "setWebhook":
                self.webhook = parameters
                return True
            case "deleteWebhook":
                self.webhook = {}
                return True
            case "sendMessage" | "sendPhoto" | "sendDocument":
                return self._send_message(method, parameters, files)
            case "editMessageText" | "editMessageCaption" | "editMessageReplyMarkup":
                return self._edit_message(method, parameters)
            case "deleteMessage":
                self.sent.remove(self._message(parameters))
                return True
            case "getFile":
                path = parameters["file_id"]
                if path not in self.files:
                    raise BadParameter("invalid file_id")
                return {"file_id": path, "file_unique_id": path, "file_path": path, "file_size": len(self.files[path])}
            case "answerInlineQuery":
                if len(parameters["results"]) > 50:
                    raise BadParameter("RESULTS_TOO_MUCH")
                return True
            case "setMyCommands" | "sendChatAction" | "answerCallbackQuery" | "setMessageReaction":
                return True
        raise Refused(404, "Not Found")

    def _get_updates(self, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        """Long polling: an offset confirms the updates below it; waits for one that is new, or for another poller."""
        if self.webhook.get("url"):
            raise Refused(409, "Conflict: can't use getUpdates method while webhook is active")
        self._poll += 1
        poll = self._poll
        self._changed.notify_all()
        self.confirmed = max(self.confirmed, parameters.get("offset", 0) - 1)
        self._updates = [update for update in self._updates if _number(update) > self.confirmed]
        self._changed.wait_for(
            lambda: self._updates or self._closing or self._poll > poll, parameters.get("timeout", 0)
        )
        if self._poll > poll:
            raise Refused(409, "Conflict: terminated by other getUpdates request")
        return self._updates[: parameters.get("limit", 100)]

    def _send_message(self, method: str, parameters: dict[str, Any], files: Files) -> Any:
        parsed = self._parsed("text" if method == "sendMessage" else "caption", parameters)
        file = next(iter(files.values()), None)
        message = Sent(int(parameters["chat_id"]), parsed, parameters, next(serials), file, method=method)
        self.sent.append(message)
        return _shown(message)

    def _edit_message(self, method: str, parameters: dict[str, Any]) -> Any:
        old = self._message(parameters)
        parsed = old.parsed
        if method != "editMessageReplyMarkup":
            parsed = self._parsed("text" if method == "editMessageText" else "caption", parameters)
        check_keyboard(parameters.get("reply_markup"))
        if parsed == old.parsed and parameters.get("reply_markup") == old.parameters.get("reply_markup"):
            raise BadParameter("message is not modified")
        new = replace(old, parsed=parsed, parameters=parameters, edits=old.edits + 1)
        self.sent[self.sent.index(old)] = new
        return _shown(new)

    def _message(self, parameters: dict[str, Any]) -> Sent:
        for message in self.sent:
            if (message.chat_id, message.message_id) == (parameters.get("chat_id"), parameters.get("message_id")):
                return message
        raise BadParameter("message to edit not found")

    def _parsed(self, field: str, parameters: dict[str, Any]) -> Parsed:
        check_keyboard(parameters.get("reply_markup"))
        text = str(parameters.get(field, ""))
        try:
            parsed = parse_html(text) if parameters.get("parse_mode") == "HTML" and text else Parsed(text, ())
        except MarkupError as error:
            raise BadParameter(str(error)) from None
        if not parsed.text.strip() and field == "text":
            raise BadParameter("message text is empty")
        if utf16_units(parsed.text.strip()) > MESSAGE_LIMITS[field]:
            raise BadParameter("message is too long" if field == "text" else "message caption is too long")
        return parsed


def call_webhook(
    url: str, update: object, secret: str | None, kind: str = "application/json", method: str = "POST"
) -> int:
    """Brings an update to the bot's webhook; gives the status."""
    body = update if isinstance(update, bytes) else json.dumps(update).encode()
    request = urllib.request.Request(url, body if method == "POST" else None, {"Content-Type": kind}, method=method)
    if secret is not None:
        request.add_header("X-Telegram-Bot-Api-Secret-Token", secret)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def _number(update: dict[str, Any]) -> int:
    """What an update is confirmed by; one without a number goes with the first that has one."""
    number = update["update_id"]
    return number if isinstance(number, int) else 1


def _shown(message: Sent) -> dict[str, Any]:
    """A message of the bot as the Bot API gives it."""
    shown: dict[str, Any] = {
        "message_id": message.message_id,
        "date": int(time.time()),
        "chat": {"id": message.chat_id, "type": "private" if message.chat_id > 0 else "supergroup"},
        "from": BOT,
    }
    if message.method == "sendMessage":
        shown["text"] = message.parsed.text
    elif message.method == "sendDocument":
        shown["document"] = {"file_id": "f", "file_unique_id": "f"}
    return shown
