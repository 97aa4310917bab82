"""Tables beside each other in the same rows of a sheet."""

from table_rows import rows_of, said

from retrieval.readers.tables.statements import Merge, statements

TWO = [
    "乡镇|户数|面积|||养殖场|场长|存栏",
    "河口|120|31|||北岸场|方瑜|560",
    "上坪|98|27|||南岸场|林静|430",
    "下坪|77|25|||||",
]


def test_each_table_keeps_its_own_rows_and_cells() -> None:
    lines = statements(rows_of(TWO), assumed=True)
    assert [line.text for line in lines] == [
        "乡镇：河口，户数：120，面积：31。",
        "乡镇：上坪，户数：98，面积：27。",
        "乡镇：下坪，户数：77，面积：25。",
        "养殖场：北岸场，场长：方瑜，存栏：560。",
        "养殖场：南岸场，场长：林静，存栏：430。",
    ]
    assert [place[2:] for place in lines[3].places] == [(2, 6, 6), (2, 7, 7), (2, 8, 8)]


def test_a_title_above_both_and_notes_below_stay_lines() -> None:
    table = ["2024年台账||||||||", *TWO, "注：户数为年末数||||||||"]
    assert said(table, Merge(1, 1, 1, 9), assumed=True) == [
        "2024年台账",
        *said(TWO, assumed=True)[:3],
        "注：户数为年末数",
        *said(TWO, assumed=True)[3:],
    ]


def test_a_blank_column_inside_one_table_divides_nothing() -> None:
    table = ["乡镇|户数||面积", "河口|120||31", "上坪|98||27"]
    assert said(table, assumed=True) == ["乡镇：河口，户数：120，面积：31。", "乡镇：上坪，户数：98，面积：27。"]


def test_a_list_printed_in_several_columns_is_read_down_each() -> None:
    table = ["姓名|电话|姓名|电话", "方瑜|0000-11|林静|0000-33", "陈舟|0000-22||"]
    assert said(table) == ["姓名：方瑜，电话：0000-11。", "姓名：陈舟，电话：0000-22。", "姓名：林静，电话：0000-33。"]


def test_remarks_beside_a_table_stand_by_themselves() -> None:
    table = ["月份|用电（万千瓦时）|||说明：含路灯。", "1月|35.2|||", "2月|31.8|||", "3月|36.1|||2月春节偏低"]
    assert said(table, assumed=True) == [
        "月份：1月，用电：35.2万千瓦时。",
        "月份：2月，用电：31.8万千瓦时。",
        "月份：3月，用电：36.1万千瓦时。",
        "说明：含路灯。",
        "2月春节偏低",
    ]
