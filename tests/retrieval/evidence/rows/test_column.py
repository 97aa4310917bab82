"""A row of a table answers for what its cells and headers name, and for nothing else."""

from pathlib import Path

import pytest

from retrieval.evidence.rows.asked_cell import is_row
from retrieval.library import Library
from retrieval.settings import Settings

TABLE = """茶场,负责人,投产日期,采摘工,春茶产量,营业收入,联系电话
南坡茶场,聂文舟,2019-03-08,46,13.5吨,86.2万元,0000-5512340
柏溪茶场,戚素云,2021-04-16,28,8.2吨,51.7万元,0000-5512377
"""


@pytest.fixture(scope="module")
def farms(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library of one table."""
    folder: Path = tmp_path_factory.mktemp("farms")
    (folder / "茶场.csv").write_text(TABLE, encoding="utf-8")
    library = Library.open(Settings(data_dir=tmp_path_factory.mktemp("library")))
    library.index([folder])
    return library


@pytest.mark.parametrize(("farm", "yield_"), [("南坡茶场", "13.5吨"), ("柏溪茶场", "8.2吨")])
def test_the_row_of_what_is_named_answers(farms: Library, farm: str, yield_: str) -> None:
    answer = farms.ask(f"{farm}的春茶产量是多少？")
    assert answer.answer == yield_


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("南坡茶场的承建单位是哪家？", "承建"),
        ("柏溪茶场的出口额是多少？", "出口额"),
        ("南坡茶场有多少质检员？", "质检员"),
        ("南坡茶场的化肥用量是多少？", "化肥"),
    ],
)
def test_what_no_cell_names_is_refused(farms: Library, question: str, missing: str) -> None:
    answer = farms.ask(question)
    assert not answer.answered
    assert missing in (answer.missing or missing)


@pytest.mark.parametrize(
    "question",
    [
        "哪个茶场的春茶产量最高？",
        "采摘工最少的是哪个茶场？",
        "各茶场平均产量是多少？",
        "Which tea farm has the most pickers?",
    ],
)
def test_what_only_all_rows_tell_is_answered_by_no_row(farms: Library, question: str) -> None:
    answer = farms.ask(question)
    assert (answer.answered, answer.reason) == (False, "no_such_answer")


@pytest.mark.parametrize(
    ("question", "stands"),
    [
        ("南坡茶场的负责人是谁？", "聂文舟"),
        ("柏溪茶场什么时候投产？", "2021-04-16"),
        ("柏溪茶场的春茶产量是多少？", "8.2吨"),
        ("哪个茶场的采摘工有46人？", "南坡茶场"),
        ("柏溪茶场的联系电话是多少？", "0000-5512377"),
        ("南坡茶场那块业务收入是多少？", "86.2万元"),
    ],
)
def test_what_a_cell_names_is_answered(farms: Library, question: str, stands: str) -> None:
    answer = farms.ask(question)
    assert answer.answered
    assert stands in answer.passages[0].highlight


@pytest.mark.parametrize(
    ("stretch", "row"),
    [
        ("茶场：南坡茶场，采摘工：46，春茶产量：13.5吨。", True),
        ("负责人：聂文舟。", True),
        ("聂文舟说：茶好，路就好。", False),
        ("今年的茶场有三件事：一是修路，二是育苗，三是把老茶树一棵一棵登记下来，不让它们再被人挖走。", False),
    ],
)
def test_a_row_is_told_from_prose(stretch: str, row: bool) -> None:
    assert is_row(stretch) is row
