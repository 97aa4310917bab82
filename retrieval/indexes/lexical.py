"""The lexical leg: a tantivy index over words that we have cut ourselves, ranked by BM25.

A passage has five fields: its words, its pairs of characters, those pairs in pinyin, its quantities, and its context
(headline, organizations, title, section headings; words and pairs).
"""

import json
import shutil
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import tantivy

from retrieval.numbers import quantities, tokens
from retrieval.storage.files.private import make_private_folder
from retrieval.text.folding import fold
from retrieval.text.pinyin import pairs_in_pinyin
from retrieval.text.tokens import grams, words

WRITER_MEMORY = 50_000_000
COUNTED_OUT = 20_000
"""Passages up to which those are counted that hold a token and have not been removed; of more, that costs more than it
tells: a token in so many of a million weighs nearly the same whether a third of them is gone or not."""

MANY = 2000
"""Passages from which on a search that is narrowed to them looks through a longer list of the best of all, instead of
naming each: among 50,000 of 100,000, naming costs 39 ms and the list 5."""

FIELDS = ("words", "grams", "pinyin", "numbers", "context")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look for: a token of a field, and how much it counts; with the tokens of fields that must stand
    there `beside` it."""

    field: str
    token: str
    weight: float = 1.0
    beside: tuple[tuple[str, str], ...] = ()


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("id", stored=False, indexed=True, fast=True)
    for field in FIELDS:
        builder.add_text_field(field, stored=False, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def entry(text: str, context: str) -> dict[str, list[str]]:
    """The tokens of a passage, by field."""
    folded, around = fold(text), fold(context)
    return {
        "words": words(folded),
        "grams": grams(folded),
        "pinyin": pairs_in_pinyin(folded),
        "numbers": [token for found in quantities(text) for token in tokens(found)],
        "context": [*words(around), *grams(around)],
    }


def parts(word: str) -> list[tuple[str, str]]:
    """What of a folded word of whatever script stands in the index wherever the word does, by field: its pairs of
    characters and its Latin words."""
    pairs = [("grams", pair) for pair in grams(word) if len(pair) > 1]
    return pairs + [("words", latin) for latin in words(word) if latin.isascii()]


class LexicalWriter:
    """Changes to the full-text index. There must be one writer at a time."""

    def __init__(self, folder: Path) -> None:
        """Open the index in `folder`, made when it is not there. Raises ValueError (tantivy's) when it is damaged."""
        make_private_folder(folder)
        self._writer = tantivy.Index(_schema(), path=str(folder)).writer(heap_size=WRITER_MEMORY, num_threads=1)

    def add(self, number: int, text: str, context: str) -> None:
        """Add a passage under its id."""
        document = tantivy.Document()
        document.add_integer("id", number)
        for field, found in entry(text, context).items():
            document.add_text(field, " ".join(found))
        self._writer.add_document(document)

    def remove(self, numbers: Iterable[int]) -> None:
        """Remove passages by id; ids that are not there are no matter."""
        for number in numbers:
            self._writer.delete_documents_by_term("id", number)

    def commit(self) -> None:
        """Write the changes to disk, wait for merges to end, and let go of the index."""
        self._writer.commit()
        self._writer.wait_merging_threads()


def copy_index(old: Path, new: Path) -> None:
    """Begin the index in folder `new` with what stands in `old`. What tantivy wrote never changes, so its files are
    linked where the file system can; only those that say which files count are copied. Raises OSError."""
    make_private_folder(new)
    for path in old.iterdir():
        if path.suffix == ".json":
            shutil.copyfile(path, new / path.name)
        elif path.suffix != ".lock":
            try:
                (new / path.name).hardlink_to(path)
            except OSError:
                shutil.copyfile(path, new / path.name)


def _written(folder: Path) -> int:
    """How many passages stand in the files of an index, those that have been removed included. Raises ValueError."""
    record: object = json.loads((folder / "meta.json").read_bytes())
    match record:
        case {"segments": [*segments]}:
            return sum(int(segment["max_doc"]) for segment in segments)
    raise ValueError(f"{folder / 'meta.json'} names no segments")


class LexicalIndex:
    """The full-text index as it stood when it was opened. Safe for concurrent searches."""

    def __init__(self, folder: Path | None) -> None:
        """Open the index in `folder`, or an empty one. Raises ValueError (tantivy's) when there is none or it is
        damaged."""
        self._schema = _schema()
        self._searcher = (tantivy.Index.open(str(folder)) if folder else tantivy.Index(self._schema)).searcher()
        for field in FIELDS:  # opens its files, which tantivy would put off until it is searched
            self._searcher.doc_freq(field, "")
        self._complete = folder is None or self.size == _written(folder)

    @property
    def size(self) -> int:
        """How many passages there are."""
        return int(self._searcher.num_docs)

    def frequency(self, field: str, token: str) -> int:
        """In how many passages `token` occurs in `field`. Of more than COUNTED_OUT those that were removed count, too,
        as long as their files stand."""
        known = int(self._searcher.doc_freq(field, token))  # counts what has been removed, too
        if not known or self._complete or known > COUNTED_OUT:
            return min(known, self.size)
        found = self._searcher.search(self._query(Term(field, token)), limit=1, count=True)
        return int(found.count)  # type: ignore[attr-defined]

    def search(self, terms: Sequence[Sequence[Term]], k: int, among: Collection[int] | None = None) -> dict[int, float]:
        """The `k` passages with the highest sum over `terms` of the best-scoring alternative's BM25, with that sum.

        `among` narrows the search to these passage ids.
        """
        clauses = [self._alternatives(alternatives) for alternatives in terms if alternatives]
        if not clauses:
            return {}
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, clause) for clause in clauses])
        if among is None:
            return self._best(query, k)
        if len(among) > MANY:
            wide = min(self.size, 2 * k * self.size // len(among))
            best = self._best(query, wide)
            inside = frozenset(among)
            found = [(number, score) for number, score in best.items() if number in inside]
            if len(found) >= k or len(best) < wide:
                return dict(found[:k])
        named = tantivy.Query.boost_query(tantivy.Query.term_set_query(self._schema, "id", list(among)), 0.0)
        return self._best(tantivy.Query.and_must_match(query, named), k)

    def _best(self, query: tantivy.Query, k: int) -> dict[int, float]:
        hits = self._searcher.search(query, limit=k, count=False).hits
        ids = self._searcher.fast_field_values("id", [address for _, address in hits])
        return {int(number): float(score) for number, (score, _) in zip(ids, hits, strict=True) if number is not None}

    def _alternatives(self, alternatives: Sequence[Term]) -> tantivy.Query:
        queries = [tantivy.Query.boost_query(self._query(term), term.weight) for term in alternatives]
        return queries[0] if len(queries) == 1 else tantivy.Query.disjunction_max_query(queries)

    def _query(self, term: Term) -> tantivy.Query:
        tokens = ((term.field, term.token), *term.beside)
        queries = [tantivy.Query.term_query(self._schema, *token, index_option="freq") for token in tokens]
        if len(queries) == 1:
            return queries[0]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in queries])
