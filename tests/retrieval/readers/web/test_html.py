"""Web pages as Chinese governments and newspapers make them: the article is read, what stands around it is not."""

import quopri
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.document import Document
from retrieval.errors import DamagedDocument, UnsupportedFormat
from retrieval.readers.web import reader as html

TITLE = "青禾经开区全年签约十二个项目"
FIRST = "本报讯（记者 赵明远）青禾经开区去年签约项目十二个，总投资三十五亿元。"
SECOND = "全年外出招商四十次，接待客商三百批次。"

HEAD = f"""<head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>{TITLE}_青禾县人民政府</title>
<meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2024-05-06 10:20">
<meta name="ContentSource" content="青禾日报"><meta name="Author" content="赵明远">
<style>p {{color: red}}</style></head>"""
ABOVE = """<div class="header"><div class="logo">青禾县人民政府</div>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/a">政务公开</a></li>
<li><a href="/b">新闻中心</a></li></ul></div>
<div class="dqwz">当前位置：<a href="/">首页</a> &gt; <a href="/b">新闻中心</a> &gt; 正文</div>"""
BELOW = """<div class="bshare">分享到：<a href="#">微信</a><a href="#">微博</a></div><p>【责任编辑：孙雨】</p>
<p>上一篇：<a href="1">云岭高新区开园</a></p>
<div><h3>相关链接</h3><ul><li><a href="1">云岭高新区开园</a></li><li><a href="2">白石县推进项目建设，</a></li>
<li><a href="3">长川县召开会议，部署工作</a></li></ul></div>
<div class="footer"><p>主办：青禾县人民政府，地址：青禾县一号，电话：一二三。</p>
<p>版权所有　晋ICP备00000000号</p></div>
<script>document.write("不是正文，不是。")</script>"""


def page(article: str, above: str = ABOVE, below: str = BELOW, head: str = HEAD) -> str:
    return f"<!DOCTYPE html><html>{head}<body>{above}<div class='main'>{article}</div>{below}</body></html>"


def read(text: str, encoding: str = "gb18030") -> Document:
    return html.read(text.encode(encoding), "a.html")


def blocks(document: Document) -> list[tuple[str, int]]:
    return [(document.text[block.start : block.end], block.level) for block in document.blocks]


def lines(text: str) -> list[str]:
    return [line for line, _ in blocks(read(text))]


def test_a_short_article_is_read_and_nothing_around_it() -> None:
    article = (
        f"<h1>{TITLE}</h1>"
        "<div>来源：青禾日报　作者：赵明远　2024-05-06　字号：<a>大</a> <a>中</a> <a>小</a>　打印</div>"
        f"<div class='TRS_Editor'><p>　　{FIRST}</p><h2>一、招商引资</h2><p>　　{SECOND}</p>"
        "<h3>（一）产业链</h3><ul><li>一期厂房竣工</li><li>二期厂房开工</li></ul></div>"
    )
    document = read(page(article))
    assert blocks(document) == [
        (TITLE, 1),
        ("来源：青禾日报　作者：赵明远　2024-05-06", 0),
        (FIRST, 0),
        ("一、招商引资", 2),
        (SECOND, 0),
        ("（一）产业链", 3),
        ("一期厂房竣工", 0),
        ("二期厂房开工", 0),
    ]
    assert f"　　{FIRST}" in document.text
    assert (document.title, document.author, document.date) == (TITLE, "赵明远", "2024-05-06")
    assert (document.publication, document.encoding) == ("青禾日报", "gb18030")


@pytest.mark.parametrize("count", [1, 6, 30])
def test_long_and_short_articles_are_read_alike(count: int) -> None:
    paragraphs = [f"第{number}条，园区推进道路供水供热设施建设，成效明显。" for number in range(count)]
    article = "".join(f"<p>{text}</p>" for text in paragraphs)
    assert lines(page(f"<h1>{TITLE}</h1>{article}")) == [TITLE, *paragraphs]


