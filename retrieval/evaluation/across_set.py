"""Sets of questions that are put to many organizations, read and checked.

A set has one indicator a line, a JSON object: `id`, `indicator`; `questions`, a list of objects with `lang`, `form`
(any word), `question` and `answer`, the organizations that fulfil it, null where all values are asked for; `values`, by
organization: null where its report does not state the indicator, else an object with `value` as it is written,
`number` (null where it is said in words), `evidence` (verbatim) and, where they apply, `norm`, the number in a common
unit, and `number_high`, the upper end.
"""

from dataclasses import dataclass
from pathlib import Path
from types import NoneType
from typing import Any

from retrieval.evaluation.set_lines import Kinds, check_keys, first_keys, read_lines

NUMBER: tuple[type, ...] = (int, float, NoneType)
KEYS: Kinds = {"id": (str, int), "indicator": (str,), "questions": (list,), "values": (dict,)}
"""What every indicator of a set has, and as what."""

QUESTION_KEYS: Kinds = {"lang": (str,), "form": (str,), "question": (str,), "answer": (list, NoneType)}
VALUE_KEYS: Kinds = {"value": (str,), "number": NUMBER, "evidence": (str,)}


@dataclass(frozen=True, slots=True)
class GoldValue:
    """What an organization states: `value` as it is written, the `numbers` any of which is right (none where it is said
    in words), and the `evidence`."""

    value: str
    numbers: frozenset[float]
    evidence: str


@dataclass(frozen=True, slots=True)
class AcrossQuestion:
    """A question to many organizations: `selected` are those that fulfil it, None where all values are asked for;
    `values` what each of them states, None for nothing."""

    id: str
    language: str
    form: str
    question: str
    selected: frozenset[str] | None
    values: dict[str, GoldValue | None]


def is_across_set(path: Path) -> bool:
    """Whether the first line of a set is an indicator. Raises PathNotFound, UsageError."""
    return {"questions", "values"} <= first_keys(path)


def read_across(path: Path) -> list[AcrossQuestion]:
    """The questions of a set. Raises PathNotFound, and UsageError that names the line that is no indicator."""
    return [question for indicator in read_lines(path, _indicator) for question in indicator]


def _indicator(fields: Any) -> list[AcrossQuestion]:
    check_keys(fields, KEYS, "an indicator")
    values = {name: _value(name, value) for name, value in fields["values"].items()}
    if not fields["questions"]:
        raise ValueError("there is no question in 'questions'")
    return [_question(str(fields["id"]), one, values) for one in fields["questions"]]


def _value(name: str, fields: Any) -> GoldValue | None:
    if fields is None:
        return None
    try:
        check_keys(fields, VALUE_KEYS, "a value")
        for key in ("norm", "number_high"):
            check_keys({key: fields.get(key)}, {key: NUMBER}, "a value")
    except ValueError as error:
        raise ValueError(f"the value of {name!r} in 'values': {error}") from None
    numbers = [fields.get(key) for key in ("number", "norm", "number_high")]
    known = frozenset(abs(float(number)) for number in numbers if number is not None)
    return GoldValue(fields["value"], known if fields["number"] is not None else frozenset(), fields["evidence"])


def _question(id: str, fields: Any, values: dict[str, GoldValue | None]) -> AcrossQuestion:
    check_keys(fields, QUESTION_KEYS, "a question in 'questions'")
    answer = fields["answer"]
    unknown = [name for name in answer or () if name not in values]
    if unknown:
        raise ValueError(f"the 'answer' of a question names {unknown[0]!r}, which 'values' does not have")
    return AcrossQuestion(
        id=id,
        language=fields["lang"],
        form=fields["form"],
        question=" ".join(fields["question"].split()),
        selected=None if answer is None else frozenset(answer),
        values=values,
    )
