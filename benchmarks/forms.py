"""One report in every form that reports come in, so that what is read out of them can be compared and measured.

The text is our own. Each function gives the bytes of a file; `Drawn` says where a line of print was put.
"""

import csv
import html
import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

A4 = (595.0, 842.0)
MARGIN = 54.0
GUTTER = 24.0
BODY, TITLE = 10.5, 18.0
"""Type sizes in points: a Chinese `五号` and a `小二`."""


@dataclass(frozen=True, slots=True)
class Report:
    """An article: whose it is, what stands over it, who wrote it, and its paragraphs, in which `## ` is a heading."""

    organization: str
    headline: str
    author: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line of print: its page (from 1), its box `x0, y0, x1, y1` from the top left in points, and its text."""

    page: int
    box: tuple[float, float, float, float]
    text: str


REPORTS = (
    Report(
        "云溪经济开发区",
        "云溪经济开发区让好项目落得快长得稳",
        "顾行之",
        (
            "今年以来，云溪经济开发区把招商摆在各项工作的前头，前九个月新签项目 52 个，总投资 318.6 亿元，"
            "其中十亿元以上的项目有 9 个。"
            "项目签下来只是开头，管委会给每个项目配了一名专员，从拿地一直跟到投产。",
            "## 审批做减法",
            "为了让企业少跑路，云溪经济开发区把工程建设项目的审批事项从 87 项并成 31 项，全流程时间压减 46.3%。"
            "过去要分头去五个科室盖的章，如今在一个窗口就能办完。青禾电子的二期厂房从交材料到开工只用了 19 天，"
            "负责人沈立说，省下来的时间正好用来调试设备。",
            "## 要素有保障",
            "土地是项目的家。开发区清理出闲置土地 1240 亩，建成标准厂房 36 万平方米，企业带着设备就能进场。"
            "新建的 220 千伏变电站已经送电，污水处理厂的日处理能力提高到 4.5 万吨。",
        ),
    ),
    Report(
        "松原湖高新区",
        "松原湖高新区把实验室搬到生产线旁边",
        "陆闻笛",
        (
            "走进松原湖高新区的中试基地，三层楼里有 14 条试验线同时在转。去年这里完成成果转化 63 项，"
            "合同金额 7.9 亿元，比上一年增长 28.4%。高新区的办法是请教授出题、请企业答题，谁的方案管用就支持谁。",
            "人才来了要留得住。松原湖高新区建成人才公寓 2600 套，租金按市价的六成收取，"
            "博士毕业生头三年免租。目前区内有研发人员 4820 人，每万名劳动者中研发人员达到 412 人，在全省排第二位。",
            "松原湖高新区还设立了规模 12 亿元的种子基金，已经投给 37 家初创企业。基金管理人说，"
            "十个项目里成三个就算好收成，园区要有容得下失败的耐心。",
        ),
    ),
)

TABLE = (
    ("企业", "签约项目（个）", "投资（亿元）", "开工时间"),
    ("青禾电子", "3", "21.7", "2024年3月"),
    ("北岭新材料", "5", "48.2", "2024年5月"),
    ("长风装备", "2", "9.6", "2024年8月"),
)


def _is_heading(paragraph: str) -> bool:
    return paragraph.startswith("## ")


def _bare(paragraph: str) -> str:
    return paragraph.removeprefix("## ")


def text_file(reports: Sequence[Report] = REPORTS) -> bytes:
    """Plain text, a paragraph a line."""
    lines = []
    for report in reports:
        lines += [report.organization, report.headline, f"本报记者 {report.author}", *map(_bare, report.paragraphs)]
    return "\n\n".join(lines).encode()


def markdown_file(reports: Sequence[Report] = REPORTS) -> bytes:
    """Markdown: headlines of level 1, headings of level 2."""
    lines = []
    for report in reports:
        lines += [f"# {report.headline}", report.organization, f"本报记者 {report.author}", *report.paragraphs]
    return "\n\n".join(lines).encode()


def word_file(reports: Sequence[Report] = REPORTS, pictures: Sequence[bytes] = ()) -> bytes:
    """A Word file with headings, and behind its text the pictures."""
    import docx

    document = docx.Document()
    for report in reports:
        document.add_heading(report.headline, 1)
        document.add_paragraph(report.organization)
        document.add_paragraph(f"本报记者 {report.author}")
        for paragraph in report.paragraphs:
            if _is_heading(paragraph):
                document.add_heading(_bare(paragraph), 2)
            else:
                document.add_paragraph(paragraph)
    for picture in pictures:
        document.add_picture(io.BytesIO(picture))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def web_page(report: Report = REPORTS[0]) -> bytes:
    """A page saved from a news site, with its menus, related links and footer."""
    body = "\n".join(
        f"<h2>{html.escape(_bare(p))}</h2>" if _is_heading(p) else f"<p>　　{html.escape(p)}</p>"
        for p in report.paragraphs
    )
    return f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{report.headline}_园区新闻网</title>
<style>.nav{{color:red}}</style><script>var visits = 10086;</script></head><body>
<div class="nav"><a href="/">首页</a> | <a href="/news">新闻</a> | <a href="/about">关于我们</a></div>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/news">新闻</a> &gt; 正文</div>
<div class="article"><h1>{report.headline}</h1>
<div class="info">{report.organization}　本报记者 {report.author}</div>
<div class="content">{body}</div></div>
<div class="related"><h3>相关新闻</h3>
<ul><li><a href="/1">园区举行消防演练</a></li><li><a href="/2">图书角开放</a></li></ul></div>
<div class="footer">版权所有 园区新闻网 备案号：某备 00000001 号　联系我们　网站地图</div>
</body></html>""".encode()


