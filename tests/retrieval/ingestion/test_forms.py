"""One text in every form gives the same articles and the same passages, each where it stands."""

import difflib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from benchmarks import forms
from retrieval.document import Article, Document, Passage
from retrieval.layout import articles
from retrieval.passages.splitting import passages
from retrieval.readers import read_document

MAKERS = {
    "report.txt": forms.text_file,
    "report.md": forms.markdown_file,
    "report.docx": forms.word_file,
    "one-column.pdf": lambda: forms.pdf_file(columns=1)[0],
    "two-columns.pdf": lambda: forms.pdf_file()[0],
    "three-columns.pdf": lambda: forms.pdf_file(columns=3)[0],
    "page.html": forms.web_page,
    "scan.png": forms.scan,
    "table.csv": forms.csv_file,
    "table.xlsx": forms.workbook,
}
PRINTED = ("one-column.pdf", "two-columns.pdf", "three-columns.pdf")


@dataclass(frozen=True)
class Taken:
    document: Document
    articles: tuple[Article, ...]
    passages: list[Passage]


@cache
def taken(name: str) -> Taken:
    document = read_document(Path(name), MAKERS[name]())
    found = articles(document)
    return Taken(document, found, passages(document, found))


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def said(found: list[Passage], article: int) -> str:
    return bare("".join(passage.text for passage in found if passage.article == article))


@pytest.mark.parametrize("name", ["report.md", "report.docx", *PRINTED])
def test_every_form_gives_the_same_articles_and_passages(name: str) -> None:
    plain, other = taken("report.txt"), taken(name)
    for mine, theirs in zip(plain.articles, other.articles, strict=True):
        assert (mine.headline, mine.organizations, mine.author) == (
            theirs.headline,
            theirs.organizations,
            theirs.author,
        )
    assert [bare(passage.text) for passage in other.passages] == [bare(passage.text) for passage in plain.passages]
    assert [passage.headings for passage in other.passages] == [passage.headings for passage in plain.passages]


def test_a_web_page_gives_its_article_and_nothing_around_it() -> None:
    page, [article] = taken("page.html"), taken("page.html").articles
    report = forms.REPORTS[0]
    assert (article.headline, article.organizations) == (report.headline, (report.organization,))
    assert said(page.passages, 0) == said(taken("report.txt").passages, 0)


def test_a_scan_gives_its_article_nearly_without_error() -> None:
    scan, [article] = taken("scan.png"), taken("scan.png").articles
    report = forms.REPORTS[0]
    assert (article.headline, article.organizations) == (report.headline, (report.organization,))
    printed, read = said(taken("report.txt").passages, 0), said(scan.passages, 0)
    matcher = difflib.SequenceMatcher(None, printed, read, autojunk=False)
    assert sum(block.size for block in matcher.get_matching_blocks()) >= 0.98 * len(printed)
    assert all(place.page == 1 and place.box and place.confidence for place in scan.document.places)


@pytest.mark.parametrize("name", ["report.txt", *PRINTED, "page.html", "scan.png", "table.csv", "table.xlsx"])
def test_a_passage_is_the_join_of_its_spans(name: str) -> None:
    for passage in taken(name).passages:
        assert "".join(taken(name).document.text[a:b] for a, b in passage.spans) == passage.text
        assert 0 < len(passage.text) <= 400


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_every_line_of_print_is_placed_where_it_was_drawn(columns: int) -> None:
    data, drawn = forms.pdf_file(columns=columns)
    document = read_document(Path("columns.pdf"), data)
    placed = {(place.page, bare(document.text[place.start : place.end])): place.box for place in document.places}
    for line in drawn:
        box = placed[line.page, bare(line.text)]
        assert box is not None
        x0, y0, x1, y1 = line.box
        assert box[0] == pytest.approx(x0, abs=forms.BODY / 2)
        assert box[2] == pytest.approx(x1, abs=forms.BODY * 2)
        assert (box[1] + box[3]) / 2 == pytest.approx((y0 + y1) / 2, abs=forms.BODY / 2)


def test_running_heads_and_page_numbers_are_in_no_passage() -> None:
    text = "".join(passage.text for passage in taken("two-columns.pdf").passages)
    assert "园区观察" not in text
    assert "— 1 —" not in text
    assert {passage.page for passage in taken("two-columns.pdf").passages} == {1, 2}


@pytest.mark.parametrize("name", ["table.csv", "table.xlsx"])
def test_a_row_of_a_table_is_a_statement_with_its_headers(name: str) -> None:
    document = taken(name).document
    for number, (company, projects, invested, begun) in enumerate(forms.TABLE[1:], 2):
        row = [
            p for p in document.places if p.cells and p.cells[0] == number and company in document.text[p.start : p.end]
        ]
        assert row
        line = document.text[document.text.rfind("\n", 0, row[0].start) + 1 :].partition("\n")[0]
        for part in (company, projects, invested, "亿元", begun, "签约项目", "投资", "开工时间"):
            assert part in line
    assert {place.sheet for place in document.places} == ({"签约企业"} if name.endswith("xlsx") else {None})
