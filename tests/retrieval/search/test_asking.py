"""What is made of questions is told from what holds one."""

import pytest

from retrieval.search.asking import only_asks

ASKED = "青河开发区审批时限压缩了多少？签约项目多少个？引进企业多少家？"


@pytest.mark.parametrize(
    ("text", "only"),
    [
        (ASKED, True),
        (f"{ASKED}青河、审批时限、签约项目 8。", True),
        ("How many zones? Which zone is first? Who leads it?", True),
        ("审批时限压缩了多少？压缩了 37.5%。", False),
        ("引进企业多少家？有 46 家。签约项目多少个？有 9 个。标准厂房多少？有 21 万平方米，比上年增加一成。", False),
        ("怎么办？" * 3 + "园区去年为一百二十家企业配备了服务专员，随叫随到，帮助解决用工、用电、物流等难题。", False),
        ("园区去年签约项目 46 个。", False),
        ("", False),
    ],
)
def test_what_only_asks(text, only):
    assert only_asks(text) is only
