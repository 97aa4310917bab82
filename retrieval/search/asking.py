"""Passages that only ask: what is made of questions states nothing, however well its words fit a question."""

from collections.abc import Mapping

from retrieval.storage.passages import StoredPassage
from retrieval.text.sentences import sentences

FEWEST = 3
"""Questions in a passage, from which on it may be nothing else. A heading that asks, or a question with its answer, as
lists of questions and answers have them, is one or two. None of 2,561 passages of government reports has so many."""

SHARE = 0.5
"""Of a passage's characters, from which on it is made of its questions."""


def stating(passages: Mapping[int, StoredPassage]) -> dict[int, StoredPassage]:
    """The passages that do not only ask; all, where there are no others."""
    found = {number: passage for number, passage in passages.items() if not only_asks(passage.text)}
    return found or dict(passages)


def only_asks(text: str) -> bool:
    """Whether a text is made of questions."""
    if text.count("？") + text.count("?") < FEWEST:
        return False
    asked = [text[start:end] for start, end in sentences(text) if text[start:end].rstrip().endswith(("？", "?"))]
    return len(asked) >= FEWEST and sum(map(len, asked)) >= SHARE * len(text)
