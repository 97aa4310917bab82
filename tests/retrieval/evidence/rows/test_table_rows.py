"""Which row of a table answers, and what no row of it says."""

from pathlib import Path

import pytest

from retrieval.library import Library
from retrieval.settings import Settings

TABLE = """设备编号,设备名称,品牌,购置日期,价格（万元）,保管人,存放地点,下次检定日期,备注
SB-101,离心机,海泰,2019-04-02,12.5,汪若溪,一号楼203,2025-04-01,
SB-102,高速离心机,海泰,2021-09-15,21.8,卢启明,一号楼205,,外借
SB-110,天平,精衡,,3.2,汪若溪,,2025-06-30,
SB-111,冷冻干燥机,朗源,2022-01-20,18,,二号楼101,2025-01-19,待修
SB-112,光谱仪,朗源,2020-11-11,45.6,石映雪,二号楼102,2024-11-10,
"""
BUDGET = """项目,2022年决算,2023年预算,2023年决算
水文监测费,31,36,
白蚁防治费,18,20,19.5
"""
STAFF = """姓名,职务,分管工作
汪海涛,副处长,工程建设、安全生产
卓文彬,副处长,财务、人事
曹志斌,工程科科长,大坝观测
"""


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library of three tables of one station."""
    folder: Path = tmp_path_factory.mktemp("station")
    for name, table in (("澄海检测站设备台账", TABLE), ("经费决算表", BUDGET), ("班子分工表", STAFF)):
        (folder / f"{name}.csv").write_text(table, encoding="utf-8")
    library = Library.open(Settings(data_dir=tmp_path_factory.mktemp("library")))
    library.index([folder])
    return library


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("高速离心机是谁保管的？", "卢启明"),
        ("离心机的保管人是谁？", "汪若溪"),
        ("离心机什么时候检定？", "2025-04-01"),
        ("冷冻干燥机的品牌是什么？", "朗源"),
        ("光谱仪存放在什么地方？", "二号楼102"),
        ("SB-112的价格一共是多少？", "45.6万元"),
        ("2023年白蚁防治费实际支出多少万元？", "19.5"),
        ("管财务和人事的副处长是哪位？", "卓文彬"),
        ("Who keeps the spectrometer?", "石映雪"),
        ("What is the price of SB-111 in 10,000 yuan?", "18万元"),
    ],
)
def test_the_row_that_is_named_answers(station: Library, question: str, expected: str) -> None:
    answer = station.ask(question)
    assert answer.answered
    assert (answer.answer or "").removesuffix("万元") == expected.removesuffix("万元")


@pytest.mark.parametrize(
    "question",
    [
        "冷冻干燥机的保管人是谁？",
        "高速离心机下次检定日期是哪天？",
        "天平的存放地点是哪里？",
        "SB-103的价格是多少？",
        "冷冻干燥机为什么待修？",
        "光谱仪的价格为什么这么高？",
        "2023年水文监测费实际支出了多少万元？",
        "供水科科长是谁？",
        "管后勤的副处长是哪位？",
    ],
)
def test_an_empty_cell_and_another_row_do_not(station: Library, question: str) -> None:
    answer = station.ask(question)
    assert not answer.answered


def test_a_date_under_a_header_that_the_question_does_not_say_is_doubted(station: Library) -> None:
    answer = station.ask("光谱仪哪天报废？")
    assert answer.certainty != "sure"