def csv_file(table: Sequence[Sequence[str]] = TABLE) -> bytes:
    """A table with commas."""
    out = io.StringIO()
    csv.writer(out).writerows(table)
    return out.getvalue().encode("utf-8-sig")


def workbook(table: Sequence[Sequence[str]] = TABLE, sheet: str = "签约企业") -> bytes:
    """A spreadsheet with one sheet, its numbers as numbers."""
    import openpyxl

    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in table:
        page.append([float(cell) if cell.replace(".", "").isdecimal() else cell for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def pdf_file(reports: Sequence[Report] = REPORTS, columns: int = 2, copies: int = 1) -> tuple[bytes, list[Drawn]]:
    """A PDF in columns, each report on a page of its own with a running head and a page number; and its lines of body
    text as they were drawn. `copies` repeats the reports."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    font = "STSong-Light"
    pdfmetrics.registerFont(UnicodeCIDFont(font))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    drawn: list[Drawn] = []
    for number, report in enumerate(tuple(reports) * copies, 1):
        for x, y, size, text in [*_furniture(number), *_set(report, columns)]:
            canvas.setFont(font, size)
            canvas.drawString(x, A4[1] - y, text)
            if size == BODY:
                drawn.append(Drawn(number, (x, y - size, x + _width(text, size), y), text))
        canvas.showPage()
    canvas.save()
    return out.getvalue(), drawn


def table_pdf(rows: Sequence[Sequence[str]] = TABLE, a_page: int = 40) -> bytes:
    """A PDF of a ruled table over as many pages as it takes, its first row repeated on each as the head."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    font, width, height = "STSong-Light", (A4[0] - 2 * MARGIN) / len(rows[0]), 1.6 * BODY
    pdfmetrics.registerFont(UnicodeCIDFont(font))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for start in range(1, len(rows), a_page):
        canvas.setFont(font, BODY)
        shown = (rows[0], *rows[start : start + a_page])
        top = A4[1] - MARGIN
        xs = [MARGIN + column * width for column in range(len(rows[0]) + 1)]
        canvas.grid(xs, [top - row * height for row in range(len(shown) + 1)])
        for row, cells in enumerate(shown, 1):
            for x, cell in zip(xs, cells, strict=False):
                canvas.drawString(x + 4, top - row * height + 5, cell)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def scan(
    report: Report = REPORTS[0], dpi: int = 150, columns: int = 1, font: str = "NotoSerifCJKsc-Regular.otf"
) -> bytes:
    """A PNG of a page, as a clean scan gives it."""
    import mplfonts
    from PIL import Image, ImageDraw, ImageFont

    scale = dpi / 72
    path = Path(mplfonts.__file__).parent / "fonts" / font
    page = Image.new("L", (round(A4[0] * scale), round(A4[1] * scale)), 255)
    draw = ImageDraw.Draw(page)
    for x, y, size, text in _set(report, columns):
        draw.text((x * scale, y * scale), text, font=ImageFont.truetype(str(path), size * scale), fill=0, anchor="ls")
    out = io.BytesIO()
    page.save(out, "PNG", dpi=(dpi, dpi))
    return out.getvalue()


def _width(text: str, size: float) -> float:
    return sum(size if unicodedata.east_asian_width(c) in "WFA" else size / 2 for c in text)


def _furniture(number: int) -> Iterator[tuple[float, float, float, str]]:
    yield MARGIN, 30.0, 9.0, "园区观察　2024 年第 10 期"
    yield A4[0] / 2, A4[1] - 24.0, 9.0, f"— {number} —"


def _set(report: Report, columns: int) -> Iterator[tuple[float, float, float, str]]:
    """The lines of a page: left end, baseline from the top, type size, text. Headline across the page, body below it in
    columns, paragraphs indented by two characters, headings on lines of their own."""
    y = 80.0
    for size, text in ((TITLE, report.headline), (BODY, report.organization), (BODY, f"本报记者 {report.author}")):
        yield (A4[0] - _width(text, size)) / 2, y, size, text
        y += size * 2
    y += BODY
    measure = (A4[0] - 2 * MARGIN - (columns - 1) * GUTTER) / columns
    lines = [line for paragraph in report.paragraphs for line in _lines(paragraph, measure)]
    in_column = -(-len(lines) // columns)
    for index, (indent, size, text) in enumerate(lines):
        column, row = divmod(index, in_column)
        yield MARGIN + column * (measure + GUTTER) + indent, y + row * BODY * 1.7, size, text


def _lines(paragraph: str, measure: float) -> Iterator[tuple[float, float, str]]:
    """A paragraph broken into lines of a measure: indent, type size, text. No line begins with a closing mark."""
    if _is_heading(paragraph):
        yield 0.0, BODY + 3, _bare(paragraph)
        return
    indent, line = 2 * BODY, ""
    for character in paragraph:
        if _width(line + character, BODY) + indent > measure and character not in "，。、；：”）%":
            yield indent, BODY, line.rstrip()
            indent, line = 0.0, "" if character == " " else character
        else:
            line += character
    yield indent, BODY, line
