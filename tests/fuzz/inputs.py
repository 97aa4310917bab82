"""Random inputs: put together from what means something to the program, or files of every form with changed bytes."""

import io
import random
import zipfile
from functools import cache

import docx
import openpyxl
from reportlab.pdfgen.canvas import Canvas

_PIECES = (
    *"零〇一二两三四五六七八九十百千万亿兆半第约近超余多年月日号季度点分之几壹贰叁肆伍陆柒捌玖拾佰仟",
    *"0123456789.,%‰℃¥$-−–—+×*/~（）()[]{}<>《》“”‘’'\"\\|#=_^`&;:：，。、！？",
    *"\t\n\r \u3000\u200b\u202e\u2028\ufeff\x00\x1b\ud800",
    *(
        "百分之",
        "个百分点",
        "亿元",
        "万吨",
        "平方公里",
        "上年",
        "去年",
        "同比",
        "增长",
        "2024年",
        "十四五",
        "１２",
        "½",
        "²",
        "①",
        "Ⅷ",
    ),
    *(
        "2024-05-06",
        "1,204.5",
        "3/4",
        "1e309",
        "9" * 400,
        "million",
        "per cent",
        "twenty-one",
        "USD",
        "last year",
        "Q3",
        "12:30",
    ),
    *(
        "青禾经济开发区",
        "云岭市",
        "审批时限",
        "压减",
        "多少",
        "谁",
        "哪个",
        "各省",
        "分别",
        "不",
        "没有",
        "吗",
        "how many",
        "which zone",
    ),
    *(
        "<b>",
        "</p>",
        "<td rowspan=99999>",
        "&nbsp;",
        "&#x1F600;",
        "<!--",
        "]]>",
        "```",
        "~~",
        "| a |",
        "|--|",
        "---",
        "# ",
        "$x^2$",
    ),
    *(
        "(记者 王某)",
        "来源：",
        "第三版",
        "一、",
        "（二）",
        "单位：万元",
        "😀",
        "👨‍👩‍👧",
        "é",
        "e\u0301",
        "ﷺ",
        "İ",
        "ß",
        "ǆ",
    ),
)
_YAML = (
    *(
        "a: ",
        "- ",
        "  ",
        "\n",
        "\n  ",
        "[",
        "]",
        "{",
        "}",
        "&a ",
        "*a",
        "!!python/object:os.system ",
        "!!binary ",
        "? ",
        "|\n",
        ">-\n",
    ),
    *(
        "title: ",
        "date: ",
        "organizations: ",
        "publication: ",
        "telegram:\n  ",
        "token_file: ",
        "data_dir: ",
        "documents: ",
        "~",
        "null",
    ),
    *(
        "2024-13-45",
        "1e999",
        "0x1f",
        "yes",
        '"',
        "'",
        "#",
        "%TAG ! x",
        "---\n",
        "...\n",
        "<<: *a",
        "**/*.pdf",
        "../../etc",
        "\t",
        "\x00",
    ),
    *(
        "allowed_users: [1]",
        "reading:\n  most_seconds: ",
        "embeddings: {model: ",
        "河湾",
        "=",
        ":",
        "[" * 3000,
        "{a: " * 3000,
    ),
)
_CALLBACKS = (
    *"pclioatgvd:",
    "lang",
    "lang:zh",
    "AbCd_-09",
    ":0",
    ":1",
    ":999",
    ":-1",
    "\n",
    "：",
    "%00",
    "<b>",
    "x" * 70,
    "١",
    "0" * 8,
)
_KEYS = (
    "update_id",
    "message",
    "chat",
    "id",
    "date",
    "edit_date",
    "edited_message",
    "callback_query",
    "from",
    "text",
    "data",
    "entities",
)
_VALUES = (None, True, False, 0, -1, 2**70, 1.5, float("inf"), "", "p:a:1", "a" * 300, "\ud800", [], {}, [[]])


def text(rng: random.Random, most: int = 12) -> str:
    """Pieces of text in any order."""
    return "".join(rng.choices(_PIECES, k=rng.randint(1, most)))


def yaml_text(rng: random.Random) -> str:
    """Pieces of YAML in any order."""
    return "".join(rng.choices(_YAML, k=rng.randint(1, 14)))


