"""The cell that a question names by its column."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.evidence.rows.asked_cell import asked_cell
from retrieval.question.analysis import analyse

ROW = (
    "泵站：北站，启用日期：2008-05-12，看护人：方瑜，装机（千瓦）：310，联系电话：0000-7712345，造价：1,200万元，"
    "级别：A级。"
)
STACKED = (
    "县区：河口，夏粮 面积：12.4万亩，夏粮 产量：4.9万吨，秋粮 面积：18万亩，秋粮 产量：8.8万吨，"
    "收入 2023年 合计：5亿元，收入 2023年 #外销：2亿元。"
)
FORM = "项目名称：河堤加固。\n负责人：赵明远。\n其中高级职称：3。"


def cell(question: str, stretch: str) -> str | None:
    found = asked_cell(analyse(question), stretch)
    return None if found is None else stretch[slice(*found)]


@pytest.mark.parametrize(
    ("question", "stretch", "expected"),
    [
        ("北站的联系电话是多少？", ROW, "0000-7712345"),
        ("北站看护人是谁？", ROW, "方瑜"),
        ("北站的启用日期是哪天？", ROW, "2008-05-12"),
        ("北站的造价是多少万元？", ROW, "1,200万元"),
        ("北站的级别", ROW, "A级"),
        ("河西村有多少户？", "村：河西村，户数：158，人口：590，集体收入：8.6万元。", "158"),
        ("河口秋粮产量是多少？", STACKED, "8.8万吨"),
        ("河口2023年收入是多少？", STACKED, "5亿元"),
        ("河口2023年外销收入是多少？", STACKED, "2亿元"),
        ("项目负责人是谁？", FORM, "赵明远"),
        ("高级职称有几人？", FORM, "3"),
        ("What is the telephone number of 北站?", ROW, "0000-7712345"),
        ("Who looks after 北站?", ROW, "方瑜"),
        ("How much did 北站 cost?", ROW, "1,200万元"),
        ("Who is the person in charge of the project?", FORM, "赵明远"),
        ("Who is the legal representative of 青浦纸业?", "企业：青浦纸业，法人代表：贺青，联系人：邓禾。", "贺青"),
        ("What does 青浦纸业 make?", "企业：青浦纸业，主营产品：宣纸，职工人数（人）：42。", "宣纸"),
        ("How many employees does 青浦纸业 have?", "企业：青浦纸业，主营产品：宣纸，职工人数（人）：42。", "42"),
        ("岳阳县GDP是多少？", "县区：岳阳县，地区生产总值：340.5亿元，常住人口：61万人。", "340.5亿元"),
        ("哪座泵站的造价是1,200万元？", ROW, "北站"),
        ("Which station cost 12 million yuan?", ROW, "北站"),
        ("青浦纸业有多少员工？", "企业：青浦纸业，持股比例：75%，员工人数：42。", "42"),
        ("青浦纸业纳税多少？", "企业：青浦纸业，注册资本：300万元，纳税额：42万元。", "42万元"),
        ("青浦纸业有多少名雇员？", "企业：青浦纸业，持股比例：75%，员工人数：42。", "42"),
        ("哪个断面超标？", "监测点：东闸，断面名称：石桥，类别：Ⅳ类。", "石桥"),
        ("Which section is worse than class III?", "断面：石桥，类别：Ⅳ类。", "石桥"),
        ("Which enterprise makes xuan paper?", "企业：青浦纸业，主营产品：宣纸。", "青浦纸业"),
        ("北站二季度水量是多少？", "泵站：北站，一季度：88，二季度：97，合计：185。", "97"),
    ],
)
def test_the_cell_under_the_header_asked_for(question: str, stretch: str, expected: str) -> None:
    assert cell(question, stretch) == expected


@pytest.mark.parametrize(
    ("question", "stretch"),
    [
        ("哪座泵站的造价最高？", ROW),
        ("北站的水位是多少？", ROW),
        ("河口产量是多少？", STACKED),
        ("河口2022年收入是多少？", STACKED),
        ("项目的审批人是谁？", FORM),
        ("What is the water level of the station?", ROW),
        ("造价是多少？", "去年北站的造价为1,200万元。"),
        ("河西村有多少户低保户？", "村：河西村，户数：158，人数：590。"),
        ("河西村有多少人大代表？", "村：河西村，户数：158，人数：590。"),
    ],
)
def test_no_cell_where_the_question_names_none(question: str, stretch: str) -> None:
    assert cell(question, stretch) is None


@given(st.text("造价是多少？电话，：。 12\n", max_size=20), st.text("造价电话，：。、 12\n", max_size=40))
def test_any_text_has_a_cell_within_it_or_none(question: str, stretch: str) -> None:
    found = asked_cell(analyse(question), stretch)
    assert found is None or 0 <= found[0] < found[1] <= len(stretch)
