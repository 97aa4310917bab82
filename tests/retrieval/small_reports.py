"""Three short reports about different zones, to be indexed, changed and taken away again."""

from pathlib import Path

import pytest

IN_BOTH = pytest.mark.parametrize("address", ["sqlite", "postgresql"], indirect=True)
"""For a test that is to hold wherever the library's database is."""

RIVER = """河湾经济开发区：给审批做减法

河湾经济开发区今年把审批环节从二十三个减到九个，审批时限压减 58.4%，企业不用再跑第二趟。
全区上半年签约项目 37 个，总投资 214.6 亿元，开工率达到 91.2%。
开发区还给每个项目配了一名联络员，问题当天登记，三天之内必须答复。
"""

HILL = """岭南坡高新区：让实验室靠近车间

岭南坡高新区建成中试基地 12 座，去年研发投入强度达到 5.7%，比全省平均高出一倍。
区里的无人机企业发展到 64 家，产值首次超过 88.3 亿元，带动就业 7400 人。
"""

LAKE = """# 镜湖新区绿色发展简报

镜湖新区关停沿湖小造纸厂 18 家，腾出岸线 26.5 公里，改建成湿地公园。

污水处理厂提标以后，镜湖水质从四类提高到二类，沿湖餐馆的油烟也少了许多。
"""

REPORTS = {"河湾.txt": RIVER, "高新区/岭南坡.txt": HILL, "镜湖.md": LAKE}

QUESTIONS = (
    "哪个开发区审批时限压减了58.4%？",
    "岭南坡高新区的无人机企业有多少家？",
    "镜湖水质提高到几类？",
    "which zone closed small paper mills by the lake",
    "研发投入强度",
)


def write(folder: Path, reports: dict[str, str] = REPORTS) -> Path:
    """Write reports below a folder, which is given back."""
    for name, text in reports.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder
