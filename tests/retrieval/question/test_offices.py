"""Offices, and the names of those who hold them."""

import pytest

from retrieval.question.offices import Office, holder, offices


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
