"""An answer as the bot remembers it, so that its buttons work whenever they are pressed."""

import secrets
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """An answer as it is remembered.

    `chat`, `asked` (the message of the question), `message` (that of the answer, None until Telegram has taken it) and
    `asker` are Telegram's numbers. `short` is the short answer and `refusal` the reason for none, in the reader's
    words; `organization` is whose statement the first passage is. `passages` are pairs of a citation id and the
    sentence marked in it, and `page` is which of them is shown, counted from 1, 0 for a refusal. `doubted` is an answer
    that is shown with a word of doubt.
    """

    key: str
    chat: int
    asked: int
    message: int | None
    asker: int
    language: str
    question: str
    answered: bool
    short: str | None
    refusal: str | None
    organization: str | None
    passages: tuple[tuple[str, str], ...]
    page: int
    doubted: bool = False

    @property
    def is_table(self) -> bool:
        """Whether it is a table of what many organizations state: nothing else answers a question without a passage."""
        return self.answered and bool(self.question) and not self.passages


def new_key() -> str:
    """A key for an answer that nobody can guess, short enough for a button."""
    return secrets.token_urlsafe(9)
