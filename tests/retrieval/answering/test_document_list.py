"""Questions for the documents are answered with them."""

import pytest
import small_reports

from retrieval.answering.document_list import MOST_LISTED
from retrieval.library import Library
from retrieval.question.analysis import analyse
from retrieval.question.intent import asks_for_documents
from retrieval.search.filters import Filter


@pytest.mark.parametrize(
    "question",
    ["有哪些报告？", "你有哪些文件?", "请问现在有什么文档", "你都有哪些報告？", "列出所有文件", "报告有哪些？",
     "Which documents do you have?", "what reports are there", "List all documents."],
)  # fmt: skip
def test_questions_for_the_documents(library: Library, question: str) -> None:
    answer = library.ask(question)
    assert answer.answered and answer.answer is not None
    assert len(answer.answer.split("、")) == len(small_reports.REPORTS)
    assert {passage.citation.document for passage in answer.passages} == set(small_reports.REPORTS)
    assert all(passage.highlight in passage.text for passage in answer.passages)


@pytest.mark.parametrize(
    "question", ["河湾有哪些文件？", "出台了哪些文件？", "有哪些企业？", "Which documents did the zone publish?"]
)
def test_questions_for_something_in_the_documents(question: str) -> None:
    assert not asks_for_documents(analyse(question))


def test_a_part_of_the_library_and_few_passages(library: Library) -> None:
    part = library.ask("有哪些报告？", within=Filter(document="镜湖.md"))
    assert part.answer == "镜湖新区绿色发展简报"
    assert [passage.citation.document for passage in part.passages] == ["镜湖.md"]
    assert len(library.ask("有哪些报告？", 2).passages) == 2


def test_a_long_list_is_cut(open_library, tmp_path) -> None:
    for number in range(MOST_LISTED + 2):
        (tmp_path / f"{number:02}.md").write_text(f"# 第 {number} 号简报\n\n今年栽树 {number} 棵。\n", encoding="utf-8")
    library = open_library()
    library.index(sorted(tmp_path.glob("*.md")))
    answer = library.ask("有哪些文件？").answer
    assert answer is not None and answer.endswith("…")
    assert len(answer.split("、")) == MOST_LISTED


def test_an_empty_library_has_nothing_to_list(open_library) -> None:
    assert not open_library().ask("有哪些报告？").answered
