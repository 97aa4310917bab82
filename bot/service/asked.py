"""What may be asked of the service: the fields of a request, checked."""

from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from bot.named import MOST_PASSAGES, PASSAGES, Asking
from bot.terminal.screen import WIDEST, Screen

Part = Annotated[str | None, Field(min_length=1, max_length=1000)]


class BadRequest(Exception):
    """A body that is no request; the message says why."""


class _Fields(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Question(_Fields):
    """The body of `POST /ask`. Of `k` passages at most; `organization` is any of its names, `document` a name or a
    title, `since` and `until` are days, months or years in ISO 8601, both inclusive. `explain` asks for the reasons."""

    question: str
    k: int = Field(default=PASSAGES, ge=1, le=MOST_PASSAGES)
    organization: Part = None
    document: Part = None
    since: Part = None
    until: Part = None
    explain: bool = False

    @property
    def asking(self) -> Asking:
        """How the question is to be answered."""
        return Asking(self.k, self.organization, self.document, self.since, self.until, self.explain)


class ScreenFields(_Fields):
    """What a text is printed on."""

    terminal: bool = False
    columns: int = Field(default=WIDEST, ge=1, le=100_000)
    coloured: bool = False

    @property
    def screen(self) -> Screen:
        """The same for who prints."""
        return Screen(self.terminal, self.columns, self.coloured)


class TextQuestion(Question):
    """The body of `POST /ask/text`: all passages in `full`, the reasons as `weights` instead of in words, and the
    `screen` that the text is for."""

    full: bool = False
    weights: bool = False
    screen: ScreenFields = ScreenFields()


Asked = TypeVar("Asked", bound=Question)


def read_question(kind: type[Asked], body: bytes) -> Asked:
    """The request that a body of JSON is. Raises BadRequest."""
    try:
        return kind.model_validate_json(body)
    except ValidationError as error:
        raise BadRequest("; ".join(map(_complaint, error.errors(include_url=False, include_input=False)))) from None


def _complaint(details: ErrorDetails) -> str:
    place = ".".join(map(str, details["loc"]))
    return f"{place}: {details['msg']}" if place else details["msg"]
