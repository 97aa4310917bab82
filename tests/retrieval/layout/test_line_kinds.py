"""What a line by itself looks like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.layout.line_kinds import Kind, dateline, kind_of, number_style
from retrieval.text.lines import columns


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("聚链成群谋发展", Kind.HEADLINE),
        ("审批时限压减一半 营商环境再升级", Kind.HEADLINE),
        ("New terminal opens in the zone", Kind.HEADLINE),
        ("——青禾经开区见闻", Kind.SUBTITLE),
        ("青禾经济开发区", Kind.ORGANIZATION),
        ("青禾经济开发区与云岭高新区", Kind.ORGANIZATION),
        ("本报记者 赵明远", Kind.BYLINE),
        ("赵明远", Kind.PERSON),
        ("县长　赵明远", Kind.SPEAKER),
        ("来源：青禾日报", Kind.SOURCE),
        ("来源 : 青禾日报", Kind.SOURCE),
        ("（2024年11月5日）", Kind.DATE),
        ("——2025年1月8日在青禾县第十七届人民代表大会第四次会议上", Kind.DELIVERY),
        ("2025年1月8日在青禾县第十七届人民代表大会第四次会议上县长赵明远作政府工作报告。", Kind.DELIVERY),
        ("一、工作回顾", Kind.NUMBERED),
        ("（二）产业提质，服务增效", Kind.NUMBERED),
        ("本报讯（记者 赵明远）近日，园区开工。", Kind.DATELINE),
        ("新华社太原11月5日电 近日，园区开工。", Kind.DATELINE),
        ("园区全部开工。", Kind.BODY),
        ("各位代表：", Kind.BODY),
        ("各位代表", Kind.BODY),
        ("指标\t数值", Kind.BODY),
        ("园区新建道路，", Kind.BODY),
        ("办法（试行", Kind.BODY),
        ("12", Kind.BODY),
        ("一、" + "园区新建道路，" * 20, Kind.BODY),
        ("字" * 51, Kind.BODY),
    ],
)
def test_kinds_of_lines(line: str, kind: Kind) -> None:
    assert kind_of(line) is kind


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("总体情况", Kind.HEADLINE),
        ("园区全部开工。", Kind.HEADLINE),
        ("一、回顾", Kind.NUMBERED),
        ("青禾经开区", Kind.ORGANIZATION),
    ],
)
def test_a_declared_heading_is_one_whatever_it_ends_with(line: str, kind: Kind) -> None:
    assert kind_of(line, level=2) is kind
    assert kind_of("园区新建道路，" * 20, level=2) is Kind.BODY


@pytest.mark.parametrize(
    ("text", "opening", "writers"),
    [
        ("本报讯 近日，园区开工。", "本报讯 ", ()),
        ("本报讯（记者 赵明远 孙雨）近日，园区开工。", "本报讯（记者 赵明远 孙雨）", ("赵明远", "孙雨")),
        ("青禾导报讯近日，园区开工。", "青禾导报讯", ()),
        ("本報訊 近日，園區開工。", "本報訊 ", ()),
        ("【本网讯】近日，园区开工。", "【本网讯】", ()),
        ("新华社太原11月5日电（记者孙雨）近日", "新华社太原11月5日电（记者孙雨）", ("孙雨",)),
        ("本报青禾讯 近日", "本报青禾讯 ", ()),
        ("互联网讯息服务平台", "", ()),
        ("国家电网供电公司", "", ()),
        ("本报通讯员培训班开班", "", ()),
        ("近日，园区开工。", "", ()),
    ],
)
def test_the_opening_of_a_news_item(text: str, opening: str, writers: tuple[str, ...]) -> None:
    assert dateline(text) == (len(opening), writers)


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("第三章 总则", "chapter"),
        ("第二节 总则", "section"),
        ("十二、总则", "chinese"),
        ("（十二）总则", "in brackets"),
        ("3．总则", "arabic"),
        ("3、总则", "arabic"),
        ("3.5亿元的投资", None),
        ("3.5 亿元的投资", None),
        ("5.8%的增速", None),
        ("1.2.3总则", "decimal"),
        ("1.2 总则", "decimal"),
        ("（3）总则", "arabic in brackets"),
        ("三是总则", "ordinal"),
        ("第一，总则", "ordinal"),
        ("一年来", None),
        ("2024年", None),
        ("总则", None),
        ("", None),
    ],
)
def test_styles_of_numbering(text: str, style: str | None) -> None:
    assert number_style(text) == style


def test_columns_count_two_for_what_is_wide() -> None:
    assert (columns("abc"), columns("园区 A"), columns("")) == (3, 6, 0)


@given(st.text(), st.integers(0, 6))
def test_any_line_has_a_kind(text: str, level: int) -> None:
    assert kind_of(text, level) in Kind
