"""Offices, and the names of those who hold them."""

import pytest

from retrieval.question.offices.english import english_body, english_offices
from retrieval.question.offices.holders import holder
from retrieval.question.offices.written import Office, is_another_body, offices


@pytest.mark.parametrize(
    ("text", "office", "name"),
    [
        ("董事长段鸿书因病请假", "董事长", "段鸿书"),
        ("会议由常务副总经理单以诺主持", "副总经理", "单以诺"),
        ("财务总监简宁、总经济师茅子衿", "财务总监", "简宁"),
        ("财务总监简宁、总经济师茅子衿", "总经济师", "茅子衿"),
        ("风电公司经理童安介绍了经验", "经理", "童安"),
        ("书记聂怀谷作主旨报告", "书记", "聂怀谷"),
        ("副镇长张三丰、李四光和王五出席", "副镇长", "张三丰、李四光"),
        ("公司任命滕远帆为引航站站长", "站长", "滕远帆"),
        ("副院长一职由内科主任邱远山接任", "副院长", "邱远山"),
        ("管理处主任由曾任总工程师的邱远山担任", "主任", "邱远山"),
        ("校长:欧阳若水。", "校长", "欧阳若水"),
        ("董事会聘任李四为副总经理。", "副总经理", "李四"),
        ("董事会聘任张有为为副总经理。", "副总经理", "张有为"),
        ("会议任命为站长的人员名单", "站长", None),
        ("局长阿依古丽说", "局长", "阿依古丽"),
        ("开发区党工委书记、管委会主任邱远山介绍", "书记", "邱远山"),
        ("开发区党工委书记、管委会主任邱远山介绍", "主任", "邱远山"),
        ("集团董事长兼总经理阮青禾说", "董事长", "阮青禾"),
        ("县委书记聂怀谷、县长单以诺出席", "书记", "聂怀谷"),
        ("党委书记、董事长均未到场", "书记", None),
        ("局长和各处处长陈小雨", "局长", None),
        ("副站长由芮小川兼任。工会主席暂时空缺。", "工会主席", None),
        ("镇长高度重视", "镇长", None),
        ("局长在会上说", "局长", None),
        ("市长关心企业", "市长", None),
        ("总经理未到。", "总经理", None),
        ("刑侦支队副支队长戚远山表示", "副支队长", "戚远山"),
        ("市统计局局长能广志汇报,副局长厍云霞列席", "局长", "能广志"),
        ("市统计局局长能广志汇报,副局长厍云霞列席", "副局长", "厍云霞"),
        ("原总务处处长郏长庚任副校长", "原处长", "郏长庚"),
        ("出席:总经理 宓怀德,副总经理 皮可染、总会计师 乜长青", "副总经理", "皮可染"),
        ("出席:总经理 宓怀德,副总经理 皮可染、总会计师 乜长青", "总会计师", "乜长青"),
        ("总监理工程师由库秋实担任", "总监理", "库秋实"),
        ("柘岭镇长满江不同意", "镇长", "满江"),
        ("校长单于静致词", "校长", "单于静"),
        ("原总经理连亦舟当选董事长,副总经理韦岚接任总经理", "总经理", "韦岚"),
    ],
)
def test_the_holder_of_an_office(text: str, office: str, name: str | None) -> None:
    spans = [holder(text, start, end) for start, end, found in offices(text) if found == written(office)]
    assert [span and text[slice(*span)] for span in spans] == [name]


def written(text: str) -> Office:
    """The office that a text is."""
    return next(office for _, _, office in offices(text))


@pytest.mark.parametrize(
    ("found", "wanted", "is_it"),
    [
        ("青河区委书记", "青河区区委书记", True),
        ("青河开发区党工委书记", "青河区委书记", False),
        ("青河开发区党工委书记", "青河开发区书记", True),
        ("青河镇党委书记", "青河镇书记", True),
        ("青河县委副书记", "青河县委书记", False),
        ("青河市委书记", "青河县委书记", False),
    ],
)
def test_an_office_of_another_committee_is_another(found: str, wanted: str, is_it: bool) -> None:
    assert written(found).is_one_of([written(wanted)]) is is_it


@pytest.mark.parametrize(
    ("found", "wanted", "is_it"),
    [
        ("副支队长", "支队长", False),
        ("支队长", "队长", True),
        ("队长", "支队长", False),
        ("原教育局局长", "局长", False),
        ("原平市市长", "市长", True),
        ("总监理工程师", "总监理", True),
    ],
)
def test_rank_and_time_are_part_of_an_office(found: str, wanted: str, is_it: bool) -> None:
    assert written(found).is_one_of([written(wanted)]) is is_it


@pytest.mark.parametrize(
    ("asked", "stated", "another"),
    [
        ("市教育局", "交通局", True),
        ("交警支队", "刑侦支队", True),
        ("岫川市文旅局", "市文化和旅游局", False),
        ("岫川水务集团", "岫川市水务集团有限公司", False),
        ("水务集团", "公司", False),
        ("局", "统计局", False),
        ("市公安局刑侦支队", "刑侦支队", False),
    ],
)
def test_another_body_has_another_name(asked: str, stated: str, another: bool) -> None:
    assert is_another_body(asked, stated) is another


@pytest.mark.parametrize(
    ("question", "may_be", "is_not"),
    [
        ("who is the dean of the school of science?", "院长", "校长"),
        ("who is the chief of the university's academic affairs office?", "处长", "校长"),
        ("who is the deputy head of the traffic bureau?", "副局长", "局长"),
        ("who is the captain of the fire brigade?", "支队长", "副支队长"),
        ("who is the county head?", "县长", "局长"),
        ("who was the former head of the museum?", "原馆长", "馆长"),
        ("who is the general manager of the group?", "总经理", "副总经理"),
    ],
)
def test_what_english_calls_an_office(question: str, may_be: str, is_not: str) -> None:
    found = list(english_offices(question))
    assert written(may_be) in found
    assert written(is_not) not in found


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("who is the head of the academic affairs office?", ("academic", "affairs")),
        ("who is the dean of the school of science?", ("science",)),
        ("who is the mayor?", ()),
    ],
)
def test_whose_office_english_asks_for(question: str, words: tuple[str, ...]) -> None:
    assert english_body(question) == words
