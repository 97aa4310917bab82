"""A question as a library understands it."""

from dataclasses import dataclass

from retrieval.indexes.term_weights import TermWeights
from retrieval.question.analysis import Question
from retrieval.ranking.query_matcher import Matcher


@dataclass(frozen=True, slots=True)
class Query:
    """A question with what the library knows of it.

    `named` are the organizations of the library that it names, `aliases` all that those go by. `term_weights` are how
    rare words are there, `matcher` looks for the question's words in texts.
    """

    question: Question
    named: frozenset[str]
    aliases: frozenset[str]
    term_weights: TermWeights
    matcher: Matcher
