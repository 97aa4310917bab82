"""Bylines and speakers, and the many lines of two to four characters that are neither."""

import pytest

from retrieval.layout.bylines import byline, is_speaker_line, speaker, trailing_byline
from retrieval.text.person_names import is_person


@pytest.mark.parametrize("name", ["赵明远", "孙雨", "欧阳若水", "艾力·买买提", "趙明遠", "褚青"])
def test_names_of_persons(name: str) -> None:
    assert is_person(name)


@pytest.mark.parametrize(
    "word",
    ["附件", "目录", "方案", "江苏", "石油", "高新", "名词解释", "谢谢", "全文完", "下转三版", "王", "abc", "哈哈"],
)
def test_other_short_words(word: str) -> None:
    assert not is_person(word)


@pytest.mark.parametrize(
    ("line", "names", "says_so"),
    [
        ("赵明远", ("赵明远",), False),
        ("孙　雨", ("孙雨",), False),
        ("赵明远 孙雨", ("赵明远", "孙雨"), False),
        ("本报记者 赵明远 通讯员 孙雨", ("赵明远", "孙雨"), True),
        ("■本报记者赵明远", ("赵明远",), True),
        ("（青禾日报记者 赵明远、孙雨）", ("赵明远", "孙雨"), True),
        ("文/赵明远", ("赵明远",), True),
        ("赵明远 文/图", ("赵明远",), True),
        ("作者：赵明远", ("赵明远",), True),
        ("作者：趙明遠", ("趙明遠",), True),
    ],
)
def test_lines_that_name_writers(line: str, names: tuple[str, ...], says_so: bool) -> None:
    assert byline(line) == (names, says_so)


@pytest.mark.parametrize(
    "line", ["文化建设", "图 数据", "作者简介", "记者协会", "本报通讯员", "记者在园区看到新变化", "", "赵" * 60]
)
def test_lines_that_name_nobody(line: str) -> None:
    assert byline(line)[0] == ()


@pytest.mark.parametrize(
    ("paragraph", "names"),
    [
        ("交出了新的答卷。 赵明远", ("赵明远",)),
        ("他说：“会更好！” 孙 雨", ("孙雨",)),
        ("交出了新的答卷。赵明远", ("赵明远",)),
        ("交出了新的答卷。（记者 赵明远 孙雨）", ("赵明远", "孙雨")),
        ("交出了新的答卷。 完成", ()),
        ("交出了新的答卷。", ()),
        ("交出了新的答卷", ()),
    ],
)
def test_the_writer_behind_the_last_full_stop(paragraph: str, names: tuple[str, ...]) -> None:
    assert trailing_byline(paragraph) == names


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("县长 赵明远", "赵明远"),
        ("青禾县人民政府代县长　孙　雨", "孙雨"),
        ("自治区主席 艾力·买买提", "艾力·买买提"),
        ("縣長 趙明遠", "趙明遠"),
        ("2025年1月8日在青禾县第十七届人民代表大会第四次会议上县长赵明远作政府工作报告。", "赵明远"),
        ("——2025年1月8日赵明远县长在青禾县第十七届人民代表大会第四次会议上的报告", "赵明远"),
        ("2025年1月8日在大会上青禾县县长 孙雨同志作政府工作报告", "孙雨"),
        ("主任办公会", None),
        ("书记抓项目", None),
        ("园区开工", None),
    ],
)
def test_the_speaker_of_an_address(line: str, name: str | None) -> None:
    assert speaker(line) == name


def test_a_speaker_s_line_says_nothing_else() -> None:
    assert is_speaker_line("县长 赵明远")
    assert not is_speaker_line("县长赵明远在会上说，项目已经开工。")
    assert not is_speaker_line("主任办公会")
