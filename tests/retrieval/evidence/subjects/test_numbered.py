"""What is told of one phase, line or canteen is not told of another."""

from collections.abc import Callable, Mapping

import pytest

from retrieval.library import Library

TEXTS = {
    "柳泾学院简报": (
        "第二食堂自9月起试行自选称重，每百克3.4元。三食堂因改造暂停供餐。\n\n"
        "图书馆扩建二期投资1.7亿元，建筑面积2.3万平方米。\n\n"
        "1至4号楼宿舍装有空调，租金每年160元，其余楼明年安装。\n\n"
        "第二批助学金发给317人。\n\n"
        "体育部主任周文博牵头的训练项目获省一等奖。全年获奖学生412人，发表论文83篇。\n\n"
        "一标段和二标段由汐东建工施工，合同价3160万元。\n"
    ),
    "霁州轨道公报": (
        "3号线末班车时间延后至23时20分。2号线日均客运量18.6万人次，较1号线多4万人次。\n\n"
        "港区11号泊位起重机检修时发生事故，停产6天。\n\n"
        "竹溪站因客流增长快受到表扬，云岭乡因整改迟缓被约谈，青垣乡被通报。\n\n"
        "入汛以来受持续降雨影响，玉岭乡3条道路中断。\n\n"
        "第三届骑行大会有选手2140人。\n"
    ),
}


@pytest.fixture(scope="module")
def bulletins(library_of: Callable[[Mapping[str, str]], Library]) -> Library:
    """A library of two bulletins."""
    return library_of(TEXTS)


@pytest.mark.parametrize(
    ("question", "instead"),
    [
        ("一食堂自选称重每百克多少钱？", "第二食堂"), ("第四届骑行大会有多少选手？", "第三届"),
        ("What did phase one of the library extension cost?", "二期"), ("三标段的合同价是多少？", "一标段和二标段"),
        ("10号泊位的起重机事故停产几天？", "11号泊位"), ("4号线末班车时间延后到几点？", "3号线"),
        ("What is the daily ridership of metro line 4?", "2号线"),
    ],
)  # fmt: skip
def test_another_of_the_kind_does_not_answer(bulletins: Library, question: str, instead: str) -> None:
    answer = bulletins.ask(question, explain=True)
    assert answer.certainty == "none"
    assert instead in [check.found for check in answer.checks or () if check.state == "contradicted"]


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("二食堂自选称重每百克多少钱？", "3.4元"), ("图书馆扩建第二期投资多少？", "1.7亿元"),
        ("3号楼的空调租金每年多少元？", "160元"), ("2号线日均客运量多少？", "18.6万人次"),
        ("How many people got the second batch of grants?", "317人"), ("云岭乡为什么被约谈？", "整改迟缓"),
        ("二标段的合同价是多少？", "3160万元"), ("玉岭乡道路为什么中断？", "持续降雨"),
    ],
)  # fmt: skip
def test_the_one_asked_for_answers(bulletins: Library, question: str, wanted: str) -> None:
    answer = bulletins.ask(question)
    assert answer.answered and wanted in (answer.answer or "")


def test_what_is_told_of_all_others_is_not_refused_for_their_numbers(bulletins: Library) -> None:
    checks = bulletins.ask("6号楼什么时候装空调？", explain=True).checks or ()
    assert [check.state for check in checks if check.wanted == "6号楼"] == ["silent"]


def test_what_is_of_all_is_not_surely_of_a_person(bulletins: Library) -> None:
    checks = bulletins.ask("周文博全年发表了多少篇论文？", explain=True).checks or ()
    assert [check.state for check in checks if check.wanted == "周文博"] == ["silent"]


def test_the_reason_of_a_neighbour_is_no_reason(bulletins: Library) -> None:
    assert bulletins.ask("青垣乡为什么被通报？").reason == "no_such_answer"
