"""`yuanwen serve` as a process, with one worker and on a port of its own."""

import http.client
import json
from pathlib import Path
from typing import Any

from bot_process import BotProcess
from command_line import PATIENCE

from bot.service.announcement import Announcement, read_announcement

JSON = {"Content-Type": "application/json"}


class Service(BotProcess):
    """A service over a data directory."""

    def __init__(self, data: Path, log: Path, *arguments: str, fresh: bool = False, **settings: str) -> None:
        self.data = data
        self._found: Announcement | None = None
        variables = {"YUANWEN_SERVICE__WORKERS": "1", "YUANWEN_SERVICE__PORT": "0", **settings}
        super().__init__(log, ("--data-dir", str(data), "serve", *arguments), variables, fresh)

    def up(self) -> Announcement:
        """Wait until it answers; what it says of itself."""
        if self._found is None:
            self.says("Answering at")
            self._found = read_announcement(self.data)
        assert self._found is not None
        return self._found

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, Any]:
        """The status and the body of an answer: a value of JSON, or bytes."""
        found = self.up()
        connection = http.client.HTTPConnection(found.host, found.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            content = answer.read()
            of_json = answer.getheader("content-type") == JSON["Content-Type"]
            return answer.status, json.loads(content) if of_json else content
        finally:
            connection.close()

    def post(self, path: str, **asked: object) -> tuple[int, Any]:
        """The answer to a question."""
        return self.ask("POST", path, json.dumps(asked).encode(), **JSON)
