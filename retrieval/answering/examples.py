"""Questions that a library answers, to show a person what to ask. Each is made from a figure that stands in a document,
and asked before it is shown."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

import rjieba
from sqlalchemy import Connection

from retrieval.answer import Answer
from retrieval.numbers import Quantity, quantities
from retrieval.storage.documents import held_documents
from retrieval.storage.passages import StoredPassage, passages_by_id
from retrieval.text.folding import HAN

MOST = 2
"""Questions that are shown at a time."""

TRIED = 8
"""Questions that are asked at most to find those."""

PASSAGES, DOCUMENTS = 120, 20
"""Of how many passages, of how many documents, the figures are looked at."""

_WHAT = re.compile(rf"(?:\A|[，,。；;：:、\s])(?P<what>[{HAN}]{{4,12}})\s*\Z")
"""What a figure is of: the Chinese words right before it, from the beginning of their clause."""

_MEASURES = frozenset({"%", "元", "平方米", "平方公里", "公里", "亩", "公顷", "吨", "人", "户", "家", "座"})
"""What is asked for: figures in these are seldom parts of a name or a turn of phrase (三个代表, 世界五百强)."""

_FIRST, _LAST = ("n", "vn", "j", "l", "b"), ("n", "vn", "v", "j", "l")
"""jieba's tags of words that what is asked for may begin and end with."""

_KINDS = {"区": "zone", "省": "province", "市": "city", "县": "county", "镇": "town", "公司": "company"}
"""What an organization whose name ends so is, in English."""


def example_questions(db: Connection, ask: Callable[[str], Answer], english: bool) -> tuple[str, ...]:
    """At most MOST questions, each about another document as far as there are, that `ask` answers with the passage that
    they were made from: those that are answered for sure before those that are perhaps."""
    found: dict[str, list[str]] = {"sure": [], "perhaps": []}
    for question, citation in islice(_candidates(_figures(db), english), TRIED):
        answer = ask(question)
        if answer.answered and answer.passages[0].citation.id == citation:
            found[answer.certainty].append(question)
        if len(found["sure"]) == MOST:
            break
    return tuple([*found["sure"], *found["perhaps"]][:MOST])


def _figures(db: Connection) -> Iterator[tuple[StoredPassage, Quantity]]:
    """The figures of passages that are somebody's: the first of each document, then the second of each, and so on."""
    some = held_documents(db)[:DOCUMENTS]
    held = [document.passages[: PASSAGES // len(some)] for document in some]
    passages = passages_by_id(db, [number for numbers in held for number in numbers])
    of_each = [
        [(passages[number], figure) for number in numbers for figure in _of(passages[number])] for numbers in held
    ]
    for turn in range(max(map(len, of_each), default=0)):
        yield from (figures[turn] for figures in of_each if turn < len(figures))


def _of(passage: StoredPassage) -> list[Quantity]:
    if not passage.organizations:
        return []
    return [q for q in quantities(passage.text) if q.kind == "cardinal" and q.date is None and q.measure in _MEASURES]


def _candidates(figures: Iterable[tuple[StoredPassage, Quantity]], english: bool) -> Iterator[tuple[str, str]]:
    """Questions for figures, each with the citation of the passage that should answer it."""
    for passage, figure in figures:
        question = (_in_english if english else _in_chinese)(passage, figure)
        if question is not None:
            yield question, passage.citation


def _in_chinese(passage: StoredPassage, figure: Quantity) -> str | None:
    before = _WHAT.search(passage.text[: figure.start])
    words = rjieba.tag(before["what"]) if before else []
    if words and passage.organizations[0].endswith(words[0][0]):  # 青河开发区，开发区新增绿化…
        del words[0]
    if not (words and words[0][1].startswith(_FIRST) and words[-1][1].startswith(_LAST)):
        return None
    unit = "" if figure.measure == "%" else figure.measure
    return f"{passage.organizations[0]}{''.join(word for word, _ in words)}多少{unit}？"


def _in_english(passage: StoredPassage, figure: Quantity) -> str | None:
    written = passage.text[figure.start : figure.end].strip()
    if figure.measure != "%" or not written.isascii():
        return None
    kind = next((kind for end, kind in _KINDS.items() if passage.organizations[0].endswith(end)), None)
    return f"Which {kind} reports {written}?" if kind else None
