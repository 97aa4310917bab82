"""The verbs of the Telegram bot."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from bot.terminal.streams import notice, print_json
from bot.wording.counting import counted

if TYPE_CHECKING:
    from retrieval.library import Library

PATIENCE = 10.0
"""Seconds that a question in Telegram waits for indexes that are being repaired, before it is told so."""


def answer_in_telegram(context: typer.Context) -> None:
    """Answer questions in Telegram until SIGTERM."""
    from bot.telegram.app import serve

    @contextmanager
    def opening() -> "Iterator[Library]":
        with context.obj.library(PATIENCE) as (_, library):
            if library.empty:
                notice("Nothing has been indexed yet: run `yuanwen index PATH`; the bot need not be started again.")
            yield library

    serve(context.obj.settings(), opening)


def feedback(context: typer.Context) -> None:
    """Print what people thought of the bot's answers, as a question set for `eval`."""
    from bot.telegram.storage import ratings

    found = ratings.read_ratings(context.obj.settings())
    for question in ratings.question_set(found):
        print_json(question)
    if not found:
        notice("There is nothing yet: 👍 and 👎 on answers of `yuanwen bot` make up the set.")
    unknown = sum(rating.balance < 0 and rating.evidence is None for rating in found)
    if unknown:
        notice(f"Left out: {counted(unknown, 'refusal')} with a 👎, for what would answer these questions is not known")
