"""The candidates for an answer: what both legs of the search find, and what they say of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection

from retrieval.document import Span
from retrieval.indexes.engine import Indexes
from retrieval.indexes.lexical import Term, parts
from retrieval.indexes.term_weights import TermWeights
from retrieval.indexes.vector_cache import stored_windows
from retrieval.indexes.vector_segment import Vectors
from retrieval.numbers import query_tokens
from retrieval.question.analysis import Question
from retrieval.question.concepts import Concept
from retrieval.question.entity_linking import named_in
from retrieval.question.organization_index import OrganizationIndex
from retrieval.ranking.candidate import Scores, attributed
from retrieval.ranking.query import Query
from retrieval.ranking.query_matcher import Matcher
from retrieval.ranking.weights import Situation
from retrieval.search.asking import stating
from retrieval.search.near_duplicates import fold_alike, whole_vectors
from retrieval.storage.owners import Owners
from retrieval.storage.passages import StoredPassage, passages_by_id
from retrieval.text.field_words import FieldWords

CANDIDATES = 25
"""Passages taken from each leg. Of 460 questions (as `retrieval.ranking.ranker` has them) the passage that came first
was at worst the tenth of a leg, the one that answers the fifteenth."""

SCORED = 200
"""Passages of which the lexical leg says how well they fit, wherever they were found."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is searched: the indexes of one generation, each organization's passages by id, what organizations go by,
    the documents by title, and the words of the field."""

    indexes: Indexes
    organizations: Owners
    names: OrganizationIndex
    titles: Mapping[str, frozenset[int]]
    field_words: FieldWords


def query_of(question: Question, snapshot: Snapshot) -> Query:
    """A question with what the library knows of it: the organizations that it names and how rare its words are."""
    term_weights = TermWeights(snapshot.indexes.lexical)
    named = named_in(question, snapshot.names)
    forms = snapshot.names.forms if question.words else snapshot.names.chinese_forms
    aliases = frozenset(form for name in named for form in forms(name))
    return Query(question, named, aliases, term_weights, Matcher(question, term_weights, aliases))


@dataclass(frozen=True, slots=True)
class Gathered:
    """The candidates for an answer, what searching says of them, and by id the passages that say the same as one."""

    passages: list[StoredPassage]
    scores: Scores
    alike: Mapping[int, Sequence[StoredPassage]]


def gather(
    db: Connection,
    snapshot: Snapshot,
    query: Query,
    vector: Vectors | None,
    among: frozenset[int] | None = None,
    *,
    each: int = CANDIDATES,
) -> Gathered:
    """The passages that either leg finds, `each` so many, in all the library or `among` these ids, and among those of
    the organizations named. Without the question's `vector` only the lexical leg is asked."""
    lexical = snapshot.indexes.lexical.search(_terms(query), max(SCORED, each), among)
    ours = {number for name in query.named for number in snapshot.organizations[name]}
    ours = ours if among is None else ours & among
    ids = {*list(lexical)[:each], *islice((number for number in lexical if number in ours), each)}
    if vector is not None:
        ids.update(snapshot.indexes.vectors.search(vector, each, among))
        if ours:
            ids.update(snapshot.indexes.vectors.search(vector, each, ours))
    passages = stating(passages_by_id(db, ids))
    cosines: dict[int, dict[Span, float]] = {number: {} for number in passages}
    windows = stored_windows(db, passages)
    if vector is not None and windows.passages:
        near = (windows.vectors @ vector).tolist()
        for number, stretch, cosine in zip(windows.passages, windows.stretches, near, strict=True):
            cosines[number][stretch] = cosine
    folded = fold_alike(list(passages.values()), whole_vectors(windows, passages))
    situation = Situation(query.question.language == "en", attributed(list(passages.values())))
    return Gathered(
        [passage for passage, _ in folded],
        Scores(lexical, cosines, situation),
        {passage.id: others for passage, others in folded},
    )


def _terms(query: Query) -> list[list[Term]]:
    question = query.question
    terms = [
        [Term("words", word, score) for word, score in c.alternatives]
        + [Term("context", word, 0.5 * score) for word, score in c.alternatives]
        + [Term("pinyin", pair) for pair in c.sounds]
        + _same(query, c)
        for c in question.concepts
    ]
    terms += [[Term("grams", pair)] for pair in question.pairs]
    terms += [[Term("numbers", token) for token in query_tokens(asked)] for asked in question.quantities]
    return terms


def _same(query: Query, concept: Concept) -> list[Term]:
    """The other forms of the term that a concept is a word of, as far as they stand in the library; each counts as much
    as one token does."""
    forms = concept.term.forms if concept.term is not None else ()
    found = [parts(form) for form in forms if query.term_weights.of_word(form)]
    return [Term(*first, 1 / (1 + len(rest)), tuple(rest)) for first, *rest in found if first]
