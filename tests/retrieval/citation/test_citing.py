"""Citations: exact, checked before they are shown, and found again when their document has changed."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from small_reports import HILL, QUESTIONS, RIVER

import retrieval.sample
from retrieval.answer import Citation
from retrieval.errors import LibraryError, UnknownId
from retrieval.library import Library

Open = Callable[..., Library]
SAMPLE = Path(retrieval.sample.__file__).with_name("sample-report.txt").read_text(encoding="utf-8")


def cited(library: Library, question: str = QUESTIONS[0]) -> Citation:
    return library.ask(question).passages[0].citation


def change(library: Library, folder: Path, text: str) -> None:
    (folder / "河湾.txt").write_text(text, encoding="utf-8")
    library.index([folder])


@pytest.mark.parametrize("question", ["审批时限", "which zone saved water", "飛地園區", "谁写的", "2023"])
def test_the_spans_of_every_passage_join_to_its_text(sample: Library, question: str) -> None:
    passages = sample.ask(question, k=50).passages
    assert len(passages) > 10
    for passage in passages:
        citation = passage.citation
        assert "".join(SAMPLE[start:end] for start, end in citation.spans) == passage.text == citation.quote
        assert passage.highlight in passage.text
        assert 0 < len(passage.highlight) <= 140
        assert len(passage.text) <= 400
        assert re.fullmatch(r"[A-Za-z0-9_-]{1,40}", citation.id)
        first, last = citation.lines
        lines = SAMPLE.split("\n")
        assert passage.text[:5] in "\n".join(lines[first - 1 : last])
        assert passage.text[-5:] in "\n".join(lines[first - 1 : last])


def test_ids_tell_passages_apart(sample: Library) -> None:
    ids = [passage.citation.id for passage in sample.ask("开发区", k=50).passages]
    assert len(set(ids)) == len(ids)


def test_a_citation_shows_its_passage_in_its_context(library: Library) -> None:
    citation = cited(library)
    shown = library.show(citation.id)
    assert (shown.status, shown.citation, shown.document) == ("current", citation, "河湾.txt")
    assert f"{shown.before}{RIVER[citation.spans[0][0] : citation.spans[-1][1]]}{shown.after}" in RIVER
    assert shown.quote == citation.quote


def test_a_title_that_is_declared_stands_in_the_citation(library: Library, folder: Path) -> None:
    assert cited(library).document_title is None
    (folder / "documents.yaml").write_text("河湾.txt: {title: 河湾简报第三期}", encoding="utf-8")
    library.index([folder])
    now = cited(library)
    assert "河湾简报第三期" in (now.title, now.document_title)
    assert "河湾简报第三期" in now.to_json().values()


def test_an_id_that_was_never_given_is_unknown(library: Library) -> None:
    for unknown in ("0123456789ab", "", "'; DROP TABLE citations; --", "河湾", "\udcff"):
        with pytest.raises(UnknownId):
            library.show(unknown)


def test_ids_outlive_rebuilding_removal_and_a_new_library(
    library: Library, open_library: Open, folder: Path, tmp_path: Path
) -> None:
    before = cited(library)
    library.rebuild()
    assert cited(library) == before
    library.remove("河湾.txt")
    library.index([folder])
    assert cited(library) == before


def test_a_quote_that_moved_is_found_again(library: Library, folder: Path) -> None:
    before = cited(library)
    change(library, folder, "编者按：这是后来加上的一段。\n\n" + RIVER)
    shown = library.show(before.id)
    assert shown.status == "moved"
    assert shown.quote == before.quote
    now = shown.citation
    assert now is not None
    assert "".join(now.quote.split()) == "".join(before.quote.split())
    assert now.lines == (before.lines[0] + 2, before.lines[1] + 2)
    assert now.id == before.id


def test_a_quote_whose_lines_were_broken_otherwise_is_found_again(library: Library, folder: Path) -> None:
    before = cited(library)
    broken = RIVER.replace("审批时限", "审批\n时限")
    change(library, folder, broken)
    shown = library.show(before.id)
    assert shown.status == "moved"
    assert shown.citation is not None
    assert "".join(broken[start:end] for start, end in shown.citation.spans) == shown.citation.quote
    assert "审批\n时限" in shown.citation.quote


def test_of_several_places_the_one_in_the_same_surroundings_is_it(library: Library, folder: Path) -> None:
    text = "河湾经济开发区\n\n一月的账目已经核对清楚。\n\n" + "这一段只是把两处隔开，免得它们落进同一个段落里去。" * 12
    change(library, folder, text + "\n\n十二月的账目另有说明。\n")
    citation = cited(library, "十二月的账目怎样说明？")
    assert "十二月" in citation.quote
    last = text.replace("一月的账目已经核对清楚。", citation.quote) + "\n\n" + citation.quote + "\n补记一行。\n"
    change(library, folder, last)
    shown = library.show(citation.id)
    assert shown.status == "moved"
    assert shown.citation is not None
    assert shown.citation.spans[0][0] > last.index("隔开")


def test_a_quote_that_is_gone_is_superseded(library: Library, folder: Path) -> None:
    before = cited(library)
    change(library, folder, HILL.replace("岭南坡", "河湾"))
    shown = library.show(before.id)
    assert (shown.status, shown.citation, shown.document) == ("superseded", None, "河湾.txt")
    assert shown.quote == before.quote
    assert shown.before
    assert shown.before in RIVER


def test_a_removed_document_leaves_its_citations_superseded_if_asked_to(library: Library) -> None:
    before = cited(library)
    library.remove("河湾.txt", keep_citations=True)
    assert library.show(before.id).status == "superseded"


def test_a_quote_comes_back_with_its_version(library: Library, folder: Path) -> None:
    before = cited(library)
    change(library, folder, HILL)
    change(library, folder, RIVER)
    assert library.show(before.id).status == "current"
    assert library.show(before.id).citation == before


def test_a_quote_is_followed_to_a_file_of_another_name(library: Library, folder: Path) -> None:
    before = cited(library)
    (folder / "河湾.txt").rename(folder / "改名.txt")
    library.index([folder])
    assert library.show(before.id).status == "current"
    (folder / "改名.txt").write_text("编者按。\n\n" + RIVER, encoding="utf-8")
    library.index([folder])
    shown = library.show(before.id)
    assert (shown.status, shown.document) == ("moved", "改名.txt")


def test_lines_are_counted_as_everywhere(library: Library, folder: Path) -> None:
    """A form feed or a line separator does not end a line; a carriage return does."""
    before = cited(library)
    front = "编者\u2028按\x0c一。\r编者按二。\r\n"
    (folder / "河湾.txt").write_bytes((front + RIVER).encode())
    library.index([folder])
    shown = library.show(before.id)
    assert shown.citation is not None
    assert shown.citation.lines[0] == before.lines[0] + 2


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE passages SET text = replace(text, '58.4%', '85.4%')",
        "UPDATE texts SET text = replace(text, '58.4%', '85.4%')",
        "UPDATE passages SET spans = '[[0, 5]]'",
        "UPDATE texts SET text = ''",
    ],
)
def test_a_passage_that_is_not_what_stands_there_is_refused(
    library: Library, tmp_path: Path, folder: Path, damage: str
) -> None:
    before = cited(library)
    with closing(sqlite3.connect(tmp_path / "library" / "library.sqlite")) as db, db:
        db.execute(damage)
    with pytest.raises(LibraryError, match="damaged"):
        library.ask(QUESTIONS[0])
    with pytest.raises(LibraryError, match="damaged"):
        library.show(before.id)
    assert "damaged" in {verification.finding for verification in library.verify()}
    for name in {verification.document for verification in library.verify() if verification.finding == "damaged"}:
        library.remove(name)
    library.index([folder])
    assert cited(library) == before
