"""What a question asks for is answered by nothing of another kind: no sum of money by a percentage, no company by a
thing, no date by a duration, no holder of an office by another place's."""

from pathlib import Path

import pytest

from retrieval.evidence.constraints.named import names_body
from retrieval.evidence.figures.money import asks_for_money
from retrieval.library import Library
from retrieval.question.analysis import analyse
from retrieval.settings import Settings

REPORT = (
    "澄湖新城建设简报\n\n2032年6月3日\n\n"
    "澄湖新城敷设供水管道46公里，漏损率降到7.9%，管道由一家外地企业供应。\n\n"
    "澄湖大桥2031年5月通车，2032年日均通行车辆1.8万辆。夜航观光船每月出航两次，先再试一年。\n\n"
    "临江高新区党工委书记窦明远说，澄湖新城走得快。澄湖新城管委会主任宁致远在现场答问。\n\n"
    "新城水厂改造花费3200万元，由远江水务集团施工，7月15日完工。\n\n"
    "新城管委会副主任葛平因违规采购被免职。澄湖镇镇长邹宁年初到任。云程持有游船公司29%的股权，查出问题船票5个批次。新城医院有医师46人、护士71人；为开新院区新招聘护士13人、医师5人。管委会秘书长一职自前任蒲青援藏后空着，杂事由副秘书长郭临照管。原新城街道主任仲原因受贿被撤职，由副主任卫凡主持工作。新城码头经理何健说扩建花了3.4亿元，副经理田野负责施工。新城湿地分三个批次验收。游船票20块，茶位费八块五。购置电动船按船价的30%补贴。夜市由云程经营。\n"
)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library of one short report."""
    folder: Path = tmp_path_factory.mktemp("town")
    (folder / "澄湖新城建设简报.txt").write_text(REPORT, encoding="utf-8")
    library = Library.open(Settings(data_dir=tmp_path_factory.mktemp("library")))
    library.index([folder])
    return library


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("澄湖新城的供水管道花了多少钱？", "no_such_answer"),
        ("澄湖新城供水管道由哪家企业供应？", "no_such_answer"),
        ("夜航观光船什么时候出航？", "no_such_answer"),
        ("澄湖大桥2031年日均通行多少辆车？", "other_year"),
        ("澄湖新城党工委书记是谁？", "different_subject"),
        ("新城的管委会主任为什么被免职？", "no_such_answer"),
        ("澄湖镇副镇长什么时候到任？", "no_such_answer"),
    ],
)
def test_another_kind_of_thing_is_no_answer(town: Library, question: str, reason: str) -> None:
    answer = town.ask(question)
    assert (answer.answered, answer.reason) == (False, reason)


@pytest.mark.parametrize(
    ("question", "stands"),
    [
        ("新城水厂改造花了多少钱？", "3200万元"),
        ("新城水厂由哪家公司施工？", "远江水务集团"),
        ("新城水厂什么时候完工？", "7月15日"),
        ("澄湖大桥2032年日均通行多少辆车？", "1.8万辆"),
        ("临江高新区党工委书记是谁？", "窦明远"),
        ("澄湖新城管委会主任是谁？", "宁致远"),
        ("游船票多少钱？", "20块"),
        ("新城管委会副主任为什么被免职？", "违规采购"),
        ("澄湖镇镇长什么时候到任？", "年初"),
        ("云程还持有多少股权？", "29%"),
        ("查出问题船票几批次？", "5个批次"),
        ("新城街道主任为什么被撤职？", "受贿"),
        ("新城码头经理何健说扩建码头花了多少钱？", "3.4亿元"),
        ("新城湿地分几个批次验收？", "三个批次"),
        ("新院区新招聘了多少护士？", "13人"),
        ("茶位费多少钱？", "八块五"),
        ("购置电动船补贴是多少？", "30%"),
        ("夜市由哪家公司经营？", "云程"),
    ],
)
def test_the_kind_asked_for_is(town: Library, question: str, stands: str) -> None:
    answer = town.ask(question)
    assert answer.answered
    assert stands in (answer.answer or answer.passages[0].highlight)


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("项目由华为建设", True),
        ("华为和中兴在此设厂", True),
        ("英思特在深交所上市", True),
        ("改造由远江水务集团施工", True),
        ("东川纺织厂恢复生产", True),
        ("雷雨过后道路畅通", False),
        ("老纺织厂的车间改成了片场", False),
        ("12英寸碳化硅衬底发布", False),
        ("本报讯(记者柯晓东)项目开工", False),
    ],
)
def test_what_names_a_body(said: str, names: bool) -> None:
    question = analyse("这是哪家公司做的？")
    assert names_body(question, said) is names


def test_a_report_may_name_the_holder_of_another_towns_office(tmp_path: Path) -> None:
    folder = tmp_path / "towns"
    folder.mkdir()
    (folder / "石梁镇.txt").write_text(
        "石梁镇年度小结\n\n石梁镇修渠三条。西坞乡党委书记曲清扬前来参观。\n", encoding="utf-8"
    )
    (folder / "西坞乡.txt").write_text("西坞乡简报\n\n西坞乡接待游客1.2万人次。\n", encoding="utf-8")
    with Library.open(Settings(data_dir=tmp_path / "library")) as library:
        library.index([folder])
        assert library.ask("西坞乡党委书记是谁？").answer == "曲清扬"


@pytest.mark.parametrize(
    ("question", "money"),
    [
        ("补贴是多少", True),
        ("一共补贴了多少人", False),
        ("出口额增长了多少", False),
        ("修桥花了多少钱", True),
        ("水库加固今年安排投多少", True),
        ("今年投放了多少", False),
        ("贷款给了多少家企业", False),
        ("What did the bridge cost?", True),
        ("Cost of the bridge?", True),
        ("By how much did the cost fall?", False),
        ("Which bank cut its costs?", False),
        ("How many people pay the fee?", False),
    ],
)
def test_a_sum_of_money_is_asked_for(question: str, money: bool) -> None:
    assert asks_for_money(analyse(question)) is money


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("When the dam was full, how many villages were flooded?", "quantity"),
        ("How many of those who left came back?", "quantity"),
        ("When did the mill open?", "date"),
        ("The mill opened when?", "date"),
        ("长江路通了几号线?", "quantity"),
        ("大桥几号通车?", "date"),
    ],
)
def test_a_conjunction_asks_for_nothing(question: str, kind: str) -> None:
    assert analyse(question).answer.kind == kind


def test_why_an_office_stands_empty_is_told_beside_the_deputy(town: Library) -> None:
    answer = town.ask("蒲青为什么不当秘书长了？")
    assert answer.answered and "援藏" in answer.passages[0].highlight
