"""The objects that the service gives, as JSON Schema: those that the verbs print with `--json`."""

from typing import Any, get_args

from retrieval.answer import Certainty, Demand, Reason, State
from retrieval.citation.lookup import Status

Schema = dict[str, Any]


def _choice(*values: str | None) -> Schema:
    return {"enum": list(values)}


def _object(required: Schema, optional: Schema | None = None) -> Schema:
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def ref(name: str) -> Schema:
    """Stands for the object of SCHEMAS, or of what is asked, by this name."""
    return {"$ref": f"#/components/schemas/{name}"}


def _or_null(of: Schema) -> Schema:
    return {"anyOf": [of, {"type": "null"}]}


TEXT: Schema = {"type": "string"}
WHOLE: Schema = {"type": "integer"}
NUMBER: Schema = {"type": "number"}
YES_OR_NO: Schema = {"type": "boolean"}
SPAN = _list(WHOLE)
REASONS = _list(_object({"feature": TEXT, "value": NUMBER, "contribution": NUMBER}))

CITATION = _object(
    {
        "id": TEXT,
        "document": TEXT,
        "title": _or_null(TEXT),
        "organizations": _list(TEXT),
        "author": _or_null(TEXT),
        "date": _or_null(TEXT),
        "page": _or_null(WHOLE),
        "lines": SPAN,
        "spans": _list(SPAN),
    },
    {
        "publication": TEXT,
        "also_in": _list(TEXT),
        "sheet": TEXT,
        "cells": TEXT,
        "boxes": _list(_list(NUMBER)),
        "pages": SPAN,
        "ocr": NUMBER,
        "doubtful": _list(TEXT),
        "document_title": TEXT,
        "section": TEXT,
    },
)

PASSAGE = _object(
    {"rank": WHOLE, "score": NUMBER, "text": TEXT, "highlight": TEXT, "citation": ref("Citation")},
    {"explanation": REASONS},
)

ROW = _object(
    {
        "organization": TEXT,
        "value": TEXT,
        "number": _or_null(NUMBER),
        "text": TEXT,
        "highlight": TEXT,
        "confidence": NUMBER,
        "citation": ref("Citation"),
    },
    {"year": WHOLE, "conflict": YES_OR_NO},
)

TABLE = _object(
    {
        "measure": TEXT,
        "unit": TEXT,
        "rows": _list(ref("Row")),
        "selected": _or_null(_list(TEXT)),
        "missing": _list(TEXT),
    }
)

CHECK = _object(
    {
        "demand": _choice(*get_args(Demand)),
        "wanted": TEXT,
        "state": _choice(*get_args(State)),
        "found": _or_null(TEXT),
    }
)

ANSWER = _object(
    {
        "question": TEXT,
        "language": TEXT,
        "answered": YES_OR_NO,
        "reason": _choice(*get_args(Reason), None),
        "answer": _or_null(TEXT),
        "confidence": NUMBER,
        "passages": _list(ref("Passage")),
        "milliseconds": {"type": "object", "additionalProperties": NUMBER},
        "certainty": _choice(*get_args(Certainty)),
        "table": _or_null(ref("Table")),
    },
    {
        "explanation": REASONS,
        "checks": _list(CHECK),
        "missing": TEXT,
        "instead": TEXT,
        "understood_as": TEXT,
        "suggested": _list(TEXT),
        "carried": {"type": "object"},
    },
)

PRINTED = _object({"answered": YES_OR_NO, "text": TEXT})

DOCUMENT = _object(
    {
        "name": TEXT,
        "path": TEXT,
        "title": _or_null(TEXT),
        "organizations": _list(TEXT),
        "reader": TEXT,
        "encoding": _or_null(TEXT),
        "pages": _or_null(WHOLE),
        "date": _or_null(TEXT),
        "articles": WHOLE,
        "passages": WHOLE,
        "characters": WHOLE,
        "warnings": _list(TEXT),
    }
)

SHOWN = _object(
    {
        "id": TEXT,
        "status": _choice(*get_args(Status)),
        "document": TEXT,
        "text": TEXT,
        "before": TEXT,
        "after": TEXT,
        "citation": _or_null(ref("Citation")),
    }
)

HEALTH = _object({"status": TEXT, "version": TEXT})

ERROR = _object({"error": TEXT})

SCHEMAS: Schema = {
    "Answer": ANSWER,
    "Citation": CITATION,
    "Document": DOCUMENT,
    "Error": ERROR,
    "Health": HEALTH,
    "Passage": PASSAGE,
    "Printed": PRINTED,
    "Row": ROW,
    "Shown": SHOWN,
    "Table": TABLE,
}
"""By the names under which they refer to each other."""