def callback(rng: random.Random) -> str:
    """What a button, forged, may carry."""
    return "".join(rng.choices(_CALLBACKS, k=rng.randint(1, 6)))


def update(rng: random.Random, depth: int = 0) -> object:
    """An update of any form, JSON all the same."""
    if depth < 4 and rng.random() < (0.9 if depth < 2 else 0.4):
        return {rng.choice(_KEYS): update(rng, depth + 1) for _ in range(rng.randint(1, 4))}
    return rng.choice(_VALUES)


def file(rng: random.Random) -> tuple[str, bytes]:
    """A file of some form, with bytes changed, left out, doubled or put in, and sometimes another form's name."""
    name, data = rng.choice(files())
    is_office = name.endswith((".docx", ".xlsx"))
    data = _rewritten(rng, data) if is_office and rng.random() < 0.7 else _changed(rng, data)
    return (rng.choice(files())[0] if rng.random() < 0.1 else name), data


@cache
def files() -> tuple[tuple[str, bytes], ...]:
    """A small whole file of each form."""
    lines = "青禾经济开发区简报\n\n全年产值 12.5 亿元，比上年增长 8%。\n"
    word, sheet, printed = docx.Document(), openpyxl.Workbook(), io.BytesIO()
    word.add_heading("青禾经济开发区简报")
    word.add_paragraph(lines)
    word.add_table(2, 2).cell(1, 1).text = "12.5"
    for row in (["指标", "数值"], ["产值", 12.5], ["税收", "=B2*2"]):
        sheet.active.append(row)
    sheet.active.merge_cells("A4:B5")
    canvas = Canvas(printed)
    canvas.drawString(72, 700, "Output grew by 8% to 12.5 million.")
    canvas.save()
    table = "<table><tr><th>产值<td>8</table>"
    page = f"<html><head><title>简报</title></head><body><h1>简报</h1><p>{lines}</p>{table}</body></html>"
    mail = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n"
    mail += f"Content-Type: text/html; charset=utf-8\n\n{page}\n--b--\n"
    sheet_xml = '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    sheet_xml += '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table><Row><Cell>'
    sheet_xml += "<Data>产值</Data></Cell></Row></Table></Worksheet></Workbook>"
    return (
        ("a.txt", lines.encode()),
        ("a.txt", lines.encode("utf-16")),
        ("a.txt", lines.encode("gb18030")),
        ("a.md", f"---\ntitle: 简报\n---\n# 简报\n{lines}\n| a | b |\n|--|--|\n| 1 | 2 |\n".encode()),
        ("a.csv", '指标,数值\n产值,12.5\n"税,收",3\n'.encode()),
        ("a.tsv", "指标\t数值\n产值\t12.5\n".encode()),
        ("a.html", page.encode()),
        ("a.mhtml", mail.encode()),
        ("a.xls", sheet_xml.encode()),
        ("a.docx", _saved(word)),
        ("a.xlsx", _saved(sheet)),
        ("a.pdf", printed.getvalue()),
    )


def _saved(document: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


def _changed(rng: random.Random, data: bytes) -> bytes:
    """Bytes with one to five changes."""
    changed = bytearray(data)
    for _ in range(rng.randint(1, 5)):
        at, length = rng.randrange(len(changed) + 1), rng.choice((1, 2, 8, 64, 1000))
        match rng.randrange(5):
            case 0 if at < len(changed):
                changed[at] ^= 1 << rng.randrange(8)
            case 1:
                del changed[at : at + length]
            case 2:
                changed[at:at] = changed[at : at + length] * rng.choice((1, 2, 30))
            case 3:
                changed[at:at] = text(rng, 4).encode("utf-8", "surrogatepass")
            case _:
                changed[at:at] = rng.randbytes(rng.choice((1, 4)))
    return bytes(changed)


def _rewritten(rng: random.Random, data: bytes) -> bytes:
    """An Office file with the bytes of one of its members changed, so that the archive is whole."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        victim = rng.choice(old.namelist())
        for member in old.namelist():
            content = old.read(member)
            new.writestr(member, _changed(rng, content) if member == victim else content)
    return buffer.getvalue()
