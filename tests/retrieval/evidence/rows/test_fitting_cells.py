"""Which cells of a row may answer, where a question names no column."""

import pytest

from retrieval.evidence.rows.fitting_cells import fitting_cells
from retrieval.question.analysis import analyse

VILLAGE = (
    "序号：7，村：柳湾，户数：215，户籍人口：806，常住人口：790，耕地：120亩，2022年收入：15.7万元，"
    "2023年收入：33.2万元，备注：—。"
)
ESTATE = (
    "序号：4，小区：梧桐里，建成年份：1993，楼栋数：8，户数：416，计划投资：1085万元，已完成投资：720万元，"
    "加装电梯：2部，开工日期：2033-07-10，竣工日期：2034-05-01，联系人：方瑜。"
)
OFFICER = "姓名：方瑜，出生年月：1976年2月，到岗时间：2030年7月，电话：7712345。"


@pytest.mark.parametrize(
    ("question", "row", "values"),
    [
        ("柳湾住着多少人？", VILLAGE, ["806", "790"]),
        ("柳湾有多少户人家？", VILLAGE, ["215"]),
        ("柳湾2022年挣了多少钱？", VILLAGE, ["15.7万元"]),
        ("How many buildings does Wutongli (梧桐里) have?", ESTATE, ["8"]),
        ("How many lifts did Wutongli (梧桐里) get?", ESTATE, ["2部"]),
        ("梧桐里到现在投了多少万？", ESTATE, ["720万元"]),
        ("When did work on Wutongli (梧桐里) begin?", ESTATE, ["2033-07-10"]),
        ("By when is Wutongli (梧桐里) to be finished?", ESTATE, ["1993", "2034-05-01"]),
        ("方瑜什么时候来的？", OFFICER, ["2030年7月"]),
        ("方瑜是哪年出生的？", OFFICER, ["1976年2月"]),
        ("谁管梧桐里？", ESTATE, ["方瑜"]),
        ("2022年哪个村收入15万元？", VILLAGE, ["柳湾", "215", "806", "790", "120亩", "15.7万元", "33.2万元"]),
        ("柳湾有多少头猪？", VILLAGE, []),
    ],
)
def test_cells_of_the_kind_asked_for(question: str, row: str, values: list[str]) -> None:
    found = [row[slice(*span)].strip("。") for span in fitting_cells(analyse(question), row)]
    assert found == values
