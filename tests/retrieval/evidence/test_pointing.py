"""The short answer stands in the clause that a question's demands point to: of the office, of the year, of what is not
so; where the text says that it is not so, the sentence is the answer."""

from pathlib import Path

import pytest

from retrieval.library import Library
from retrieval.settings import Settings

TEXTS = {
    "图书馆通报": (
        "青榆市2023年公共图书馆工作通报\n\n全市检查图书馆27座，发现漏水点94处，已修缮81处，13处尚未修缮。"
        "没有发现电路老化问题，也没有读者被困。除沙柳分馆外，其余分馆全部实现夜间开放。"
        "活动期间借出图书4.6万册，无图书遗失。原定讲座40场，举办33场，因停电停办7场。\n"
    ),
    "港务": (
        "北岭港务公司2023年董事会换届\n\n董事长段鸿书因病请假，会议由常务副总经理单以诺主持。"
        "总经理辛若谷汇报了生产情况，财务总监简宁、总经济师茅子衿列席。公司任命滕远帆为引航站站长。"
        "工会主席暂时空缺。\n"
    ),
    "花卉": (
        "青榆市2020—2023年花卉产业\n\n2020年，青榆市鲜切花产量为3.1亿枝，出口额为4200万美元。\n\n"
        "2022年，鲜切花产量3.9亿枝，出口额为6100万美元，上年同期为5300万美元。花卉拍卖中心同年动工。\n\n"
        "2023年，鲜切花产量4.4亿枝，种植面积7.5万亩。拍卖中心于当年9月启用，日均成交48万枝。\n"
    ),
    "渔业": (
        "苇泊市2024年渔业\n\n雁浦区投放鱼苗830万尾，鹭溪县615万尾，芦汀县402万尾，其余为库区。"
        "雁浦区渔民人均收入31200元，鹭溪县渔民人均收入27500元，分别增长4.1%和6.3%。\n\n"
        "全市有码头17座、冷库11座，年吞吐水产分别为52万吨和38万吨。鱼种场占地640亩，其中育苗池占地280亩、亲鱼池95亩。\n\n"
        "苇泊冷库现有库容4.5万吨，扩建后达到7.2万吨。水质探头已装到鱼塘的38%，年底目标为装到65%。"
        "查处违规捕捞24起，处罚31人。\n"
    ),
    "民生": (
        "云屏市2024年民生实事\n\n市图书馆少儿区开放时间由18时延长到20时，周末不变。"
        "青坡水库除险加固原定2023年12月完工，因汛期影响推迟至2024年7月，概算也由860万元调整为935万元。"
        "老街菜场由人民路12号搬迁至滨河路3号，摊位由84个减为60个。\n\n"
        "消防车出动9辆、消防员37人，疏散群众210人。旧小区加装电梯26部，涉及楼栋19幢、住户640户。"
        "养老中心床位由260张增加到410张，护理员48名。取水费由每立方米0.31元提高到0.36元。\n\n"
        "面馆中有29家需要加装净化器，其中25家已经完成加装，其余4家尚未完成。\n\n"
        "门诊开放时间由上午8时提前至7时30分，自4月1日起执行，目的是分流早高峰患者。水务站站长由邓维民改为罗秋燕，任命由市水务局宣布。"
        "汉中小学共有教室80间，其中18间装有空调。午间值班时段由11时30分延长至13时。\n\n"
        "因电缆被挖断，北区停电两小时。热线平均等待由50秒缩短至18秒，夜班公交增至14条，上年为9条。"
        "公园年票2023年上调至80元，2024年为95元。\n"
    ),
    "水务": (
        "青榆市2023年水务\n\n南坝污水处理厂现有职工298人，年处理污水5100吨，厂区占地35亩。\n\n"
        "名称：北坝自来水厂，日供水能力：5.5万吨，职工人数：112，投运年份：2019。\n"
    ),
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library of a few short texts."""
    folder: Path = tmp_path_factory.mktemp("texts")
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    library = Library.open(Settings(data_dir=tmp_path_factory.mktemp("library")))
    library.index([folder])
    return library


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("有多少处漏水点还没有修缮？", "13处"),
        ("有多少家面馆没有完成加装？", "其余4家"),
        ("雁浦区投放了多少鱼苗？", "830万尾"),
        ("芦汀县投放鱼苗多少尾？", "402万尾"),
        ("How many fry were released in Luxi county?", "615万尾"),
        ("雁浦区渔民人均收入增长多少？", "4.1%"),
        ("鹭溪县渔民人均收入增长多少？", "6.3%"),
        ("亲鱼池占地多少亩？", "95亩"),
        ("鱼种场占地多少亩？", "640亩"),
        ("苇泊冷库扩建后库容是多少？", "7.2万吨"),
        ("苇泊冷库现在库容是多少？", "4.5万吨"),
        ("现在几成鱼塘装了水质探头？", "38%"),
        ("违规捕捞处罚了几个人？", "31人"),
        ("沒有修繕的漏水點有幾處？", "13处"),
        ("哪个分馆没有实现夜间开放？", "沙柳分馆"),
        ("停办了多少场讲座？", "7场"),
        ("举办了多少场讲座？", "33场"),
        ("北岭港务公司的总经理是谁？", "辛若谷"),
        ("Who is the deputy general manager of 北岭港务公司?", "单以诺"),
        ("青榆市2021年出口额是多少？", "5300万美元"),
        ("青榆市2022年出口额是多少？", "6100万美元"),
        ("花卉拍卖中心哪一年启用？", "2023年"),
        ("南坝污水处理厂有多少职工？", "298人"),
        ("南坝污水处理厂一年处理多少污水？", "5100吨"),
        ("北坝自来水厂有多少职工？", "112"),
        ("北坝自来水厂日供水能力是多少？", "5.5万吨"),
        ("花卉拍卖中心哪一年动工？", "2022年"),
        ("少儿区现在开到几点？", "20时"),
        ("少儿区以前开到几点关门？", "18时"),
        ("青坡水库加固推迟到什么时候完工？", "2024年7月"),
        ("When was the Qingpo (青坡) reservoir work originally due to be finished?", "2023年12月"),
        ("青坡水库加固的概算调整后是多少？", "935万元"),
        ("老街菜场原来在哪里？", "人民路12号"),
        ("老街菜场现在搬到哪儿了？", "滨河路3号"),
        ("菜场搬了以后还剩多少个摊位？", "60个"),
        ("云屏养老中心原来有多少床位？", "260张"),
        ("热线平均等待从几秒开始缩短的？", "50秒"),
        ("夜班公交现在有多少条？", "14条"),
        ("夜班公交原来有多少条？", "9条"),
        ("公园年票2023年上调到多少？", "80元"),
        ("公园年票原来是多少？", None),
        ("取水费提高了多少？", None),
        ("云屏门诊现在几点开门？", "7时30分"),
        ("午间值班到几点？", "13时"),
        ("北区怎么停电了？", "电缆被挖断"),
        ("云屏门诊开放时间为什么提前？", "分流早高峰患者"),
        ("水务站的新站长是谁？", "罗秋燕"),
        ("汉中小学有多少间教室？", "80间"),
        ("汉中小学的教室里有多少间装了空调？", "18间"),
        ("How many firefighters were sent out in Yunping (云屏)?", "37人"),
        ("How many lifts were added to old estates in Yunping (云屏)?", "26部"),
    ],
)
def test_the_clause_that_is_asked_for(library: Library, question: str, answer: str | None) -> None:
    found = library.ask(question)
    assert (found.answered, found.answer) == (True, answer)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("发现了多少处电路老化问题？", "没有发现电路老化问题"),
        ("遗失了多少册图书？", "无图书遗失"),
        ("How many readers were trapped?", "没有读者被困"),
    ],
)
def test_what_is_denied_is_answered_by_its_sentence(library: Library, question: str, says: str) -> None:
    answer = library.ask(question)
    assert (answer.answered, answer.answer) == (True, None)
    assert says in answer.passages[0].highlight


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("北岭港务公司的工会主席是谁？", "no_such_answer"),
        ("Who is the chief accountant of 北岭港务公司?", "no_such_answer"),
        ("多少座图书馆被罚款？", "no_such_answer"),
        ("有几座图书馆失火？", "no_such_answer"),
        ("青榆市2023年出口额是多少？", "other_year"),
    ],
)
def test_what_is_of_another_is_refused(library: Library, question: str, reason: str) -> None:
    answer = library.ask(question)
    assert (answer.answered, answer.reason) == (False, reason)


def test_no_figure_is_given_of_those_that_the_rest_falls_to(library: Library) -> None:
    answer = library.ask("库区投放鱼苗多少尾？")
    assert not answer.answered
    assert answer.missing == "库区"
