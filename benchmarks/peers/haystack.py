"""Haystack 3 (Apache-2.0): BM25 and embeddings in memory, joined by reciprocal rank fusion, as in its hybrid tutorial.

Its own way with Chinese is a token a character; so that it has jieba's words the contents are given cut.
"""

from haystack import Document, Pipeline, component
from haystack.components.joiners import DocumentJoiner
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack_integrations.components.embedders.sentence_transformers import SentenceTransformersTextEmbedder

from benchmarks.jieba_words import jieba_words
from benchmarks.peers.protocol import RETRIEVED, Ask, Corpus, Found
from benchmarks.peers.reading import Reader


@component
class ReaderRanker:
    """A ranker that has the first documents read."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    @component.output_types(documents=list[Document])
    def run(self, query: str, documents: list[Document]) -> dict[str, list[Document]]:
        """The documents in their new order."""
        by_number = {document.meta["number"]: document for document in documents}
        return {"documents": [by_number[number] for number in self._reader.reordered(query, list(by_number))]}


class System:
    """As `protocol.System` has it."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._embedder = SentenceTransformersTextEmbedder(
            model=corpus.model, prefix="query: ", normalize_embeddings=True, progress_bar=False
        )
        self._embedder.warm_up()
        self._pipeline = Pipeline()
        self._store = InMemoryDocumentStore(bm25_tokenization_regex=r"\S+")

    def index(self) -> None:
        """As `protocol.System` has it."""
        self._store.write_documents(
            [
                Document(content=" ".join(jieba_words(text)), meta={"number": number}, embedding=vector.tolist())
                for number, (text, vector) in enumerate(zip(self._corpus.texts, self._corpus.vectors, strict=True))
            ]
        )

        self._pipeline.add_component("embedder", self._embedder)
        self._pipeline.add_component("embedding", InMemoryEmbeddingRetriever(self._store, top_k=RETRIEVED))
        self._pipeline.add_component("bm25", InMemoryBM25Retriever(self._store, top_k=RETRIEVED))
        self._pipeline.add_component("joiner", DocumentJoiner("reciprocal_rank_fusion", top_k=RETRIEVED))
        self._pipeline.connect("embedder.embedding", "embedding.query_embedding")
        self._pipeline.connect("embedding", "joiner")
        self._pipeline.connect("bm25", "joiner")

    def asking(self, reads: bool) -> Ask:
        """As `protocol.System` has it."""
        ranker = ReaderRanker(Reader(self._corpus)) if reads else None

        def ask(question: str) -> Found:
            given = {"embedder": {"text": question}, "bm25": {"query": " ".join(jieba_words(question))}}
            found = self._pipeline.run(given)["joiner"]["documents"]
            if ranker is not None:
                found = ranker.run(question, found)["documents"]
            return Found([document.meta["number"] for document in found])

        return ask
