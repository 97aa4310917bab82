"""Questions that compare are asked of each side alone, and answered by both."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.library import Library
from retrieval.question.analysis import analyse
from retrieval.question.decomposition import comparison
from retrieval.question.organization_index import OrganizationIndex

NAMES = OrganizationIndex(["青河经济技术开发区", "松岭高新技术产业开发区", "成都市", "重庆市", "湖北省", "湖南省"])


@pytest.mark.parametrize(
    ("question", "alone", "sign"),
    [
        ("青河和松岭哪个的签约项目更多？", ["青河签约项目多少？", "松岭签约项目多少？"], 1),
        ("2024年的失业率，湖北和湖南谁低一些？", ["2024年的失业率，湖北多少？", "2024年的失业率，湖南多少？"], -1),
        ("2024年的失業率，湖北和湖南哪邊更低？", ["2024年的失業率，湖北多少？", "2024年的失業率，湖南多少？"], -1),
        ("成都、重庆的目标分别是多少？", ["成都的目标是多少？", "重庆的目标是多少？"], 0),
        ("青河开工的项目有几个，松岭投产的项目有几个，各是多少？",
         ["青河开工的项目有几个，是多少？", "松岭投产的项目有几个，是多少？"], 0),
        ("Which zone signed more projects in 2024, Qinghe or Songling?",
         ["the zone signed how many projects in 2024, Qinghe?",
          "the zone signed how many projects in 2024, Songling?"], 1),
        ("How many more projects did Qinghe sign than Songling?",
         ["how many projects did Qinghe sign?", "how many projects did sign Songling?"], 0),
        ("How many projects more did Qinghe sign than Songling?",
         ["How many projects did Qinghe sign?", "How many projects did sign Songling?"], 0),
        ("By how much was Chengdu's output in 2024 larger than that of Chongqing?",
         ["how much was Chengdu's output in 2024?", "how much was output in 2024 Chongqing?"], 0),
        ("By how much did Qinghe's investment exceed Songling's?",
         ["how much did Qinghe's investment?", "how much did investment Songling's?"], 0),
        ("Which is higher, Hubei or Hunan, and by how much?", ["is how much, Hubei?", "is how much, Hunan?"], 1),
        ("湖北、湖南哪个省增速更快？快几个百分点？", ["湖北增速多少", "湖南增速多少"], 1),
        ("Is Hubei's target higher than Hunan's?", ["Is Hubei's target how much?", "Is target how much Hunan's?"], 1),
        ("湖北和湖南相比，产值更高？", ["湖北，产值多少？", "湖南相比，产值多少？"], 1),
        ("Hubei or Hunan: which set the lower target?",
         ["Hubei: set the how much target?", "Hunan: set the how much target?"], -1),
        ("What were the targets of Hubei and Hunan respectively?",
         ["What were the targets of Hubei?", "What were the targets of Hunan?"], 0),
        ("2023年和2024年的产值分别是多少？", ["2023年的产值是多少？", "2024年的产值是多少？"], 0),
        ("沈河清和陆鸣岐分别写了什么？", ["沈河清写了什么？", "陆鸣岐写了什么？"], 0),
        ("湖北的产值比湖南高多少？", ["湖北的产值多少？", "产值湖南多少？"], 0),
    ],
)  # fmt: skip
def test_each_side_is_asked_about_alone(question: str, alone: list[str], sign: int) -> None:
    found = comparison(analyse(question), NAMES)
    assert found is not None
    assert (list(found.questions), found.sign) == (alone, sign)


@pytest.mark.parametrize(
    "question",
    [
        "青河和松岭签订了什么协议？",
        "成都和重庆签订了什么协议？",
        "青河和松岭怎样推动更高质量发展？",
        "哪个开发区的项目更多？",
        "青河的项目分别是什么？",
        "标准厂房和公租房分别有多少平方米？",
        "2024年1月和2024年2月的产值分别是多少？",
        "What are the most important industries in Qinghe and Songling?",
        "Did Qinghe sign at least 30 projects, or did Songling?",
        "Which zone is larger?",
    ],
)
def test_what_compares_nothing_is_left_alone(question: str) -> None:
    assert comparison(analyse(question), NAMES) is None


@given(st.text(alphabet="青河松岭湖北和比更多少分别各，,？ \0\1Hubei Hunan or more", max_size=40))
def test_any_text_is_taken_apart_or_left_alone(text: str) -> None:
    found = comparison(analyse(text), NAMES)
    assert found is None or 2 <= len(found.sides) == len(found.questions) == len(found.organizations)


@pytest.fixture
def two_zones(open_library: Callable[..., Library], tmp_path: Path) -> Library:
    for name, projects, area, tons in (("青河", 46, "12 平方公里", "30 万吨"), ("松岭", 58, "9 平方公里", "4 亿元")):
        (tmp_path / f"{name}.txt").write_text(
            f"{name}经济开发区：埋头做实事\n\n{name}经济开发区全年新签约项目 {projects} 个，干部常到车间里听意见。\n\n"
            f"{name}经济开发区建成绿地面积 {area}，职工下班以后有了散步的去处。\n\n"
            f"{name}经济开发区去年的水果产量为 {tons}，果农的收入又多了一成。\n",
            encoding="utf-8",
        )
    library = open_library()
    library.index([tmp_path / "青河.txt", tmp_path / "松岭.txt"])
    return library


@pytest.mark.parametrize(
    ("question", "answer", "stands"),
    [
        ("青河和松岭哪个新签约项目更多？", "松岭经济开发区", ["46 个", "58 个"]),
        ("青河和松岭哪个新签约项目更少？", "青河经济开发区", ["46 个", "58 个"]),
        ("青河和松岭的绿地面积分别是多少？", "12 平方公里、9 平方公里", ["12 平方公里", "9 平方公里"]),
        ("青河和松岭去年谁的水果产量更高？", None, ["30 万吨", "4 亿元"]),
    ],
)
def test_both_sides_answer(two_zones: Library, question: str, answer: str | None, stands: list[str]) -> None:
    given_answer = two_zones.ask(question)
    assert (given_answer.question, given_answer.answered, given_answer.answer) == (question, True, answer)
    first_two = given_answer.passages[:2]
    assert {passage.citation.organizations[0][:2] for passage in first_two} == {"青河", "松岭"}
    assert all(any(words in passage.text for passage in first_two) for words in stands)
    assert [passage.rank for passage in given_answer.passages] == list(range(1, len(given_answer.passages) + 1))


def test_both_sides_answer_in_english(two_zones: Library) -> None:
    answer = two_zones.ask("Which zone signed more new projects, Qinghe or Songling?", 2)
    assert {passage.citation.organizations[0][:2] for passage in answer.passages} == {"青河", "松岭"}
    assert (answer.language, len(answer.passages)) == ("en", 2)