def test_paragraphs_between_line_breaks_in_nested_frames() -> None:
    article = f"<div>　　{FIRST}<br><br>\n　　{SECOND}<br/></div>"
    for _ in range(3):
        article = f"<table><tr><td>{article}</td></tr></table>"
    assert lines(page(article)) == [FIRST, SECOND]


def test_a_page_without_any_furniture_is_read_whole() -> None:
    assert lines(f"<p>{FIRST}</p>单独一行<p>甲</p>") == [FIRST, "单独一行", "甲"]
    assert lines("只有一行字") == ["只有一行字"]


def test_what_is_hidden_and_readings_above_characters_are_no_text() -> None:
    article = (
        f"<p>{FIRST}</p><p style='display: none'>隐藏，一。</p><p hidden>隐藏，二。</p><!-- 批注，三。 -->"
        "<p>青<ruby>禾<rp>(</rp><rt>hé</rt><rp>)</rp></ruby>县&nbsp;A&amp;B，有<b>粗</b>体。</p><textarea>隐藏，四。</textarea>"
    )
    assert lines(page(article)) == [FIRST, "青禾县\xa0A&B，有粗体。"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p style='display:none'>{}</p>",
        "<p style='visibility: hidden;'>{}</p>",
        "<p style='opacity:0'>{}</p>",
        "<span style='font-size:0px'>{}</span>",
        "<div style='position:absolute;left:-9999px'>{}</div>",
        "<p hidden>{}</p>",
        "<p aria-hidden='true'>{}</p>",
        "<noscript>{}</noscript>",
        "<p>价格<del>{}</del></p>",
        "<p>价格<s>{}</s></p>",
        "<p>价格<strike>{}</strike></p>",
        "<p>价格<span style='text-decoration:line-through'>{}</span></p>",
        "<style>/* 一 */ .gone, #x {{display: none}} @media print {{.main {{display:none}}}}</style>"
        "<p class='a gone'>{}</p>",
        "<style>p.old{{text-decoration: line-through}}</style><p class=old>{}</p>",
    ],
)
def test_what_nobody_sees_is_left_out_and_said(hidden: str) -> None:
    document = read(page(f"<h1>{TITLE}</h1><p>{FIRST}</p>{hidden.format('预算9999万元。')}<p>{SECOND}</p>"))
    assert "9999" not in document.text
    assert FIRST in document.text and SECOND in document.text
    assert "noscript" in hidden or any("1 hidden part" in w or "1 struck-out part" in w for w in document.warnings)


def test_what_a_later_rule_shows_is_read() -> None:
    sheet = "<style>.tab{display:none} .on{display:block} .line{}</style>"
    assert lines(page(f"{sheet}<div class='tab on'><p>{FIRST}</p><p>{SECOND}</p></div>")) == [FIRST, SECOND]


def test_raised_figures_are_exponents_or_marks_of_notes() -> None:
    article = (
        "<p>库容为2.6×10<sup>9</sup>立方米，面积35 km<sup>2</sup>，水厂12<sup>3</sup>座，"
        "增长5%<sup>[4]</sup>，CO<sub>2</sub>减少。</p>"
        "<table><tr><th>项目</th><th>数量</th></tr><tr><td>水厂<sup>1</sup></td><td>12<sup>2</sup></td></tr>"
        "<tr><td>渠道</td><td>10<sup>6</sup></td></tr></table>"
    )
    assert lines(page(f"<h1>{TITLE}</h1>{article}")) == [
        TITLE,
        "库容为2.6×10⁹立方米，面积35 km²，水厂12座，增长5%，CO₂减少。",
        "项目：水厂，数量：12。",
        "项目：渠道，数量：10⁶。",
    ]


@pytest.mark.parametrize("declared", ["gb2312", "utf-8", "big5", "iso-8859-1", "windows-1252"])
@pytest.mark.parametrize("real", ["utf-8", "gb18030"])
def test_a_page_is_read_as_what_it_is_whatever_it_declares(declared: str, real: str) -> None:
    data = f"<html><head><meta charset={declared}></head><body><p>{FIRST}</p></body></html>".encode(real)
    assert html.read(data, "a.html").text == FIRST


