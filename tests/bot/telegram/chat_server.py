"""The Bot API server with the words of a conversation: to ask, to press a button, to edit, to react."""

import hashlib
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from api_parameters import BadParameter, Files, check_keyboard
from api_server import BotApi, Sent, serials
from telegram_markup import parse_html, utf16_units


class ChatApi(BotApi):
    """The server; tests speak through `ask`, `pressed` and the like, and look at a message `now`."""

    def __init__(self, port: int = 0) -> None:
        super().__init__(port)
        self.data = Path()
        self._replies: dict[int, list[int]] = {}

    def ask(self, text: str | None, **more: Any) -> Sent:
        """Says something and gives the bot's reply."""
        return self.reply_to(self.say(text, **more))

    def reply_to(self, message: int, number: int = 1) -> Sent:
        """The bot's `number`-th reply to a message, once it has come; fails when it does not."""
        replies = self.until(lambda: len(self.replies(message)) >= number and self.replies(message), "reply")
        return self.message(replies[number - 1])

    def replies(self, message: int) -> list[int]:
        """The ids of the bot's replies to a message so far."""
        return self._replies.get(message, [])

    def message(self, id: int) -> Sent:
        """A message of the bot as it stands now."""
        (found,) = [sent for sent in self.sent if sent.message_id == id]
        return found

    def now(self, message: Sent) -> Sent:
        """A message as it stands now."""
        return self.message(message.message_id)

    def becomes(self, message: Sent, words: str) -> Sent:
        """A message once these words stand in it; fails when they do not come to."""
        self.until(lambda: words in self.now(message).text, words)
        return self.now(message)

    def pressed(self, message: Sent, data: str, **who: Any) -> dict[str, Any]:
        """What the bot answers to a pressed button."""
        return self._answer_to("answerCallbackQuery", "callback_query_id", self.press(message, data, **who))

    def query(self, text: str, user: int = 7) -> list[dict[str, Any]]:
        """The results of an inline query."""
        return self.inline(text, user)["results"]

    def inline(self, text: str, user: int = 7) -> dict[str, Any]:
        """What the bot answers to an inline query."""
        query = f"inline-{next(serials)}"
        self.push(inline_query={"id": query, "from": person(user), "query": text, "offset": ""})
        return self._answer_to("answerInlineQuery", "inline_query_id", query)

    def react(self, message: Sent, *emoji: str, user: int = 7) -> None:
        """A user's reactions to a message become these."""
        self.push(
            message_reaction={
                "chat": {"id": message.chat_id, "type": "private" if message.chat_id > 0 else "supergroup"},
                "message_id": message.message_id,
                "user": person(user),
                "date": int(time.time()),
                "old_reaction": [],
                "new_reaction": [{"type": "emoji", "emoji": one} for one in emoji],
            }
        )

    def edit(self, message: int, text: str, user: int = 7, chat: int | None = None) -> None:
        """A user edits a message."""
        place = {"id": chat, "type": "supergroup", "title": "Group"} if chat else {"id": user, "type": "private"}
        now = int(time.time())
        content: dict[str, Any] = {"message_id": message, "date": now, "edit_date": now, "chat": place, "text": text}
        if text.startswith("/"):
            content["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
        self.push(edited_message=content | {"from": person(user)})

    def document(self, name: str, data: bytes, size: int | None = None, mime: str = "") -> dict[str, Any]:
        """A file to send in a message."""
        id = hashlib.sha256(data).hexdigest()[:20]
        self.files[id] = data
        content = {"file_id": id, "file_unique_id": id, "file_name": name, "file_size": size or len(data)}
        return content | ({"mime_type": mime} if mime else {})

    def photo(self, data: bytes) -> list[dict[str, Any]]:
        """A photo to send in a message, in two sizes."""
        small, large = self.document("", b"small"), self.document("", data)
        return [each | {"width": 9 * n, "height": 9 * n} for n, each in enumerate((small, large), 1)]

    def _answer_to(self, method: str, key: str, id: str) -> dict[str, Any]:
        def answers() -> list[dict[str, Any]]:
            return [parameters for name, parameters in self.calls if name == method and parameters[key] == id]

        return dict(self.until(answers, method)[0])

    def _download(self, request: BaseHTTPRequestHandler) -> None:
        request.path = unquote(request.path)
        super()._download(request)

    def _call(self, method: str, parameters: dict[str, Any], files: Files) -> Any:
        if method == "answerInlineQuery":
            _check_results(parameters["results"])
        if utf16_units(str(parameters.get("text", ""))) > 200 and method == "answerCallbackQuery":
            raise BadParameter("MESSAGE_TOO_LONG")
        result = super()._call(method, parameters, files)
        if method.startswith("send") and isinstance(result, dict):
            to = (parameters.get("reply_parameters") or {}).get("message_id", 0)
            self._replies.setdefault(to, []).append(result["message_id"])
        return result


def _check_results(results: list[dict[str, Any]]) -> None:
    """Telegram's rules for the results of an inline query."""
    ids = [result["id"] for result in results]
    if len(set(ids)) < len(ids) or any(not 0 < len(id.encode()) <= 64 for id in ids):
        raise BadParameter("RESULT_ID_INVALID")
    for result in results:
        check_keyboard(result["reply_markup"])
        assert utf16_units(parse_html(result["input_message_content"]["message_text"]).text) <= 4096


def person(id: int, language: str = "en") -> dict[str, Any]:
    """A user."""
    return {"id": id, "is_bot": False, "first_name": "Asker", "language_code": language}


def buttons(message: Sent) -> dict[str, str]:
    """What stands on the buttons under a message, and what each carries, copies or opens."""
    return {
        each["text"]: each.get("callback_data") or each.get("url") or each["copy_text"]["text"]
        for each in message.buttons
    }


def button(message: Sent, verb: str, last: bool = False) -> str:
    """What the button under a message carries that begins with a verb; of two the first, or the last."""
    return [data for data in buttons(message).values() if data.startswith(f"{verb}:")][-1 if last else 0]
