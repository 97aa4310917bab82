"""Places that were typed by ear: 高评开发区 for 高平开发区."""

from retrieval.indexes.term_weights import TermWeights
from retrieval.question.analysis import Question
from retrieval.search.candidates import Snapshot
from retrieval.text.tokens import grams


def spelt(question: Question, snapshot: Snapshot) -> str | None:
    """A Chinese question with each such word as the library writes the place; None where there is none.

    Put right is only what no dictionary and no passage has, and what sounds like one place alone: a name that is
    written somewhere may mean another place.
    """
    if question.words:
        return None
    weights = TermWeights(snapshot.indexes.lexical)
    text, folded = question.text, question.folded
    for word, places in snapshot.names.by_sound(folded).items():
        stands = all(weights.occurs("grams", pair) for pair in grams(word))
        if not stands and len(places) == 1:
            start = folded.find(word)
            text = text[:start] + next(iter(places)) + text[start + len(word) :]
            folded = folded[:start] + next(iter(places)) + folded[start + len(word) :]
    return text if text != question.text else None
