"""Questions of one asker in one chat: each may lean on the one before."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from retrieval.answer import Answer
from retrieval.answering.carrying import carried, unsaid_years
from retrieval.question.analysis import analyse, language_of
from retrieval.question.dialogue_act import dialogue_act
from retrieval.question.intent import asks_for_documents
from retrieval.question.organization_index import OrganizationIndex
from retrieval.question.rewriting import Previous, complete

REMEMBERED = 600.0
"""Seconds for which a question is leant on."""


class Askable(Protocol):
    """What is asked: a `retrieval.library.Library`."""

    def ask(self, question: str, k: int = 5) -> Answer:
        """The answer to a question with at most `k` passages."""

    def names(self) -> OrganizationIndex:
        """What organizations go by."""


class Conversation:
    """The questions of one asker in one chat. Threads take turns. It holds one question and its answer."""

    def __init__(
        self, library: Askable, clock: Callable[[], float] = time.monotonic, begun: tuple[Previous, float] | None = None
    ) -> None:
        """Ask `library`; `clock` tells the seconds. One that was `begun` goes on from what it `held`."""
        self._library = library
        self._clock = clock
        self.held = begun
        """The last question that can be leant on, with its answer, and when it was asked by the clock."""
        self._lock = threading.Lock()

    def ask(self, question: str, k: int = 5) -> Answer:
        """Answer a question as `Library.ask` does; what it lacks is taken from the last question, of which the answer
        tells in `understood_as` and `carried`. Raises what `Library.ask` raises."""
        with self._lock:
            return self._ask(question, k)

    def _ask(self, question: str, k: int) -> Answer:
        now = self._clock()
        if self.held is not None and now - self.held[1] > REMEMBERED:
            self.held = None
        if dialogue_act(question) is not None:
            return self._library.ask(question, k)
        names, before = self._library.names(), None if self.held is None else self.held[0]
        understood = complete(question, before, names)
        answer = self._library.ask(understood or question, k)
        if answer.reason != "empty_question" and not asks_for_documents(analyse(question)):
            whose = answer.passages[0].citation.organizations if answer.answered and answer.passages else ()
            asked = answer.understood_as or understood or question
            self.held = (Previous(asked, next(iter(whose), None), answer.answer), now)
        if understood is None or before is None:
            return answer
        kept = carried(question, before.question, understood, names)
        return replace(
            answer,
            question=question,
            language=language_of(question),
            understood_as=answer.understood_as or understood,
            carried=replace(kept, unsaid=unsaid_years(kept, answer)),
        )
