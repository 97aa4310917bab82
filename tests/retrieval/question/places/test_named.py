"""Where questions name cities, provinces and countries."""

import pytest

from retrieval.question.analysis import analyse
from retrieval.question.demands import demands_of


@pytest.mark.parametrize(
    ("question", "written"),
    [
        ("深圳2024年固定资产投资是多少？", ["深圳"]),
        ("福建福州去年接待多少游客？", ["福州"]),
        ("臺灣的糧食產量是多少？", ["台湾"]),
        ("青岛港吞吐量是多少？", []),
        ("中国最大的茶厂在哪里？", []),
        ("去年新建了几座桥？", []),
        ("What was Hong Kong's budget in 2024?", ["Hong Kong"]),
        ("How much tea did Japan buy?", ["Japan"]),
        ("How many bridges does Macau have?", ["Macau"]),
        ("How many bridges will Shanxi (Taiyuan, not Xi'an) build?", ["Shanxi"]),
        ("How many factories does the polish firm run?", []),
    ],
)
def test_places_that_a_question_names(question: str, written: list[str]) -> None:
    assert [place.written for place in demands_of(analyse(question)).places] == written
