"""A folder as a newcomer has it: eight files of several forms, one of them damaged, one of no kind that is read, and a
documents.yaml with a slip in it."""

from pathlib import Path

import docx
import openpyxl

TEXTS = {
    "青河简报.txt": """青河经济开发区：让审批快起来

青河经济开发区2024年推行“一窗受理、并联审批”，审批时限压缩 37.5%，企业开办只要半个工作日。
全年签约项目 46 个，总投资 128.3 亿元，其中先进制造业项目占六成以上。

记者 李明
""",
    "松岭年报.md": """# 松岭高新技术产业开发区年度简报

松岭高新技术产业开发区2024年建成标准厂房 21 万平方米，引进氢能企业 9 家，氢能产业产值达到 34.6 亿元。

开发区新增绿化面积 18 万平方米，新建口袋公园 7 座，职工下班后有了散步的去处。
""",
    "栗山县.html": """<html><head><title>栗山县</title></head><body><article><h1>栗山县春茶丰收</h1>
<p>栗山县2024年春茶产量达到 3120 吨，比上年增长 6.4%。</p></article></body></html>
""",
    "各镇.csv": "乡镇,户籍人口（人）,粮食产量（吨）\n东河镇,21400,5230\n西河镇,18800,4110\n",
}


def write_own_folder(folder: Path) -> Path:
    """Write the files below `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    document = docx.Document()
    document.add_heading("北渡港务局工作总结", 1)
    document.add_heading("一、港口生产", 2)
    document.add_paragraph("北渡港务局2024年货物吞吐量达到 860 万吨，新开航线 3 条。")
    document.save(str(folder / "港务局.docx"))
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("学校", "学生（人）"), ("石桥镇小学", 642), ("竹溪镇小学", 388)):
        sheet.append(row)
    book.save(folder / "学校.xlsx")
    (folder / "坏的.docx").write_bytes(b"PK\x03\x04 this was cut off")
    (folder / "程序.exe").write_bytes(b"MZ\x90\x00\x03")
    (folder / "documents.yaml").write_text(
        "青河简报.txt: {tittle: 青河}\n没有这份.pdf: {date: 2024}\n", encoding="utf-8"
    )
    return folder
