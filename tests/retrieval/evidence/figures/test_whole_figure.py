"""What belongs to a figure that is given as the short answer."""

import pytest

from retrieval.evidence.figures.whole_figure import whole_figure
from retrieval.question.analysis import analyse


@pytest.mark.parametrize(
    ("question", "text", "given", "whole"),
    [
        ("扫描了多少页？", "完成数字化扫描5.2万页。", "5.2万", "5.2万页"),
        ("办结用了多少天？", "从摘牌到办结不到 40 个工作日", "40 个工作日", "不到 40 个工作日"),
        ("厂房有多少平方米？", "建成近60万平方米的标准厂房", "60万平方米", "近60万平方米"),
        ("增长多少？", "力争增长8%左右。", "8%", "8%左右"),
        ("高速公路有多少公里？", "总里程突破8000公里、达8184公里。", "8000公里", "8184公里"),
        ("高速公路有多少公里？", "总里程突破8000公里，新建桥梁3座。", "8000公里", "8000公里"),
        ("开办用时是多少？", "平均用时由2023年的6.5小时压缩至3.8小时。", "6.5小时", "3.8小时"),
        ("2023年开办用时是多少？", "平均用时由2023年的6.5小时压缩至3.8小时。", "6.5小时", "6.5小时"),
        ("原来要多少天？", "审批从12天减到5天", "12天", "12天"),
        ("审批要多少天？", "审批从12天减到5天", "12天", "5天"),
        ("附近有几所学校？", "附近3所学校", "3所", "3所"),
        ("几点闭馆？", "闭馆时间延长到晚上9时30分。", "9", "晚上9时30分"),
        ("What time does it close?", "阅览室20:30闭馆。", "20", "20:30"),
        ("什么时候通车？", "大桥2031年5月6日通车", "6日", "2031年5月6日"),
        ("哪一年通车？", "大桥2031年5月6日通车", "2031年", "2031年"),
        ("谁在附近？", "最近王明到了", "王明", "王明"),
    ],
)
def test_what_belongs_to_a_figure(question: str, text: str, given: str, whole: str) -> None:
    start = text.index(given)
    begin, end = whole_figure(analyse(question), text, (start, start + len(given)))
    assert text[begin:end] == whole
