"""What a worker does with a library: each task a plain value, and what comes of it bytes to be sent as they are."""

from dataclasses import dataclass
from io import StringIO

from bot.named import Asking, NamedLibrary
from bot.terminal.screen import Screen
from bot.terminal.streams import json_line
from retrieval.errors import (
    DatabaseUnreachable,
    DocumentError,
    LibraryLocked,
    LibraryMending,
    UnknownId,
    UsageError,
    YuanwenError,
)

JSON, PNG = "application/json", "image/png"


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent back: an HTTP status, a media type and the body."""

    status: int
    media: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Ask:
    """Answer a question, with the object that `ask --json` prints."""

    question: str
    asking: Asking

    def of(self, named: NamedLibrary) -> Reply:
        """Carry it out."""
        if named.library.empty:
            return nothing_indexed()
        return _json(named.ask(self.question, self.asking).to_json())


@dataclass(frozen=True, slots=True)
class AskText:
    """Answer a question, with the text that `ask` prints on a screen: passages in `full`, reasons by `weights`."""

    question: str
    asking: Asking
    screen: Screen
    full: bool
    weights: bool

    def of(self, named: NamedLibrary) -> Reply:
        """Carry it out."""
        from bot.terminal.answers import console
        from bot.terminal.presenting import Manner, present

        if named.library.empty:
            return nothing_indexed()
        answer = named.ask(self.question, self.asking)
        printed = StringIO()
        manner = Manner(full=self.full, explain=self.asking.explain, weights=self.weights)
        present(console(printed, self.screen), answer, named.staleness(answer), manner)
        return _json({"answered": answer.answered, "text": printed.getvalue()})


@dataclass(frozen=True, slots=True)
class ListDocuments:
    """What `documents --json` prints."""

    def of(self, named: NamedLibrary) -> Reply:
        """Carry it out."""
        return _json([document.to_json() for document in named.documents()])


@dataclass(frozen=True, slots=True)
class Show:
    """What `show ID --json` prints."""

    citation: str

    def of(self, named: NamedLibrary) -> Reply:
        """Carry it out."""
        return _json(named.show(self.citation).to_json())


@dataclass(frozen=True, slots=True)
class Picture:
    """What `show ID --image` draws."""

    citation: str

    def of(self, named: NamedLibrary) -> Reply:
        """Carry it out."""
        return Reply(200, PNG, named.library.picture(self.citation))


Task = Ask | AskText | ListDocuments | Show | Picture


def nothing_indexed() -> Reply:
    """Of a library without documents."""
    return failure(409, "Nothing has been indexed yet: run `yuanwen index PATH`.")


def failure(status: int, message: str) -> Reply:
    """An error, in the one form that all have."""
    return _json({"error": message}, status)


def refused(error: YuanwenError, task: Task) -> Reply:
    """What comes of a task that the library refuses."""
    if isinstance(error, UnknownId | UsageError):
        return failure(404 if isinstance(task, Show | Picture) else 400, str(error))
    if isinstance(error, DocumentError):
        return failure(409, str(error))
    later = isinstance(error, LibraryLocked | LibraryMending | DatabaseUnreachable)
    return failure(503 if later else 500, str(error))


def _json(value: object, status: int = 200) -> Reply:
    return Reply(status, JSON, json_line(value).encode("utf-8", "backslashreplace"))
