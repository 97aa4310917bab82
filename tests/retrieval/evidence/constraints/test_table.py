"""What a sentence says plainly contradicts nothing that is asked, however its words look like others."""

from collections.abc import Callable, Mapping

import pytest

from retrieval.library import Library


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        ("第三届临江马拉松冠军王海涛现年25岁。", "How old is Wang Haitao?", "25岁"),
        ("明湖市前任馆长何文静出席新馆开馆仪式。", "Who is the former curator of Minghu?", "何文静"),
        ("南港货运码头于2019年停用，货物改由新码头装卸。", "南港老码头哪年停用？", "2019年"),
        ("第九届茶博会今年3月开幕。去年举办的第八届茶博会成交额3亿元。", "上一届茶博会成交额多少？", "3亿元"),
        ("柳河县网上代办点设在新客运站内。", "柳河县网上代办点设在哪里？", "客运站"),
        ("101路首末班车时间为6时10分和22时40分。", "101路首班车几点？", "6时10分"),
        ("锦江景区2015年建成，当年接待游客5万人次。", "2015年接待游客多少？", "5万人次"),
        ("西坪县2021年建成高标准农田20万亩。新增粮食产能2万吨。", "2021年新增粮食产能多少？", "2万吨"),
        ("海陵市12个县区中，东山县、西河县未完成节水任务。", "海陵市12个县区中哪些未完成节水任务？", "东山县"),
        ("北塘镇3个景区由县文旅局负责改造。", "3个景区分别由谁负责改造？", "县文旅局"),
        ("红河大桥全线封闭，桥面发现多处裂缝。", "红河大桥为什么封闭？", "裂缝"),
        ("区长张卫东3月5日任命李志平为局长。", "李志平哪天被任命为局长？", "3月5日"),
        ("白云小学校长黄志明2022年8月卸任，由刘秀兰接任校长。", "刘秀兰哪年接任校长？", "2022年"),
        ("据某医院通报，6月3日患者李小红康复出院。", "李小红什么时候出院？", "6月3日"),
        ("沈阳市太和大桥总投资3亿元。", "太和大桥总投资多少？", "3亿元"),
    ],
)
def test_what_is_said_plainly_is_answered(
    library_of: Callable[[Mapping[str, str]], Library], text: str, question: str, expected: str
) -> None:
    answer = library_of({"简报": text}).ask(question)
    assert answer.answered and expected in f"{answer.answer} {answer.passages[0].highlight}"


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("青龙县医院院长由县长李明辉提名。", "青龙县医院院长是谁？"),
        ("乐水县中学校长职务由县委书记马东升宣布免去。", "乐水县中学校长是谁？"),
    ],
)
def test_who_names_or_dismisses_another_holds_no_office(
    library_of: Callable[[Mapping[str, str]], Library], text: str, question: str
) -> None:
    assert not library_of({"简报": text}).ask(question).answered
