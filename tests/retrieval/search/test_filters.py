"""Questions asked of a part of the library."""

import pytest
import small_reports

from retrieval.errors import UnknownId, UsageError
from retrieval.library import Library
from retrieval.search.filters import Filter, named_documents
from retrieval.settings import Settings
from retrieval.sources.sidecar_files import ALIASES, DOCUMENTS
from retrieval.text.folding import fold

QUESTION = "投资多少亿元？"


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library of the small reports, with dates and further names."""
    folder = small_reports.write(tmp_path_factory.mktemp("reports"))
    dates = "河湾.txt: {date: 2023}\n高新区/*: {date: 2024-05-17}\n镜湖.md: {date: 2024-11}"
    (folder / DOCUMENTS).write_text(dates, encoding="utf-8")
    (folder / ALIASES).write_text("河湾经济开发区: [湾开, Bay Zone]", encoding="utf-8")
    library = Library.open(Settings(data_dir=tmp_path_factory.mktemp("library")))
    library.index([folder])
    return library


def documents(library: Library, **within: str) -> set[str]:
    return {p.citation.document for p in library.ask(QUESTION, 50, Filter(**within)).passages}


ALL = {"河湾.txt", "高新区/岭南坡.txt", "镜湖.md"}


def test_without_narrowing_all_are_asked(dated: Library) -> None:
    assert documents(dated) == ALL


@pytest.mark.parametrize("name", ["河湾经济开发区", "河湾开发区", "河湾", "Hewan", "湾开", "bay zone"])
def test_an_organization_by_any_of_its_names(dated: Library, name: str) -> None:
    assert documents(dated, organization=name) == {"河湾.txt"}


@pytest.mark.parametrize("name", ["高新区/岭南坡.txt", "岭南坡.txt", "岭南坡"])
def test_a_document_by_its_name(dated: Library, name: str) -> None:
    assert documents(dated, document=name) == {"高新区/岭南坡.txt"}


@pytest.mark.parametrize(
    ("within", "expected"),
    [
        ({"since": "2024"}, ALL - {"河湾.txt"}),
        ({"since": "2024-05-18"}, {"镜湖.md"}),
        ({"since": "2023-06"}, ALL),
        ({"until": "2023"}, {"河湾.txt"}),
        ({"until": "2024-05"}, ALL - {"镜湖.md"}),
        ({"until": "2024-05-16"}, {"河湾.txt"}),
        ({"since": "2024年1月", "until": "2024年6月"}, {"高新区/岭南坡.txt"}),
        ({"organization": "镜湖", "until": "2023"}, set()),
    ],
)
def test_a_stretch_of_time(dated: Library, within: dict[str, str], expected: set[str]) -> None:
    assert documents(dated, **within) == expected


def test_nothing_in_the_part_asked_is_an_honest_refusal(dated: Library) -> None:
    answer = dated.ask(QUESTION, 5, Filter(organization="镜湖", until="2023"))
    assert (answer.answered, answer.passages) == (False, ())


@pytest.mark.parametrize("within", [Filter(organization="没有的新区"), Filter(document="没有.txt")])
def test_what_the_library_does_not_have_is_said(dated: Library, within: Filter) -> None:
    with pytest.raises(UnknownId, match="没有"):
        dated.ask(QUESTION, 5, within)


def test_what_is_no_date_is_said(dated: Library) -> None:
    with pytest.raises(UsageError, match="昨天"):
        dated.ask(QUESTION, 5, Filter(since="昨天"))


def test_a_document_named_in_the_question_is_the_one_asked(dated: Library) -> None:
    answer = dated.ask("《镜湖新区绿色发展简报》里说投资多少亿元？", 50)
    assert {passage.citation.document for passage in answer.passages} == {"镜湖.md"}


def test_the_longest_title_names_a_document() -> None:
    titles = {fold("2024年河湾报告"): frozenset({1}), fold("2024年河湾报告摘要"): frozenset({2})}
    assert named_documents(fold("2024年河湾报告摘要说了什么"), titles) == {2}
    assert named_documents(fold("2024年河湾报告说了什么"), titles) == {1}
    assert named_documents(fold("河湾说了什么"), titles) == frozenset()


def test_names_by_users_find_their_organization(dated: Library) -> None:
    best = dated.ask("How many projects did Bay Zone sign?").passages[0]
    assert best.citation.document == "河湾.txt"


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("《河湾让水清起来》的作者是谁", {1}),
        ("河湾让水清起来一文写了几个泵站", {1}),
        ("河湾让水清起来了吗", set()),
        ("河湾让水清起来花了多少钱", set()),
        ("According to 河湾让水清起来, how many pumps run?", {1}),
        ("2024年河湾水务公报的总供水量是多少", {2}),
        ("pumps-2023 lists how many pumps", {3}),
    ],
)
def test_a_title_names_its_document_only_where_the_question_speaks_of_one(question: str, named: set[int]) -> None:
    titles = {
        fold("河湾让水清起来"): frozenset({1}), fold("河湾水务公报"): frozenset({2}), "pumps-2023": frozenset({3})
    }  # fmt: skip
    assert named_documents(fold(question), titles) == named


@pytest.mark.parametrize("others", [0, 5000])
def test_of_many_titles_the_same_are_named_as_of_few(others: int) -> None:
    titles = {f"第{n}号园区年度报告": frozenset({n}) for n in range(10, 10 + others)}
    titles |= {"河湾发展报告": frozenset({1}), "河湾发展报告摘要": frozenset({2})}
    assert named_documents(fold("河湾发展报告摘要说了什么"), titles) == {2}
    assert named_documents(fold("《河湾发展报告》和第12号园区"), titles) == {1}
    assert named_documents(fold("河湾"), titles) == frozenset()
