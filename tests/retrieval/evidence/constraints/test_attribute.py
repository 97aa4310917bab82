"""A figure answers only for what the passage says it is of."""

from pathlib import Path

import pytest

from retrieval.library import Library
from retrieval.settings import Settings

REPORT = (
    "雁石镇2024年工作总结\n\n2024年，雁石镇油茶种植面积3.8万亩，茶油产量1900吨。全镇修建机耕路14.5公里，"
    "安装太阳能路灯420盏，新建文化广场6个。镇卫生院接诊2.3万人次。全年接待游客9.4万人次。"
    "一般公共预算支出1.2亿元，其中农林水支出3100万元，占支出的25.8%。\n"
)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library of one short report."""
    folder: Path = tmp_path_factory.mktemp("town")
    (folder / "雁石镇2024年工作总结.txt").write_text(REPORT, encoding="utf-8")
    library = Library.open(Settings(data_dir=tmp_path_factory.mktemp("library")))
    library.index([folder])
    return library


@pytest.mark.parametrize(
    "question",
    [
        "雁石镇人口是多少？",
        "雁石镇出口额是多少？",
        "雁石镇教育支出是多少？",
        "雁石镇油菜种植面积是多少？",
        "雁石镇安装了多少个监控摄像头？",
        "雁石镇新建了多少个停车场？",
        "镇卫生院有多少张床位？",
        "茶油的价格是多少？",
        "雁石鎮農民人均收入是多少？",
        "What is the population of 雁石镇?",
        "How many teachers work in 雁石镇?",
    ],
)
def test_a_measure_that_is_nowhere_is_refused(town: Library, question: str) -> None:
    answer = town.ask(question)
    assert (answer.answered, answer.reason) == (False, "other_measure")
    assert answer.missing


@pytest.mark.parametrize(
    ("question", "stands"),
    [
        ("雁石镇油茶种植面积是多少？", "3.8万亩"),
        ("茶油产量是多少？", "1900吨"),
        ("雁石镇的农林水支出是多少？", "3100万元"),
        ("雁石鎮接待了多少遊客？", "9.4万人次"),
        ("安装了多少盏路灯？", "420盏"),
        ("卫生院一年看了多少病人？", "2.3万人次"),
        ("How many tourists did 雁石镇 receive in 2024?", "9.4万人次"),
    ],
)
def test_a_measure_that_the_text_tells_is_answered(town: Library, question: str, stands: str) -> None:
    answer = town.ask(question)
    assert answer.answered
    assert stands in answer.passages[0].highlight
