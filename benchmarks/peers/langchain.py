"""LangChain 1 (MIT): `EnsembleRetriever` over `BM25Retriever`, with jieba as its `preprocess_func`, and FAISS."""

from collections.abc import Sequence
from typing import ClassVar

from langchain_classic.retrievers import ContextualCompressionRetriever, EnsembleRetriever
from langchain_community.retrievers import BM25Retriever
from langchain_community.vectorstores import FAISS
from langchain_core.callbacks import Callbacks
from langchain_core.documents import BaseDocumentCompressor, Document
from langchain_huggingface import HuggingFaceEmbeddings
from pydantic import ConfigDict

from benchmarks.jieba_words import jieba_words
from benchmarks.peers.protocol import RETRIEVED, Ask, Corpus, Found
from benchmarks.peers.reading import Reader


class ReaderCompressor(BaseDocumentCompressor):
    """A compressor, as rerankers are there, that has the first documents read."""

    reader: Reader
    model_config: ClassVar[ConfigDict] = ConfigDict(arbitrary_types_allowed=True)

    def compress_documents(
        self, documents: Sequence[Document], query: str, callbacks: Callbacks | None = None
    ) -> Sequence[Document]:
        """The documents in their new order."""
        by_number = {document.metadata["number"]: document for document in documents}
        return [by_number[number] for number in self.reader.reordered(query, list(by_number))]


class System:
    """As `protocol.System` has it."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        options = {"normalize_embeddings": True}
        self._embeddings = HuggingFaceEmbeddings(
            model_name=corpus.model,
            encode_kwargs=options | {"prompt": "passage: "},
            query_encode_kwargs=options | {"prompt": "query: "},
        )

    def index(self) -> None:
        """As `protocol.System` has it."""
        texts, numbers = self._corpus.texts, [{"number": number} for number in range(len(self._corpus.texts))]
        words = BM25Retriever.from_texts(texts, numbers, preprocess_func=jieba_words, k=RETRIEVED)
        pairs = zip(texts, self._corpus.vectors.tolist(), strict=True)
        vectors = FAISS.from_embeddings(pairs, self._embeddings, numbers)
        nearest = vectors.as_retriever(search_kwargs={"k": RETRIEVED})
        self._retriever = EnsembleRetriever(retrievers=[words, nearest], weights=[0.5, 0.5])

    def asking(self, reads: bool) -> Ask:
        """As `protocol.System` has it."""
        retriever = self._retriever
        if reads:
            compressor = ReaderCompressor(reader=Reader(self._corpus))
            retriever = ContextualCompressionRetriever(base_compressor=compressor, base_retriever=retriever)

        def ask(question: str) -> Found:
            found = retriever.invoke(question)[:RETRIEVED]
            return Found([document.metadata["number"] for document in found])

        return ask
