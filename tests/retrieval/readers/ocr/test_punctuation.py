"""Marks whose two widths recognition confuses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.readers.ocr.punctuation import tidied


@pytest.mark.parametrize(
    ("recognised", "printed"),
    [
        ("主动作为,攻坚克难;成效明显", "主动作为，攻坚克难；成效明显"),
        ("签发: 王建国", "签发：王建国"),
        ("同比增长7.9%,其中", "同比增长7.9%，其中"),
        ("截至目前,2024年的任务", "截至目前，2024年的任务"),
        ("做得怎么样?还要努力!", "做得怎么样？还要努力！"),
        ("项目开工(一期占地420亩),预计", "项目开工（一期占地420亩），预计"),
        ("（二)下一步打算", "（二）下一步打算"),
        ("园区面积(2024）为", "园区面积（2024）为"),
        ("记者林晓禾(通讯员", "记者林晓禾（通讯员"),
        ("周舟)报道", "周舟）报道"),
        ("累计办件18，452件", "累计办件18,452件"),
        ("合计1，260，300元", "合计1,260,300元"),
        ("， 较上年 ，增长", "，较上年，增长"),
        (" 目录 ", "目录"),
    ],
)
def test_marks_take_the_width_they_are_printed_with(recognised: str, printed: str) -> None:
    assert tidied(recognised)[0] == printed


@pytest.mark.parametrize(
    "text",
    [
        "Founded in 1998, it covers 12.5 km2 (about 18,750 mu).",
        "Linfen 临汾, Shanxi",
        "比例3：1，时间10:30",
        "编号(2024)15号",
        "共2023，100年后再看",
        "数值1，2345和12,34",
        "本报记者 林晓禾",
        "a “b” c",
        "",
    ],
)
def test_what_may_be_printed_so_is_left_alone(text: str) -> None:
    assert tidied(text)[0] == text


@given(st.text(alphabet="一二，,；;：:（()） ”a1.2%0345"))
def test_each_character_stands_for_the_one_it_is_said_to(text: str) -> None:
    tidy, kept = tidied(text)
    assert len(kept) == len(tidy)
    assert list(kept) == sorted(set(kept))
    narrow = str.maketrans("，；：！？（）", ",;:!?()")
    assert [text[index].translate(narrow) for index in kept] == list(tidy.translate(narrow))
    assert {text[index] for index in set(range(len(text))) - set(kept)} <= {" "}
