"""Options that several verbs have."""

from typing import Annotated

import typer

MOST_PASSAGES = 50

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Passages = Annotated[int, typer.Option("-k", min=1, max=MOST_PASSAGES, help="How many passages.")]
