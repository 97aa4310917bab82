"""Shared by the layout tests: texts as files of a library would be read."""

from pathlib import Path

from retrieval.document import Article, Document
from retrieval.layout import articles
from retrieval.readers import read_document


def read(text: str, suffix: str = ".txt") -> tuple[Document, tuple[Article, ...]]:
    document = read_document(Path(f"report{suffix}"), text.encode())
    return document, articles(document)


def paragraphs(document: Document, article: Article) -> list[str]:
    return ["".join(document.text[start:end] for start, end in paragraph.spans) for paragraph in article.paragraphs]