def test_lines_of_the_source_are_no_lines_of_the_text() -> None:
    assert lines(page("<p>园区推进\n   道路建设，\r\n成效 明显，use of\nland。</p><pre>第一行，\n第二行，</pre>")) == [
        "园区推进道路建设，成效 明显，use of land。",
        "第一行，",
        "第二行，",
    ]


def test_a_table_is_statements_with_its_merged_cells() -> None:
    table = (
        "<p>单位：亿元</p><table border=1><caption>产值表</caption>"
        "<tr><th rowspan=2>园区</th><th colspan=2>2024年</th></tr><tr><th>产值</th><th>增速（%）</th></tr>"
        "<tr><td rowspan=2>北部</td><td>43.4</td><td>5</td></tr><tr><td>12</td><td>3</td></tr></table>"
    )
    assert lines(page(f"<p>{FIRST}</p>{table}")) == [
        FIRST,
        "单位：亿元",
        "产值表",
        "园区：北部，2024年 产值：43.4亿元，2024年 增速：5%。",
        "园区：北部，2024年 产值：12亿元，2024年 增速：3%。",
    ]


def test_a_page_of_links_is_still_a_text() -> None:
    items = [f"第{number}条新闻" for number in range(20)]
    assert lines("<ul>" + "".join(f"<li><a href='{text}'>{text}</a></li>" for text in items) + "</ul>") == items


def test_names_of_furniture_do_not_drop_the_article() -> None:
    assert lines(f"<div class='share position'><h1>{TITLE}</h1><p>{FIRST}</p></div>") == [TITLE, FIRST]


@pytest.mark.parametrize(
    "head",
    [
        "<meta charset='gbk'>",
        '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">',
        "",
        "<meta charset='utf-8'>",
        "<meta charset='no-such'>",
    ],
)
def test_a_page_is_decoded_by_what_it_declares_or_what_it_is(head: str) -> None:
    assert read(f"{head}<p>{FIRST}</p>").text == FIRST
    assert read(f"{head}<p>{FIRST}</p>", "utf-8-sig").text == FIRST
    assert read(f"<html><head>{head}</head><p>{FIRST * 3}朱镕基", "gb18030").text == f"{FIRST * 3}朱镕基"


def test_a_page_with_one_broken_character_is_read_with_a_mark_there() -> None:
    data = f"<meta charset=utf-8><p>{FIRST * 50}".encode()
    assert html.read(data + b"\xff</p>", "a.html").text == FIRST * 50 + "\ufffd"
    with pytest.raises((DamagedDocument, UnsupportedFormat), match=r"^a\.html"):
        html.read(bytes(range(128, 256)) * 50, "a.html")


@pytest.mark.parametrize(
    "title", ["青禾县园区年报 - 青禾网", "青禾县园区年报_要闻_青禾县人民政府", "青禾县园区年报|青禾网"]
)
def test_the_title_is_read_without_the_name_of_the_site(title: str) -> None:
    assert read(f"<title>{title}</title><p>{FIRST}</p>").title == "青禾县园区年报"


def test_an_impossible_date_is_none() -> None:
    assert read(f"<meta name=PubDate content='2024-13-45'><p>{FIRST}</p>").date is None


def test_a_web_archive_holds_its_page() -> None:
    body = quopri.encodestring(f"<html><meta charset=gb2312><p>{FIRST}</p></html>".encode("gb18030"))
    data = (
        b'From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="B"\r\n\r\n'
        b"--B\r\nContent-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        + body
        + b"\r\n--B\r\nContent-Type: image/png\r\n\r\nx\r\n--B--\r\n"
    )
    assert html.read(data, "a.mhtml").text == FIRST
    with pytest.raises(DamagedDocument, match="without a page"):
        html.read(data.replace(b"text/html", b"text/css"), "a.mhtml")


