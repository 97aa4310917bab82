"""The layout of real reports, against question sets written for them.

Needs the data beside the project (YUANWEN_REAL_DATA): a newspaper page, provincial work reports, and their questions
with evidence that is a verbatim part of the text.
"""

import json
import os
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest

from retrieval.document import Article, Document, Passage
from retrieval.layout import articles, explained
from retrieval.passages.splitting import passages
from retrieval.readers import read_document

DATA = os.environ.get("YUANWEN_REAL_DATA")
pytestmark = pytest.mark.skipif(not DATA, reason="YUANWEN_REAL_DATA does not name the folder with real reports")
Read = tuple[Document, tuple[Article, ...], list[Passage]]


def read(path: Path) -> Read:
    document = read_document(path, path.read_bytes())
    found = articles(document)
    return document, found, passages(document, found)


def questions(name: str) -> list[dict[str, object]]:
    lines = (Path(DATA or "") / "gold" / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


@pytest.fixture(scope="module")
def page() -> Read:
    return read(next((Path(DATA or "") / "page").glob("*.txt")))


@pytest.fixture(scope="module")
def reports() -> dict[str, Read]:
    return {path.name: read(path) for path in sorted((Path(DATA or "") / "reports-2025").glob("*.docx"))}


def test_the_page_has_five_articles_each_with_writer_and_organization_one_without_headline(page: Read) -> None:
    _, found, _ = page
    assert len(found) == 5
    assert [article.headline for article in found].count(None) == 1
    assert all(article.author and article.organizations for article in found)
    assert [len(article.organizations) for article in found] == [1, 1, 1, 2, 1]


def test_all_evidence_of_the_page_stands_in_a_passage_of_an_article_on_its_zone(page: Read) -> None:
    _, found, cut = page
    for question in questions("dev.jsonl"):
        for evidence in question["evidence"]:  # type: ignore[attr-defined]
            holding = [passage for passage in cut if bare(evidence) in bare(passage.text)]
            assert holding, evidence
            if question["zone"] and question["kind"] != "compare":
                organizations = found[holding[0].article].organizations
                assert any(str(question["zone"]) in name for name in organizations), (question["id"], organizations)


def test_the_last_article_of_the_page_is_read_in_order_and_its_broken_word_is_whole(page: Read) -> None:
    document, found, cut = page
    last = found[-1]
    starts = [paragraph.spans[0][0] for paragraph in last.paragraphs]
    assert starts != sorted(starts)
    texts = ["".join(document.text[start:end] for start, end in paragraph.spans) for paragraph in last.paragraphs]
    numbered = [text[0] for text in texts if text[1:2] == "是"]
    assert numbered == list("一二三四五")
    moved = [note for note in explained(document)[1] if note.kind == "moved"]
    assert len(moved) == 1
    (healed,) = [passage for passage in cut if any(a > b for a, b in pairwise(start for start, _ in passage.spans))]
    assert healed.text.startswith("二是")


def test_nothing_moves_in_the_reports(reports: dict[str, Read]) -> None:
    for document, _, _ in reports.values():
        assert not [note for note in explained(document)[1] if note.kind == "moved"]


def test_each_report_has_its_province_its_speaker_and_its_day(reports: dict[str, Read]) -> None:
    assert len(reports) == 31
    for name, (document, found, _) in reports.items():
        (article,) = found
        assert article.headline is not None
        assert article.headline in name
        assert len(article.organizations) == 1
        assert article.organizations[0].endswith(("省", "市", "自治区")), name
        assert article.organizations[0][:2] in name
        assert article.author
        said = any(line.startswith("来源") for line in document.text.splitlines()[:6])
        assert (article.publication is not None) == said, name
        assert article.date is not None
        assert article.date.startswith("2025-01-"), name


def test_all_evidence_of_the_reports_stands_in_a_passage(reports: dict[str, Read]) -> None:
    for question in questions("reports-2025.dev.jsonl"):
        named = question.get("document") or list(reports)
        names = [named] if isinstance(named, str) else list(named)  # type: ignore[call-overload]
        texts = [bare(passage.text) for name in names for passage in reports[name][2]]
        for evidence in question["evidence"]:  # type: ignore[attr-defined]
            assert any(bare(evidence) in text for text in texts), evidence


def test_nearly_all_passages_of_reports_stand_under_a_heading(reports: dict[str, Read]) -> None:
    cut = [passage for _, _, found in reports.values() for passage in found]
    assert sum(bool(passage.headings) for passage in cut) > 0.9 * len(cut)
