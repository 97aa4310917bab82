"""The description of the service that programs read: OpenAPI 3.1."""

from functools import cache
from typing import Any

from bot.service.asked import Question, ScreenFields, TextQuestion
from bot.service.guard import HEALTH
from bot.service.schemas import SCHEMAS, Schema, ref
from bot.service.tasks import JSON, PNG
from bot.version import VERSION

ERRORS = {
    400: "the request cannot be understood, or asks what cannot be done",
    401: "the token is lacking or wrong",
    403: "the request is not for this machine, or a web page's",
    404: "there is nothing by this name",
    408: "the body did not come",
    409: "nothing has been indexed, or the file of a document has changed",
    413: "the body is too large",
    415: "the body is no JSON",
    500: "something went wrong",
    503: "too many are waiting, or the library is being written or repaired",
}


@cache
def openapi() -> Schema:
    """The description as a value of JSON."""
    asked = {kind.__name__: _fields(kind) for kind in (Question, TextQuestion, ScreenFields)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Yuanwen",
            "version": VERSION,
            "description": "Answers out of Chinese reports, word for word, with citations that anyone can check.",
        },
        "paths": {
            "/ask": {"post": _post("Answer a question", "Question", "Answer")},
            "/ask/text": {"post": _post("Answer a question as `yuanwen ask` prints it", "TextQuestion", "Printed")},
            "/documents": {"get": _get("List the documents", {"type": "array", "items": ref("Document")})},
            "/citations/{id}": {"get": _of_citation("Show the passage behind a citation", ref("Shown"))},
            "/citations/{id}/image": {"get": _of_citation("Draw its page with the passage marked", None)},
            HEALTH: {"get": {**_get("Say that the service is up", ref("Health")), "security": []}},
        },
        "components": {
            "schemas": {**asked, **SCHEMAS},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{}, {"token": []}],
    }


def _fields(kind: type[Question] | type[ScreenFields]) -> Schema:
    schema = kind.model_json_schema(ref_template="#/components/schemas/{model}")
    schema.pop("$defs", None)
    return schema


def _content(schema: Schema) -> Schema:
    return {JSON: {"schema": schema}}


def _get(summary: str, schema: Schema | None) -> Schema:
    good = {PNG: {"schema": {"type": "string", "format": "binary"}}} if schema is None else _content(schema)
    failed = {str(status): {"description": why, "content": _content(ref("Error"))} for status, why in ERRORS.items()}
    return {"summary": summary, "responses": {"200": {"description": summary, "content": good}, **failed}}


def _post(summary: str, asked: str, given: str) -> Schema:
    return {**_get(summary, ref(given)), "requestBody": {"required": True, "content": _content(ref(asked))}}


def _of_citation(summary: str, schema: Schema | None) -> Schema:
    called: dict[str, Any] = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    return {**_get(summary, schema), "parameters": [called]}
