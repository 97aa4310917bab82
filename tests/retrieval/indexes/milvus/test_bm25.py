"""BM25 as both engines compute it."""

import pytest
import tantivy
from hypothesis import given
from hypothesis import strategies as st

from retrieval.indexes.milvus import bm25

COUNTS = st.integers(1, 100_000)


@given(COUNTS, st.integers(0, 400), st.sampled_from(sorted(bm25.USUAL)))
def test_how_often_a_token_stands_comes_back_out_of_its_weight(times: int, tokens: int, field: str) -> None:
    times = min(times, max(1, tokens))
    weight = bm25.stored_weight(field, times, tokens)
    assert bm25.times_stored(field, weight, tokens) == times


@given(COUNTS, COUNTS)
def test_a_longer_field_never_counts_for_a_shorter_one(one: int, other: int) -> None:
    shorter, longer = sorted((one, other))
    assert bm25.kept_length(shorter) <= bm25.kept_length(longer) <= longer
    assert bm25.kept_length(bm25.kept_length(longer)) == bm25.kept_length(longer)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 300)), min_size=2, max_size=12))
def test_scores_are_tantivys(passages: list[tuple[int, int]]) -> None:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("id", stored=True)
    schema = builder.add_text_field("text", tokenizer_name="whitespace", index_option="freq").build()
    index = tantivy.Index(schema)
    writer = index.writer(heap_size=15_000_000, num_threads=1)
    for number, (times, others) in enumerate(passages):
        document = tantivy.Document()
        document.add_integer("id", number)
        document.add_text("text", "审批 " * times + "时限 " * others)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()
    query = tantivy.Query.term_query(schema, "text", "审批", index_option="freq")
    found = {searcher.doc(at)["id"][0]: score for score, at in searcher.search(query, limit=100).hits}
    inverse = bm25.inverse_frequency(sum(times > 0 for times, _ in passages), len(passages))
    average = sum(map(sum, passages)) / len(passages)
    ours = {
        number: bm25.score(times, times + others, average, inverse)
        for number, (times, others) in enumerate(passages)
        if times
    }
    assert ours == pytest.approx(found, rel=1e-5)
