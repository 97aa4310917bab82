"""How many items a text lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.evidence.listing import items_listed, whole_list


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("推动任期制、聘任制、绩效制", 3),
        ("由城建公司和水务公司承建", 2),
        ("甲厂、乙厂和丙厂停产", 3),
        ("深化改革,增强动力", 1),
        ("主要做法:一是抓招商。二是抓服务。三是抓安全。", 3),
        ("出台《条例》《办法》《细则》", 3),
        ("修路;架桥;种树", 3),
        ("(一)修路(二)架桥", 2),
        ("吃补贴的不招,排污不清的不招,老板不来的不招", 3),
    ],
)
def test_items_are_counted(text: str, count: int) -> None:
    assert items_listed(text, 0, len(text)) == count


@pytest.mark.parametrize(
    ("text", "given", "whole"),
    [
        ("其中柑坪镇8600亩、白水镇7400亩、青芦乡3000亩。", "白水镇", "柑坪镇8600亩、白水镇7400亩、青芦乡3000亩"),
        ("新开岚湾至海防、岚湾至林查、岚湾至仁川航线", "海防", "岚湾至海防、岚湾至林查、岚湾至仁川航线"),
        ("季内新开岚湾至海防、岚湾至林查、岚湾至仁川航线", "林查", "岚湾至海防、岚湾至林查、岚湾至仁川航线"),
        ("对有色金属、设备制造、建材三类企业检查", "设备制造", "有色金属、设备制造、建材"),
        ("公司在泰国、越南、秘鲁设有子公司", "越南", "泰国、越南、秘鲁"),
        ("参会的有张伟、李娜和王强等5人", "李娜", "张伟、李娜和王强"),
        ("获得一等奖、二等奖", "一等奖", "一等奖、二等奖"),
        ("建议对王强、科长李娜、经理张伟3人追究责任", "李娜", "王强、科长李娜、经理张伟"),
        ("光电、汽车、大健康三大产业迈上台阶", "光电", "光电、汽车、大健康"),
        ("光电、汽车、大健康三大产业迈上台阶", "光电、汽车、大健康", "光电、汽车、大健康"),
        ("包括饲料、种子,不包括化肥", "种子", "饲料、种子"),
        ("不收费", "收", "收"),
        ("市里去年下半年在各县新近陆续办起来的甲、乙", "乙", "乙"),
    ],
)
def test_a_list_is_whole(text: str, given: str, whole: str) -> None:
    start = text.index(given)
    begin, end = whole_list(text, (start, start + len(given)))
    assert text[begin:end] == whole


def test_a_list_of_another_length_than_asked_for_is_left() -> None:
    assert whole_list("甲厂、乙厂、丙厂停产", (0, 2), 2) == (0, 2)


@given(st.text("甲乙1、,和等人3", max_size=20), st.integers(0, 20), st.integers(1, 20))
def test_a_list_holds_what_it_was_found_by(text: str, start: int, length: int) -> None:
    span = min(start, len(text)), min(start + length, len(text))
    begin, end = whole_list(text, span)
    assert 0 <= begin <= span[0] <= span[1] <= end <= len(text)


def test_numbers_go_on_behind_the_stretch() -> None:
    text = "主要有三个特点。一是快。二是准。三是省。"
    assert items_listed(text, 0, 8) == 3


@given(st.lists(st.sampled_from(["桥梁", "公路", "学校", "医院"]), min_size=1, max_size=8))
def test_as_many_as_are_parted_by_marks(names: list[str]) -> None:
    text = "、".join(names)
    assert items_listed(text, 0, len(text)) == len(names)
