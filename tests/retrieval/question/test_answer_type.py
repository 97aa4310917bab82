"""What a question asks for."""

import pytest

from retrieval.question.analysis import analyse


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("哪两家公司负责修路？", "body"),
        ("哪个开发区的税收增长了多少？", "organization"),
        ("这篇稿子的作者是谁？", "author"),
        ("税收增速是多少？", "quantity"),
        ("报告里的 88.4 亿元是什么数字？", "figure"),
        ("What does the figure of 88.4% measure?", "figure"),
        ("为什么园区要换水管？", "reason"),
        ("园区哪一年开工？", "date"),
        ("西元幾年開工?", "date"),
        ("二中扩建啥时侯开工的", "date"),
        ("圖書館幾時重開", "date"),
        ("澡堂多会儿开门？", "date"),
        ("电梯啥时候能修好", "date"),
        ("园区有多少家企业？", "quantity"),
        ("前五名客户分别是哪几家公司？", "body"),
        ("退出的3家企业是哪几家？", "which"),
        ("补课安排在哪几天？", "date"),
        ("大桥哪个月开工？", "date"),
        ("老桥何年何月拆的？", "date"),
        ("获奖的是哪几位？", "person"),
        ("市场上哪种米的比例最大？", "which"),
        ("谁负责招商？", "person"),
        ("哪家公司负责招商？", "body"),
        ("Which company runs the park?", "body"),
        ("仓库建在哪里？", "place"),
        ("Where was the warehouse built?", "place"),
        ("那座桥叫什么名字？", "name"),
        ("废水如何处理？", "manner"),
    ],
)
def test_the_kind_of_answer(question: str, kind: str) -> None:
    assert analyse(question).answer.kind == kind


@pytest.mark.parametrize(
    ("question", "listed"),
    [
        ("园区引进了哪些企业？", True),
        ("哪两家公司负责修路？", True),
        ("Which two firms build the roads?", True),
        ("哪家公司负责修路？", False),
        ("Which firm builds the roads?", False),
    ],
)
def test_whether_several_things_are_asked_for(question: str, listed: bool) -> None:
    assert analyse(question).answer.listed == listed


@pytest.mark.parametrize(
    ("question", "head"),
    [("飞机停在哪座机场？", "机场"), ("飞机停的那座机场叫什么？", "机场"), ("哪家外资企业来了？", "企业")],
)
def test_the_noun_that_the_answer_may_end_with(question: str, head: str) -> None:
    assert analyse(question).answer.heads[0].endswith(head)


def test_an_english_noun_is_translated() -> None:
    assert "机场" in analyse("Which airport serves the zone?").answer.heads


@pytest.mark.parametrize(
    ("question", "count"),
    [("哪三项制度改了？", 3), ("Which two bodies signed?", 2), ("改了哪些制度？", None), ("谁来了？", None)],
)
def test_how_many_things_are_asked_for(question: str, count: int | None) -> None:
    assert analyse(question).answer.count == count


def test_where_the_answer_would_stand() -> None:
    question = analyse("飞机停在哪座机场过夜？")
    slot = question.answer.slot
    assert slot is not None
    assert question.folded[slot[0] : slot[1]] == "哪座机场"
    assert analyse("Where does the plane stay?").answer.slot is None
