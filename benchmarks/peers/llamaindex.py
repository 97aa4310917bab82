"""LlamaIndex .14 (MIT): `QueryFusionRetriever` by reciprocal rank over `BM25Retriever` and a FAISS index.

Its BM25 cuts by a pattern; so that it has jieba's words the texts are given cut.
"""

import faiss
from llama_index.core import QueryBundle, StorageContext, VectorStoreIndex
from llama_index.core.llms import MockLLM
from llama_index.core.postprocessor.types import BaseNodePostprocessor
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.schema import NodeWithScore, TextNode
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.retrievers.bm25 import BM25Retriever
from llama_index.vector_stores.faiss import FaissVectorStore
from pydantic import PrivateAttr

from benchmarks.jieba_words import jieba_words
from benchmarks.peers.protocol import RETRIEVED, Ask, Corpus, Found
from benchmarks.peers.reading import Reader


class ReaderRerank(BaseNodePostprocessor):
    """A postprocessor, as rerankers are there, that has the first nodes read."""

    _reader: Reader = PrivateAttr()

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self._reader = reader

    def _postprocess_nodes(
        self, nodes: list[NodeWithScore], query_bundle: QueryBundle | None = None
    ) -> list[NodeWithScore]:
        assert query_bundle is not None
        by_number = {int(node.node.node_id): node for node in nodes}
        question = query_bundle.embedding_strs[0]
        return [by_number[number] for number in self._reader.reordered(question, list(by_number))]


class System:
    """As `protocol.System` has it."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._embedding = HuggingFaceEmbedding(
            model_name=corpus.model, query_instruction="query: ", text_instruction="passage: ", device="cpu"
        )

    def index(self) -> None:
        """As `protocol.System` has it."""
        nodes = [
            TextNode(id_=str(number), text=" ".join(jieba_words(text)), embedding=vector.tolist())
            for number, (text, vector) in enumerate(zip(self._corpus.texts, self._corpus.vectors, strict=True))
        ]
        words = BM25Retriever.from_defaults(
            nodes=nodes, similarity_top_k=RETRIEVED, skip_stemming=True, token_pattern=r"\S+"
        )
        store = FaissVectorStore(faiss_index=faiss.IndexFlatIP(self._corpus.vectors.shape[1]))
        index = VectorStoreIndex(
            nodes, embed_model=self._embedding, storage_context=StorageContext.from_defaults(vector_store=store)
        )
        self._retriever = QueryFusionRetriever(
            [words, index.as_retriever(similarity_top_k=RETRIEVED)],
            llm=MockLLM(), mode="reciprocal_rerank", similarity_top_k=RETRIEVED, num_queries=1, use_async=False,
        )  # fmt: skip

    def asking(self, reads: bool) -> Ask:
        """As `protocol.System` has it."""
        reranker = ReaderRerank(Reader(self._corpus)) if reads else None

        def ask(question: str) -> Found:
            bundle = QueryBundle(" ".join(jieba_words(question)), custom_embedding_strs=[question])
            nodes = self._retriever.retrieve(bundle)
            if reranker is not None:
                nodes = reranker.postprocess_nodes(nodes, bundle)
            return Found([int(node.node.node_id) for node in nodes])

        return ask