def test_xhtml_and_entities_are_read_as_any_page_and_nothing_is_resolved() -> None:
    text = '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    assert read(f"{text}<html><body><p>{FIRST}&a;</p></body></html>", "utf-8").text == f"{FIRST}&a;"


@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td", "ul><li", "blockquote", "nosuch"])
def test_a_page_nested_ten_thousand_deep_loses_none_of_its_text(tag: str) -> None:
    text = f"<p>{FIRST}</p>" + f"<{tag}>" * 10_000 + SECOND + f"<script>if (a<b) 不是正文</script><h2>{TITLE}</h2>"
    assert blocks(read(text)) == [(FIRST, 0), (SECOND, 0), (TITLE, 2)]


def test_hostile_pages_are_read_within_bounds() -> None:
    attributes = " ".join(f"a{number}=1" for number in range(100_000))
    assert read(f"<p {attributes}>{FIRST}").text == FIRST
    wide = "<tr>" + "<td colspan=1000 rowspan=65534>甲" * 50 + "</tr><tr><td>乙<td>丙</tr>"
    assert "乙" in read(f"<p>{FIRST}</p><table>{wide}</table>").text


_PIECES = """<p>|</p>|<div class=nav>|</div>|<table>|<tr>|<td rowspan=3>|<th>|</table>|<ul><li>|<br>|<h2>|</h2>
<a href=x>|</a>|<pre>|<!--|-->|<script>|&#55296;|&#0;|<|<b |园区产值三亿元，|单位：亿元|12| |<title>
<select>|<ruby>|<rt>|<caption>"""


@given(st.lists(st.sampled_from(re.split(r"[|\n]", _PIECES)), max_size=25))
def test_any_page_is_read_the_same_way_twice(pieces: list[str]) -> None:
    data = "".join(["<p>园区，", *pieces]).encode()
    document = html.read(data, "a.html")
    assert document == html.read(data, "a.html")
    assert document.text.encode()
    for block in document.blocks:
        assert document.text[block.start : block.end].strip()


LONG = "青禾经开区全年签约项目十二个，总投资三十五亿元，" * 20


@pytest.mark.parametrize(
    ("article", "shown"),
    [
        ("<h1>全年工作<br>总结</h1>", ["全年工作 总结"]),
        (
            "<table><tr><th>园区</th><th>产值</th><th>税收</th></tr><tr><td>北园</td><td>3<br>（预计）</td><td></td></tr>"
            "<tr><td>南园</td><td>4</td><td>5</td></tr></table>",
            ["园区：北园，产值：3 （预计）。", "园区：南园，产值：4，税收：5。"],
        ),
        (
            f"<table><tr><td>{LONG}。</td><td>旁栏</td></tr><tr><td>{SECOND}</td><td>旁栏</td></tr></table>",
            [f"{LONG}。\t旁栏", f"{SECOND}\t旁栏"],
        ),
        ("<nav>首页，新闻，说明文字，这里是导航。</nav>", []),
        ("<div role='navigation'>首页，新闻，说明文字，这里是导航。</div>", []),
    ],
    ids=["heading of two lines", "table", "table of layout", "navigation", "role"],
)
def test_parts_of_a_page_are_read_as_they_are_shown(article: str, shown: list[str]) -> None:
    assert lines(f"<body>{article}<p>{FIRST}</p></body>") == [*shown, FIRST]


def test_a_script_without_an_end_is_no_text() -> None:
    assert lines(f"<body><p>{FIRST}</p><script>document.write('不是正文，不是。')") == [FIRST]


@pytest.mark.parametrize("data", [b"", b" \n", b"<!-- -->", b"<?xml version='1.0'?>"])
def test_a_page_of_nothing_is_damage(data: bytes) -> None:
    with pytest.raises(DamagedDocument, match=r"^a\.html: no web page"):
        html.read(data, "a.html")
